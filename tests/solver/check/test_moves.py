from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from solver.check import Effect, effect_of_move, violations
from solver.check.moves import difference
from solver.problem import Assignment, Participant, Problem, Slot
from solver.schedule import Schedule
from tests.solver.problems import held, places, problem_of, problems_with_schedules, wish


@settings(max_examples=100)
@given(problems_with_schedules())
def test_the_effect_of_any_move_is_the_difference_of_two_full_checks(
    drawn: tuple[Problem, tuple[Assignment, ...]],
) -> None:
    problem, assignments = drawn
    before = Schedule.of(problem, assignments)
    was = violations(problem, assignments)
    for meeting in problem.meetings[:2]:
        rest = [one for one in assignments if one.meeting != meeting.id]
        for place in [None, *places(problem, meeting)[:12]]:
            will_be = violations(problem, [*rest, place] if place else rest)
            effect = effect_of_move(before, meeting.id, place)
            expected = difference(was, will_be)
            assert set(effect.broken) == set(expected.broken)
            assert set(effect.mended) == set(expected.mended)


def crowded_problem(people: int, meetings: int) -> tuple[Problem, list[Assignment]]:
    """A hall in which everybody meets in every slot, so that nothing is wrong and nothing can be moved freely."""
    slots, half = 2 * meetings // people, people // 2
    wishes = [wish(k, k % half, half + (k + k // half) % half) for k in range(meetings)]
    persons = [Participant(p, max_meetings=slots, max_consecutive=slots) for p in range(people)]
    problem = problem_of(*wishes, slots=tuple(Slot(t, 0) for t in range(slots)), tables=half, people=persons)
    held_all = [held(k, k // half, k % half + 1, *(side[0] for side in one.sides)) for k, one in enumerate(wishes)]
    return problem, held_all


def test_seven_thousand_meetings_without_a_fault_break_nothing() -> None:
    problem, assignments = crowded_problem(people=500, meetings=7000)
    assert violations(problem, assignments) == []


def test_a_move_among_two_thousand_meetings_breaks_what_it_meets() -> None:
    problem, assignments = crowded_problem(people=200, meetings=2000)
    schedule = Schedule.of(problem, assignments)
    effect = effect_of_move(schedule, 0, replace(assignments[0], slot=1))
    assert [one.rule for one in effect.broken] == ["one_meeting_per_table"] + ["one_meeting_per_person"] * 2


def test_a_limit_passed_by_more_is_broken_and_passed_by_less_is_mended() -> None:
    wishes = [wish(k, 1, 10 + k) for k in range(4)]
    problem = problem_of(*wishes, slots=4, people=[Participant(1, max_meetings=1)])
    schedule = Schedule.of(problem, [held(0, 1, 1, 1, 10), held(1, 2, 1, 1, 11), held(2, 3, 1, 1, 12)])
    more = effect_of_move(schedule, 3, held(3, 4, 1, 1, 13))
    assert [str(one) for one in more.broken] == ["Participant 1 has 4 meetings, at most 1 are allowed."]
    assert more.mended == ()
    less = effect_of_move(schedule, 2, None)
    assert less.broken == ()
    assert [str(one) for one in less.mended] == ["Participant 1 has 3 meetings, at most 1 are allowed."]
    as_much = effect_of_move(schedule, 2, held(2, 4, 1, 1, 12))
    assert as_much == Effect((), ())


def test_a_move_into_a_taken_place_breaks_and_back_mends() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 3, 4, required=True))
    before = Schedule.of(problem, [held(1, 1, 1, 1, 2), held(2, 2, 1, 3, 4)])
    sentence = "Table 1 has the meetings 1 and 2 in slot 1."
    there = effect_of_move(before, 2, held(2, 1, 1, 3, 4))
    assert [str(one) for one in there.broken] == [sentence]
    after = before.with_meeting_at(2, held(2, 1, 1, 3, 4))
    back = effect_of_move(after, 2, held(2, 2, 1, 3, 4))
    assert [str(one) for one in back.mended] == [sentence]
    out = effect_of_move(after, 2, None)
    assert [str(one) for one in out.broken] == ["Meeting 2 is required, but unscheduled."]
    assert [str(one) for one in out.mended] == [sentence]
