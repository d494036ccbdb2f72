"""
A schedule with all that decides where its meetings may be, as JSON: the board's page judges every place by itself.

What changes by hand edits comes apart from what does not, so that a page that has the latter asks for the former only.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Participant, ParticipationType, Schedule
from matchmaking.services.words.times import day_of, hour

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from matchmaking.models import Event
    from matchmaking.services.schedule.legality import Legality
    from matchmaking.services.schedule.roster import Period
    from matchmaking.services.schedule.ways import Unplaced, Way

    Json = dict[str, Any]


def fixed(event: Event, legality: Legality) -> Json:
    """What hand edits do not change: slots, tables, people, meetings and their rules."""
    board, by_id = legality.board, legality.schedule.by_id
    periods = board.periods()
    sets = _Sets()
    return {
        "days": [day.isoformat() for day in _days(event, periods)],
        "slots": [_slot(event, legality, period) for period in periods],
        "tables": [_table(legality, seat.id) for seat in board.roster.tables.values()],
        "people": list(_people(event, legality)),
        "meetings": [_meeting(legality, meeting, sets) for meeting in _shown_meetings(legality)],
        "slot_sets": sets.found,
        "precedences": [list(pair) for pair in by_id.problem.precedences],
    }


def current(legality: Legality) -> Json:
    """What hand edits change: who is where, what is locked, which rules are broken."""
    board = legality.board
    return {
        "revision": board.schedule.revision,
        "now": int(legality.now.timestamp()),
        "places": [[held.meeting, held.slot, held.table, list(held.people), held.locked] for held in board.held],
        "broken": [{"sentence": one.sentence, "meetings": list(one.meetings)} for one in legality.warnings()],
    }


def stamp_of(facts: Json) -> str:
    """What tells whether the fixed part is the one that a page has."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def revision_of(draft: Schedule) -> int:
    """How often a draft was edited, as the database has it now."""
    return db.session.scalars(select(Schedule.revision).where(Schedule.id == draft.id)).one()


def types_of(event: Event) -> dict[int, str]:
    """The names of everybody's participation types."""
    rows = select(Participant.id, ParticipationType.name).join(Participant.type)
    return {person: name for person, name in db.session.execute(rows.where(Participant.event_id == event.id))}  # noqa: C416


def unplaced(found: Unplaced) -> Json:
    """Why a meeting has no place, and what would give it one."""
    return {"meeting": found.meeting, "why": list(found.why), "ways": [_way(way) for way in found.ways]}


def steps_of(way: Way) -> list[Json]:
    """A way's steps as a page sends them back."""

    def place(there: Any) -> list[Any] | None:
        return None if there is None else [there.slot, there.table, list(there.people)]

    return [{"meeting": step.meeting, "seen": place(step.seen), "to": place(step.to)} for step in way.steps]


def _way(way: Way) -> Json:
    return {"sentences": list(way.sentences), "steps": steps_of(way), "needs": way.needs, "person": way.person}


class _Sets:
    """Sets of slots by number: thousands of meetings share a few of them."""

    def __init__(self) -> None:
        self.found: list[list[int]] = []
        self._number: dict[frozenset[int], int] = {}

    def number(self, slots: frozenset[int] | None) -> int | None:
        if slots is None:
            return None
        if slots not in self._number:
            self._number[slots] = len(self.found)
            self.found.append(sorted(slots))
        return self._number[slots]


def _days(event: Event, periods: Iterable[Period]) -> list[date]:
    return sorted({day_of(period.starts_at, event) for period in periods})


def _slot(event: Event, legality: Legality, period: Period) -> Json:
    """`run` numbers the slots that follow one another without a pause; none where the session takes no place."""
    return {
        "id": period.id,
        "day": day_of(period.starts_at, event).isoformat(),
        "hour": hour(period.starts_at, event),
        "until": hour(period.ends_at, event),
        "starts": int(period.starts_at.timestamp()),
        "session": period.session,
        "run": legality.schedule.by_id.session.get(period.id),
        "long": legality.roster.hour(period.id),
    }


def _table(legality: Legality, table: int) -> Json:
    seat, known = legality.roster.tables[table], legality.schedule.by_id.tables.get(table)
    return {
        "id": seat.id,
        "number": seat.number,
        "zone": seat.zone_id,
        "zone_name": seat.zone,
        "owner": seat.stand_of,
        "unavailable": sorted(known.unavailable) if known else [],
    }


def _people(event: Event, legality: Legality) -> Iterable[Json]:
    """Everybody, with the limits of their day; who is in no meeting has none."""
    types = types_of(event)
    for person in legality.roster.people.values():
        known = legality.schedule.by_id.participants.get(person.id)
        told: Json = {
            "id": person.id,
            "name": person.name,
            "organization": person.organization,
            "country": person.country,
            "type": types.get(person.id),
        }
        if known is not None:
            told |= {
                "unavailable": sorted(known.unavailable),
                "most": known.max_meetings,
                "row": known.max_consecutive,
                "windows": [sorted(window) for window in known.free_windows],
            }
        yield told


def _shown_meetings(legality: Legality) -> Iterable[int]:
    """Those that can be held, and those that are held though they no longer can be."""
    possible, held = legality.schedule.by_id.meetings, legality.board.of_meeting
    return (meeting for meeting in legality.roster.pairs if meeting in possible or meeting in held)


def _meeting(legality: Legality, meeting: int, sets: _Sets) -> Json:
    known, pair = legality.schedule.by_id.meetings.get(meeting), legality.roster.pairs[meeting]
    if known is None:
        return {"id": meeting, "people": list(pair.people), "sides": None, "weight": 0}
    told: Json = {
        "id": meeting,
        "people": list(pair.people),
        "sides": [list(side) for side in known.sides],
        "weight": known.weight,
        "slots": sets.number(known.slots),
        "tables": None if known.tables is None else list(known.tables),
    }
    if known.pinned is not None:
        pin = known.pinned
        told["pinned"] = [pin.slot, pin.table, None if pin.people is None else list(pin.people)]
    return told
