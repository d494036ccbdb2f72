"""The people of a session, as its organizers see them: listed a page at a time, seated and unseated by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from matchmaking.extensions import db
from matchmaking.models import Organization, Participant, SessionSignUp, SessionWaiting
from matchmaking.services import audit
from matchmaking.services.people import participants, seating

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Subquery

    from matchmaking.models import Event, EventSession, Organizer

SORTS = ("name", "organization", "place")


def count(session: EventSession, *, waiting: bool, words: str = "") -> int:
    """How many have a seat, or wait for one, of those whom words find."""
    rows = _rows(session, waiting=waiting)
    people = select(func.count()).select_from(rows).join(Participant, Participant.id == rows.c.participant_id)
    return db.session.scalar(people.where(*participants.matches(words))) or 0


def entries(  # noqa: PLR0913 - which list, in which order, how much of it
    session: EventSession,
    *,
    waiting: bool,
    words: str = "",
    sort: str = "name",
    descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[tuple[Participant, int]]:
    """Those people in order, each with their number in the order in which they came."""
    rows = _rows(session, waiting=waiting)
    orders: dict[str, ColumnElement[Any]] = {
        "name": Participant.search.expression,
        "organization": Organization.name_key.expression,
        "place": rows.c.place,
    }
    first = orders[sort]
    people = (
        select(Participant, rows.c.place)
        .join(rows, rows.c.participant_id == Participant.id)
        .join(Participant.organization)
        .where(*participants.matches(words))
        .options(contains_eager(Participant.organization))
        .order_by(first.desc() if descending else first.asc(), Participant.search, Participant.id)
    )
    return [(person, place) for person, place in db.session.execute(people.offset(offset).limit(limit))]


def seat(event: Event, session: EventSession, person: Participant, organizer: Organizer, now: datetime) -> int:
    """Give somebody a seat, or a place in the waiting list where none is free; answers that place, 0 for a seat."""
    before = _standing(session, person)
    place = seating.sign_up(person, session, now, by_organizer=True)
    if _standing(session, person) != before:
        _note("session.queued" if place else "session.seated", event, session, person, organizer, now)
    return place


def unseat(event: Event, session: EventSession, person: Participant, organizer: Organizer, now: datetime) -> None:
    """Take somebody's seat, or their place in the waiting list, away."""
    before = _standing(session, person)
    seating.leave(person, session, now)
    if _standing(session, person) != before:
        _note("session.unseated", event, session, person, organizer, now)


def _standing(session: EventSession, person: Participant) -> tuple[bool, int]:
    return seating.attends(person, session), seating.place_of(person, session)


def _rows(session: EventSession, *, waiting: bool) -> Subquery:
    table = SessionWaiting if waiting else SessionSignUp
    came = func.row_number().over(order_by=table.id).label("place")
    rows = select(table.participant_id, came).join(Participant, Participant.id == table.participant_id)
    rows = rows.where(table.session_id == session.id)
    if waiting:
        return rows.where(Participant.status.in_(seating.TAKING_PART)).subquery()
    return rows.where(SessionSignUp.withdrawn_at.is_(None)).subquery()


def _note(  # noqa: PLR0913, PLR0917 - what an entry of the log names
    action: str, event: Event, session: EventSession, person: Participant, organizer: Organizer, now: datetime
) -> None:
    audit.record(
        action,
        at=now,
        event_id=event.id,
        organizer=organizer,
        participant=person,
        subject=person.name,
        session=session.title,
    )
