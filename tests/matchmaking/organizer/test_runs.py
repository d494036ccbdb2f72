from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.event import listen, remove

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import Assignment, MeetingTable, RunPoint, RunStatus, Schedule, ScheduleRun, Slot
from matchmaking.organizer.run_picture import picture
from matchmaking.organizer.run_words import gap, state
from matchmaking.queue import queue
from matchmaking.services.runs import runs
from matchmaking.services.schedule import quality
from tests.factories import (
    NOW,
    make_draft,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_version,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from matchmaking.models import Event, Meeting, Organizer


@pytest.fixture
def ann(app: Flask) -> Organizer:
    app.config["SOLVER_RUNS"] = 1
    queue.task().huey.flush()
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    event = make_event(ann)
    make_session(event, slots=2)
    make_tables(event, 1)
    return event


@pytest.fixture
def meeting(event: Event) -> Meeting:
    return make_meeting(make_participant(event), make_participant(event, "Cat Marić"))


@pytest.fixture
def page(client: FlaskClient, ann: Organizer) -> FlaskClient:
    return sign_in(client, ann)


def address(event: Event, rest: str = "") -> str:
    return f"/organizer/events/{event.slug}/schedule/runs{rest}"


def build(page: FlaskClient, event: Event, **form: object) -> TestResponse:
    return page.post(address(event), data={"time_limit": "5", "locks_from": ""} | form)


def make_run(event: Event, status: RunStatus = RunStatus.RUNNING, **given: object) -> int:
    values: dict[str, object] = {
        "based_on": 0,
        "problem": '{"meetings": [{"weight": 3}, {"weight": 2}]}',
        "problem_hash": "",
        "time_limit": 30,
        "created_at": NOW,
        "attempt": 1,
        "started_at": NOW,
    } | given
    run = ScheduleRun(event_id=event.id, status=status, **values)
    db.session.add(run)
    db.session.flush()
    run_id = run.id
    db.session.commit()
    return run_id


def told(sentence: str) -> dict[str, object]:
    return {"failure_code": "told" if sentence else "", "failure_data": {"sentence": sentence}}


def make_point(run_id: int, seconds: float, incumbent: int | None, bound: int | None, goal: str = "value") -> RunPoint:
    point = RunPoint(
        run_id=run_id, attempt=1, seconds=seconds, stage="improve", goal=goal, incumbent=incumbent, bound=bound
    )
    db.session.add(point)
    db.session.commit()
    return point


def test_building_starts_a_run_and_leads_to_its_page(page: FlaskClient, event: Event, meeting: Meeting) -> None:
    response = build(page, event)
    run = db.session.query(ScheduleRun).one()
    assert (response.status_code, response.location) == (303, address(event, f"/{run.id}"))
    assert (run.status, run.time_limit) == (RunStatus.QUEUED, 5)
    assert [task.args for task in queue.task().huey.pending()] == [("solve_run", run.id)]


def test_the_page_follows_the_run_from_waiting_to_the_draft(page: FlaskClient, event: Event, meeting: Meeting) -> None:
    url = build(page, event).location
    assert "Waiting for a worker" in page.get(url).text
    run_id = db.session.query(ScheduleRun.id).scalar()
    db.session.rollback()
    worker.solve_run(run_id)
    ended = page.get(url).text
    draft = db.session.query(Schedule).one()
    assert "Schedule built" in ended
    assert "Every wish is met: 2 of 2 points." in ended
    assert f'href="/organizer/events/{event.slug}/schedule/drafts/{draft.id}"' in ended
    assert "hx-trigger" not in ended


@pytest.mark.parametrize("seconds", ["", "4", "601", "-1", "0", "1e3", "NaN", "½", "٣٠", "9" * 50, "30; --"])
def test_an_impossible_time_limit_is_refused_at_the_form(
    page: FlaskClient, event: Event, meeting: Meeting, seconds: str
) -> None:
    response = build(page, event, time_limit=seconds)
    if seconds == "٣٠":  # thirty, in Arabic digits
        assert response.status_code == 303
        return
    assert response.status_code == 422
    assert "Give a whole number from 5 to 600." in response.text
    assert db.session.query(ScheduleRun).count() == 0


def test_what_is_missing_is_said_at_the_form(page: FlaskClient, event: Event) -> None:
    response = build(page, event)
    assert response.status_code == 422
    assert "No meeting request was accepted so far." in response.text
    assert "Build schedule</button>" not in response.text


def test_building_twice_leads_to_the_run_that_is_open(page: FlaskClient, event: Event, meeting: Meeting) -> None:
    first = build(page, event).location
    second = build(page, event)
    assert (second.status_code, second.location) == (303, first)
    assert "is being built already" in page.get(first).text
    assert db.session.query(ScheduleRun).count() == 1


def test_the_newest_drafts_locks_are_offered_and_kept(page: FlaskClient, event: Event, meeting: Meeting) -> None:
    assert "Locked meetings" not in page.get(address(event)).text
    slot = db.session.query(Slot).order_by(Slot.starts_at).first()
    assert slot is not None
    draft = make_draft(event, (meeting, slot, db.session.query(MeetingTable).one()))
    db.session.query(Assignment).one().locked = True
    db.session.commit()
    assert f'<option selected value="{draft.id}">' in page.get(address(event)).text
    build(page, event, locks_from=str(draft.id))
    run = db.session.query(ScheduleRun).one()
    assert run.locks_from_id == draft.id
    assert '"pinned"' in run.problem


@pytest.mark.parametrize("draft", ["1", "x", "-1", str(2**70)])
def test_a_draft_that_is_not_offered_is_refused(page: FlaskClient, event: Event, meeting: Meeting, draft: str) -> None:
    other = make_event()
    make_draft(other)
    response = build(page, event, locks_from=draft)
    assert (response.status_code, db.session.query(ScheduleRun).count()) == (422, 0)


def test_a_running_run_shows_what_is_known_and_asks_again(page: FlaskClient, event: Event) -> None:
    run_id = make_run(event)
    make_point(run_id, 1.0, 4700, 5000)
    make_point(run_id, 2.5, 4800, 4900)
    text = page.get(address(event, f"/{run_id}/progress")).text
    assert f'hx-get="{address(event, f"/{run_id}/progress")}"' in text
    assert 'hx-trigger="every 1s"' in text
    for figure in ("4,800", "4,900", "2.1 %", "Meeting as many wishes as can be"):
        assert figure in text


def test_points_of_an_attempt_that_was_given_up_are_not_shown(page: FlaskClient, event: Event) -> None:
    run_id = make_run(event)
    make_point(run_id, 1.0, 4711, None)
    db.session.get_one(ScheduleRun, run_id).attempt = 2
    db.session.commit()
    assert "4,711" not in page.get(address(event, f"/{run_id}/progress")).text


@pytest.mark.parametrize("status", [RunStatus.FINISHED, RunStatus.FAILED])
def test_once_it_has_ended_the_whole_page_is_fetched_anew(page: FlaskClient, event: Event, status: RunStatus) -> None:
    run_id = make_run(event, status, ended_at=NOW, **told("Bob has two meetings." * (status is RunStatus.FAILED)))
    response = page.get(address(event, f"/{run_id}/progress"))
    assert response.headers["HX-Refresh"] == "true"
    assert "hx-trigger" not in response.text
    assert ("Bob has two meetings." in page.get(address(event, f"/{run_id}")).text) is (status is RunStatus.FAILED)


def test_a_run_can_be_stopped_once(page: FlaskClient, event: Event) -> None:
    run_id = make_run(event)
    response = page.post(address(event, f"/{run_id}/stop"))
    assert (response.status_code, response.location) == (303, address(event, f"/{run_id}"))
    text = page.get(response.location).text
    assert "It will stop in a moment." in text
    assert "/stop" not in text


def test_stopping_one_that_has_ended_says_so(page: FlaskClient, event: Event) -> None:
    run_id = make_run(event, RunStatus.FINISHED, ended_at=NOW)
    response = page.post(address(event, f"/{run_id}/stop"))
    assert "This run has ended already." in page.get(response.location).text


def test_the_list_tells_what_came_of_each_run(page: FlaskClient, event: Event, meeting: Meeting) -> None:
    failed = make_run(event, RunStatus.FAILED, ended_at=NOW, **told("Two locks contradict."))
    drafted = make_run(event, RunStatus.FINISHED, ended_at=NOW + timedelta(seconds=12), outcome="optimal")
    published = make_run(event, RunStatus.FINISHED, ended_at=NOW, outcome="feasible")
    make_draft(event).run_id = drafted
    make_version(event).run_id = published
    db.session.commit()
    text = page.get(address(event)).text
    for said in ("Two locks contradict.", ">Draft<", "Version 1", "Proven best", ">12<"):
        assert said in text
    assert text.index(f"/runs/{published}") < text.index(f"/runs/{failed}")


def test_the_list_asks_the_database_as_often_for_many_runs(page: FlaskClient, event: Event) -> None:
    def queries() -> int:
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        listen(db.engine, "after_cursor_execute", note)
        page.get(address(event))
        remove(db.engine, "after_cursor_execute", note)
        return count

    make_run(event, RunStatus.FAILED)
    few = queries()
    for _ in range(9):
        make_run(event, RunStatus.FINISHED)
    assert queries() == few


def test_nobody_else_sees_or_touches_a_run(client: FlaskClient, event: Event, meeting: Meeting) -> None:
    run_id = make_run(event)
    addresses = [
        ("get", address(event)),
        ("post", address(event)),
        ("get", address(event, f"/{run_id}")),
        ("get", address(event, f"/{run_id}/progress")),
        ("post", address(event, f"/{run_id}/stop")),
        ("post", address(event, f"/{run_id}/note")),
    ]
    other_organizer = make_organizer("Olga Organizer")
    dan = make_participant(make_event(other_organizer), "Dan Stranger")
    for who, status in ((None, 303), (meeting.low, 303), (dan, 303), (other_organizer, 404)):
        with client.session_transaction() as cookie:
            cookie.clear()
        if who is not None:
            sign_in(client, who)
        answers = [(method, client.open(url, method=method.upper())) for method, url in addresses]
        assert [answer.status_code for _method, answer in answers] == [status] * len(addresses)
        assert all(status == 404 or "/organizer/sign-in" in answer.location for _method, answer in answers)
    db.session.expire_all()
    assert db.session.query(ScheduleRun.stop_requested).all() == [(False,)]


def test_a_run_of_another_own_event_answers_like_none(page: FlaskClient, event: Event, ann: Organizer) -> None:
    run_id = make_run(make_event(ann))
    for url in (address(event, f"/{run_id}"), address(event, "/99"), address(event, f"/{2**63}")):
        assert page.get(url).status_code == 404
    assert page.post(address(event, f"/{run_id}/stop")).status_code == 404


def point(incumbent: int | None, bound: int | None, seconds: float = 1.0) -> RunPoint:
    return RunPoint(seconds=seconds, goal="value", stage="improve", incumbent=incumbent, bound=bound)


def test_the_gap_is_never_told_smaller_than_it_is(app: Flask) -> None:
    with app.test_request_context():
        figures = [(1204, 1206), (1325, 1336), (1000, 1000), (1, 2), (0, 5), (7, None), (100_000, 100_001)]
        assert [gap(point(*figure)) for figure in figures] == [
            "0.2 %", "0.9 %", "0.0 %", "100.0 %", "–", "–", "0.1 %",
        ]  # fmt: skip


GOALS = ["value", "shortfall", "breaks", "table_changes"]


def test_the_goals_are_kept_in_the_order_they_were_put(page: FlaskClient, event: Event, meeting: Meeting) -> None:
    chosen = ["shortfall", "idle", "value"]
    assert build(page, event, order=[*chosen, "breaks", "table_changes"], goal=chosen).status_code == 303
    run = db.session.query(ScheduleRun).one()
    assert (run.goals, json.loads(run.problem)["goals"]) == (chosen, chosen)
    text = page.get(address(event, f"/{run.id}")).text
    assert "Nobody without a meeting · Short waits · Most wished-for meetings" in text


def test_a_goal_is_moved_by_a_button_and_nothing_else_is_lost(
    page: FlaskClient, event: Event, meeting: Meeting
) -> None:
    form = {"order": GOALS, "goal": ["value", "breaks"], "time_limit": "77", "move": "up:breaks"}
    response = page.post(address(event), data=form)
    text = response.text
    assert (response.status_code, db.session.query(ScheduleRun).count()) == (200, 0)
    assert re.findall('name="order" value="([a-z_]+)"', text) == [
        "value",
        "breaks",
        "shortfall",
        "table_changes",
        "idle",
    ]
    assert re.findall('name="goal" value="([a-z_]+)"[^>]* checked', text) == ["value", "breaks"]
    assert 'value="77"' in text


@pytest.mark.parametrize(
    ("goals", "said"),
    [(["breaks"], "Keep “Most wished-for meetings”"), (["value", "joy"], "Choose among the goals that are offered")],
)
def test_goals_that_make_no_sense_are_refused(
    page: FlaskClient, event: Event, meeting: Meeting, goals: list[str], said: str
) -> None:
    response = build(page, event, order=GOALS, goal=goals)
    assert (response.status_code, db.session.query(ScheduleRun).count()) == (422, 0)
    assert said in response.text


def test_the_next_run_is_offered_the_goals_of_the_last(page: FlaskClient, event: Event, meeting: Meeting) -> None:
    make_run(event, RunStatus.FINISHED, goals=["shortfall", "value"])
    text = page.get(address(event)).text
    assert re.findall('name="goal" value="([a-z_]+)"[^>]* checked', text) == ["shortfall", "value"]


def test_changes_are_limited_where_a_version_is_in_force(page: FlaskClient, event: Event, meeting: Meeting) -> None:
    assert "most_changes" not in page.get(address(event)).text
    slot = db.session.query(Slot).order_by(Slot.starts_at).first()
    assert slot is not None
    make_version(event, (meeting, slot, db.session.query(MeetingTable).one()))
    assert build(page, event, most_changes="20", most_changes_each="1").status_code == 303
    run = db.session.query(ScheduleRun).one()
    assert (run.most_changes, run.most_changes_each) == (20, 1)
    assert json.loads(run.problem)["max_changes"] == {"total": 20, "per_participant": 1}
    assert "At most 20 changes, at most 1 change per person" in page.get(address(event, f"/{run.id}")).text


def test_what_is_missing_is_linked_in_place_of_the_form(page: FlaskClient, ann: Organizer) -> None:
    text = page.get(address(make_event(ann))).text
    for said in ("There are no meeting slots yet.", "There are no tables yet.", "No meeting request was accepted"):
        assert said in text
    assert "Build schedule</button>" not in text


def test_a_run_that_was_stopped_reads_as_stopped(page: FlaskClient, event: Event) -> None:
    run = db.session.get_one(ScheduleRun, make_run(event, RunStatus.QUEUED))
    page.post(address(event, f"/{run.id}/stop"))
    db.session.refresh(run)
    assert state(run) == ("stopped", "Stopped")
    shown = page.get(address(event, f"/{run.id}")).text
    assert "It was stopped before it began." in shown
    assert "Ann Organizer stopped it on" in shown
    assert "by Ann Organizer, " in page.get(address(event)).text
    run.status, run.outcome = RunStatus.FINISHED, "feasible"
    assert state(run) == ("stopped", "Stopped, the best so far kept")
    run.outcome = "optimal"
    assert state(run) == ("optimal", "Proven best")


def test_a_note_is_kept_with_the_run(page: FlaskClient, event: Event) -> None:
    run_id = make_run(event, RunStatus.FINISHED, ended_at=NOW)
    assert page.post(address(event, f"/{run_id}/note"), data={"note": "With the new hall."}).status_code == 303
    assert "With the new hall." in page.get(address(event)).text
    assert page.post(address(event, f"/{run_id}/note"), data={"note": "x" * 501}).status_code == 422


@pytest.mark.parametrize(
    ("goals", "wished", "said"),
    [
        ([("value", 1260, 1260)], 1260, "Every wish is met: 1,260 of 1,260 points."),
        ([("value", 1206, 1206)], 1260, "No schedule can serve more: 1,206 of 1,260 points, proven."),
        ([("value", 1204, 1206)], 1260, "1,204 of 1,260 points; at most 0.2 % more is possible, proven."),
        ([("value", 5, None)], 6, "5 of 6 points; how much more is possible was not worked out."),
        ([("value", 5, 5)], None, "No schedule can serve more: 5 points, proven."),
        (
            [("breaks", 0, 0), ("value", 5, 5)],
            6,
            "No schedule that is as good in the goals before can serve more: 5 of 6 points, proven.",
        ),
    ],
)
def test_the_proof_is_one_sentence(
    app: Flask, goals: list[tuple[str, int, int | None]], wished: int | None, said: str
) -> None:
    stored = [{"name": name, "value": value, "bound": bound} for name, value, bound in goals]
    with app.test_request_context():
        assert quality.of_goals(stored, wished) == said


def test_the_picture_leaves_out_the_first_steps_that_would_hide_the_rest(app: Flask) -> None:
    with app.test_request_context():
        drawn = picture([point(0, 1774, 0.1), point(1320, 1340, 2), point(1330, 1335, 6)], 8)
        assert drawn is not None
        assert drawn.found == [(0.25, 0.0), (0.75, 0.5), (1.0, 0.5)]
        assert drawn.bound == [(0.25, 1.0), (0.75, 0.75), (1.0, 0.75)]
        assert [text for _y, text in drawn.y_labels] == ["1,320", "1,340"]
        assert drawn.rows[0] == ("0.1 s", "0", "1,774")
        assert picture([], 8) is None
        assert picture([point(None, 10)], 8) is None


def test_the_picture_of_a_single_point_has_room(app: Flask) -> None:
    with app.test_request_context():
        drawn = picture([point(0, 0, 0.0)], 0.0)
        assert drawn is not None
        assert drawn.found == [(0.0, 1.0), (1.0, 1.0)]


def test_a_long_run_is_told_in_few_rows_the_last_among_them(app: Flask) -> None:
    with app.test_request_context():
        drawn = picture([point(1000 + k, 1300, k) for k in range(299)], 300)
        assert drawn is not None
        assert len(drawn.rows) <= 25
        assert drawn.rows[-1] == ("298 s", "1,298", "1,300")


def test_runs_are_open_while_they_wait_and_work() -> None:
    assert set(runs.OPEN) == {RunStatus.QUEUED, RunStatus.RUNNING}
