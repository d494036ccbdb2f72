"""What a problem must keep beyond its shape: unique ids, nothing named that does not exist, people for every side."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING, TypeVar

from solver.problem import InvalidProblem
from solver.sides import choice_of_people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from solver.problem import Meeting, Pin, Problem

Identifier = TypeVar("Identifier", int, str)
FEWEST_SIDES = 2
MOST_SLOTS, MOST_TABLES, MOST_PARTICIPANTS, MOST_MEETINGS = 10_000, 100_000, 200_000, 1_000_000
"""Far beyond any event, and still read and answered in reasonable time."""
MOST_WAYS = 10_000
"""Ways to fill one meeting's sides: a hundred times those of ten by ten colleagues."""
MOST_PLACES = 50_000_000
"""Ways to hold all meetings, each in any slot by anybody: ten times those of 110,000 meetings in 48 slots."""


def refuse_inconsistent(problem: Problem) -> None:
    """
    Refuse a problem that names what does not exist, or one thing twice.

    Contradictions between pins, requirements and rules are not looked for: they make a problem infeasible.

    Raises
    ------
    InvalidProblem
        With one sentence that says where.
    """
    there_are_not_too_many(problem)
    goals_are_named_once(problem)
    ids_are_unique(problem)
    sessions_stand_together(problem)
    tables_name_known_slots(problem)
    participants_name_known_slots(problem)
    meetings_name_what_exists(problem)
    meetings_have_a_moderate_number_of_places(problem)
    precedences_join_two_meetings(problem)
    previous_meetings_are_held_once(problem)


def there_are_not_too_many(problem: Problem) -> None:
    """A problem is no larger than the largest that is worked on."""
    for noun, entries, most in (
        ("slots", problem.slots, MOST_SLOTS),
        ("tables", problem.tables, MOST_TABLES),
        ("participants", problem.participants, MOST_PARTICIPANTS),
        ("meetings", problem.meetings, MOST_MEETINGS),
    ):
        if len(entries) > most:
            raise InvalidProblem(f"The problem has {len(entries):,} {noun}, more than the {most:,} that are worked on.")


def goals_are_named_once(problem: Problem) -> None:
    """There is at least one goal, and none comes twice."""
    if not problem.goals:
        raise InvalidProblem("The problem has no goal.")
    twice = repeated(problem.goals)
    if twice is not None:
        raise InvalidProblem(f"The problem has the goal {twice!r} twice.")


def ids_are_unique(problem: Problem) -> None:
    """Slots, tables, participants and meetings have an id each of their own."""
    for noun, entries in (
        ("slots", problem.slots),
        ("tables", problem.tables),
        ("participants", problem.participants),
        ("meetings", problem.meetings),
    ):
        twice = repeated([entry.id for entry in entries])
        if twice is not None:
            raise InvalidProblem(f"Two {noun} have the id {twice}.")


def sessions_stand_together(problem: Problem) -> None:
    """The slots of a session follow each other."""
    begun = {problem.slots[0].session} if problem.slots else set()
    for before, slot in pairwise(problem.slots):
        if slot.session != before.session and slot.session in begun:
            raise InvalidProblem(
                f"Slot {slot.id} does not stand together with the other slots of session {slot.session}."
            )
        begun.add(slot.session)


def tables_name_known_slots(problem: Problem) -> None:
    """A table is unavailable in slots that exist."""
    slots = {slot.id for slot in problem.slots}
    for table in problem.tables:
        refuse_unknown(table.unavailable, slots, f"Table {table.id}", "slot", "among its unavailable ones")


def participants_name_known_slots(problem: Problem) -> None:
    """A participant is unavailable, or wants one free, in slots that exist."""
    slots = {slot.id for slot in problem.slots}
    for person in problem.participants:
        place = f"Participant {person.id}"
        refuse_unknown(person.unavailable, slots, place, "slot", "among the unavailable ones")
        for window in person.free_windows:
            if not window:
                raise InvalidProblem(f"{place} has an empty list in 'free_windows'.")
            refuse_unknown(window, slots, place, "slot", "in 'free_windows'")


def meetings_name_what_exists(problem: Problem) -> None:
    """A meeting names participants, slots and tables that exist."""
    slots = {slot.id for slot in problem.slots}
    tables = {table.id for table in problem.tables}
    people = {person.id for person in problem.participants}
    for meeting in problem.meetings:
        sides_can_be_seated(meeting, people)
        if meeting.slots is not None:
            refuse_unknown(meeting.slots, slots, f"Meeting {meeting.id}", "slot")
        if meeting.tables is not None:
            refuse_unknown(meeting.tables, tables, f"Meeting {meeting.id}", "table")
        if meeting.pinned is not None:
            pin_names_what_exists(meeting, meeting.pinned, slots, tables, people)


def meetings_have_a_moderate_number_of_places(problem: Problem) -> None:
    """The ways to hold a meeting, and all of them, are few enough to be looked at one by one."""
    places = 0
    for meeting in problem.meetings:
        ways = prod(map(len, meeting.sides))
        if ways > MOST_WAYS:
            raise InvalidProblem(f"Meeting {meeting.id} has more than {MOST_WAYS:,} ways to fill its sides.")
        places += ways * len(problem.slots if meeting.slots is None else meeting.slots)
    if places > MOST_PLACES:
        raise InvalidProblem(
            f"The problem has more than {MOST_PLACES:,} ways to hold its meetings: give it fewer slots, or meetings"
            " fewer slots or people to choose from."
        )


def sides_can_be_seated(meeting: Meeting, people: set[int]) -> None:
    """A meeting has two sides or more, and different people for them."""
    sides = meeting.sides
    if len(sides) < FEWEST_SIDES:
        raise InvalidProblem(f"Meeting {meeting.id} has fewer than two sides.")
    for number, side in enumerate(sides, 1):
        if not side:
            raise InvalidProblem(f"Meeting {meeting.id} has nobody on its side {number}.")
        refuse_unknown(side, people, f"Meeting {meeting.id}", "participant")
    if choice_of_people(sides) is None:
        raise InvalidProblem(
            f"Meeting {meeting.id} has no different participants for its sides: nobody meets themselves."
        )


def pin_names_what_exists(meeting: Meeting, pin: Pin, slots: set[int], tables: set[int], people: set[int]) -> None:
    """A pin names a slot, a table and people that exist, one for each side."""
    place = f"Meeting {meeting.id}"
    refuse_unknown((pin.slot,), slots, place, "slot", "in its pin")
    if pin.table is not None:
        refuse_unknown((pin.table,), tables, place, "table", "in its pin")
    if pin.people is not None:
        refuse_unknown(pin.people, people, place, "participant", "in its pin")
        if len(pin.people) != len(meeting.sides):
            raise InvalidProblem(f"{place} has {len(meeting.sides)} sides, but {len(pin.people)} people in its pin.")


def precedences_join_two_meetings(problem: Problem) -> None:
    """A precedence is between two different meetings that exist."""
    meetings = {meeting.id for meeting in problem.meetings}
    for k, pair in enumerate(problem.precedences):
        refuse_unknown(pair, meetings, f"The pair precedences[{k}]", "meeting")
        if pair[0] == pair[1]:
            raise InvalidProblem(f"The pair precedences[{k}] puts meeting {pair[0]} before itself.")


def previous_meetings_are_held_once(problem: Problem) -> None:
    """No meeting stands twice in the schedule in force."""
    meetings = {meeting.id for meeting in problem.meetings}
    twice = repeated([held.meeting for held in problem.previous if held.meeting in meetings])
    if twice is not None:
        raise InvalidProblem(f"Meeting {twice} stands twice in 'previous'.")


def refuse_unknown(named: Collection[int], known: set[int], place: str, noun: str, where: str = "") -> None:
    """Refuse the smallest id that is not known."""
    if not known.issuperset(named):
        unknown = next(one for one in sorted(named) if one not in known)
        raise InvalidProblem(f"{place} has unknown {noun} {unknown}{where and f' {where}'}.")


def repeated(values: Iterable[Identifier]) -> Identifier | None:
    """Return the first value that comes again, or None."""
    seen = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return None
