"""
The dense view of a problem: everything numbered from 0, sets of slots and tables as the bits of an integer.

Hot loops live on this view. It is presolved: slots that cannot be used in any schedule are gone, so that a meeting
that must be held and has an empty domain proves the problem infeasible.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from solver.problem import Assignment, Meeting, Participant, Problem

NOWHERE = -1
UNLIMITED = 1 << 30


def bits(mask: int) -> Iterator[int]:
    """Yield the positions of the ones in `mask`, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(positions: Iterable[int]) -> int:
    """Return the integer whose ones stand at `positions`."""
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting stands: slot, table (`NOWHERE` without one) and its people, one per side."""

    slot: int
    table: int
    people: tuple[int, ...]


class Index:
    """
    A problem in dense numbers.

    Attributes
    ----------
    available, cap, floor
        By person: slots they can use, most meetings, least meetings wished for.
    full
        By person and slot: sets of slots with that slot in them of which one must stay free (a run that is too long, a
        free window).
    options
        By meeting: the ways to fill its sides (one person each), and the slots each of them can use.
    domain
        By meeting: the union of its options' slots.
    seats
        By meeting: the tables it may use; 0 for a meeting held without one.
    must
        By meeting: whether it is required or pinned.
    previous
        By meeting: its place in the schedule in force, or `None`.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._number_slots_and_tables(problem)
        self._number_people(problem)
        self._number_meetings(problem)
        self._number_previous(problem)
        _tighten(self)
        self.meetings_of: list[list[int]] = [[] for _ in self.person_ids]
        for meeting, options in enumerate(self.options):
            for person in sorted({person for people in options for person in people}):
                self.meetings_of[person].append(meeting)

    def _number_slots_and_tables(self, problem: Problem) -> None:
        self.slot_ids = [slot.id for slot in problem.slots]
        self.slot_at = {slot_id: position for position, slot_id in enumerate(self.slot_ids)}
        self.slot_count = len(self.slot_ids)
        self.every_slot = (1 << self.slot_count) - 1
        self.session_of = [slot.session for slot in problem.slots]
        self.sessions = _sessions(self.session_of)
        self._session_span = [span for span in self.sessions for _ in range(*span)]
        self.table_ids = [table.id for table in problem.tables]
        self.table_at = {table_id: position for position, table_id in enumerate(self.table_ids)}
        self.every_table = (1 << len(self.table_ids)) - 1
        closed = [mask_of(self.slot_at[slot] for slot in table.unavailable) for table in problem.tables]
        self.open_tables = [
            mask_of(k for k, mask in enumerate(closed) if not mask >> slot & 1) for slot in range(self.slot_count)
        ]
        self._open_slots: dict[int, int] = {}

    def _number_people(self, problem: Problem) -> None:
        self.person_ids = [person.id for person in problem.participants]
        self.person_at = {person_id: position for position, person_id in enumerate(self.person_ids)}
        self.available = [self._available(person) for person in problem.participants]
        self.cap = [UNLIMITED if p.max_meetings is None else p.max_meetings for p in problem.participants]
        self.floor = [p.min_meetings or 0 for p in problem.participants]
        self.limits = [
            self._limits(person, available)
            for person, available in zip(problem.participants, self.available, strict=True)
        ]
        self.full = [
            [tuple(mask for mask in limits if mask >> slot & 1) for slot in range(self.slot_count)]
            for limits in self.limits
        ]

    def _available(self, person: Participant) -> int:
        """Return the slots that a person can use; a free window of one slot is one that they cannot."""
        closed = {*person.unavailable, *(slot for window in person.free_windows if len(window) == 1 for slot in window)}
        return self.every_slot & ~mask_of(self.slot_at[slot] for slot in closed)

    def _limits(self, person: Participant, available: int) -> tuple[int, ...]:
        """Return the sets of slots that this person may not all use; one they cannot use is no limit."""
        windows = [mask_of(self.slot_at[slot] for slot in window) for window in person.free_windows]
        if person.max_consecutive is not None:
            length = person.max_consecutive + 1
            for first, past in self.sessions:
                windows += [((1 << length) - 1) << start for start in range(first, past - length + 1)]
        return tuple(sorted({window for window in windows if window & ~available == 0}))

    def _number_meetings(self, problem: Problem) -> None:
        self.meeting_ids = [meeting.id for meeting in problem.meetings]
        self.meeting_at = {meeting_id: position for position, meeting_id in enumerate(self.meeting_ids)}
        self.weight = [meeting.weight for meeting in problem.meetings]
        self.must = [meeting.required or meeting.pinned is not None for meeting in problem.meetings]
        self.seatless = [meeting.tables is not None and not meeting.tables for meeting in problem.meetings]
        self.seats = [self._seats(meeting) for meeting in problem.meetings]
        self.common_tables = self.every_table
        for seats in self.seats:
            if seats != self.every_table:
                self.common_tables &= ~seats
        self.options: list[dict[tuple[int, ...], int]] = []
        for position, meeting in enumerate(problem.meetings):
            options = {people: self._slots_for(position, meeting, people) for people in self._people(meeting)}
            self.options.append({people: slots for people, slots in options.items() if slots})
        self.domain = [_union(options.values()) for options in self.options]
        self.before: list[list[int]] = [[] for _ in problem.meetings]
        self.after: list[list[int]] = [[] for _ in problem.meetings]
        for first, then in problem.precedences:
            self.after[self.meeting_at[first]].append(self.meeting_at[then])
            self.before[self.meeting_at[then]].append(self.meeting_at[first])

    def _seats(self, meeting: Meeting) -> int:
        mask = self.every_table if meeting.tables is None else mask_of(self.table_at[k] for k in meeting.tables)
        if meeting.pinned is not None and meeting.pinned.table is not None:
            mask &= 1 << self.table_at[meeting.pinned.table]
        return mask

    def _people(self, meeting: Meeting) -> Iterator[tuple[int, ...]]:
        """Yield the ways to fill the sides with different people, as a pin leaves them."""
        pinned = None if meeting.pinned is None else meeting.pinned.people
        for people in product(*meeting.sides):
            if len(set(people)) == len(people) and pinned in (None, people):
                yield tuple(self.person_at[person] for person in people)

    def _slots_for(self, position: int, meeting: Meeting, people: tuple[int, ...]) -> int:
        mask = self.every_slot
        if meeting.slots is not None:
            mask = mask_of(self.slot_at[slot] for slot in meeting.slots)
        if meeting.pinned is not None:
            mask &= 1 << self.slot_at[meeting.pinned.slot]
            if self.seatless[position] and meeting.pinned.table is not None:
                return 0
        for person in people:
            mask &= self.available[person] if self.cap[person] else 0
        if not self.seatless[position]:
            mask &= self._slots_with(self.seats[position])
        return mask

    def _slots_with(self, seats: int) -> int:
        """Return the slots in which one of these tables is open."""
        if seats not in self._open_slots:
            self._open_slots[seats] = mask_of(slot for slot, opened in enumerate(self.open_tables) if opened & seats)
        return self._open_slots[seats]

    def _number_previous(self, problem: Problem) -> None:
        """Keep the previous places of meetings that still exist; people who do not are numbered past all others."""
        self.previous: list[Place | None] = [None] * len(self.meeting_ids)
        self.previous_count = 0
        self.strangers: dict[int, int] = {}
        for assignment in problem.previous:
            meeting = self.meeting_at.get(assignment.meeting)
            if meeting is None:
                continue
            self.previous_count += 1
            self.previous[meeting] = self._place(assignment)
        self.change_limit, self.felt_limit = UNLIMITED, UNLIMITED
        if problem.max_changes is not None:
            total, each = problem.max_changes.total, problem.max_changes.per_participant
            self.change_limit = UNLIMITED if total is None else total
            self.felt_limit = UNLIMITED if each is None else each
        self.limits_changes = min(self.change_limit, self.felt_limit) < UNLIMITED
        self.changes_count = self.limits_changes or "changes" in problem.goals

    def _place(self, assignment: Assignment) -> Place:
        """Return a place in dense numbers; slots, tables and people that are gone make it one that nothing can hold."""
        slot = self.slot_at.get(assignment.slot, NOWHERE)
        table = NOWHERE if assignment.table is None else self.table_at.get(assignment.table, NOWHERE)
        gone = len(self.person_ids) + len(self.strangers)
        for person in assignment.people:
            if person not in self.person_at and self.strangers.setdefault(person, gone) == gone:
                gone += 1
        people = tuple(self.person_at.get(p, self.strangers.get(p, NOWHERE)) for p in assignment.people)
        return Place(slot if table != NOWHERE or assignment.table is None else NOWHERE, table, people)

    def dense(self, held: Assignment) -> tuple[int, int, tuple[int, ...], int]:
        """Return an assignment whose ids all exist as (meeting, slot, people, table)."""
        place = self._place(held)
        return self.meeting_at[held.meeting], place.slot, place.people, place.table

    def keepable(self, meeting: int) -> bool:
        """Whether the meeting could stand exactly where it stood in the schedule in force, as far as it alone goes."""
        place = self.previous[meeting]
        if place is None or place.slot < 0 or not self.options[meeting].get(place.people, 0) >> place.slot & 1:
            return False
        if self.seatless[meeting]:
            return place.table == NOWHERE
        return place.table >= 0 and bool(self.seats[meeting] & self.open_tables[place.slot] & 1 << place.table)

    def slots_around(self, slot: int) -> tuple[range, range]:
        """Return the slots before this one in its session, the nearest first, and those after it."""
        first, past = self._session_span[slot]
        return range(slot - 1, first - 1, -1), range(slot + 1, past)

    @property
    def hopeless(self) -> bool:
        """Whether a meeting that must be held cannot be, whatever the others do."""
        return any(must and not domain for must, domain in zip(self.must, self.domain, strict=True))

    def narrow(self, meeting: int, mask: int) -> bool:
        """Restrict a meeting to the slots in `mask`; return whether that took anything away."""
        if not self.domain[meeting] & ~mask:
            return False
        self._restrict(meeting, {people: slots & mask for people, slots in self.options[meeting].items()})
        return True

    def _restrict(self, meeting: int, options: dict[tuple[int, ...], int]) -> None:
        self.options[meeting] = {people: slots for people, slots in options.items() if slots}
        self.domain[meeting] = _union(self.options[meeting].values())

    def reserve(self) -> None:
        """Take a person's slot from all other meetings where one that must be held can be there and then only."""
        holder: dict[tuple[int, int], int] = {}
        held = [0] * len(self.person_ids)
        for meeting, must in enumerate(self.must):
            if must and len(self.options[meeting]) == 1 and self.domain[meeting].bit_count() == 1:
                for person in next(iter(self.options[meeting])):
                    holder.setdefault((person, self.domain[meeting].bit_length() - 1), meeting)
                    held[person] |= self.domain[meeting]
        for meeting, options in enumerate(self.options):
            left = dict(options)
            for people, slots in options.items():
                for slot in bits(slots & _union(held[person] for person in people)):
                    if any(holder.get((person, slot), meeting) != meeting for person in people):
                        left[people] &= ~(1 << slot)
            if left != options:
                self._restrict(meeting, left)


def _sessions(session_of: list[int]) -> list[tuple[int, int]]:
    """Return (first slot, one past the last) of each session in turn."""
    starts = [k for k in range(len(session_of)) if k == 0 or session_of[k] != session_of[k - 1]]
    return list(zip(starts, [*starts[1:], len(session_of)], strict=True)) if starts else []


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _tighten(index: Index) -> None:
    """Narrow what must be held by its precedences, to a fixpoint, then take fixed people's slots from the others."""
    changed = True
    while changed:
        changed = False
        for first, laters in enumerate(index.after):
            for then in laters:
                changed |= _in_order(index, first, then)
    index.reserve()


def _in_order(index: Index, first: int, then: int) -> bool:
    """Narrow one meeting by another that must be held before or after it."""
    changed = False
    if index.must[first] and index.domain[first]:
        lowest = (index.domain[first] & -index.domain[first]).bit_length() - 1
        changed |= index.narrow(then, index.every_slot & ~((1 << (lowest + 1)) - 1))
    if index.must[then] and index.domain[then]:
        highest = index.domain[then].bit_length() - 1
        changed |= index.narrow(first, (1 << highest) - 1)
    return changed
