from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    Event,
    Meeting,
    MeetingRequest,
    MeetingTable,
    RunPoint,
    RunStatus,
    Schedule,
    ScheduleRun,
    Slot,
)
from matchmaking.queue import queue
from matchmaking.services.runs import claims, failure_words, landing, runs, solving
from matchmaking.services.runs.clock import database_now
from solver.check import violations
from solver.formats import problem_from_json
from solver.problem import Assignment as Placed
from tests.factories import (
    NOW,
    make_draft,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Organizer


@pytest.fixture
def ann(app: Flask) -> Organizer:
    app.config["SOLVER_RUNS"] = 1
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    """One table for two slots, and three people who would all like to meet: one meeting finds no place."""
    event = make_event(ann)
    make_session(event, slots=2)
    make_tables(event, 1)
    bob, cat, dan = (make_participant(event, name) for name in ("Bob Kovač", "Cat Marić", "Dan Popa"))
    for one, other in ((bob, cat), (bob, dan), (cat, dan)):
        make_meeting(one, other)
    return event


def start(event: Event, ann: Organizer, *, seconds: int = 5, locks_from: Schedule | None = None) -> int:
    run = runs.start(event, ann, NOW, time_limit=seconds, locks_from=locks_from)
    run_id = run.id
    db.session.commit()
    return run_id


def ended(run_id: int) -> ScheduleRun:
    db.session.rollback()
    return db.session.get_one(ScheduleRun, run_id, populate_existing=True)


def meetings_of(event: Event) -> list[Meeting]:
    return db.session.query(Meeting).filter_by(event_id=event.id).order_by(Meeting.id).all()


def slots_of(event: Event) -> list[Slot]:
    return db.session.query(Slot).filter_by(event_id=event.id).order_by(Slot.starts_at).all()


def table_of(event: Event) -> MeetingTable:
    return db.session.query(MeetingTable).filter_by(event_id=event.id).one()


def test_a_run_ends_with_a_draft_that_keeps_every_rule_and_says_what_is_missing(event: Event, ann: Organizer) -> None:
    run_id = start(event, ann)
    worker.solve_run(run_id)
    run = ended(run_id)
    assert (run.status, run.failure_code, run.attempt) == (RunStatus.FINISHED, "", 1)
    draft = db.session.query(Schedule).one()
    assert (draft.run_id, draft.number, draft.based_on) == (run_id, None, 0)
    assert (draft.goals[0]["name"], draft.goals[0]["value"]) == ("value", 4)
    held = [
        Placed(a.meeting_id, a.slot_id, a.table_id, tuple(p.participant_id for p in a.attendances))
        for a in draft.assignments
    ]
    assert violations(problem_from_json(run.problem.encode()), held) == []
    assert len(held) == 2
    assert [reason.reason["kind"] for reason in draft.unscheduled] == ["blocked"]
    assert {(a.starts_at, a.ends_at, a.locked) for a in draft.assignments} == {
        (slot.starts_at, slot.ends_at, False) for slot in slots_of(event)
    }


def test_progress_is_written_while_it_is_made(event: Event, ann: Organizer) -> None:
    run_id = start(event, ann)
    worker.solve_run(run_id)
    points = db.session.query(RunPoint).order_by(RunPoint.id).all()
    assert {(point.run_id, point.attempt) for point in points} == {(run_id, 1)}
    assert points[-1].seconds >= points[0].seconds >= 0


def test_locks_of_a_draft_are_kept_and_stay_locks(event: Event, ann: Organizer) -> None:
    slot, table = slots_of(event)[1], table_of(event)
    first = meetings_of(event)[0]
    draft = make_draft(event, (first, slot, table))
    db.session.get_one(Assignment, (draft.id, first.id)).locked = True
    db.session.commit()
    run_id = start(event, ann, locks_from=draft)
    worker.solve_run(run_id)
    made = db.session.query(Schedule).filter_by(run_id=run_id).one()
    places = {a.meeting_id: (a.slot_id, a.table_id, a.locked) for a in made.assignments}
    assert places.pop(first.id) == (slot.id, table.id, True)
    assert [locked for _slot, _table, locked in places.values()] == [False]


def test_locks_that_contradict_end_the_run_with_the_names_of_those_concerned(event: Event, ann: Organizer) -> None:
    first, second = slots_of(event)
    one, other, _third = meetings_of(event)
    table = table_of(event)
    draft = make_draft(event, (one, first, table), (other, second, table))
    for assignment in draft.assignments:
        assignment.locked = True
    event.max_meetings = 1
    db.session.commit()
    run_id = start(event, ann, locks_from=draft)
    worker.solve_run(run_id)
    run = ended(run_id)
    assert (run.status, run.outcome) == (RunStatus.FAILED, "infeasible")
    assert failure_words.sentence(run) == (
        "The locked meetings contradict a rule or each other. Bob Kovač has 2 meetings; at most 1 are allowed. "
        "Unlock them and build again."
    )
    assert db.session.query(Schedule).filter_by(run_id=run_id).count() == 0


def test_the_wish_to_stop_keeps_the_best_so_far(event: Event, ann: Organizer) -> None:
    run_id = start(event, ann, seconds=600)
    db.session.get_one(ScheduleRun, run_id).stop_requested = True
    db.session.commit()
    worker.solve_run(run_id)
    assert ended(run_id).status is RunStatus.FINISHED
    assert db.session.query(Schedule).filter_by(run_id=run_id).count() == 1


def test_a_second_message_for_the_same_run_does_nothing(event: Event, ann: Organizer) -> None:
    run_id = start(event, ann)
    worker.solve_run(run_id)
    worker.solve_run(run_id)
    assert (ended(run_id).attempt, db.session.query(Schedule).count()) == (1, 1)


def test_an_answer_that_comes_after_the_run_was_taken_over_is_thrown_away(event: Event, ann: Organizer) -> None:
    run_id = start(event, ann)
    stale = claims.take(run_id)
    assert stale is not None
    db.session.get_one(ScheduleRun, run_id).lease_until = database_now() - timedelta(seconds=1)
    db.session.commit()
    worker.put_back_runs()
    with pytest.raises(claims.Superseded):
        worker._solve(stale)
    db.session.rollback()
    assert (ended(run_id).status, db.session.query(Schedule).count()) == (RunStatus.QUEUED, 0)


def test_a_solver_that_dies_is_tried_again_and_then_given_up(
    event: Event, ann: Organizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solving, "COMMAND", (solving.COMMAND[0], "-c", "import os; os.abort()"))
    run_id = start(event, ann)
    for _attempt in range(claims.ATTEMPTS):
        worker.solve_run(run_id)
    run = ended(run_id)
    assert (run.status, run.attempt) == (RunStatus.FAILED, 3)
    assert failure_words.sentence(run) == (
        "Given up after 3 attempts; nothing was changed. The solver ended unexpectedly (status -6)."
    )


def test_too_little_memory_is_said_at_once(event: Event, ann: Organizer, app: Flask) -> None:
    run_id = start(event, ann)
    app.config["SOLVER_MEMORY_MB"], before = 40, app.config["SOLVER_MEMORY_MB"]
    worker.solve_run(run_id)
    app.config["SOLVER_MEMORY_MB"] = before
    run = ended(run_id)
    assert run.status is RunStatus.FAILED
    assert (
        failure_words.sentence(run)
        == "The solver needed more than the 40 MB of memory that it may use here (SOLVER_MEMORY_MB)."
    )


def test_an_answer_that_breaks_a_rule_never_becomes_a_draft(event: Event, ann: Organizer) -> None:
    run_id = start(event, ann)
    claim = claims.take(run_id)
    assert claim is not None
    db.session.commit()
    problem = problem_from_json(claim.problem.encode())
    slot, table = problem.slots[0].id, problem.tables[0].id
    held = [
        {"meeting": m.id, "slot": slot, "table": table, "people": [side[0] for side in m.sides]}
        for m in problem.meetings
    ]
    told = {"format": "b2b-solution/1", "status": "feasible", "assignments": held, "unscheduled": [], "goals": []}
    landing.land(claim, solving.Answer(json.dumps(told), {}))
    db.session.commit()
    run = ended(run_id)
    assert (run.status, db.session.query(Schedule).count()) == (RunStatus.FAILED, 0)
    assert failure_words.sentence(run).startswith("The solver's answer breaks a rule, so it was thrown away: ")


def test_what_was_deleted_meanwhile_is_noticed(event: Event, ann: Organizer) -> None:
    run_id = start(event, ann)
    db.session.delete(slots_of(event)[0])
    db.session.commit()
    worker.solve_run(run_id)
    run = ended(run_id)
    assert (run.status, db.session.query(Schedule).count()) == (RunStatus.FAILED, 0)
    assert failure_words.sentence(run) == (
        "Slots, tables or participants were deleted while the schedule was being built. Build it again."
    )


def test_the_version_in_force_stays_as_it_is(event: Event, ann: Organizer) -> None:
    first = meetings_of(event)[0]
    version = make_version(event, (first, slots_of(event)[0], table_of(event)))
    before = (version.content_hash, event.version_number)
    run_id = start(event, ann)
    worker.solve_run(run_id)
    draft = db.session.query(Schedule).filter_by(run_id=run_id).one()
    db.session.refresh(version)
    assert (version.content_hash, event.version_number) == before
    assert (draft.based_on, draft.goals[2]["name"]) == (1, "changes")


def test_a_run_that_waited_for_its_turn_is_named_to_the_queue(event: Event, ann: Organizer, app: Flask) -> None:
    huey = queue.task().huey
    huey.flush()
    second_event = make_event(ann)
    make_session(second_event)
    make_tables(second_event)
    make_meeting(make_participant(second_event), make_participant(second_event))
    first, second = start(event, ann), start(second_event, ann)
    worker.solve_run(first)
    assert [task.args for task in huey.pending()] == [("solve_run", second)]


def test_the_sweep_names_what_was_forgotten(event: Event, ann: Organizer) -> None:
    huey = queue.task().huey
    huey.flush()
    run_id = start(event, ann)
    db.session.get_one(ScheduleRun, run_id).created_at = database_now() - claims.OVERDUE
    db.session.commit()
    worker.put_back_runs()
    assert [task.args for task in huey.pending()] == [("solve_run", run_id)]


def test_requests_expire_once_booking_has_closed(event: Event) -> None:
    bob, cat = make_participant(event, "Eva"), make_participant(event, "Fran")
    open_event = make_event()
    for one, other in ((bob, cat), (make_participant(open_event), make_participant(open_event))):
        make_request(one, other)
    event.booking_closes_at = NOW - timedelta(minutes=1)
    db.session.commit()
    worker.close_booking()
    statuses = dict(db.session.query(MeetingRequest.event_id, MeetingRequest.status).order_by(MeetingRequest.id).all())
    assert (statuses[event.id].value, statuses[open_event.id].value) == ("expired", "pending")


def test_overdue_data_are_anonymised_each_event_by_a_job_of_its_own(app: Flask) -> None:
    days = [(NOW - timedelta(days=count)).date() for count in (200, 100, 300)]
    people = [make_participant(make_event(starts_on=day, ends_on=day)) for day in days]
    huey = queue.task().huey
    huey.flush()
    worker.find_overdue_data()
    old, _lately, oldest = people
    assert [task.args for task in huey.pending()] == [("anonymise", old.event_id), ("anonymise", oldest.event_id)]
    for person in people:
        worker.anonymise(person.event_id)
    assert [person.name for person in people] == ["Participant 1", "Bob Kovač", "Participant 1"]
