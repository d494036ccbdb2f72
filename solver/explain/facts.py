"""What a problem says of people and meetings, by id, with slots and tables as the bits of integers."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from solver.index import UNLIMITED, mask_of

if TYPE_CHECKING:
    from solver.problem import Meeting
    from solver.schedule import ById

MOST_CHOICES = 64
"""Ways to fill the sides of one meeting that are looked at."""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """
    When and how often a person may meet.

    Attributes
    ----------
    runs
        By slot: the runs with that slot in them that would be one too long.
    windows
        By slot: the free windows with that slot in them.
    """

    present: int
    cap: int
    runs: tuple[tuple[int, ...], ...]
    windows: tuple[tuple[int, ...], ...]

    def crowded(self, busy: int, slot: int) -> bool:
        """Return whether a person who is busy so much may not meet in this slot as well."""
        with_it = busy | 1 << slot
        return any(with_it & mask == mask for masks in (self.runs[slot], self.windows[slot]) for mask in masks)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """Where and by whom a meeting may be held; `seats` is 0 without a table, and -1, every bit set, for any table."""

    choices: tuple[tuple[int, ...], ...]
    slots: int
    seats: int
    fixed: bool
    must: bool
    weight: int


class Facts:
    """
    The facts of one problem, each found out when it is first asked for.

    Parameters
    ----------
    before
        The facts of a problem with the same slots and tables, but for some added at the end: those of participants and
        meetings that are the same in both are taken over.
    """

    def __init__(self, by_id: ById, before: Facts | None = None) -> None:
        self.by_id = by_id
        self.before = before
        self.sessions = [slot.session for slot in by_id.problem.slots]
        self.table_ids = [table.id for table in by_id.problem.tables]
        self.table_at = {table: k for k, table in enumerate(self.table_ids)}
        self._people: dict[int, PersonFacts] = {}
        self._meetings: dict[int, MeetingFacts] = {}

    def person(self, identifier: int) -> PersonFacts:
        """Return the facts of a person; one who is unknown, as a broken schedule may name them, has no limits."""
        known = self._people.get(identifier)
        if known is None:
            people, before = self.by_id.participants, self.before
            same = before is not None and before.by_id.participants.get(identifier) is people.get(identifier)
            known = before.person(identifier) if before and same else self._look_up_person(identifier)
            self._people[identifier] = known
        return known

    def meeting(self, identifier: int) -> MeetingFacts:
        """Return the facts of a meeting."""
        known = self._meetings.get(identifier)
        if known is None:
            meeting, before = self.by_id.meetings[identifier], self.before
            same = before is not None and before.by_id.meetings[identifier] is meeting
            known = before.meeting(identifier) if before and same else self._look_up_meeting(meeting)
            self._meetings[identifier] = known
        return known

    def _look_up_person(self, identifier: int) -> PersonFacts:
        count, position = len(self.sessions), self.by_id.position
        person = self.by_id.participants.get(identifier)
        if person is None:
            return PersonFacts(-1, UNLIMITED, ((),) * count, ((),) * count)
        windows = [mask_of(position[slot] for slot in window) for window in person.free_windows]
        runs = [] if person.max_consecutive is None else self._runs(person.max_consecutive + 1)
        return PersonFacts(
            present=~mask_of(position[slot] for slot in person.unavailable),
            cap=UNLIMITED if person.max_meetings is None else person.max_meetings,
            runs=tuple(tuple(run for run in runs if run >> slot & 1) for slot in range(count)),
            windows=tuple(tuple(window for window in windows if window >> slot & 1) for slot in range(count)),
        )

    def _runs(self, length: int) -> list[int]:
        """Return every run of so many directly successive slots of one session."""
        starts = range(len(self.sessions) - length + 1)
        # Slots of a session stand together.
        return [((1 << length) - 1) << at for at in starts if self.sessions[at] == self.sessions[at + length - 1]]

    def _look_up_meeting(self, meeting: Meeting) -> MeetingFacts:
        position, pin = self.by_id.position, meeting.pinned
        slots = (1 << len(position)) - 1 if meeting.slots is None else mask_of(position[s] for s in meeting.slots)
        seats = -1 if meeting.tables is None else mask_of(self.table_at[table] for table in meeting.tables)
        sides = meeting.sides
        if pin is not None:
            slots &= 1 << position[pin.slot]
            sides = sides if pin.people is None else tuple((person,) for person in pin.people)
            seats = seats if pin.table is None else seats & 1 << self.table_at[pin.table]
        different = (people for people in product(*sides) if len(set(people)) == len(people))
        choices = tuple(islice(different, MOST_CHOICES))
        must = meeting.required or pin is not None
        return MeetingFacts(choices, slots, seats, pin is not None, must, meeting.weight)
