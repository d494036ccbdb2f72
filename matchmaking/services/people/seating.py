"""Seats of sessions: who gets one, who waits for one, and who is invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import delete, exists, func, or_, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import (
    CalendarEntry,
    Event,
    EventSession,
    Participant,
    ParticipantStatus,
    SessionInvitation,
    SessionSignUp,
    SessionWaiting,
    SignUpMode,
)
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.people import availability
from matchmaking.services.refusals import Conflict, NotFound, Refusal
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement


TAKING_PART = (ParticipantStatus.APPROVED, ParticipantStatus.PENDING)


def sign_up(participant: Participant, session: EventSession, now: datetime, *, by_organizer: bool = False) -> int:
    """
    Take a seat, or a place in the waiting list where none is free; answers that place, 0 for a seat.

    An organizer seats whom they will, invited or not, but never more people than there are seats.
    """
    if not by_organizer:
        _require_may(participant, session)
    _take_turn(session)
    if attends(participant, session):
        return 0
    if _seats_free(session):
        availability.sign_up(participant, session, now)
        _wait_no_longer(participant, session)
        return 0
    availability.require_can_attend(participant, session, now)
    if place_of(participant, session) == 0:
        db.session.add(SessionWaiting(session_id=session.id, participant_id=participant.id, since=now))
        db.session.flush()
    return place_of(participant, session)


def leave(participant: Participant, session: EventSession, now: datetime) -> None:
    """Give up a seat, which goes to the first who waits, or a place in the waiting list."""
    _take_turn(session)
    _wait_no_longer(participant, session)
    availability.withdraw_sign_up(participant, session, now)
    fill(session, now)


def leave_all(participant: Participant, now: datetime) -> None:
    """Give up every seat and every place in a waiting list, as whoever no longer takes part does."""
    db.session.execute(delete(SessionWaiting).where(SessionWaiting.participant_id == participant.id))
    for row in availability.sign_ups_of(participant):
        if row.withdrawn_at is None and row.session.seats is not None and row.session.ends_at > now:
            leave(participant, row.session, now)


def fill(session: EventSession, now: datetime) -> None:
    """Give free seats to those who wait, in their order; who cannot come at that time any more is passed over."""
    _take_turn(session)
    event = db.session.get_one(Event, session.event_id)
    for row in waiting(session):
        if not _seats_free(session):
            return
        try:
            availability.sign_up(row.participant, session, now)
        except Refusal:
            continue
        db.session.delete(row)
        db.session.flush()
        outbox.write(
            "session_seat",
            row.participant,
            now=now,
            dedupe_key=f"seat:{row.id}",
            event=event,
            session=session,
            url=addresses.page("participant.availability", slug=event.slug),
        )


def attends(participant: Participant, session: EventSession) -> bool:
    """Whether a participant has a seat."""
    return any(
        row.session_id == session.id and row.withdrawn_at is None for row in availability.sign_ups_of(participant)
    )


def attendees(session: EventSession) -> list[Participant]:
    """Who has a seat, by name."""
    return list(
        db.session.scalars(
            select(Participant)
            .join(SessionSignUp, SessionSignUp.participant_id == Participant.id)
            .where(SessionSignUp.session_id == session.id, SessionSignUp.withdrawn_at.is_(None))
            .options(joinedload(Participant.organization))
            .order_by(Participant.family_name, Participant.given_name, Participant.id)
        )
    )


def waiting(session: EventSession) -> list[SessionWaiting]:
    """Who waits for a seat, in order."""
    rows = select(SessionWaiting).where(SessionWaiting.session_id == session.id).order_by(SessionWaiting.id)
    people = joinedload(SessionWaiting.participant).joinedload(Participant.organization)
    return list(
        db.session.scalars(
            rows.join(SessionWaiting.participant).where(Participant.status.in_(TAKING_PART)).options(people)
        )
    )


def place_of(participant: Participant, session: EventSession) -> int:
    """The place in a waiting list, 1 for the first; 0 for whoever is not in it."""
    return places_of(participant).get(session.id, 0)


def places_of(participant: Participant) -> dict[int, int]:
    """Every waiting list that a participant is in, and their place there."""
    mine = select(SessionWaiting).where(SessionWaiting.participant_id == participant.id).subquery()
    rows = db.session.execute(
        select(SessionWaiting.session_id, func.count())
        .join(mine, mine.c.session_id == SessionWaiting.session_id)
        .join(Participant, Participant.id == SessionWaiting.participant_id)
        .where(SessionWaiting.id <= mine.c.id)
        .where(Participant.status.in_(TAKING_PART))
        .group_by(SessionWaiting.session_id)
    )
    return dict(rows.all())


def offered_to(participant: Participant, event: Event) -> list[EventSession]:
    """The sessions that a participant attends or may sign up for, in order of time."""
    invited = set(db.session.scalars(select(SessionInvitation.session_id).where(_invites(participant))))
    attended = {row.session_id for row in availability.sign_ups_of(participant) if row.withdrawn_at is None}
    return [
        session
        for session in availability.sessions_to_attend(event)
        if session.sign_up_mode is SignUpMode.OPEN
        or session.id in attended
        or (session.sign_up_mode is SignUpMode.INVITED and session.id in invited)
    ]


def taken(event: Event) -> dict[int, int]:
    """How many seats of each session are taken."""
    rows = db.session.execute(
        select(SessionSignUp.session_id, func.count())
        .join(EventSession, EventSession.id == SessionSignUp.session_id)
        .where(EventSession.event_id == event.id, SessionSignUp.withdrawn_at.is_(None))
        .group_by(SessionSignUp.session_id)
    )
    return dict(rows.all())


def meetings_during(participant: Participant, session: EventSession) -> list[CalendarEntry]:
    """The published meetings of a participant that a session overlaps, in order of time."""
    return list(
        db.session.scalars(
            select(CalendarEntry)
            .where(
                CalendarEntry.participant_id == participant.id,
                CalendarEntry.cancelled.is_(False),
                CalendarEntry.starts_at < session.ends_at,
                CalendarEntry.ends_at > session.starts_at,
            )
            .options(joinedload(CalendarEntry.partner).joinedload(Participant.organization))
            .order_by(CalendarEntry.starts_at)
        )
    )


def invited(participant: Participant) -> ColumnElement[bool]:
    """Whether a row of `EventSession` is a session that a participant is invited to."""
    return exists().where(SessionInvitation.session_id == EventSession.id, _invites(participant))


def _require_may(participant: Participant, session: EventSession) -> None:
    if session.sign_up_mode is SignUpMode.CLOSED:
        raise Conflict(_("Nobody signs up for “%(title)s” here.", title=worded(session, "title")))
    invited = select(SessionInvitation.id).where(SessionInvitation.session_id == session.id, _invites(participant))
    if session.sign_up_mode is SignUpMode.INVITED and db.session.scalar(invited.limit(1)) is None:
        raise NotFound(_("There is no such session."))


def _invites(participant: Participant) -> ColumnElement[bool]:
    return or_(
        SessionInvitation.participant_id == participant.id,
        SessionInvitation.organization_id.in_(participant.confirmed_in),
        SessionInvitation.type_id == participant.type_id,
    )


def _take_turn(session: EventSession) -> None:
    """Let those who sign up for one session follow one another: whoever counts its seats counts them alone."""
    turn = select(EventSession).where(EventSession.id == session.id).with_for_update()
    db.session.execute(turn.execution_options(populate_existing=True))


def _seats_free(session: EventSession) -> bool:
    counted = select(func.count()).where(SessionSignUp.session_id == session.id, SessionSignUp.withdrawn_at.is_(None))
    return session.seats is None or (db.session.scalar(counted) or 0) < session.seats


def _wait_no_longer(participant: Participant, session: EventSession) -> None:
    db.session.execute(
        delete(SessionWaiting).where(
            SessionWaiting.session_id == session.id, SessionWaiting.participant_id == participant.id
        )
    )
