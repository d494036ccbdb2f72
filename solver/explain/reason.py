"""A reason as data, so that it can be told with names and times instead of ids."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from solver.explain.wording import sentence_of_reason

if TYPE_CHECKING:
    from solver.explain.change import Change

HindranceKind = Literal["unavailable", "busy", "max_meetings", "max_consecutive", "free_windows"]
ObstacleKind = Literal["slot_not_allowed", "people", "tables_taken", "no_table", "precedence", "break_difference"]
ReasonKind = Literal["no_slot_allowed", "no_common_slot", "blocked", "nothing_blocks"]


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
    changes
        What would place it, the best of each kind, the smallest first: that of which the fewest people have to be told,
        then what costs least, then what gains most.
    """

    meeting: int
    kind: ReasonKind
    sides: tuple[tuple[int, ...], ...]
    allowed_slots: tuple[int, ...] | None
    slots: tuple[SlotObstacles, ...]
    changes: tuple[Change, ...]

    @property
    def change(self) -> Change | None:
        """The smallest change that would place it, if there is any."""
        return self.changes[0] if self.changes else None

    @property
    def sentence(self) -> str:
        """The reason in words, by ids."""
        return sentence_of_reason(self)

    def as_json(self) -> dict[str, Any]:
        """Return the reason as what JSON knows, sentences included."""
        changes = [{**asdict(change), "sentence": change.sentence} for change in self.changes]
        return {**asdict(self), "changes": changes, "sentence": self.sentence}
