"""Participants: their profiles, how they are found, and whether they take part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, Participant, ParticipantStatus, ParticipationType
from matchmaking.services.agenda.feed_tokens import feed_token
from matchmaking.services.identity import sign_ins
from matchmaking.services.identity.tokens import new_token, token_hash
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.people import organizations, profiles, seating
from matchmaking.services.people.profiles import Profile
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.requests import calling_off
from matchmaking.services.words.sounds import found_in
from matchmaking.services.words.text import NotAnAddress, fold_address

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from matchmaking.models import Organization

__all__ = ["Profile", "approve", "create", "decline", "find_by_address", "matches", "new_feed_address", "update"]

DEFAULT_LANGUAGE = "en"


def create(
    event: Event, profile: Profile, status: ParticipantStatus, now: datetime, *, language: str = DEFAULT_LANGUAGE
) -> Participant:
    """Add a participant; refuse a second one with the same address."""
    profile = profiles.cleaned(profile)
    if find_by_address(event, profile.email) is not None:
        raise Conflict(_("%(email)s takes part already.", email=profile.email))
    kind = _type_of(event, profile.type_id)
    organization = organizations.find_or_create(event, profile.organization_name, profile.country)
    participant = _new(event, kind, organization, status, now, language)
    profiles.write(participant, profile)
    db.session.add(participant)
    db.session.flush()
    return participant


def create_all(
    event: Event,
    people: Iterable[tuple[Profile, ParticipationType, Organization]],
    status: ParticipantStatus,
    now: datetime,
) -> list[Participant]:
    """Add many whose addresses are known to be free; the profiles are clean, and nothing is looked up."""
    made = [
        (_new(event, kind, organization, status, now, DEFAULT_LANGUAGE), profile)
        for profile, kind, organization in people
    ]
    profiles.write_many(made)
    return [participant for participant, _profile in made]


def update(participant: Participant, profile: Profile, now: datetime) -> bool:
    """Change a profile, and say whether anything was changed: the same profile again changes nothing."""
    profile = profiles.cleaned(profile)
    before = profiles.of(participant)
    if organizations.key_of(profile.organization_name) == participant.organization.name_key:
        profile = profiles.in_organization(profile, participant.organization.name)
    if profile == before:
        return False
    event = db.session.get_one(Event, participant.event_id)
    _change_address(event, participant, profile.email)
    kind = _type_of(event, profile.type_id)
    left = participant.organization
    organization = organizations.find_or_create(event, profile.organization_name, profile.country)
    rewrite(participant, profile, kind, organization, now)
    db.session.flush()
    organizations.forget_if_empty(left)
    return True


def rewrite(
    participant: Participant, profile: Profile, kind: ParticipationType, organization: Organization, now: datetime
) -> None:
    """Give a participant another profile; it is clean, and nothing is looked up."""
    before = profiles.seen_by_others(profiles.of(participant))
    if participant.organization_id != organization.id:
        participant.organization_confirmed = True
        participant.further = [one for one in participant.further if one.organization_id != organization.id]
    participant.type, participant.organization = kind, organization
    profiles.write(participant, profile)
    if profiles.seen_by_others(profile) != before:
        participant.calendar_modified_at = now


def find_by_address(event: Event, email: str) -> Participant | None:
    """Find a participant of this event by an address, however it is written."""
    try:
        key = fold_address(email)
    except NotAnAddress:
        return None
    found = db.session.scalar(select(Participant).where(Participant.event_id == event.id, Participant.email_key == key))
    return found.merged_into or found if found else None


def matches(query: str) -> list[ColumnElement[bool]]:
    """Conditions on `Participant`: each word of what is searched for, in whatever script and spelling it was typed."""
    return found_in(query, Participant.search)


def has_left(participant: Participant) -> bool:
    """Whether somebody was declined or has withdrawn: what is held about them is all that is left to them here."""
    return participant.status in {ParticipantStatus.DECLINED, ParticipantStatus.WITHDRAWN}


def approve(participant: Participant, now: datetime) -> None:
    """Let somebody take part, and tell them; approving again changes nothing."""
    if participant.status is ParticipantStatus.APPROVED:
        return
    participant.status = ParticipantStatus.APPROVED
    participant.organization_confirmed = True  # whoever approved them has seen whom they represent
    _tell(participant, "approved", now)


def decline(participant: Participant, now: datetime, reason: str = "") -> None:
    """Do not let somebody take part who waits for approval, and tell them, with the organizers' reason if any."""
    if participant.status is ParticipantStatus.DECLINED:
        return
    if participant.status is not ParticipantStatus.PENDING:
        raise Conflict(_("%(name)s does not wait for approval.", name=participant.name))
    participant.status = ParticipantStatus.DECLINED
    sign_ins.end_all_of_participant(participant, now)
    _tell(participant, "declined", now, reason=reason)


def withdraw(participant: Participant, now: datetime) -> None:
    """End somebody's part: their requests are withdrawn, their meetings cancelled, their sign-ins ended."""
    if participant.status is ParticipantStatus.WITHDRAWN:
        return
    participant.status = ParticipantStatus.WITHDRAWN
    calling_off.all_of(participant, now)
    seating.leave_all(participant, now)
    sign_ins.end_all_of_participant(participant, now)
    _tell(participant, "withdrawn", now)


def set_language(participant: Participant, code: str, now: datetime) -> None:
    """Choose the language of the participant's pages, mails and calendar."""
    if code not in current_app.config["LANGUAGES"]:
        raise Invalid(_("Choose one of those offered."))
    if participant.language != code:
        participant.language = code
        participant.calendar_modified_at = now


def set_alarm(participant: Participant, wanted: bool, now: datetime) -> None:  # noqa: FBT001 - the switch itself
    """Switch the reminders in the participant's calendar on or off."""
    if participant.alarm is not wanted:
        participant.alarm = wanted
        participant.calendar_modified_at = now


def new_feed_address(participant: Participant) -> None:
    """Give the participant's feed a new secret address; the one before answers no more."""
    participant.feed_nonce = new_token()
    participant.feed_token_hash = token_hash(token_of_feed(participant))


def token_of_feed(participant: Participant) -> str:
    """The secret part of the feed's address."""
    return feed_token(current_app.config["SECRET_KEY"].encode(), participant.feed_nonce)


def _new(  # noqa: PLR0913, PLR0917 - what a participant begins with
    event: Event,
    kind: ParticipationType,
    organization: Organization,
    status: ParticipantStatus,
    now: datetime,
    language: str,
) -> Participant:
    participant = Participant(
        event_id=event.id,
        type=kind,
        organization=organization,
        status=status,
        language=language,
        created_at=now,
        calendar_modified_at=now,
    )
    new_feed_address(participant)
    return participant


def _type_of(event: Event, type_id: int) -> ParticipationType:
    kind = db.session.get(ParticipationType, type_id)
    if kind is None or kind.event_id != event.id:
        raise Invalid(_("This event has no such participation type."))
    return kind


def _change_address(event: Event, participant: Participant, email: str) -> None:
    """A new address has to prove itself by a sign-in of its own."""
    if fold_address(email) == participant.email_key:
        return
    if find_by_address(event, email) is not None:
        raise Conflict(_("%(email)s takes part already.", email=email))
    participant.confirmed_at = None


def _tell(participant: Participant, kind: str, now: datetime, **said: Any) -> None:
    event = db.session.get_one(Event, participant.event_id)
    outbox.write(
        kind,
        participant,
        now=now,
        dedupe_key=f"{kind}:{participant.id}:{now.isoformat()}",
        event=event,
        sign_in_url=addresses.page("public.sign_in", slug=event.slug),
        event_page_url=addresses.page("public.event", slug=event.slug),
        **said,
    )
