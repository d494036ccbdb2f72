"""The organizers of an event: inviting one another, joining, leaving; an event always keeps one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Event, EventOrganizer, LinkPurpose, MailedLink, Organizer
from matchmaking.services import audit
from matchmaking.services.identity import accounts, sign_ins
from matchmaking.services.identity.tokens import token_hash
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.refusals import Conflict, NotAllowed, NotFound
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.text import clean, fold_address

if TYPE_CHECKING:
    from datetime import datetime

MOST_PENDING = 20


def organizers_of(event: Event) -> list[EventOrganizer]:
    """Everyone who organizes the event, the first one first."""
    return list(
        db.session.scalars(
            select(EventOrganizer)
            .where(EventOrganizer.event_id == event.id)
            .options(joinedload(EventOrganizer.organizer))
            .order_by(EventOrganizer.joined_at, EventOrganizer.organizer_id)
        )
    )


def pending(event: Event, now: datetime) -> list[MailedLink]:
    """Invitations that can still be accepted, the oldest first."""
    return list(
        db.session.scalars(
            select(MailedLink)
            .where(
                MailedLink.event_id == event.id,
                MailedLink.purpose == LinkPurpose.JOIN_EVENT,
                MailedLink.used_at.is_(None),
                MailedLink.expires_at > now,
            )
            .order_by(MailedLink.created_at, MailedLink.id)
        )
    )


def invite(event: Event, email: str, organizer: Organizer, now: datetime) -> None:
    """Mail an invitation to organize the event; the same to those who have an account and those who have none."""
    require_not_cancelled(event)
    key = fold_address(email)
    if any(place.organizer.email_key == key for place in organizers_of(event)):
        raise Conflict(_("%(email)s organizes this event already.", email=clean(email)))
    waiting = pending(event, now)
    if any(fold_address(link.email) == key for link in waiting):
        raise Conflict(_("%(email)s is invited already. Withdraw that invitation to send another.", email=clean(email)))
    if len(waiting) >= MOST_PENDING:
        raise Conflict(
            _("%(count)d invitations wait for an answer; that is as many as there can be.", count=MOST_PENDING)
        )
    token = sign_ins.new_link(LinkPurpose.JOIN_EVENT, now, event=event, email=clean(email))
    outbox.write(
        "join_event",
        clean(email),
        now=now,
        dedupe_key=f"join_event:{token_hash(token)}",
        event=event,
        holds_secret=True,
        language=organizer.language,
        inviter=organizer.name,
        url=addresses.page("public.link", token=token),
        expires_at=now + sign_ins.LINK_LIFETIME[LinkPurpose.JOIN_EVENT],
    )
    audit.record("organizer.invited", at=now, event_id=event.id, organizer=organizer, subject=clean(email)[:100])


def withdraw(event: Event, link_id: int, organizer: Organizer, now: datetime) -> None:
    """Take back an invitation: its link stops working."""
    link = next((link for link in pending(event, now) if link.id == link_id), None)
    if link is None:
        raise NotFound(_("There is no such invitation."))
    audit.record(
        "organizer.invitation_withdrawn", at=now, event_id=event.id, organizer=organizer, subject=link.email[:100]
    )
    db.session.delete(link)


def event_of(link: MailedLink) -> Event:
    """The event that an invitation is for."""
    return db.session.get_one(Event, link.event_id)


def accept(token: str, organizer: Organizer, now: datetime) -> Event:
    """Join with an account of the invited address."""
    link = sign_ins.use_link(token, LinkPurpose.JOIN_EVENT, now)
    if fold_address(link.email) != organizer.email_key:
        raise NotAllowed(_("This invitation is for %(email)s.", email=link.email))
    return _join(event_of(link), organizer, now)


def accept_with_new_account(token: str, name: str, password: str, now: datetime) -> tuple[Event, Organizer]:
    """Join with an account that is created now, whose address the link proves."""
    link = sign_ins.use_link(token, LinkPurpose.JOIN_EVENT, now)
    organizer = accounts.create(name, link.email, password, now)
    return _join(event_of(link), organizer, now), organizer


def remove(event: Event, organizer_id: int, by: Organizer, now: datetime) -> Organizer:
    """Take an organizer's place away, one's own or another's, unless it is the last; answers who it was."""
    # Locked, so that the last two do not remove each other at the same moment.
    db.session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
    place = db.session.get(EventOrganizer, (event.id, organizer_id))
    if place is None:
        raise NotFound(_("There is no such organizer."))
    count = db.session.scalar(select(func.count()).where(EventOrganizer.event_id == event.id)) or 0
    if count == 1:
        raise Conflict(_("An event keeps at least one organizer. Invite another first."))
    who = place.organizer
    db.session.delete(place)
    audit.record("organizer.removed", at=now, event_id=event.id, organizer=by, subject=who.email[:100])
    return who


def _join(event: Event, organizer: Organizer, now: datetime) -> Event:
    if db.session.get(EventOrganizer, (event.id, organizer.id)) is None:
        db.session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id, joined_at=now))
        audit.record("organizer.joined", at=now, event_id=event.id, organizer=organizer, subject=organizer.email[:100])
    return event
