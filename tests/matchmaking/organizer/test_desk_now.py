"""The desk while meetings run: no-shows, refills, wishes, tables out of order, each by one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import NoShow
from matchmaking.services.day import check_in, tables
from tests.factories import make_event, make_meeting, make_organizer, sign_in
from tests.matchmaking.attended_scenes import Interpreted
from tests.matchmaking.day_scene import DayScene
from tests.matchmaking.organizer.test_desk import queries_of
from tests.matchmaking.organizer.test_drafts import text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from matchmaking.models import Meeting

PAGES = ("/now", "/changes")


def seven_minutes_in() -> DayScene:
    here = DayScene()
    here.begin(minutes_ago=7)
    return here


def missing(client: FlaskClient, here: DayScene, *, act: str = "missing") -> TestResponse:
    url = here.url(f"/now/meetings/{here.with_cat.id}/{act}/{here.cat.id}")
    return client.post(url, follow_redirects=True)


def place(client: FlaskClient, here: DayScene, meeting: Meeting, slot: int, table: int, **more: object) -> TestResponse:
    where = {"slot": here.slots[slot].id, "table": here.tables[table].id, "person": [meeting.low_id, meeting.high_id]}
    return client.post(here.url(f"/place/{meeting.id}"), data=where | more, follow_redirects=True)


@pytest.mark.parametrize("page", [*PAGES, "/now?slot=", "/now?slot=x"])
def test_pages_are_for_the_events_own_organizers(app: Flask, page: str) -> None:
    here = DayScene()
    url = here.url(page)
    assert sign_in(app.test_client(), here.ann).get(url).status_code == 200
    assert sign_in(app.test_client(), make_organizer("Zoe")).get(url).status_code == 404
    for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
        assert "/organizer/sign-in" in outsider.get(url).headers["Location"]


def test_before_anything_is_published_the_pages_say_so(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sign_in(client, ann)
    assert "Nothing is published yet" in text_of(client.get(f"/organizer/events/{event.slug}/desk/now").text)
    assert "Nothing to change" in text_of(client.get(f"/organizer/events/{event.slug}/desk/changes").text)


def test_the_running_slot_is_shown_with_who_can_be_marked(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    text = text_of(sign_in(client, here.ann).get(here.url("/now")).text)
    assert "running" in text
    assert "Цвета Иванова is missing" in text
    assert "Bob Kovač is missing" in text


def test_before_five_minutes_have_passed_the_page_says_when(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    here.begin(minutes_ago=2)
    text = text_of(sign_in(client, here.ann).get(here.url("/now")).text)
    assert "is missing" not in text
    assert "whoever is not there can be marked as missing" in text
    assert missing(client, here).status_code == 409
    assert db.session.query(NoShow).count() == 0


def test_a_no_show_leads_to_whoever_could_meet_and_one_press_refills(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    with_gus = make_meeting(here.bob, here.gus)
    text = text_of(missing(sign_in(client, here.ann), here).text)
    assert "Цвета Иванова did not come. The place is free." in text
    assert "Gus Novák" in text
    before = here.places()
    answer = place(client, here, with_gus, 0, 0)
    assert "Placed: version 2 is published" in text_of(answer.text)
    assert "is missing" in text_of(answer.text)  # the slot's meetings again
    assert before - here.places() == {here.place(here.with_cat, 0, 0)}
    assert here.places() - before == {here.place(with_gus, 0, 0)}


def test_a_second_press_does_no_harm(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    with_gus = make_meeting(here.bob, here.gus)
    missing(sign_in(client, here.ann), here)
    missing(client, here)
    place(client, here, with_gus, 0, 0)
    assert "stands there already" in text_of(place(client, here, with_gus, 0, 0).text)
    assert here.in_force().number == 2


def test_a_place_that_was_taken_meanwhile_is_said_and_others_are_offered(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    answer = place(sign_in(client, here.ann), here, here.cat_gus, 0, 1)
    assert answer.status_code == 200
    assert "This place is not free any more." in text_of(answer.text)
    assert "Free places at" in text_of(answer.text)
    assert here.in_force().number == 1


def test_whoever_came_after_all_is_taken_back(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    missing(sign_in(client, here.ann), here)
    assert "Not held: Цвета Иванова did not come" in text_of(client.get(here.url("/now")).text)
    assert "held after all" in text_of(missing(client, here, act="came").text)
    assert db.session.query(NoShow).count() == 0


def test_a_wish_is_found_agreed_on_and_placed(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    sign_in(client, here.ann)
    found = client.get(here.person_url(here.bob, "/wish?q=popa"))
    assert "Fay Popa" in text_of(found.text)
    agreed = client.post(here.person_url(here.bob, f"/wish/{here.fay.id}"), follow_redirects=True)
    assert "Bob Kovač and Fay Popa have agreed to meet." in text_of(agreed.text)
    meeting = db.session.query(type(here.with_cat)).filter_by(low_id=here.bob.id, high_id=here.fay.id).one()
    assert agreed.text.count(f'action="{here.url(f"/place/{meeting.id}")}"') == 4
    placed = place(client, here, meeting, 2, 0, **{"for": here.bob.id})
    assert placed.request.path == here.person_url(here.bob)
    assert here.place(meeting, 2, 0) in here.places()
    again = client.get(here.person_url(here.bob, f"/places/{meeting.id}"))
    assert "They meet already" in text_of(again.text)


def test_a_wish_that_may_not_be_is_shown_with_its_reason(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    sign_in(client, here.ann)
    text = text_of(client.get(here.person_url(here.bob, "/wish?q=dan")).text)
    assert "They come from the same organization." in text
    assert "Both agree" not in text
    refused = client.post(here.person_url(here.bob, f"/wish/{here.dan.id}"), follow_redirects=True)
    assert "They come from the same organization." in text_of(refused.text)


def test_who_leaves_early_leads_to_the_meetings_that_are_lost_by_it(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    answer = sign_in(client, here.ann).post(here.person_url(here.eva, "/left"), follow_redirects=True)
    assert "Eva Çela cannot be there" in text_of(answer.text)
    done = client.post(here.url("/changes/all"), follow_redirects=True)
    assert "1 has no other place and was taken out." in text_of(done.text)
    assert "There is nothing to move any more." in text_of(
        client.post(here.url("/changes/all"), follow_redirects=True).text
    )


def test_a_table_out_of_order_moves_its_meetings_by_one_press(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    sign_in(client, here.ann)
    out = client.post(here.url("/changes/tables/out"), data={"table": here.tables[0].id}, follow_redirects=True)
    assert "Table 1 is out of order from now on." in text_of(out.text)
    assert "Bob Kovač – Eva Çela" in text_of(out.text)
    assert "1 meeting was moved." in text_of(client.post(here.url("/changes/all"), follow_redirects=True).text)
    back = client.post(here.url("/changes/tables/back"), data={"table": here.tables[0].id}, follow_redirects=True)
    assert "Table 1 is in order again." in text_of(back.text)


def test_one_lost_meeting_is_taken_out_by_itself(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    sign_in(client, here.ann).post(here.person_url(here.eva, "/left"))
    url = here.url(f"/changes/{here.with_eva.id}/out")
    assert "taken out" in text_of(client.post(url, follow_redirects=True).text)
    assert client.post(url).status_code == 303
    assert here.in_force().number == 2


@pytest.mark.parametrize(
    "data", [{}, {"slot": "x"}, {"slot": "1", "table": "é"}, {"slot": "9" * 30, "table": "1", "person": ["1", "2"]}]
)
def test_made_up_places_are_refused(app: Flask, client: FlaskClient, data: dict[str, object]) -> None:
    here = seven_minutes_in()
    sign_in(client, here.ann)
    assert client.post(here.url(f"/place/{here.cat_gus.id}"), data=data).status_code == 422
    assert client.post(here.url("/changes/tables/out"), data={"table": "no"}).status_code == 404


def test_everything_of_other_events_is_not_there(app: Flask, client: FlaskClient) -> None:
    here, other = seven_minutes_in(), DayScene()
    sign_in(client, here.ann)
    assert client.get(here.url(f"/now?slot={other.slots[0].id}")).status_code == 404
    assert client.get(here.url(f"/now/{other.slots[0].id}/places")).status_code == 404
    assert client.get(here.person_url(here.bob, f"/places/{other.cat_gus.id}")).status_code == 404
    assert client.post(here.person_url(here.bob, f"/wish/{other.fay.id}")).status_code == 404
    assert client.post(here.url(f"/changes/{other.with_cat.id}/out")).status_code in {303, 404}
    assert client.post(here.url(f"/now/meetings/{other.with_cat.id}/missing/{other.cat.id}")).status_code == 404
    assert client.post(here.url("/changes/tables/out"), data={"table": other.tables[0].id}).status_code == 404
    assert (here.in_force().number, other.in_force().number) == (1, 1)


def test_the_meetings_of_a_slot_ask_the_database_as_often_for_many_as_for_few(app: Flask, client: FlaskClient) -> None:
    here = seven_minutes_in()
    sign_in(client, here.ann)
    client.get(here.url("/now"))  # what the session keeps from page to page is read once
    two, one = (queries_of(client, here.url(f"/now?slot={here.slots[k].id}")) for k in (0, 1))
    assert two == one


def test_the_changes_say_who_takes_over(app: Flask, client: FlaskClient) -> None:
    here = Interpreted()
    here.hold_with_ina(2, 2)
    here.begin(minutes_ago=7)
    page = here.url("/changes")
    tables.put_out(here.event, here.tables[2].id, here.ann, here.slots[0].starts_at)
    db.session.commit()
    sign_in(client, here.ann)
    assert "Ina Tumač" not in text_of(client.get(page).text)  # the table alone changes
    check_in.note_hours(here.event, here.ina, None, here.slots[2].starts_at, here.ann, here.slots[0].starts_at)
    db.session.commit()
    text = text_of(client.get(page).text)
    assert "Ina Tumač cannot be there" in text
    assert "Bob Kovač, Ζωή Παπαδοπούλου, Ian Tumač" in text


def test_who_interprets_is_named_as_such(app: Flask, client: FlaskClient) -> None:
    here = Interpreted()
    here.hold_with_ina(2, 2)
    here.begin(minutes_ago=7)
    text = text_of(sign_in(client, here.ann).get(here.url(f"/now?slot={here.slots[2].id}")).text)
    assert text.count("Interpreter") == 1
