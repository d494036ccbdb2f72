"""Small problems of a day that has begun: a schedule in force, and what has come between since."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume
from hypothesis import strategies as st

from solver.problem import MaxChanges, Participant, Pin, Problem
from tests.solver.brute_force import cut_down
from tests.solver.problems import one_in, problems, schedules, seldom, some, wishes


@st.composite
def replans(draw: st.DrawFn, *, changes_first: bool = False) -> Problem:
    """A drawn problem with a schedule in force, its past pinned; people, tables and hours lost, wishes gone and new."""
    problem = cut_down(draw(problems()))
    previous = draw(schedules(problem))
    assume(previous)
    begun = frozen(draw, replace(problem, previous=previous, max_changes=None))
    disturbed = without_people(draw, without_tables(draw, begun))
    if one_in(draw, 3):
        disturbed = with_fewer_wishes(draw, disturbed)
    if one_in(draw, 2):
        disturbed = with_a_late_wish(draw, disturbed)
    others = tuple(goal for goal in disturbed.goals if goal != "changes")
    if changes_first or one_in(draw, 2):
        return cut_down(replace(disturbed, goals=("changes", *others)))
    limit = MaxChanges(draw(st.integers(0, 3)), draw(st.none() | st.integers(0, 2)))
    return cut_down(replace(disturbed, goals=(*others, "changes") if others else ("changes",), max_changes=limit))


def frozen(draw: st.DrawFn, problem: Problem) -> Problem:
    """Pins what stands in the first slots."""
    past = {slot.id for slot in problem.slots[: draw(st.integers(0, len(problem.slots) // 2))]}
    place = {one.meeting: one for one in problem.previous if one.slot in past}
    return replace(
        problem,
        meetings=tuple(
            replace(meeting, pinned=Pin(place[meeting.id].slot, place[meeting.id].table, place[meeting.id].people))
            if meeting.id in place
            else meeting
            for meeting in problem.meetings
        ),
    )


def without_people(draw: st.DrawFn, problem: Problem) -> Problem:
    """Somebody leaves or is late, or has had enough."""
    slots = [slot.id for slot in problem.slots]

    def hindered(person: Participant) -> Participant:
        if one_in(draw, 3):
            person = replace(person, unavailable=person.unavailable | set(some(draw, slots, len(slots))))
        return replace(person, max_meetings=seldom(draw, st.integers(0, 2), person.max_meetings))

    return replace(problem, participants=tuple(map(hindered, problem.participants)))


def without_tables(draw: st.DrawFn, problem: Problem) -> Problem:
    """A table is lost for a while."""
    slots = [slot.id for slot in problem.slots]
    lost = {table.id: frozenset(seldom(draw, st.just(some(draw, slots)), ())) for table in problem.tables}
    tables = tuple(replace(table, unavailable=table.unavailable | lost[table.id]) for table in problem.tables)
    return replace(problem, tables=tables)


def with_fewer_wishes(draw: st.DrawFn, problem: Problem) -> Problem:
    """Meetings are cancelled."""
    gone = set(some(draw, [meeting.id for meeting in problem.meetings], 2))
    return replace(
        problem,
        meetings=tuple(meeting for meeting in problem.meetings if meeting.id not in gone),
        precedences=tuple(pair for pair in problem.precedences if not gone & set(pair)),
    )


def with_a_late_wish(draw: st.DrawFn, problem: Problem) -> Problem:
    """A wish comes that nobody knew of, and comes first lest it be cut off."""
    late = draw(wishes(60, [slot.id for slot in problem.slots], problem.tables, problem.participants))
    return replace(problem, meetings=(late, *problem.meetings))
