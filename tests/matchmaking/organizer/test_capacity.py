from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import CapacityStudy, Event, MeetingRequest, MeetingTable, RequestStatus, RunStatus
from matchmaking.organizer.capacity_picture import LABEL_HEIGHT, TOP, _spread
from matchmaking.organizer.capacity_words import sentences
from matchmaking.queue import queue
from matchmaking.services.refusals import Conflict
from matchmaking.services.runs import advising, capacity
from matchmaking.services.runs.clock import database_now
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_request,
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
    queue.task().huey.flush()
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    """One table and two slots, and three people who all want to meet one another: three meetings, two places."""
    event = make_event(ann)
    make_session(event, slots=2)
    make_tables(event, 1)
    bob, cat, eva = (make_participant(event, name) for name in ("Bob Kovač", "Cat Marić", "Eva Petrova"))
    for one, other in ((bob, cat), (cat, eva), (bob, eva)):
        make_meeting(one, other)
    return event


@pytest.fixture
def page(client: FlaskClient, ann: Organizer) -> FlaskClient:
    return sign_in(client, ann)


def address(event: Event, rest: str = "") -> str:
    return f"/organizer/events/{event.slug}/schedule/capacity{rest}"


def work_out(page: FlaskClient, event: Event) -> str:
    assert page.post(address(event)).status_code == 303
    db.session.rollback()
    worker.study_capacity(event.id)
    return page.get(address(event)).text


def test_what_is_missing_is_said_and_linked(page: FlaskClient, ann: Organizer) -> None:
    empty = make_event(ann)
    text = page.get(address(empty)).text
    assert "There are no meeting slots yet." in text
    assert "Work it out" not in text
    page.post(address(empty))
    assert "There is nothing to work out yet" in page.get(address(empty)).text
    assert db.session.query(CapacityStudy).count() == 0


def test_the_page_goes_from_asking_to_waiting_to_the_picture(page: FlaskClient, event: Event) -> None:
    assert "Not worked out yet" in page.get(address(event)).text
    page.post(address(event))
    assert [task.args for task in queue.task().huey.pending()] == [("study_capacity", event.id)]
    assert 'hx-trigger="every 1s"' in page.get(address(event)).text
    db.session.rollback()
    worker.study_capacity(event.id)
    text = page.get(address(event)).text
    assert "You have 1 table in 2 slots: 2 meetings can be held there, and no schedule holds more." in text
    assert "One more slot would add 1 meeting." in text
    assert "1 more table would add at most 1 meeting." in text
    assert "You are here" in text
    assert "hx-trigger" not in text


def test_the_progress_asks_again_until_it_has_ended(page: FlaskClient, event: Event) -> None:
    page.post(address(event))
    assert "HX-Refresh" not in page.get(address(event, "/progress")).headers
    db.session.rollback()
    worker.study_capacity(event.id)
    assert page.get(address(event, "/progress")).headers["HX-Refresh"] == "true"


def test_a_study_of_what_has_changed_since_says_so(page: FlaskClient, event: Event) -> None:
    assert "have changed since" not in work_out(page, event)
    make_tables(event, 1, "Hall B", first=2)
    assert "have changed since" in page.get(address(event)).text
    assert "have changed since" not in work_out(page, event)


def test_a_study_is_asked_for_once_at_a_time(page: FlaskClient, event: Event, ann: Organizer) -> None:
    page.post(address(event))
    with pytest.raises(Conflict, match="worked out already"):
        capacity.ask(event, ann, NOW)


def test_a_stand_is_not_counted_among_the_tables(event: Event) -> None:
    make_tables(event, 1, "Hall B", first=2)
    stand = db.session.query(MeetingTable).order_by(MeetingTable.id).first()
    assert stand is not None
    before = capacity.problem_of(event, NOW)
    stand.stand_of_id = before.participants[0].id
    db.session.commit()
    problem = capacity.problem_of(event, NOW)
    assert (len(before.tables), len(problem.tables)) == (2, 1)
    assert sorted(meeting.tables is None for meeting in problem.meetings) == [False, False, True]
    assert {meeting.weight for meeting in problem.meetings} == {1}


def test_mutual_wishes_are_those_that_both_have_asked_for(event: Event) -> None:
    problem = capacity.problem_of(event, NOW)
    assert capacity.mutual(event, problem) == []
    there = db.session.query(MeetingRequest).order_by(MeetingRequest.id).first()
    assert there is not None
    make_request(there.recipient, there.requester, status=RequestStatus.PENDING)
    assert capacity.mutual(event, problem) == []
    db.session.query(MeetingRequest).update({"status": RequestStatus.ACCEPTED})
    both = {there.requester_id, there.recipient_id}
    found = [meeting.id for meeting in problem.meetings if {side[0] for side in meeting.sides} == both]
    assert capacity.mutual(event, problem) == found


def test_a_process_that_dies_is_told_and_can_be_asked_again(
    page: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = advising.COMMAND
    monkeypatch.setattr(advising, "COMMAND", (whole[0], "-c", "import os; os.abort()"))
    assert "The solver ended unexpectedly (status -6)." in work_out(page, event)
    monkeypatch.setattr(advising, "COMMAND", whole)
    assert "You have 1 table in 2 slots" in work_out(page, event)


def test_a_study_whose_worker_was_lost_has_failed_and_a_forgotten_one_is_named_again(
    page: FlaskClient, event: Event
) -> None:
    page.post(address(event))
    assert capacity.put_back_stale() == [event.id]
    assert capacity.take(event.id) is not None
    assert capacity.put_back_stale() == []
    study = db.session.get_one(CapacityStudy, event.id, populate_existing=True)
    study.started_at = database_now() - capacity.OVERDUE - timedelta(seconds=1)
    db.session.commit()
    assert capacity.put_back_stale() == []
    db.session.refresh(study)
    assert (study.status, study.failure_code) == (RunStatus.FAILED, "out_of_time")


def test_whoever_was_overtaken_writes_nothing(page: FlaskClient, event: Event) -> None:
    page.post(address(event))
    taken = capacity.take(event.id)
    assert taken is not None
    study = db.session.get_one(CapacityStudy, event.id, populate_existing=True)
    study.attempt += 1
    db.session.commit()
    assert capacity.write(taken, RunStatus.RUNNING, done=3) is False
    assert capacity.take(event.id) is None


def test_nobody_else_sees_or_asks(client: FlaskClient, event: Event) -> None:
    for who, status in ((None, 303), (make_organizer("Olga Organizer"), 404)):
        with client.session_transaction() as cookie:
            cookie.clear()
        if who is not None:
            sign_in(client, who)
        answers = [client.get(address(event)), client.post(address(event)), client.get(address(event, "/progress"))]
        assert [answer.status_code for answer in answers] == [status] * 3
    assert db.session.query(CapacityStudy).count() == 0


def spot(slots: int, tables: int, bound: int, reached: int | None = None) -> dict[str, int]:
    return {"slots": slots, "tables": tables, "bound": bound, "reached": bound if reached is None else reached}


def advice(**given: object) -> dict[str, object]:
    enough = {"wishes": 500, "weight": 500, "bound": 500, "needed": 36, "shown": 36, "all_fit": True}
    return {
        "now": spot(24, 40, 960),
        "points": [spot(24, 36, 960), spot(24, 40, 960), spot(24, 44, 972, 965), spot(20, 40, 800)],
        "slot_more": spot(25, 40, 1000),
        "session_more": spot(30, 40, 1100, 1000),
        "slot_less": spot(23, 40, 930),
        "enough": enough,
    } | given


def test_the_sentences_say_what_is_proven(app: Flask) -> None:
    with app.test_request_context():
        assert sentences(advice(), 500) == [
            "You have 40 tables in 24 slots: 960 meetings can be held there, and no schedule holds more.",
            "36 tables would do for as many.",
            "36 tables suffice for all 500 mutual wishes; fewer do not.",
            "4 more tables would add 5 to 12 meetings.",
            "One more slot would add 40 meetings.",
            "A session more like the last would add 40 to 140 meetings.",
            "Without the last slot at least 30 meetings would fall out.",
        ]


def test_what_does_not_fit_or_is_not_known_is_not_promised(app: Flask) -> None:
    few = {"wishes": 500, "weight": 500, "bound": 480, "needed": 44, "shown": None, "all_fit": False}
    with app.test_request_context():
        assert sentences(advice(enough=few), 500)[2] == (
            "However many tables there are, these slots do not hold all 500 mutual wishes: 480 at most, and that takes "
            "at least 44 tables."
        )
        assert sentences(advice(enough=few | {"all_fit": True}), 0)[2] == (
            "At least 44 tables are needed for all 500 wishes; whether so many suffice is not known."
        )


def test_labels_never_cover_one_another() -> None:
    heights = _spread([60.0, 20.0, 19.0, 18.0, 17.0])
    assert all(above + LABEL_HEIGHT <= below for below, above in pairwise(heights))
    assert min(heights) >= TOP
