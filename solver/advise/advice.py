"""What another table or slot is worth, as data."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Point:
    """
    The value of the wishes that can be held with so many slots and tables.

    Attributes
    ----------
    bound
        No schedule is worth more: proven.
    reached
        A schedule is worth as much: one was made, in a moment and by no means the best; `None` if none was found that
        holds what must be held.
    """

    slots: int
    tables: int
    bound: int
    reached: int | None


@dataclass(frozen=True, slots=True)
class Enough:
    """
    How many tables do for some wishes, with the slots as they are.

    Attributes
    ----------
    wishes, weight
        How many wishes these are, and what they weigh together.
    bound
        No schedule holds more of their weight, whatever the tables up to the largest number that was looked at.
    needed
        With fewer tables less than `bound` can be held: proven. Perhaps a few more are needed.
    shown
        With so many a schedule was made that holds as much as `bound`; `None` if none was found.
    """

    wishes: int
    weight: int
    bound: int
    needed: int
    shown: int | None

    @property
    def all_fit(self) -> bool:
        """Whether nothing proves that some of these wishes cannot be held, however many tables there are."""
        return self.bound == self.weight


@dataclass(frozen=True, slots=True)
class Advice:
    """
    Bounds and schedules' values over a grid of slots and tables.

    Attributes
    ----------
    slots, tables
        What the problem has now.
    least_slots, least_tables
        Fewer are impossible: something is pinned to a later slot, or these tables are asked for by name.
    points
        Slots by slots, tables by tables, those impossible left out. Neither bound nor value ever falls as either grows.
    now, table_more, slot_more, slot_less, session_more, session_less
        The points that the problem itself is, and those beside it; `None` if impossible. A session has as many slots
        as the last one.
    """

    slots: int
    tables: int
    least_slots: int
    least_tables: int
    points: tuple[Point, ...]
    now: Point
    table_more: Point
    slot_more: Point
    slot_less: Point | None
    session_more: Point
    session_less: Point | None
    enough: Enough

    def as_json(self) -> dict[str, Any]:
        """Return the advice as what JSON knows."""
        return {**asdict(self), "enough": {**asdict(self.enough), "all_fit": self.enough.all_fit}}
