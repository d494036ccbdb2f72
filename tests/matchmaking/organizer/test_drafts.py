"""The pages of a draft: the grid, the people, what is unscheduled, one meeting, and edits by hand."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event as sqlalchemy_event

from matchmaking.extensions import db
from matchmaking.models import Assignment, Schedule
from tests.factories import NOW, make_event, make_meeting, make_organizer, make_participant, make_version, sign_in
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

VIEWS = (
    "",
    "/grid",
    "/board",
    "/people",
    "/unscheduled",
    "/publish",
    "/schedule.xlsx",
    "/schedule.csv",
    "/schedule.ics",
    "/print",
)
ACTS = ("place", "unschedule", "lock", "unlock")


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def place_of(here: DraftScene) -> tuple[int, int | None] | None:
    held = db.session.get(Assignment, (here.draft.id, here.with_cat.id), populate_existing=True)
    return (held.slot_id, held.table_id) if held else None


def chosen(here: DraftScene, slot: int, table: int) -> dict[str, int]:
    return {
        "slot": here.slots[slot].id,
        "table": here.tables[table].id,
        "one": here.bob.id,
        "other": here.cat.id,
    }


def meeting_url(here: DraftScene) -> str:
    return f"{here.draft_url}/meetings/{here.with_cat.id}"


@pytest.mark.parametrize("view", VIEWS)
def test_drafts_are_for_the_events_own_organizers(app: Flask, view: str) -> None:
    here = DraftScene()
    url = f"{here.draft_url}{view}"
    assert sign_in(app.test_client(), here.ann).get(url).status_code == 200
    assert sign_in(app.test_client(), make_organizer("Zoe")).get(url).status_code == 404
    for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
        assert "/organizer/sign-in" in outsider.get(url).headers["Location"]


@pytest.mark.parametrize("act", ACTS)
def test_edits_are_for_the_events_own_organizers(app: Flask, act: str) -> None:
    here = DraftScene()
    before = place_of(here)
    url, data = f"{meeting_url(here)}/{act}", chosen(here, 3, 2)
    assert sign_in(app.test_client(), make_organizer("Zoe")).post(url, data=data).status_code == 404
    for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
        assert outsider.post(url, data=data).status_code == 303
    assert place_of(here) == before
    assert db.session.query(Assignment).filter_by(locked=True).count() == 0


def test_another_events_draft_and_meeting_do_not_exist(app: Flask, client: FlaskClient) -> None:
    here, there = DraftScene(), DraftScene()
    sign_in(client, here.ann)
    assert client.get(f"{here.url}/drafts/{there.draft.id}").status_code == 404
    assert client.get(f"{here.draft_url}/meetings/{there.with_cat.id}").status_code == 404
    for absent in (987654, 2**31, 2**63, 10**30):
        assert client.get(f"{here.draft_url}/meetings/{absent}").status_code == 404
        assert client.get(f"{here.url}/drafts/{absent}").status_code == 404
    assert client.post(f"{here.url}/drafts/{there.draft.id}/discard").status_code == 404
    for field, value in (
        ("slot", there.slots[3].id),
        ("table", there.tables[2].id),
        ("one", there.bob.id),
        ("other", 987654),
    ):
        data = chosen(here, 3, 2) | {field: value}
        assert client.post(f"{meeting_url(here)}/place", data=data).status_code == 404
    assert place_of(here) == (here.slots[0].id, here.tables[0].id)


def test_grid_shows_who_meets_where_with_locks_and_links(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.lock(here.with_cat)
    db.session.commit()
    html = sign_in(client, here.ann).get(f"{here.draft_url}/grid").text
    assert "Bob Kovač (Kovač d.o.o.)" in html
    assert f'href="{meeting_url(here)}"' in html
    assert html.count("Locked") == 1
    assert "breaks" not in text_of(html)


def test_grid_warns_of_what_changed_meanwhile(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.event.max_consecutive = 1
    db.session.commit()
    shown = text_of(sign_in(client, here.ann).get(f"{here.draft_url}/grid").text)
    assert "This draft breaks 1 rule. Bob Kovač has 2 meetings in a row; at most 1 are allowed." in shown
    assert shown.count("Breaks a rule") == 2


def test_grid_of_an_event_without_slots_says_what_is_missing(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    draft = Schedule(event_id=event.id, based_on=0, created_at=event.created_at)
    db.session.add(draft)
    db.session.commit()
    html = sign_in(client, ann).get(f"/organizer/events/{event.slug}/schedule/drafts/{draft.id}").text
    assert "No slots yet" in html


def test_unknown_day_and_zone_show_the_first_day_and_all_zones(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    plain = text_of(client.get(f"{here.draft_url}/grid").text)
    for query in ("day=tomorrow&zone=abc", "day=2001-01-01&zone=99999999999999999999"):
        assert text_of(client.get(f"{here.draft_url}/grid?{query}").text) == plain


@pytest.mark.parametrize("view", ["drafts", "versions"])
def test_people_are_listed_with_their_strip_and_how_they_are_served(app: Flask, client: FlaskClient, view: str) -> None:
    here = DraftScene()
    here.place(here.with_eva, 3, 1)
    make_meeting(here.dan, here.eva)
    sign_in(client, here.ann)
    url = f"{here.draft_url}/people" if view == "drafts" else f"{here.url}/versions/1/people"
    if view == "versions":
        here.publish()
    shown = text_of(client.get(f"{url}?sort=name").text)
    assert "Bob Kovač Kovač d.o.o. 2 of 2 1 1 1" in shown
    assert "Dan Νικολάου Kovač d.o.o. 0 of 1 0 0 0" in shown
    html = client.get(f"{url}?q=ivanova").text
    assert f"/participants/{here.cat.id}" in html
    assert "10:00, Table 1: Bob Kovač" in html
    assert (f"{here.draft_url}/meetings/{here.with_cat.id}" in html) == (view == "drafts")
    assert "Eva Çela" not in html
    assert "Nothing found" in client.get(f"{url}?q=nobody").text


def test_unscheduled_meetings_have_reasons_with_names_and_hours(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.unschedule(here.with_cat)
    make_meeting(here.dan, here.eva)
    shown = text_of(sign_in(client, here.ann).get(f"{here.draft_url}/unscheduled").text)
    assert "Unscheduled (2)" in shown
    assert "It was taken out by hand. Nothing stands in its way on " in shown
    assert shown.count("taken out by hand") == 1


def test_draft_with_everything_placed_says_so(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    assert "Every meeting has its place" in sign_in(client, here.ann).get(f"{here.draft_url}/unscheduled").text


def test_meetings_page_says_before_a_move_where_it_is_possible(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    shown = text_of(sign_in(client, here.ann).get(meeting_url(here)).text)
    assert "Here now" in shown
    assert "Not possible Bob Kovač meets Eva Çela." in shown
    assert shown.count("Free") == 4


def test_meetings_page_looks_with_a_colleagues_eyes(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    shown = text_of(client.get(f"{meeting_url(here)}?one={here.dan.id}").text)
    assert "meets Eva Çela" not in shown
    assert "Dan Νικολάου attends, though it was not agreed that a colleague may." in shown
    strangers = text_of(client.get(f"{meeting_url(here)}?one={here.eva.id}&other=99999999999999999999").text)
    assert "Not possible Bob Kovač meets Eva Çela." in strangers


def test_meeting_is_moved_by_a_form(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    answer = client.post(f"{meeting_url(here)}/place", data=chosen(here, 3, 2))
    assert (answer.status_code, answer.headers["Location"]) == (303, meeting_url(here))
    assert place_of(here) == (here.slots[3].id, here.tables[2].id)
    assert "Moved." in client.get(meeting_url(here)).text


def test_move_to_where_it_is_says_so_kindly(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    client.post(f"{meeting_url(here)}/place", data=chosen(here, 0, 0))
    assert "The meeting is there already." in client.get(meeting_url(here)).text


def test_table_0_stands_for_no_table(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann).post(f"{meeting_url(here)}/place", data=chosen(here, 3, 2) | {"table": 0})
    assert place_of(here) == (here.slots[3].id, None)
    assert "No table" in client.get(f"{here.draft_url}/grid").text


def test_refused_move_keeps_the_page_and_says_why(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    answer = sign_in(client, here.ann).post(f"{meeting_url(here)}/place", data=chosen(here, 1, 2))
    assert answer.status_code == 422
    assert "Bob Kovač has another meeting in this slot." in answer.text
    assert "Where it could be" in answer.text
    assert place_of(here) == (here.slots[0].id, here.tables[0].id)


@pytest.mark.parametrize("value", ["", "abc", "-1", "99999999999999999999", "1e309"])
def test_unusable_slot_is_refused_at_the_form(app: Flask, client: FlaskClient, value: str) -> None:
    here = DraftScene()
    data = {**chosen(here, 3, 2), "slot": value}
    answer = sign_in(client, here.ann).post(f"{meeting_url(here)}/place", data=data)
    assert answer.status_code == 422
    assert place_of(here) == (here.slots[0].id, here.tables[0].id)


def test_locked_meeting_shows_no_places_and_refuses_a_forged_move(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    client.post(f"{meeting_url(here)}/lock")
    page = client.get(meeting_url(here)).text
    assert ("This meeting is locked" in page, "Where it could be" in page) == (True, False)
    assert (
        "This meeting is locked. Unlock it first."
        in client.post(f"{meeting_url(here)}/place", data=chosen(here, 3, 2)).text
    )
    client.post(f"{meeting_url(here)}/unschedule")
    assert "This meeting is locked. Unlock it first." in client.get(meeting_url(here)).text
    client.post(f"{meeting_url(here)}/unlock")
    client.post(f"{meeting_url(here)}/place", data=chosen(here, 3, 2))
    assert place_of(here) == (here.slots[3].id, here.tables[2].id)


def test_unscheduled_meeting_can_be_placed_again(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann).post(f"{meeting_url(here)}/unschedule")
    assert place_of(here) is None
    page = text_of(client.get(meeting_url(here)).text)
    assert ("Without a place" in page, "Place here" in page) == (True, True)
    client.post(f"{meeting_url(here)}/place", data=chosen(here, 0, 0))
    assert place_of(here) == (here.slots[0].id, here.tables[0].id)


def test_withdrawn_meeting_says_that_it_cannot_be_held(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    here.with_cat.cancelled_at = here.event.created_at
    db.session.commit()
    shown = text_of(sign_in(client, here.ann).get(meeting_url(here)).text)
    assert "It cannot be held any more. It was withdrawn or declined." in shown
    assert "Where it could be" not in shown


def test_discarded_draft_is_gone(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    url = here.draft_url
    assert sign_in(client, here.ann).post(f"{url}/discard").headers["Location"] == here.url
    assert client.get(url).status_code == 404
    assert client.post(f"{url}/discard").status_code == 404


def test_version_is_not_edited_under_the_address_of_a_draft(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    version = make_version(here.event, (here.with_cat, here.slots[2], here.tables[2]))
    sign_in(client, here.ann)
    url = f"{here.url}/drafts/{version.id}"
    assert client.get(url).status_code == 404
    assert client.post(f"{url}/meetings/{here.with_cat.id}/place", data=chosen(here, 3, 2)).status_code == 404


@pytest.mark.parametrize("view", ["", "/people", "/unscheduled", "/meetings/{meeting}", "/publish"])
def test_pages_ask_the_database_as_often_for_many_meetings_as_for_two(
    app: Flask, client: FlaskClient, view: str
) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    url = here.draft_url + view.format(meeting=here.with_cat.id)

    def queries() -> int:
        count = 0

        def counted(*_: object) -> None:
            nonlocal count
            count += 1

        sqlalchemy_event.listen(db.engine, "before_cursor_execute", counted)
        assert client.get(url).status_code == 200
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", counted)
        return count

    here.unschedule(here.with_eva)
    db.session.commit()
    few = queries()
    for number in range(8):
        one, other = (make_participant(here.event, f"Person {number} {side}") for side in "ab")
        meeting = make_meeting(one, other)
        if number % 2:
            here.place(meeting, number % 6, None)
    db.session.commit()
    assert queries() == few


def test_begun_meeting_offers_nothing(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    begun = db.session.get_one(Assignment, (here.draft.id, here.with_cat.id))
    here.slots[0].starts_at = begun.starts_at = NOW - timedelta(minutes=1)
    db.session.commit()
    shown = text_of(sign_in(client, here.ann).get(meeting_url(here)).text)
    assert ("This meeting has begun" in shown, "Where it could be" in shown) == (True, False)


def test_every_view_of_a_draft_says_what_is_proven(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    sign_in(client, here.ann)
    sentence = "Nothing is proven about this schedule: it was changed since it was built."
    views = ("", "/grid", "/people", "/unscheduled")
    assert [sentence in text_of(client.get(f"{here.draft_url}{view}").text) for view in views] == [True] * 4
