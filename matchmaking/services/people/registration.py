"""Registering for an event, and the mailed links that participants sign in with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import Consent, LinkPurpose, MailedLink, ParticipantStatus, ParticipationType
from matchmaking.services.identity import sign_ins
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.people import memberships, participants
from matchmaking.services.retention import keeping, notices
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Participant
    from matchmaking.services.people.participants import Profile
    from matchmaking.services.setup.event_texts import Text

LINK_PAUSE = timedelta(minutes=1)  # between two links for one person
LINKS_A_DAY = 20


def open_types(event: Event) -> list[ParticipationType]:
    """The participation types that people can choose for themselves."""
    types = select(ParticipationType).where(ParticipationType.event_id == event.id, ParticipationType.self_registration)
    return list(db.session.scalars(types.order_by(ParticipationType.position, ParticipationType.id)))


@dataclass(frozen=True)
class Agreed:
    """What somebody agreed to: the words of the consent, and the privacy notice linked beside them."""

    consent: Text
    notice: Text


def register(event: Event, profile: Profile, agreed: Agreed, language: str, now: datetime) -> None:
    """
    Register somebody, and mail them a link to sign in with.

    An address that is known changes nothing and gets a mail that says so: whoever registers learns nothing of it.
    """
    phases.require_registration(event, now)
    known = participants.find_by_address(event, profile.email)
    if known is not None:
        _tell_again(event, known, now)
        return
    status = ParticipantStatus.PENDING if event.approve_registrations else ParticipantStatus.APPROVED
    made = participants.create(event, profile, status, now, language=language)
    wording = f"{agreed.consent.words}\n\n{keeping.promise(event)}"
    made.consents.append(
        Consent(
            wording=wording,
            language=agreed.consent.language,
            privacy_version=notices.version_of(agreed.notice),
            privacy_notice=agreed.notice.words,
            privacy_language=agreed.notice.language,
            given_at=now,
        )
    )
    memberships.claim(made, now)
    _mail_link("registered", event, made, now, approved=status is ParticipantStatus.APPROVED)


def mail_sign_in_link(event: Event, email: str, now: datetime, *, then: str = "", browser: str = "") -> None:
    """
    Mail a link to whoever has this address here; nobody learns whether somebody has.

    `then` is the path that was asked for, to which the link leads on; `browser` is the secret of whichever asks.
    """
    participant = participants.find_by_address(event, email)
    if participant is not None and not _has_had_enough(participant, now):
        _mail_link("sign_in", event, participant, now, then=then, browser=browser)


def _tell_again(event: Event, participant: Participant, now: datetime) -> None:
    if _has_had_enough(participant, now):
        return
    _mail_link("registered_already", event, participant, now, has_left=participants.has_left(participant))


def _has_had_enough(participant: Participant, now: datetime) -> bool:
    """Whether so many links were mailed lately that another would only be a nuisance."""
    links = select(func.count(), func.max(MailedLink.created_at)).where(
        MailedLink.participant_id == participant.id, MailedLink.created_at > now - timedelta(days=1)
    )
    count, latest = db.session.execute(links).one()
    return count >= LINKS_A_DAY or (latest is not None and latest > now - LINK_PAUSE)


def _mail_link(  # noqa: PLR0913 - a mail has as many parts
    kind: str,
    event: Event,
    participant: Participant,
    now: datetime,
    *,
    approved: bool = False,
    has_left: bool = False,
    then: str = "",
    browser: str = "",
) -> None:
    token = sign_ins.new_link(LinkPurpose.SIGN_IN, now, participant=participant, event=event, browser=browser)
    outbox.write(
        kind,
        participant,
        now=now,
        dedupe_key=f"{kind}:{participant.id}:{now.isoformat()}",
        event=event,
        holds_secret=True,
        sign_in_link=addresses.page("public.link", token=token, **({"next": then} if then else {})),
        sign_in_url=addresses.page("public.sign_in", slug=event.slug),
        event_page_url=addresses.page("public.event", slug=event.slug),
        approved=approved,
        has_left=has_left,
    )
