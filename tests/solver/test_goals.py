from __future__ import annotations

from solver.goals import goal_values
from solver.problem import Participant, Slot
from tests.solver.problems import held, problem_of, wish

TWO_SESSIONS = (Slot(1, 0), Slot(2, 0), Slot(3, 0), Slot(4, 1), Slot(5, 1), Slot(6, 1))


def test_an_empty_schedule_has_no_value_and_lacks_every_minimum() -> None:
    problem = problem_of(wish(1, 1, 2), people=[Participant(1, min_meetings=2), Participant(3, min_meetings=1)])
    assert goal_values(problem, []) == {
        "value": 0,
        "shortfall": 3,
        "breaks": 0,
        "idle": 0,
        "table_changes": 0,
        "changes": 0,
    }


def test_value_is_the_sum_of_the_scheduled_weights() -> None:
    problem = problem_of(wish(1, 1, 2, weight=3), wish(2, 1, 3, weight=4), wish(3, 2, 3, weight=100))
    assert goal_values(problem, [held(1, 1, 1, 1, 2), held(2, 2, 1, 1, 3)])["value"] == 7


def test_shortfall_counts_what_each_lacks_and_nobodys_surplus() -> None:
    people = [Participant(1, min_meetings=1), Participant(2, min_meetings=3)]
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3), people=people)
    assert goal_values(problem, [held(1, 1, 1, 1, 2), held(2, 2, 1, 1, 3)])["shortfall"] == 2


def test_breaks_count_groups_and_idle_counts_their_slots() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3), wish(3, 1, 4), slots=7)
    values = goal_values(problem, [held(1, 1, 1, 1, 2), held(2, 4, 1, 1, 3), held(3, 6, 1, 1, 4)])
    assert (values["breaks"], values["idle"]) == (2, 3)


def test_an_unavailable_slot_between_two_meetings_is_idle() -> None:
    person = Participant(1, unavailable=frozenset({2}))
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3), people=[person])
    values = goal_values(problem, [held(1, 1, 1, 1, 2), held(2, 3, 1, 1, 3)])
    assert (values["breaks"], values["idle"]) == (1, 1)


def test_a_pause_between_sessions_is_no_break_however_long() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3), slots=TWO_SESSIONS)
    values = goal_values(problem, [held(1, 1, 1, 1, 2), held(2, 6, 2, 1, 3)])
    assert (values["breaks"], values["idle"], values["table_changes"]) == (0, 0, 0)


def test_each_participant_who_goes_to_another_table_counts_within_a_session() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 2), wish(3, 1, 2), slots=TWO_SESSIONS)
    values = goal_values(problem, [held(1, 1, 1, 1, 2), held(2, 3, 2, 1, 2), held(3, 4, 1, 1, 2)])
    assert values["table_changes"] == 2


def test_a_meeting_without_a_table_is_passed_over_on_the_way_to_the_next() -> None:
    problem = problem_of(wish(1, 1, 2), wish(2, 1, 3, tables=()), wish(3, 1, 4))
    online = held(2, 2, None, 1, 3)
    assert goal_values(problem, [held(1, 1, 1, 1, 2), online, held(3, 3, 1, 1, 4)])["table_changes"] == 0
    assert goal_values(problem, [held(1, 1, 1, 1, 2), online, held(3, 3, 2, 1, 4)])["table_changes"] == 1


def test_changes_count_what_is_not_held_exactly_as_it_was() -> None:
    before = (
        held(1, 1, 1, 1, 2),
        held(2, 1, 2, 3, 4),
        held(3, 2, 1, 1, 5),
        held(4, 2, 2, 3, 6),
        held(5, 3, 1, 1, 7),
        held(99, 4, 1, 1, 2),
    )
    wishes = [wish(1, 1, 2), wish(2, 3, 4), wish(3, 1, (5, 8)), wish(4, 3, 6), wish(5, 1, 7), wish(6, 2, 4)]
    problem = problem_of(*wishes, previous=before)
    now = [
        held(1, 1, 1, 1, 2),  # as it was
        held(2, 1, 3, 3, 4),  # another table
        held(3, 2, 1, 1, 8),  # other people
        held(4, 3, 2, 3, 6),  # another slot
        held(6, 4, 1, 2, 4),  # was not there before; 5 is dropped, 99 no longer exists
    ]
    assert goal_values(problem, now)["changes"] == 4
