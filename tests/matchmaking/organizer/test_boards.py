"""The board: what it is sent, what it may change, what it is refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from matchmaking.extensions import db
from matchmaking.models import Assignment, Meeting, UnscheduledMeeting
from tests.factories import make_meeting, make_organizer, sign_in
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

NOT_UNDERSTOOD = "This change was not understood. Reload the page and try again."


def place(here: DraftScene, meeting: Meeting, slot: int, table: int) -> list[Any]:
    return [here.slots[slot].id, here.tables[table].id, [meeting.low_id, meeting.high_id]]


def step(meeting: Meeting, seen: list[Any] | None, to: list[Any] | None) -> dict[str, Any]:
    return {"meeting": meeting.id, "seen": seen, "to": to}


def rearrange(client: FlaskClient, here: DraftScene, *steps: dict[str, Any]) -> TestResponse:
    return client.post(f"{here.draft_url}/rearrange", data={"steps": json.dumps(steps)})


def asked(client: FlaskClient, here: DraftScene, what: str) -> Any:
    return client.get(f"{here.draft_url}/{what}").json


def board(client: FlaskClient, here: DraftScene) -> dict[str, Any]:
    sent: dict[str, Any] = asked(client, here, "board")
    return sent


def places(here: DraftScene) -> set[tuple[int, int, int | None]]:
    db.session.expire_all()
    held = db.session.query(Assignment).filter_by(schedule_id=here.draft.id)
    return {(one.meeting_id, one.slot_id, one.table_id) for one in held}


def test_board_sends_places_people_and_limits(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.event.max_meetings, here.event.max_consecutive = 4, 3
    here.lock(here.with_cat)
    db.session.commit()
    sent = board(sign_in(client, here.ann), here)
    cat = next(one for one in sent["fixed"]["people"] if one["id"] == here.cat.id)
    assert cat == {
        "id": here.cat.id,
        "name": "Cat Иванова",
        "organization": here.cat.organization.name,
        "country": "RS",
        "type": "SME",
        "unavailable": [],
        "most": 4,
        "row": 3,
        "windows": [],
    }
    assert sent["current"]["places"][0] == [here.with_cat.id, *place(here, here.with_cat, 0, 0), True]
    assert [slot["hour"] for slot in sent["fixed"]["slots"]][:2] == ["10:00", "10:20"]
    assert (sent["editable"], sent["current"]["broken"]) == (True, [])


def test_board_sends_only_what_edits_change_to_a_page_that_knows_the_rest(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    stamp = board(client, here)["stamp"]
    here.place(here.with_cat, 3, 2)
    db.session.commit()
    again = asked(client, here, f"board?stamp={stamp}")
    assert (again["stamp"], "fixed" in again) == (stamp, False)
    make_meeting(here.dan, here.eva)
    changed = asked(client, here, f"board?stamp={stamp}")
    assert (changed["stamp"] == stamp, "fixed" in changed) == (False, True)


def test_board_names_broken_rules_with_their_meetings(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.event.max_consecutive = 1
    db.session.commit()
    (broken,) = board(sign_in(client, here.ann), here)["current"]["broken"]
    assert broken == {
        "sentence": "Bob Kovač has 2 meetings in a row; at most 1 are allowed.",
        "meetings": [here.with_cat.id, here.with_eva.id],
    }


def test_two_meetings_are_swapped_in_one_go(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    before = board(client, here)["current"]["revision"]
    first, second = place(here, here.with_cat, 0, 0), place(here, here.with_eva, 1, 1)
    answer = rearrange(
        client,
        here,
        step(here.with_cat, first, [*second[:2], first[2]]),
        step(here.with_eva, second, [*first[:2], second[2]]),
    )
    assert answer.json == {"revision": before + 1}
    assert places(here) == {
        (here.with_cat.id, here.slots[1].id, here.tables[1].id),
        (here.with_eva.id, here.slots[0].id, here.tables[0].id),
    }


def test_board_that_is_out_of_date_is_told_and_changes_nothing(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    here.place(here.with_cat, 4, 2)
    db.session.commit()
    moved = step(here.with_cat, place(here, here.with_cat, 0, 0), place(here, here.with_cat, 3, 1))
    answer = rearrange(client, here, moved)
    refusal = "Somebody else moved this meeting meanwhile. It stays where they put it."
    assert (answer.status_code, answer.json) == (409, {"refusal": refusal})
    assert (here.with_cat.id, here.slots[4].id, here.tables[2].id) in places(here)


def test_refusal_comes_as_its_sentence(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    moved = step(here.with_cat, place(here, here.with_cat, 0, 0), place(here, here.with_cat, 1, 2))
    answer = rearrange(sign_in(client, here.ann), here, moved)
    assert (answer.status_code, answer.json) == (409, {"refusal": "Bob Kovač has another meeting in this slot."})


@pytest.mark.parametrize(
    "steps",
    [
        "",
        "no json",
        "[]",
        "{}",
        "[1]",
        '[{"meeting": 1}]',
        '[{"meeting": "x", "seen": null, "to": null}]',
        '[{"meeting": 1, "seen": [1, 2], "to": null}]',
        '[{"meeting": 99999999999, "seen": null, "to": null}]',
        '[{"meeting": 1, "seen": null, "to": [1, -1, [1, 2]]}]',
        "[" * 100_000,
        json.dumps([{"meeting": 1, "seen": None, "to": None}] * 51),
    ],
)
def test_change_that_makes_no_sense_is_refused(app: Flask, client: FlaskClient, steps: str) -> None:
    here = DraftScene()
    answer = sign_in(client, here.ann).post(f"{here.draft_url}/rearrange", data={"steps": steps})
    assert (answer.status_code, answer.json) == (422, {"refusal": NOT_UNDERSTOOD})


def test_another_events_meeting_does_not_exist(app: Flask, client: FlaskClient) -> None:
    here, there = DraftScene(), DraftScene()
    sign_in(client, here.ann)
    assert rearrange(client, here, step(there.with_cat, None, None)).status_code == 404
    assert client.post(f"{here.draft_url}/set-lock", data={"meeting": there.with_cat.id}).status_code == 404
    assert asked(client, here, f"ways?meeting={there.with_cat.id}") == []


def test_lock_is_set_and_lifted_with_a_new_revision_each(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    before = board(client, here)["current"]["revision"]

    def set_lock(locked: int) -> tuple[int, bool]:
        answer = client.post(f"{here.draft_url}/set-lock", data={"meeting": here.with_cat.id, "locked": locked})
        db.session.expire_all()
        held = db.session.get_one(Assignment, (here.draft.id, here.with_cat.id))
        answered: Any = answer.json
        return answered["revision"], held.locked

    assert [set_lock(1), set_lock(0)] == [(before + 1, True), (before + 2, False)]


@pytest.mark.parametrize("act", ["rearrange", "set-lock", "settle"])
def test_edits_of_the_board_are_for_the_events_own_organizers(app: Flask, act: str) -> None:
    here = DraftScene()
    before = places(here)
    steps = [step(here.with_cat, place(here, here.with_cat, 0, 0), None)]
    data = {"steps": json.dumps(steps), "meeting": here.with_cat.id, "locked": 1}
    url = f"{here.draft_url}/{act}"
    assert sign_in(app.test_client(), make_organizer("Zoe")).post(url, data=data).status_code == 404
    for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
        assert outsider.post(url, data=data).status_code == 303
    assert places(here) == before
    assert db.session.query(Assignment).filter_by(locked=True).count() == 0


def test_way_that_is_offered_places_the_meeting_when_it_is_sent_back(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.unschedule(here.with_cat)
    db.session.commit()
    sign_in(client, here.ann)
    (found,) = asked(client, here, f"ways?meeting={here.with_cat.id}&meeting={here.with_eva.id}")
    way = found["ways"][0]
    assert found["meeting"] == here.with_cat.id
    assert way["sentences"][0].startswith("It can be held on ")
    assert rearrange(client, here, *way["steps"]).status_code == 200
    slot, table, people = way["steps"][-1]["to"]
    assert (here.with_cat.id, slot, table) in places(here)
    assert people == [here.bob.id, here.cat.id]


def test_change_is_made_from_the_list_of_what_has_no_place_too(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.unschedule(here.with_cat)
    db.session.commit()
    sign_in(client, here.ann)
    html = client.get(f"{here.draft_url}/unscheduled").text
    assert html.count("settle") == 1
    (found,) = asked(client, here, f"ways?meeting={here.with_cat.id}")
    steps = json.dumps(found["ways"][0]["steps"])
    answer = client.post(f"{here.draft_url}/settle", data={"steps": steps})
    assert answer.headers["Location"] == f"{here.draft_url}/unscheduled"
    assert "Placed." in client.get(f"{here.draft_url}/unscheduled").text
    assert db.session.query(UnscheduledMeeting).count() == 0
    client.post(f"{here.draft_url}/settle", data={"steps": steps})
    assert "Somebody else moved this meeting meanwhile." in client.get(f"{here.draft_url}/unscheduled").text
    client.post(f"{here.draft_url}/settle", data={"steps": "nonsense"})
    assert NOT_UNDERSTOOD in client.get(f"{here.draft_url}/unscheduled").text


def test_version_in_force_is_a_board_to_be_read(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.publish()
    sign_in(client, here.ann)
    page = client.get(f"{here.url}/versions/1").text
    assert f"{here.url}/versions/1/board" in page
    assert "data-board-tray" not in page
    sent: Any = client.get(f"{here.url}/versions/1/board").json
    assert (sent["editable"], len(sent["current"]["places"])) == (False, 2)


def test_earlier_version_is_a_plain_table(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    here.publish()
    sign_in(client, here.ann)
    page = client.get(f"{here.url}/versions/1").text
    assert "data-board" not in page
    assert "Bob Kovač (Kovač d.o.o.)" in page


def test_page_of_a_draft_offers_what_there_is_to_choose_from(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    html = sign_in(client, here.ann).get(here.draft_url).text
    assert "Hall A" in html
    assert f'href="{here.draft_url}/grid"' in html
    assert "data-board-tray" in html
