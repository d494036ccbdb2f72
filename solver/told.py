"""What a schedule to come changes, in sentences: for each meeting, and how much for whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from solver.compare import Comparison, MeetingChange
    from solver.problem import Assignment

Kind = Literal["moved", "cancelled", "new", "with other people", "at another table"]


def kind_of(change: MeetingChange) -> Kind:
    """Return what a change is in one word: what is most felt of it."""
    differences = change.differences
    if "removed" in differences:
        return "cancelled"
    if "added" in differences:
        return "new"
    if "moved" in differences:
        return "moved"
    return "with other people" if "people" in differences else "at another table"


def sentences(comparison: Comparison, wished: Collection[int]) -> Iterator[str]:
    """
    Yield the whole in one sentence, then one for each meeting that changed, then one for each participant concerned.

    Parameters
    ----------
    wished
        The meetings that are still wished for; others that were held are withdrawn.
    """
    if not comparison.changes:
        yield "Nothing changes."
        return
    yield f"{_counted(comparison.changes)}; participants concerned: {len(comparison.of_participant):,}."
    for change in comparison.changes:
        yield sentence_of(change, withdrawn=change.meeting not in wished)
    for person, changes in sorted(comparison.of_participant.items()):
        yield f"Participant {person}: {_seen(person, changes)}."


def sentence_of(change: MeetingChange, *, withdrawn: bool) -> str:
    """Return what changes about a meeting in one sentence."""
    name, before, after = f"Meeting {change.meeting}", change.before, change.after
    if after is None:
        assert before is not None
        what = "was withdrawn" if withdrawn else "is cancelled"
        return f"{name} {what}: it was in {_place(before)}, with {_people(before)}."
    if before is None:
        return f"{name} is new: in {_place(after)}, with {_people(after)}."
    people = f", with {_people(after)} instead of {_people(before)}" if before.people != after.people else ""
    if before.slot != after.slot:
        whom = people or f", with {_people(after)}"
        return f"{name} moves from {_place(before)} to {_place(after)}{whom}."
    if before.table != after.table:
        return f"{name} in slot {after.slot} is {_table(after)} instead of {_table(before)}{people}."
    return f"{name} stays in {_place(after)}{people}."


def _counted(changes: Sequence[MeetingChange]) -> str:
    """Return how many changes there are of each kind."""
    count = Counter(map(kind_of, changes))
    total = f"{len(changes):,} {'meeting changes' if len(changes) == 1 else 'meetings change'}"
    return f"{total}: {', '.join(f'{number:,} {kind}' for kind, number in sorted(count.items()))}"


def _seen(person: int, changes: Sequence[MeetingChange]) -> str:
    """Return a participant's changes, who hands a meeting over to a colleague losing it."""
    count: Counter[str] = Counter()
    for change in changes:
        mine = change.seen_by(person)
        count["cancelled" if "removed" in mine else "new" if "added" in mine else kind_of(change)] += 1
    return ", ".join(f"{number} {kind}" for kind, number in sorted(count.items()))


def _place(held: Assignment) -> str:
    return f"slot {held.slot} {_table(held)}"


def _table(held: Assignment) -> str:
    return "without a table" if held.table is None else f"at table {held.table}"


def _people(held: Assignment) -> str:
    *first, last = map(str, held.people)
    return f"participants {', '.join(first)} and {last}" if first else f"participant {last}"
