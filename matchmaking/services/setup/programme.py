"""The programme: adding, changing, removing and cancelling its sessions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select, update

from matchmaking.extensions import db
from matchmaking.models import (
    DocumentFile,
    Endorsement,
    EventSession,
    Participant,
    SessionKind,
    SessionSignUp,
    SignUpMode,
)
from matchmaking.services import audit
from matchmaking.services.identity.tokens import new_uid
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.people import seating
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import affected, effects, occupancy, slots
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.wall_clock import combined

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from matchmaking.models import Event, Organizer
    from matchmaking.services.setup.effects import Effects

MOST_SESSIONS = 300


@dataclass(frozen=True)
class SessionValues:
    """What an organizer says about a session, its times on the event's wall clock."""

    kind: SessionKind
    title: str
    description: str
    room: str
    day: date
    starts: time
    ends: time
    slot_minutes: int | None
    transfer_minutes: int | None
    sign_up_mode: SignUpMode = SignUpMode.OPEN
    seats: int | None = None


def sessions_of(event: Event) -> list[EventSession]:
    """Every session of the event, in order of time."""
    return list(
        db.session.scalars(
            select(EventSession)
            .where(EventSession.event_id == event.id)
            .order_by(EventSession.starts_at, EventSession.ends_at, EventSession.id)
        )
    )


def public_sessions(event: Event) -> list[EventSession]:
    """The sessions that everybody may see; those for invited people are not among them."""
    return [session for session in sessions_of(event) if session.sign_up_mode is not SignUpMode.INVITED]


def session_of(event: Event, session_id: int) -> EventSession:
    """One session of this event."""
    session = db.session.scalar(
        select(EventSession).where(EventSession.id == session_id, EventSession.event_id == event.id)
    )
    if session is None:
        raise NotFound(_("There is no such session."))
    return session


def attending_by_session(event: Event) -> dict[int, int]:
    """How many participants attend each session."""
    rows = db.session.execute(
        select(SessionSignUp.session_id, func.count())
        .join(EventSession, EventSession.id == SessionSignUp.session_id)
        .where(EventSession.event_id == event.id, SessionSignUp.withdrawn_at.is_(None))
        .group_by(SessionSignUp.session_id)
    )
    return dict(rows.all())


def add(event: Event, values: SessionValues, organizer: Organizer, now: datetime) -> EventSession:
    """Add a session; a meeting session gets its slots."""
    require_not_cancelled(event)
    if _count(event) >= MOST_SESSIONS:
        raise Conflict(_("A programme has at most %(count)d sessions.", count=MOST_SESSIONS))
    session = EventSession(event_id=event.id, uid=new_uid(), created_at=now, modified_at=now)
    _write(event, session, values)
    db.session.add(session)
    db.session.flush()
    slots.put(event, session, periods_of(event, values))
    audit.record("session.added", at=now, event_id=event.id, organizer=organizer, subject=session.title)
    return session


def change(  # noqa: PLR0913 - what was seen belongs to the change, and nothing else goes with it
    event: Event,
    session: EventSession,
    values: SessionValues,
    organizer: Organizer,
    now: datetime,
    *,
    seen: str | None = None,
) -> int:
    """
    Change a session; answers how many participants had marked a slot that is gone now.

    `seen` is the token of the effects that were shown and confirmed: meetings move and vanish only with it.
    """
    require_not_cancelled(event)
    _require_not_cancelled(session)
    if values.kind is SessionKind.MEETINGS and session.kind is not SessionKind.MEETINGS:
        _require_nobody_attends(session, _("A session that people attend cannot become a meeting session."))
    found = effects_of_change(event, session, values, now)
    if found.refusals:
        raise Conflict(" ".join(found.refusals))
    if seen is not None or found.held:
        effects.require_confirmed(found, seen)
    before, words_before = _when_and_where(session), (session.kind, session.description)
    if values.seats is not None and values.seats < affected.attending(session):
        raise Conflict(_("More people than that attend “%(title)s” already.", title=session.title))
    periods, whole = periods_of(event, values), moves_whole(event, session, values)
    _write(event, session, values)
    marks = slots.put(event, session, periods, moved_whole=whole)
    seating.fill(session, now)  # more seats are for those who wait
    if _when_and_where(session) != before:
        calendar_changed(session, now)
        _tell_attendees(event, session, now)
    elif (session.kind, session.description) != words_before:
        session.modified_at = now  # calendars show these as well, but they are no reason to tell anybody
    audit.record("session.changed", at=now, event_id=event.id, organizer=organizer, subject=session.title)
    return marks


def effects_of_change(event: Event, session: EventSession, values: SessionValues, now: datetime) -> Effects:
    """What a change of a session would do; changes nothing."""
    times = _times(event, values)
    change = effects.Change(
        times,
        periods_of(event, values),
        moved_whole=moves_whole(event, session, values),
        told=(values.title, values.room, *times) != _when_and_where(session),
    )
    return effects.of_change(event, session, change, now)


def effects_of_end(event: Event, session: EventSession, *, cancel: bool) -> Effects:
    """What removing or cancelling a session would do; changes nothing."""
    found = effects.of_removal(event, session, cancel=cancel)
    try:
        if not cancel:
            _require_removable(event, session)
    except Conflict as refusal:
        return replace(found, refusals=(str(refusal),))
    return found


def moves_whole(event: Event, session: EventSession, values: SessionValues) -> bool:
    """Whether a session goes to another time as it is: its slots follow."""
    start, end = _times(event, values)
    same_slots = (values.slot_minutes, values.transfer_minutes or 0) == (
        session.slot_minutes,
        session.transfer_minutes or 0,
    )
    return same_slots and start != session.starts_at and end - start == session.ends_at - session.starts_at


def remove(
    event: Event, session: EventSession, organizer: Organizer, now: datetime, *, seen: str | None = None
) -> None:
    """Take a session out of the programme, as if it had never been: only where nobody counts on it."""
    require_not_cancelled(event)
    _require_removable(event, session)
    effects.require_confirmed(effects.of_removal(event, session, cancel=False), seen)
    occupancy.take_out_of_drafts(event, [slot.id for slot in session.slots])
    audit.record("session.removed", at=now, event_id=event.id, organizer=organizer, subject=session.title)
    db.session.delete(session)


def cancel(
    event: Event, session: EventSession, organizer: Organizer, now: datetime, *, seen: str | None = None
) -> None:
    """Cancel a session that people attend: it stays in the programme and in their calendars, as cancelled."""
    require_not_cancelled(event)
    _require_not_cancelled(session)
    if session.kind is SessionKind.MEETINGS:
        raise Conflict(_("A meeting session cannot be cancelled; it can be removed once no meetings stand in it."))
    if seen is not None:
        effects.require_confirmed(effects.of_removal(event, session, cancel=True), seen)
    session.cancelled_at = now
    calendar_changed(session, now)
    _tell_attendees(event, session, now)
    audit.record("session.cancelled", at=now, event_id=event.id, organizer=organizer, subject=session.title)


def calendar_changed(session: EventSession, now: datetime) -> None:
    """Let calendars know that something they show of a session changed."""
    session.sequence += 1
    session.modified_at = now
    db.session.execute(
        update(SessionSignUp)
        .where(SessionSignUp.session_id == session.id, SessionSignUp.withdrawn_at.is_(None))
        .values(sequence=SessionSignUp.sequence + 1, modified_at=now)
    )


def _tell_attendees(event: Event, session: EventSession, now: datetime) -> None:
    """Write to those who attend, once for each change."""
    attending = (
        select(Participant)
        .join(SessionSignUp, SessionSignUp.participant_id == Participant.id)
        .where(SessionSignUp.session_id == session.id, SessionSignUp.withdrawn_at.is_(None))
    )
    for participant in db.session.scalars(attending.order_by(Participant.id)).all():
        outbox.write(
            "session_changed",
            participant,
            now=now,
            dedupe_key=f"session:{session.id}:{session.sequence}:{participant.id}",
            event=event,
            session=session,
            url=addresses.page("participant.agenda", slug=event.slug),
        )


def _count(event: Event) -> int:
    return db.session.scalar(select(func.count()).where(EventSession.event_id == event.id)) or 0


def _write(event: Event, session: EventSession, values: SessionValues) -> None:
    if not values.title:
        raise Invalid(_("A session needs a title."))
    session.starts_at, session.ends_at = _times(event, values)
    session.kind, session.title = values.kind, values.title
    session.description, session.room = values.description, values.room
    meets = values.kind is SessionKind.MEETINGS
    session.slot_minutes = values.slot_minutes if meets else None
    session.transfer_minutes = values.transfer_minutes or 0 if meets else None
    session.sign_up_mode, session.seats = values.sign_up_mode, values.seats


def _times(event: Event, values: SessionValues) -> slots.Period:
    if not event.starts_on <= values.day <= event.ends_on:
        raise Invalid(_("This is not a day of the event."))
    if values.ends <= values.starts:
        raise Invalid(_("The session ends before it starts."))
    return combined(values.day, values.starts, event.time_zone), combined(values.day, values.ends, event.time_zone)


def periods_of(event: Event, values: SessionValues) -> list[slots.Period]:
    """The slots that a session with these values has."""
    if values.kind is not SessionKind.MEETINGS:
        return []
    if values.slot_minutes is None:
        raise Invalid(_("Say how long a slot lasts."))
    return slots.generate(*_times(event, values), values.slot_minutes, values.transfer_minutes or 0)


def _when_and_where(session: EventSession) -> tuple[str, str, datetime, datetime]:
    return session.title, session.room, session.starts_at, session.ends_at


def _require_not_cancelled(session: EventSession) -> None:
    if session.cancelled_at:
        raise Conflict(_("“%(title)s” was cancelled.", title=session.title))


def _require_removable(event: Event, session: EventSession) -> None:
    endorsed = select(Endorsement.id).join(Endorsement.file).where(DocumentFile.session_id == session.id)
    if db.session.scalar(endorsed.limit(1)) is not None:
        raise Conflict(_("“%(title)s” cannot be removed: its document is endorsed.", title=session.title))
    _require_nobody_attends(session, _("“%(title)s” cannot be removed; it can be cancelled.", title=session.title))
    occupancy.require_no_versions_in_slots(
        event, [slot.id for slot in session.slots], _("“%(title)s” cannot be removed.", title=session.title)
    )


def _require_nobody_attends(session: EventSession, refusal: str) -> None:
    # Those who have withdrawn count: their calendars still show the session, as cancelled for them.
    count = db.session.scalar(select(func.count()).where(SessionSignUp.session_id == session.id)) or 0
    if count:
        people = ngettext(
            "%(num)d participant has it in the calendar.", "%(num)d participants have it in their calendars.", count
        )
        raise Conflict(f"{refusal} {people}")
