"""The schedule on paper: a page for each participant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import EventSession, SessionSignUp
from matchmaking.services.refusals import NotFound
from matchmaking.services.words.text import fold
from matchmaking.services.words.times import day_of
from matchmaking.services.words.wordings import worded, zone_worded

if TYPE_CHECKING:
    from datetime import date, datetime

    from matchmaking.models import Event
    from matchmaking.services.schedule.boards import Board, Held
    from matchmaking.services.schedule.roster import Person


@dataclass(frozen=True, slots=True)
class Item:
    """A meeting with its partners, or a session that is attended."""

    starts_at: datetime
    ends_at: datetime
    held: Held | None
    partners: tuple[Person, ...]
    session: EventSession | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One participant's page, by day."""

    person: Person
    days: dict[date, list[Item]]


def sheets(event: Event, board: Board, participant_id: int | None) -> list[Sheet]:
    """Everybody's page, by name; or one participant's."""
    people = board.roster.people
    if participant_id is not None:
        if participant_id not in people:
            raise NotFound(_("There is no such participant."))
        return [_sheet(event, board, people[participant_id], _attended(event, participant_id))]
    attended = _attended(event)
    shown = [person for person in people.values() if person.id in board.of_person]
    return [_sheet(event, board, person, attended) for person in sorted(shown, key=lambda person: fold(person.name))]


def title_of(item: Item) -> str:
    """Whom somebody meets, or what the session is called in the reader's language."""
    return worded(item.session, "title") if item.session else ", ".join(person.name for person in item.partners)


def place_of(board: Board, item: Item) -> str:
    """Room, or table and zone, in the reader's language."""
    if item.session is not None:
        return worded(item.session, "room")
    table = item.held.table if item.held else None
    seat = board.roster.seat(table)
    return seat if table is None else f"{seat}, {zone_worded(board.roster.event, board.roster.tables[table].zone)}"


def _sheet(event: Event, board: Board, person: Person, attended: dict[int, list[EventSession]]) -> Sheet:
    items = [_meeting(board, person, held) for held in board.of_person.get(person.id, ())]
    items += [Item(session.starts_at, session.ends_at, None, (), session) for session in attended.get(person.id, ())]
    days: dict[date, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda item: item.starts_at):
        days[day_of(item.starts_at, event)].append(item)
    return Sheet(person, days)


def _meeting(board: Board, person: Person, held: Held) -> Item:
    partners = tuple(board.roster.people[other] for other in board.partners(held, person.id))
    return Item(held.starts_at, held.ends_at, held, partners)


def _attended(event: Event, participant_id: int | None = None) -> dict[int, list[EventSession]]:
    """The sessions of the programme that people signed up for."""
    rows = (
        select(SessionSignUp)
        .join(SessionSignUp.session)
        .where(
            EventSession.event_id == event.id,
            EventSession.cancelled_at.is_(None),
            SessionSignUp.withdrawn_at.is_(None),
        )
        .options(joinedload(SessionSignUp.session))
    )
    if participant_id is not None:
        rows = rows.where(SessionSignUp.participant_id == participant_id)
    found: dict[int, list[EventSession]] = defaultdict(list)
    for sign_up in db.session.scalars(rows):
        found[sign_up.participant_id].append(sign_up.session)
    return found
