"""Tables, and where each meeting may be held: at the stands of its two, else at the common tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import MeetingTable
from solver import problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event
    from matchmaking.services.runs.snapshot.held import Past
    from matchmaking.services.runs.snapshot.times import Period


@dataclass(frozen=True, slots=True)
class Place:
    """A table, and whose stand it is, if anyone's; `out_since`: out of order from then on."""

    id: int
    zone_id: int
    stand_of_id: int | None
    out_since: datetime | None

    def as_problem(self, slots: Sequence[Period], past: Past) -> problem.Table:
        """The same as the solver knows it; where meetings were held all the same, it was in order."""
        if self.out_since is None:
            return problem.Table(self.id, self.zone_id)
        used = {held.slot for held in past.of_meeting.values() if held.table == self.id}
        out = frozenset(slot.id for slot in slots if slot.starts_at >= self.out_since)
        return problem.Table(self.id, self.zone_id, out - used)


def tables_of(event: Event) -> list[Place]:
    """Every table of the event, by number."""
    rows = db.session.execute(
        select(MeetingTable.id, MeetingTable.zone_id, MeetingTable.stand_of_id, MeetingTable.out_since)
        .where(MeetingTable.event_id == event.id)
        .order_by(MeetingTable.number)
    )
    return [Place(*row) for row in rows]


class Tables:
    """Answers where a meeting may be held."""

    def __init__(self, tables: Sequence[Place]) -> None:
        self.stands = {place.stand_of_id: place.id for place in tables if place.stand_of_id is not None}
        self.common = tuple(place.id for place in tables if place.stand_of_id is None)

    def of(self, *principals: int) -> tuple[int, ...] | None:
        """A meeting of a stand's owner is held at the stand only; others use no stand. None: any table."""
        own = tuple(self.stands[person] for person in principals if person in self.stands)
        if own:
            return own
        return self.common if self.stands else None
