"""Meetings by calendar mail (iMIP), each once for every state: asked, changed, taken back."""

from __future__ import annotations

from email.utils import parseaddr
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Event, Meeting, Participant, ParticipantStatus
from matchmaking.services.agenda import agendas, calendars
from matchmaking.services.agenda.ical import Mailbox, render_invitation
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.schedule import publishing
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

KIND = "invitation"
AT_ONCE = 500  # of one event; the rest follows with the worker's next look


def send_due(now: datetime) -> int:
    """
    Write to everybody whose meetings were published otherwise than their calendar mail said; the worker's task.

    Nothing is sent of a preliminary schedule, of what is over, and to those who do not want it.
    """
    events = db.session.scalars(select(Event).where(Event.sends_invitations, Event.version_number > 0))
    return sum(_send(event, now) for event in events.all())


def _send(event: Event, now: datetime) -> int:
    version = publishing.in_force(event)
    if version is None or version.preliminary:
        return 0
    due = _due(event, now)
    return sum(_write(event, list(entries), now) for _who, entries in groupby(due, key=attrgetter("participant_id")))


def _write(event: Event, entries: list[CalendarEntry], now: datetime) -> int:
    """One person's; answers how many mails it took."""
    also = agendas.others_at(entries)
    return sum(_invite(event, entry, also.get(entry.meeting_id, ()), now) for entry in entries)


def _due(event: Event, now: datetime) -> Sequence[CalendarEntry]:
    """Entries that are told otherwise, or not at all; whoever was never asked need not be told that it is off."""
    news = or_(
        CalendarEntry.invited_sequence < CalendarEntry.sequence,
        CalendarEntry.invited_sequence.is_(None) & CalendarEntry.cancelled.is_(False),
    )
    takes_part = Participant.status == ParticipantStatus.APPROVED
    leaves = (Participant.status == ParticipantStatus.WITHDRAWN) & CalendarEntry.cancelled
    return db.session.scalars(
        select(CalendarEntry)
        .join(CalendarEntry.participant)
        .join(CalendarEntry.meeting)
        .where(Meeting.event_id == event.id, CalendarEntry.ends_at > now, news)
        .where(Participant.invited, takes_part | leaves)
        .options(
            contains_eager(CalendarEntry.participant),
            contains_eager(CalendarEntry.meeting),
            joinedload(CalendarEntry.partner).joinedload(Participant.organization),
        )
        .order_by(CalendarEntry.participant_id, CalendarEntry.starts_at, CalendarEntry.meeting_id)
        .limit(AT_ONCE)
    ).all()


def _invite(event: Event, entry: CalendarEntry, also: tuple[Participant, ...], now: datetime) -> bool:
    reader, known = entry.participant, entry.invited_sequence is not None
    entry.invited_sequence = entry.sequence
    with force_locale(reader.language):
        told = calendars.meeting(event, reader, entry, also)
        organizer = Mailbox(worded(event, "name"), parseaddr(current_app.config["MAIL_FROM"])[1])
    mail = outbox.write(
        KIND,
        reader,
        now=now,
        dedupe_key=f"{KIND}:{reader.id}:{entry.meeting_id}:{entry.sequence}",
        event=event,
        calendar=render_invitation(told, organizer, Mailbox(reader.name, reader.email)).decode(),
        entry=entry,
        other=entry.partner,
        changed=known,
        agenda_url=addresses.page("participant.agenda", slug=event.slug),
    )
    return mail is not None
