"""A reason as data, so that it can be told with names and times instead of ids."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from solver.explain.wording import sentence_of_change, sentence_of_reason

HindranceKind = Literal["unavailable", "busy", "max_meetings", "max_consecutive", "free_windows"]
ObstacleKind = Literal["slot_not_allowed", "people", "tables_taken", "no_table", "precedence", "break_difference"]
ReasonKind = Literal["no_slot_allowed", "no_common_slot", "blocked", "nothing_blocks"]
ChangeKind = Literal["place", "other_table", "add_table", "raise_limit", "make_available", "allow_slot", "replace"]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why one participant cannot have a meeting in a slot: `meetings` they are in, or the `limit` that is reached."""

    participant: int
    kind: HindranceKind
    meetings: tuple[int, ...] = ()
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Obstacle:
    """
    One thing that stands in a meeting's way in a slot; all of them have to go.

    Attributes
    ----------
    side
        For `people`: the side, from 0, none of whose participants can come; `None` if each has someone, but the
        same person. `hindrances` says what keeps each of them.
    meetings
        For `tables_taken` of certain tables: those held there. For `precedence`: those it would be on the
        wrong side of.
    tables
        For `tables_taken` and `no_table`: those it may be at, `None` for any.
    count
        For `tables_taken`: how many of those can be used in the slot, and are taken.
    """

    kind: ObstacleKind
    side: int | None = None
    hindrances: tuple[Hindrance, ...] = ()
    meetings: tuple[int, ...] = ()
    tables: tuple[int, ...] | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class SlotObstacles:
    """What stands in a meeting's way in one slot; nothing, if it could be held there as things are."""

    slot: int
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """
    One change after which the meeting can be held in `slot` by `people` without breaking a rule.

    Attributes
    ----------
    table
        The table it can have; `None` if it needs none, or it would be the added one.
    participant, limit
        For `raise_limit`: whose limit and which one; for `make_available`: who would have to come.
    meeting, weight
        For `replace`: the meeting that would have to give way, and what it weighs.
    """

    kind: ChangeKind
    slot: int
    people: tuple[int, ...]
    table: int | None = None
    participant: int | None = None
    limit: HindranceKind | None = None
    meeting: int | None = None
    weight: int = 0

    @property
    def sentence(self) -> str:
        """The change in words, by ids."""
        return sentence_of_change(self)


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why a meeting is unscheduled.

    Attributes
    ----------
    sides
        The participants of each side who might attend.
    allowed_slots
        The slots it may be in, in order of time; `None` for any.
    slots
        The allowed slots, in order of time, in which each side has someone available, with what is in the way there.
    change
        The simplest change that would place it, if a single one does.
    """

    meeting: int
    kind: ReasonKind
    sides: tuple[tuple[int, ...], ...]
    allowed_slots: tuple[int, ...] | None
    slots: tuple[SlotObstacles, ...]
    change: Change | None

    @property
    def sentence(self) -> str:
        """The reason in words, by ids."""
        return sentence_of_reason(self)

    def as_json(self) -> dict[str, Any]:
        """Return the reason as what JSON knows, sentences included."""
        change = None if self.change is None else {**asdict(self.change), "sentence": self.change.sentence}
        return {**asdict(self), "change": change, "sentence": self.sentence}
