"""What would have to change so that a meeting can be held, and what that costs and gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from solver.explain.change_wording import sentence_of_change

if TYPE_CHECKING:
    from solver.problem import Assignment

ADDED = -1
"""Stands for the table or the participant that a change would add."""

LimitName = Literal["max_meetings", "max_consecutive", "free_windows", "max_break_difference"]
ConcessionKind = Literal["other_table", "add_table", "raise_limit", "make_available", "allow_slot", "add_person"]
ChangeKind = Literal[
    "place",
    "other_table",
    "add_table",
    "raise_limit",
    "make_available",
    "allow_slot",
    "add_person",
    "move",
    "replace",
    "several",
]


@dataclass(frozen=True, slots=True)
class Concession:
    """
    One thing that the problem would have to allow.

    Attributes
    ----------
    kind
        `other_table`: the meeting may be at this change's table. `add_table`: one table more, in every slot.
        `raise_limit`: `limit` is `to`; a free window that is in the way is given up. `make_available`: the participant
        can come in this change's slot. `allow_slot`: the meeting may be in it. `add_person`: one candidate more
        wherever a side has the same candidates as `side` of this meeting, say a second interpreter.
    participant
        Whose limit or presence; `None` for a limit on everybody.
    """

    kind: ConcessionKind
    participant: int | None = None
    limit: LimitName | None = None
    to: int | None = None
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """
    A change after which the meeting is held in `slot` by `people` at `table` and no rule is broken that was not before.

    Attributes
    ----------
    kind
        `place`: nothing has to change. The kind of its one concession. `move`: other meetings move and none is lost.
        `replace`: other meetings give way. `several`: more than one of these at once.
    people, table
        `ADDED` stands for the participant or table that would be added; a meeting held without a table has `None`.
    moves
        The other meetings' new places.
    dropped
        The meetings that give way.
    also
        Unscheduled meetings that can be held as well once the change is made, and could not before: at least these.
    told
        Participants who have to be asked or told about anything but the meetings gained: whose limit, presence or other
        meetings change.
    cost, gain
        What the dropped meetings weigh; what this one and `also` weigh.
    """

    kind: ChangeKind
    slot: int
    people: tuple[int, ...]
    table: int | None = None
    concessions: tuple[Concession, ...] = ()
    moves: tuple[Assignment, ...] = ()
    dropped: tuple[int, ...] = ()
    also: tuple[Assignment, ...] = ()
    told: tuple[int, ...] = ()
    cost: int = 0
    gain: int = 0

    @property
    def sentence(self) -> str:
        """The change in words, by ids."""
        return sentence_of_change(self)
