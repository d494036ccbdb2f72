"""Any two plans beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import ScheduleRun
from matchmaking.queue import queue
from matchmaking.services.runs import runs, scenarios
from matchmaking.services.runs.scenarios import Kind, Scenario
from matchmaking.services.schedule.comparing import Spot, between
from tests.factories import NOW, make_event, make_organizer, sign_in
from tests.matchmaking.draft_scene import DraftScene
from tests.matchmaking.organizer.test_drafts import text_of
from tests.matchmaking.organizer.test_versions import published_twice

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture
def here(app: Flask) -> DraftScene:
    return published_twice()


@pytest.fixture
def page(client: FlaskClient, here: DraftScene) -> FlaskClient:
    return sign_in(client, here.ann)


def compared(page: FlaskClient, here: DraftScene, query: str = "") -> str:
    return text_of(page.get(f"{here.url}/compare?{query}").text)


def spot(slot: int, table: int, *people: int) -> Spot:
    return Spot(slot, table, None, None, frozenset(people))


def test_each_meeting_is_gained_lost_or_moved_by_the_gravest_of_its_changes() -> None:
    before = {1: spot(1, 1, 1, 2), 2: spot(1, 2, 3, 4), 3: spot(2, 1, 5, 6), 4: spot(3, 1, 7, 8), 5: spot(4, 1, 9, 10)}
    after = {2: spot(2, 1, 3, 4), 3: spot(2, 2, 5, 11), 4: spot(3, 1, 7, 12), 5: before[5], 6: spot(5, 1, 1, 3)}
    kinds = {one.meeting: one.kind.value for one in between(before, after)}
    assert kinds == {1: "lost", 2: "time", 3: "table", 4: "people", 6: "gained"}
    assert between(before, before) == []


def test_the_last_two_versions_are_compared_unless_others_are_named(page: FlaskClient, here: DraftScene) -> None:
    shown = compared(page, here, "from=version-1&to=version-2")
    assert "All (1) Gained (0) Lost (0) Other time (1) Other table (0) Other people (0)" in shown
    assert ("10:00, Table 1" in shown, "11:00, Table 1" in shown) == (True, True)
    assert "2 people are concerned" in shown
    assert compared(page, here) == shown
    assert compared(page, here, "from=zzz&to=version-99999999999999999999") == shown
    assert "These two are alike" in compared(page, here, "from=version-2&to=version-2")


def test_the_first_version_is_compared_with_another_plan_than_itself(page: FlaskClient, here: DraftScene) -> None:
    assert "These two are alike" not in compared(page, here, "to=version-1")


def test_a_draft_is_compared_with_what_is_in_force(page: FlaskClient, here: DraftScene) -> None:
    here.edit()
    here.unschedule(here.with_eva)
    db.session.commit()
    shown = compared(page, here, f"to=draft-{here.draft.id}")
    assert "Lost (1)" in shown
    assert "Bob Kovač – Eva Çela Lost" in shown
    assert "Meetings 2 1 People with a meeting 3 2" in shown


def test_differences_are_searched_by_name_and_organization(page: FlaskClient, here: DraftScene) -> None:
    assert "All (1)" in compared(page, here, "q=kovač")
    assert "No meeting is found" in compared(page, here, "q=eva")


def test_another_events_draft_is_as_absent_as_none(page: FlaskClient, here: DraftScene) -> None:
    other = DraftScene()
    assert compared(page, here, f"to=draft-{other.draft.id}") == compared(page, here, "to=draft-0")


def test_nothing_to_compare_is_said(client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    answer = sign_in(client, ann).get(f"/organizer/events/{event.slug}/schedule/compare")
    assert answer.status_code == 404
    assert "There is nothing to compare yet" in answer.text


def test_a_scenario_names_what_it_loses_and_is_compared_whole(app: Flask, client: FlaskClient) -> None:
    app.config["SOLVER_RUNS"] = 1
    queue.task().huey.flush()
    here = DraftScene()
    base = runs.start(here.event, here.ann, NOW, time_limit=5)
    db.session.commit()
    worker.solve_run(base.id)
    scenarios.plan(here.event, base, [Scenario(Kind.AT_MOST, 1), Scenario(Kind.HALF_DAY)], here.ann, NOW)
    db.session.commit()
    for varied in scenarios.of(base):
        scenarios.queue_next()
        db.session.commit()
        worker.solve_run(varied.id)
    sign_in(client, here.ann)
    text = text_of(client.get(f"{here.url}/scenarios").text)
    assert text.count("Lost (1)") == 1
    fewer = db.session.query(ScheduleRun.id).order_by(ScheduleRun.id).all()[1][0]
    shown = compared(client, here, f"from=run-{base.id}&to=run-{fewer}")
    assert "Gained (0) Lost (1)" in shown
    assert "Scenario “At most 1 meeting each”" in shown
    assert "Meetings 2 1" in shown
