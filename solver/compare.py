"""What differs between two schedules, for each meeting and for each participant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solver.problem import Assignment

Difference = Literal["added", "removed", "moved", "table", "people"]


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """A meeting that is not held as it was; at least one of the two is given, and they differ."""

    before: Assignment | None
    after: Assignment | None

    @property
    def meeting(self) -> int:
        """The meeting's id."""
        held = self.after or self.before
        assert held is not None
        return held.meeting

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What is different: added or removed alone, or any of moved (to another slot), table and people."""
        return differences(self.before, self.after)

    @property
    def participants(self) -> tuple[int, ...]:
        """Everyone concerned, those of before first."""
        people = [person for held in (self.before, self.after) if held is not None for person in held.people]
        return tuple(dict.fromkeys(people))

    def seen_by(self, participant: int) -> tuple[Difference, ...]:
        """Return what is different for one participant: who no longer attends has the meeting removed."""
        before = self.before if self.before is not None and participant in self.before.people else None
        after = self.after if self.after is not None and participant in self.after.people else None
        return differences(before, after)


def differences(before: Assignment | None, after: Assignment | None) -> tuple[Difference, ...]:
    """Return in what two assignments of one meeting differ."""
    if before is None:
        return () if after is None else ("added",)
    if after is None:
        return ("removed",)
    found: list[Difference] = []
    if before.slot != after.slot:
        found.append("moved")
    if before.table != after.table:
        found.append("table")
    if before.people != after.people:
        found.append("people")
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The meetings that changed, by id, and for each participant concerned theirs."""

    changes: tuple[MeetingChange, ...]
    of_participant: dict[int, tuple[MeetingChange, ...]]


def compare(before: Iterable[Assignment], after: Iterable[Assignment]) -> Comparison:
    """Compare two schedules, each holding a meeting at most once."""
    was, is_now = ({held.meeting: held for held in schedule} for schedule in (before, after))
    changes = tuple(
        MeetingChange(was.get(meeting), is_now.get(meeting))
        for meeting in sorted({*was, *is_now})
        if was.get(meeting) != is_now.get(meeting)
    )
    of_participant: dict[int, tuple[MeetingChange, ...]] = {}
    for change in changes:
        for person in change.participants:
            of_participant[person] = (*of_participant.get(person, ()), change)
    return Comparison(changes, of_participant)
