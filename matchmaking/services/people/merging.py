"""Two participants who turned out to be one: everything moves to the one that is kept, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import or_, select

from matchmaking.extensions import db
from matchmaking.models import (
    CalendarEntry,
    Event,
    Meeting,
    MeetingRequest,
    Participant,
    ParticipantStatus,
)
from matchmaking.services import audit
from matchmaking.services.identity import sign_ins
from matchmaking.services.people import moving, organizations, profiles
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.schedule import publishing, standing_for
from matchmaking.services.words import times

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from matchmaking.models import Organizer
    from matchmaking.services.people.profiles import Profile

CHOICES = (
    "name",
    "email",
    "phone",
    "organization",
    "country",
    "type",
    "about",
    "fields",
    "offers",
    "needs",
    "languages",
)
LISTS = ("fields", "offers", "needs", "languages")


@dataclass
class Plan:
    """What a merge would move, what it would settle by itself, and what stands in its way."""

    requests: int = 0
    meetings: int = 0
    told: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def plan(kept: Participant, gone: Participant) -> Plan:
    """Look before anything is changed."""
    if kept.id == gone.id or kept.event_id != gone.event_id or gone.merged_into_id or kept.merged_into_id:
        raise Invalid(_("Choose two different participants of this event."))
    made = Plan()
    _plan_requests(kept, gone, made)
    _plan_meetings(kept, gone, made)
    return made


def merge(kept: Participant, gone: Participant, taken: Collection[str], organizer: Organizer, now: datetime) -> None:
    """Merge, with the values that are taken from the one who goes; `taken` names some of CHOICES."""
    event = db.session.get_one(Event, kept.event_id)
    moving.hold(event)
    refusals = plan(kept, gone).refusals
    if refusals:
        raise Conflict(" ".join(refusals))
    profile = _merged_profile(kept, gone, taken)
    left = {kept.organization, gone.organization}
    organization = gone.organization if "organization" in taken else kept.organization
    _swap_addresses(kept, gone, swap="email" in taken)
    kept.organization, kept.type = organization, (gone.type if "type" in taken else kept.type)
    if (
        profiles.seen_by_others(profile) != profiles.seen_by_others(profiles.of(kept))
        or kept.organization_id != organization.id
    ):
        kept.calendar_modified_at = now
    kept.organization_confirmed = True  # an organizer has looked at both
    profiles.write(kept, profile)
    if ParticipantStatus.APPROVED in {kept.status, gone.status}:
        kept.status = ParticipantStatus.APPROVED
    turned = moving.everything(event, kept, gone, now)
    standing_for.publish_in_place_of(event, gone.id, kept.id, turned, now, publishing.Actor(organizer=organizer))
    profiles.rebuild_search(kept)
    gone.status, gone.merged_into = ParticipantStatus.WITHDRAWN, kept
    sign_ins.end_all_of_participant(gone, now)
    gone.organization = kept.organization
    db.session.flush()
    for organization in left:
        organizations.forget_if_empty(organization)
    audit.record(
        "participant.merged",
        at=now,
        event_id=event.id,
        organizer=organizer,
        participant=kept,
        subject=kept.name[:100],
        merged=gone.id,
        taken=sorted(taken),
    )


def _plan_requests(kept: Participant, gone: Participant, made: Plan) -> None:
    theirs = _requests_of(kept)
    for (requester, recipient), request in _requests_of(gone).items():
        made.requests += 1
        pair = tuple(kept.id if who == gone.id else who for who in (requester, recipient))
        other = request.recipient if requester == gone.id else request.requester
        if other.id == kept.id:
            made.told.append(_("What the two have asked each other is dropped."))
        elif pair in theirs and requester == gone.id:
            made.told.append(
                _("Both have asked %(name)s: one request remains, with the higher priority.", name=other.name)
            )
        elif pair in theirs:
            made.told.append(
                _("%(name)s has asked both: one request remains, with the higher priority.", name=other.name)
            )


def _plan_meetings(kept: Participant, gone: Participant, made: Plan) -> None:
    event = db.session.get_one(Event, kept.event_id)
    mine, theirs = entries_in_force(kept), entries_in_force(gone)
    for entry in theirs.values():
        made.meetings += 1
        begins = times.moment(entry.starts_at, event)
        if entry.partner_id == kept.id:
            made.refusals.append(
                _("The two are to meet each other, %(when)s. Call that meeting off first.", when=begins)
            )
            continue
        for other in mine.values():
            if other.starts_at < entry.ends_at and entry.starts_at < other.ends_at:
                made.refusals.append(
                    _(
                        "Both meet at once, %(when)s: one with %(one)s, the other with %(other)s. "
                        "Move one of the meetings first.",
                        when=begins,
                        one=other.partner.name,
                        other=entry.partner.name,
                    )
                )
    _plan_pairs(kept, gone, set(theirs), made)


def _plan_pairs(kept: Participant, gone: Participant, in_force: set[int], made: Plan) -> None:
    """One pair has one meeting: where both were to meet somebody, the one who is kept does."""
    mine = {moving.other_of(meeting, kept.id) for meeting in meetings_of(kept)}
    for meeting in meetings_of(gone):
        other = moving.other_of(meeting, gone.id)
        if other not in mine:
            continue
        name = db.session.get_one(Participant, other).name
        if meeting.id in in_force:
            made.refusals.append(
                _(
                    "Both have a meeting with %(name)s. Call off the one of %(gone)s first, or keep %(gone)s.",
                    name=name,
                    gone=gone.name,
                )
            )
        elif meeting.cancelled_at is None:
            made.told.append(_("Both were to meet %(name)s: one meeting remains.", name=name))


def entries_in_force(person: Participant) -> dict[int, CalendarEntry]:
    """Somebody's meetings in the version in force."""
    entries = select(CalendarEntry).where(CalendarEntry.participant_id == person.id, CalendarEntry.cancelled.is_(False))
    return {entry.meeting_id: entry for entry in db.session.scalars(entries.order_by(CalendarEntry.starts_at))}


def meetings_of(person: Participant) -> list[Meeting]:
    """Somebody's meetings, also those that were cancelled."""
    return list(
        db.session.scalars(select(Meeting).where(or_(Meeting.low_id == person.id, Meeting.high_id == person.id)))
    )


def _requests_of(person: Participant) -> dict[tuple[int, int], MeetingRequest]:
    theirs = or_(MeetingRequest.requester_id == person.id, MeetingRequest.recipient_id == person.id)
    requests = db.session.scalars(select(MeetingRequest).where(theirs).order_by(MeetingRequest.id))
    return {(request.requester_id, request.recipient_id): request for request in requests}


def _merged_profile(kept: Participant, gone: Participant, taken: Collection[str]) -> Profile:
    mine, theirs = profiles.of(kept), profiles.of(gone)
    names = {"name": ("given_name", "family_name"), "organization": ("organization_name",), "type": ("type_id",)}
    values = {
        name: getattr(theirs, name) for choice in CHOICES if choice in taken for name in names.get(choice, (choice,))
    }
    return profiles.cleaned(replace(mine, **values))


def _swap_addresses(kept: Participant, gone: Participant, *, swap: bool) -> None:
    """Both addresses stay known: with either one comes to the one who is kept."""
    if not swap:
        return
    mine, theirs = (kept.email, kept.email_key), (gone.email, gone.email_key)
    confirmed = gone.confirmed_at
    gone.email_key = f"{gone.id}@merged.invalid"
    db.session.flush()
    kept.email, kept.email_key = theirs
    kept.confirmed_at = confirmed
    db.session.flush()
    gone.email, gone.email_key = mine
