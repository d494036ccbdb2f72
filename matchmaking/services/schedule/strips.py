"""Everybody's agenda as a strip over the slots, and how well it serves them: those who are worst off first."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import EventSession, SessionSignUp
from matchmaking.services.words.text import fold
from solver.goals import table_changes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from typing import Any

    from matchmaking.services.schedule.boards import Held
    from matchmaking.services.schedule.legality import Legality
    from matchmaking.services.schedule.roster import Period, Person
    from solver.schedule import Schedule

    Attended = list[tuple[datetime, datetime, str]]

PieceKind = Literal["meeting", "break", "session", "unavailable", "free"]
SORTS = ("worst", "name", "organization", "served", "breaks", "row", "moves")


@dataclass(frozen=True, slots=True)
class Piece:
    """One slot of a strip; `moved`: at another table than the meeting before it in the same session."""

    kind: PieceKind
    slot: Period
    held: Held | None = None
    moved: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a schedule serves somebody: wishes that come true of all there are, and what their day is like."""

    person: Person
    served: int
    wished: int
    breaks: int
    row: int
    moves: int

    @property
    def share(self) -> float:
        """The share of the wishes that come true; who has none lacks nothing."""
        return self.served / self.wished if self.wished else 1.0


def standings(legality: Legality, *, q: str, sort: str, descending: bool, without: bool) -> list[Standing]:
    """Everybody who meets or wishes to, found by name or organization; `without`: only those without a meeting."""
    board, wanted = legality.board, fold(q)
    wished, served = _wishes(legality)
    found = [
        _standing(legality, person, served[person.id], wished[person.id])
        for person in board.roster.people.values()
        if (person.id in board.of_person or wished[person.id])
        and not (without and person.id in board.of_person)
        and wanted in fold(f"{person.name} {person.organization}")
    ]
    return sorted(found, key=_KEYS[sort], reverse=descending)


def strips(legality: Legality, people: Iterable[Person]) -> dict[int, list[Piece]]:
    """The strip of each of some people."""
    shown = list(people)
    attended = _attended([person.id for person in shown])
    return {person.id: _strip(legality, person.id, attended[person.id]) for person in shown}


def _wishes(legality: Legality) -> tuple[Counter[int], Counter[int]]:
    """For everybody the meetings that are wished for by or with them, and those of them that are held."""
    pairs = [pair for pair in legality.roster.pairs.values() if not pair.cancelled]
    held = [pair for pair in pairs if pair.id in legality.board.of_meeting]
    wished, served = (Counter(person for pair in some for person in pair.people) for some in (pairs, held))
    return wished, served


def _standing(legality: Legality, person: Person, served: int, wished: int) -> Standing:
    schedule = legality.schedule
    moves = table_changes_of(schedule, person.id)
    return Standing(person, served, wished, legality.breaks(person.id), _longest_row(schedule, person.id), moves)


def _longest_row(schedule: Schedule, person: int) -> int:
    """The most meetings that follow one another without an idle slot."""
    slots = schedule.problem.slots
    positions = sorted(set(schedule.positions_of(person)))
    longest = row = min(1, len(positions))
    for before, then in pairwise(positions):
        row = row + 1 if then == before + 1 and slots[before].session == slots[then].session else 1
        longest = max(longest, row)
    return longest


def _attended(people: list[int]) -> dict[int, Attended]:
    """The sessions of the programme that some people attend."""
    attended: dict[int, Attended] = defaultdict(list)
    rows = (
        select(SessionSignUp.participant_id, EventSession.starts_at, EventSession.ends_at, EventSession.title)
        .join(EventSession, EventSession.id == SessionSignUp.session_id)
        .where(
            SessionSignUp.participant_id.in_(people),
            SessionSignUp.withdrawn_at.is_(None),
            EventSession.cancelled_at.is_(None),
        )
    )
    for person, starts_at, ends_at, title in db.session.execute(rows):
        attended[person].append((starts_at, ends_at, title))
    return attended


def _strip(legality: Legality, person: int, attended: Attended) -> list[Piece]:
    held = {one.slot: one for one in legality.board.of_person.get(person, ())}
    known = legality.schedule.by_id.participants.get(person)
    absent = known.unavailable if known else frozenset()
    idle = _idle_slots(legality.schedule, person)
    pieces: list[Piece] = []
    last: Held | None = None
    for slot in legality.board.periods():
        if slot.id in held:
            one = held[slot.id]
            pieces.append(Piece("meeting", slot, one, moved=_moved(legality, last, one)))
            last = one
        else:
            title = next((name for start, end, name in attended if start < slot.ends_at and slot.starts_at < end), "")
            kind: PieceKind = (
                "session" if title else "unavailable" if slot.id in absent else "break" if slot.id in idle else "free"
            )
            pieces.append(Piece(kind, slot, title=title))
    return pieces


def _idle_slots(schedule: Schedule, person: int) -> set[int]:
    """The slots between two meetings of a run."""
    slots = schedule.problem.slots
    return {
        slots[k].id
        for before, then in pairwise(schedule.positions_of(person))
        if slots[before].session == slots[then].session
        for k in range(before + 1, then)
    }


def _moved(legality: Legality, last: Held | None, one: Held) -> bool:
    session = legality.schedule.by_id.session
    return (
        last is not None
        and None not in (last.table, one.table)
        and last.table != one.table
        and session.get(last.slot) == session.get(one.slot)
    )


_KEYS: dict[str, Callable[[Standing], Any]] = {
    "worst": lambda one: (one.share, one.served - one.wished, -one.breaks, -one.moves, fold(one.person.name)),
    "name": lambda one: fold(one.person.name),
    "organization": lambda one: (fold(one.person.organization), fold(one.person.name)),
    "served": lambda one: (one.served, one.wished, fold(one.person.name)),
    "breaks": lambda one: (one.breaks, fold(one.person.name)),
    "row": lambda one: (one.row, fold(one.person.name)),
    "moves": lambda one: (one.moves, fold(one.person.name)),
}
