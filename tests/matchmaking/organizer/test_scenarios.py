from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import Event, RunStatus, Schedule, ScheduleRun
from matchmaking.queue import queue
from matchmaking.services.runs import runs, scenarios
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Organizer


@pytest.fixture
def ann(app: Flask) -> Organizer:
    app.config["SOLVER_RUNS"] = 1
    queue.task().huey.flush()
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    """One table, two slots, four meetings of people of their own: two can be held."""
    event = make_event(ann)
    make_session(event, slots=2)
    make_tables(event, 1)
    for pair in range(4):
        make_meeting(make_participant(event, f"Bob Kovač {pair}"), make_participant(event, f"Cat Marić {pair}"))
    return event


@pytest.fixture
def base(event: Event, ann: Organizer) -> int:
    run_id = runs.start(event, ann, NOW, time_limit=5).id
    db.session.commit()
    worker.solve_run(run_id)
    return run_id


@pytest.fixture
def page(client: FlaskClient, ann: Organizer) -> FlaskClient:
    return sign_in(client, ann)


def address(event: Event, rest: str = "") -> str:
    return f"/organizer/events/{event.slug}/schedule/scenarios{rest}"


def statuses() -> list[RunStatus]:
    db.session.rollback()
    rows = db.session.query(ScheduleRun.status).filter(ScheduleRun.base_id.is_not(None)).order_by(ScheduleRun.id)
    return [status for (status,) in rows]


def work() -> None:
    """As the worker does: one message after the other."""
    db.session.rollback()
    while (task := queue.task().huey.dequeue()) is not None:
        job, *ids = task.args
        assert job == "solve_run"
        worker.solve_run(*ids)


def test_without_a_run_there_is_nothing_to_compare_with(page: FlaskClient, event: Event) -> None:
    assert "No run to compare with yet" in page.get(address(event)).text


def test_scenarios_are_solved_one_after_the_other_and_stand_side_by_side(
    page: FlaskClient, event: Event, base: int
) -> None:
    queue.task().huey.flush()
    form = {"base": str(base), "more_tables": "1", "without_last_slot": "y", "half_day": "y", "without_zone": ""}
    assert page.post(address(event), data=form).status_code == 303
    assert statuses() == [RunStatus.QUEUED, RunStatus.PLANNED, RunStatus.PLANNED]
    assert 'hx-trigger="every 2s"' in page.get(address(event)).text
    work()
    assert statuses() == [RunStatus.FINISHED] * 3
    text = page.get(address(event)).text
    for said in (
        "With 1 more table",
        "<strong>2 more meetings, 4 more people served</strong>",
        "<strong>1 meeting fewer, 2 people fewer served</strong>",
        "With half a day more",
    ):
        assert said in text
    assert "hx-trigger" not in text
    assert db.session.query(Schedule).count() == 1


def test_a_scenario_is_no_run_of_the_list_and_makes_no_draft(page: FlaskClient, event: Event, base: int) -> None:
    page.post(address(event), data={"base": str(base), "at_most": "1", "without_zone": ""})
    work()
    assert [run.id for run in runs.latest(event, offset=0, limit=9)] == [base]
    scenario = db.session.query(ScheduleRun).filter(ScheduleRun.base_id == base).one()
    shown = page.get(f"/organizer/events/{event.slug}/schedule/runs/{scenario.id}").text
    assert "This was a scenario: it can be compared, and not be published." in shown


def test_what_waits_can_be_called_off(page: FlaskClient, event: Event, base: int) -> None:
    page.post(address(event), data={"base": str(base), "more_tables": "1", "at_most": "1", "without_zone": ""})
    assert page.post(address(event, f"/{base}/stop")).status_code == 303
    assert statuses() == [RunStatus.FAILED] * 2
    work()
    assert "It was stopped before it began." in page.get(address(event)).text


def test_a_planned_scenario_waits_for_the_run_that_is_open(
    page: FlaskClient, event: Event, base: int, ann: Organizer
) -> None:
    real = runs.start(event, ann, NOW, time_limit=5).id
    db.session.commit()
    page.post(address(event), data={"base": str(base), "more_tables": "1", "without_zone": ""})
    assert statuses() == [RunStatus.PLANNED]
    worker.solve_run(real)
    assert statuses() == [RunStatus.QUEUED]


def test_the_sweep_takes_up_what_was_planned_and_forgotten(page: FlaskClient, event: Event, base: int) -> None:
    page.post(address(event), data={"base": str(base), "more_tables": "1", "without_zone": ""})
    db.session.rollback()
    db.session.query(ScheduleRun).filter(ScheduleRun.base_id == base).update({"status": RunStatus.PLANNED})
    db.session.commit()
    worker.put_back_runs()
    assert statuses() == [RunStatus.QUEUED]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Choose at least one scenario."),
        ({"more_tables": "0"}, "Give a whole number from 1 to 200."),
        ({"without_zone": "77"}, "Choose one of those offered."),
        ({"base": "77", "more_tables": "1"}, "Choose one of those offered."),
    ],
)
def test_what_makes_no_sense_is_refused(
    page: FlaskClient, event: Event, base: int, form: dict[str, str], said: str
) -> None:
    response = page.post(address(event), data={"base": str(base), "without_zone": ""} | form)
    assert (response.status_code, statuses()) == (422, [])
    assert said in response.text


def test_nobody_else_sees_or_plans(client: FlaskClient, event: Event, base: int, ann: Organizer) -> None:
    for who, status in ((None, 303), (make_organizer("Olga Organizer"), 404)):
        with client.session_transaction() as cookie:
            cookie.clear()
        if who is not None:
            sign_in(client, who)
        answers = [
            client.get(address(event)),
            client.post(address(event), data={"base": str(base), "more_tables": "1", "without_zone": ""}),
            client.get(address(event, "/progress")),
            client.post(address(event, f"/{base}/stop")),
        ]
        assert [answer.status_code for answer in answers] == [status] * 4
    assert statuses() == []
    other = make_event(ann)
    assert sign_in(client, ann).post(address(other, f"/{base}/stop")).status_code == 404


def test_a_scenario_of_an_open_event_leaves_one_open_run(event: Event, base: int) -> None:
    scenarios.queue_next()
    assert runs.open_run(event) is None
