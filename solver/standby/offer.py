"""What standby offers: a meeting, its place and what it is worth there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solver.problem import Assignment


@dataclass(frozen=True, slots=True)
class Only:
    """Which offers to look for: those at one of these tables, with one of these people; all where empty."""

    tables: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()


ANYWHERE = Only()


@dataclass(frozen=True, slots=True)
class Standby:
    """
    A meeting that could be held in the slot asked about.

    Attributes
    ----------
    place
        Where and with whom.
    now
        Where it is held later on, from where it would be pulled forward; `None` if it is unscheduled.
    lacking
        How many of its people have fewer meetings than their least number.
    meetings
        How many meetings its people have, together.
    breaks, table_changes
        How many it brings, negative where it takes some away.
    together
        Whether it belongs to the offers that can all be taken up at once, each at its place: chosen best first.
    """

    place: Assignment
    weight: int
    now: Assignment | None
    lacking: int
    meetings: int
    breaks: int
    table_changes: int
    together: bool = False

    @property
    def rank(self) -> tuple[int, ...]:
        """What they are sorted by: unscheduled first, then weight, then whom it serves, then what it costs."""
        costs = (self.breaks, self.table_changes)
        return (self.now is not None, -self.weight, -self.lacking, self.meetings, *costs, self.place.meeting)

    @property
    def sentence(self) -> str:
        """The offer in words."""
        place, people = self.place, ", ".join(map(str, self.place.people))
        where = "without a table" if place.table is None else f"at table {place.table}"
        now = "" if self.now is None else f", pulled forward from slot {self.now.slot}"
        worth = [f"weight {self.weight}", f"{self.meetings} meeting{'' if self.meetings == 1 else 's'} between them"]
        worth += [f"{self.lacking} of them short of their least number"] if self.lacking else []
        worth += [f"breaks {self.breaks:+}"] if self.breaks else []
        worth += [f"table changes {self.table_changes:+}"] if self.table_changes else []
        return f"Meeting {place.meeting} in slot {place.slot} {where} with {people}{now}: {', '.join(worth)}."

    def as_json(self) -> dict[str, Any]:
        """The offer as plain data."""
        return asdict(self)
