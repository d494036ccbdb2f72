"""Whether claims can hold together, by trying every schedule: the measure of the conflicts that are named."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from solver.check import violations
from solver.conflict import Claim
from solver.problem import Assignment, Problem, Table

if TYPE_CHECKING:
    from collections.abc import Collection

    from solver.check import Violation
    from solver.problem import Meeting, Participant

MORE = 1000
"""A table that is enough for any number of meetings, where that is given up."""


def without(problem: Problem, given_up: Collection[Claim]) -> Problem:
    """The problem without some claims, as far as a problem can say so; `excused` says the rest."""
    tables = tuple(
        replace(table, unavailable=frozenset()) if Claim("table_unavailable", (table.id,)) in given_up else table
        for table in problem.tables
    )
    if Claim("one_per_table") in given_up:
        tables += (Table(MORE),)
    limits = problem.max_changes
    if limits is not None and Claim("max_changes") in given_up:
        limits = replace(limits, total=None)
    if limits is not None and Claim("max_changes_per_participant") in given_up:
        limits = replace(limits, per_participant=None)
    spread = None if Claim("max_break_difference") in given_up else problem.max_break_difference
    return replace(
        problem,
        tables=tables,
        participants=tuple(person_without(person, given_up) for person in problem.participants),
        meetings=tuple(meeting_without(meeting, given_up) for meeting in problem.meetings),
        precedences=tuple(pair for pair in problem.precedences if Claim("precedence", pair) not in given_up),
        max_break_difference=spread,
        max_changes=limits,
    )


def meeting_without(meeting: Meeting, given_up: Collection[Claim]) -> Meeting:
    gone = {claim.kind for claim in given_up if claim.ids == (meeting.id,)}
    if "pinned" in gone:
        meeting = replace(meeting, pinned=None)
    pinned_to_table = meeting.pinned is not None and meeting.pinned.table is not None
    return replace(
        meeting,
        required=meeting.required and "required" not in gone,
        slots=None if "slots" in gone else meeting.slots,
        tables=None if "tables" in gone or ("online" in gone and pinned_to_table) else meeting.tables,
    )


def person_without(person: Participant, given_up: Collection[Claim]) -> Participant:
    gone = {claim.kind for claim in given_up if claim.ids[:1] == (person.id,)}
    windows = (
        window
        for number, window in enumerate(person.free_windows)
        if Claim("free_window", (person.id, number)) not in given_up
    )
    return replace(
        person,
        unavailable=frozenset() if "unavailable" in gone else person.unavailable,
        max_meetings=None if "max_meetings" in gone else person.max_meetings,
        max_consecutive=None if "max_consecutive" in gone else person.max_consecutive,
        free_windows=tuple(windows),
    )


def excused(violation: Violation, given_up: Collection[Claim]) -> bool:
    """Whether a violation is of a claim that was given up and that a problem cannot be without."""
    if violation.rule == "one_meeting_per_person":
        return Claim("one_at_a_time", violation.participants) in given_up
    return violation.rule == "one_meeting_per_table" and Claim("one_per_table") in given_up


WHOLE = {"must_be_held", "max_break_difference", "max_changes", "max_changes_per_participant"}
"""What a schedule that is not complete yet may break."""


def can_hold(problem: Problem, kept: Collection[Claim], every: Collection[Claim]) -> bool:
    """Whether a schedule keeps these claims, whatever it does to the others."""
    given_up = frozenset(every) - frozenset(kept)
    rest = without(problem, given_up)
    # Whoever need not be held cannot stand in the way, except to keep changes few or breaks even.
    helpful = rest.max_break_difference is not None or rest.max_changes is not None
    meetings = [m for m in rest.meetings if helpful or m.required or m.pinned is not None]
    options = {meeting.id: places(rest, meeting, given_up) for meeting in meetings}

    def extend(left: list[Meeting], held: list[Assignment]) -> bool:
        broken = [one for one in violations(rest, held) if not excused(one, given_up)]
        if not left:
            return not broken
        if any(one.rule not in WHOLE for one in broken):
            return False
        optional = not (left[0].required or left[0].pinned is not None)
        return any(extend(left[1:], [*held, place]) for place in options[left[0].id]) or (
            optional and extend(left[1:], held)
        )

    return extend(sorted(meetings, key=lambda meeting: len(options[meeting.id])), [])


def places(problem: Problem, meeting: Meeting, given_up: Collection[Claim]) -> list[Assignment]:
    """Every place that a meeting might have by itself."""
    tables: list[int | None] = [table.id for table in problem.tables if table.id <= MORE]
    alone = replace(problem, meetings=(meeting,), precedences=(), previous=(), max_changes=None)
    alone = replace(alone, max_break_difference=None)
    found = [
        Assignment(meeting.id, slot.id, table, people)
        for slot in problem.slots
        for table in ([None] if meeting.tables == () else tables)
        for people in product(*meeting.sides)
        if len(set(people)) == len(people)
    ]
    return [place for place in found if all(excused(one, given_up) for one in violations(alone, [place]))]
