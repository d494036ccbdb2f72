"""The desk's pages: found by name or badge, checked in with one press, on a slow network as well."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import event as sqlalchemy_event

from matchmaking.extensions import db
from matchmaking.models import Presence
from matchmaking.services.day import check_in
from tests.factories import make_event, make_organizer, make_participant, sign_in
from tests.matchmaking.day_scene import DayScene
from tests.matchmaking.organizer.test_drafts import text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Participant

FROM_A_SCRIPT = {"HX-Request": "true"}


def checked_in(person: Participant) -> bool:
    found = db.session.query(Presence).filter_by(participant_id=person.id).one_or_none()
    return found is not None and found.checked_in_at is not None


def test_the_desk_is_for_the_events_own_organizers(app: Flask) -> None:
    here = DayScene()
    pages = ["", f"/{here.bob.id}", f"/badge/{check_in.badge_code(here.bob)}", "/code?code=x"]
    for page in pages:
        url = here.url(page)
        assert sign_in(app.test_client(), here.ann).get(url).status_code in {200, 303}
        assert sign_in(app.test_client(), make_organizer("Zoe")).get(url).status_code == 404
        for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
            assert "/organizer/sign-in" in outsider.get(url).headers["Location"]


def test_everybody_is_listed_with_where_they_are_and_counted(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    sign_in(client, here.ann).post(here.person_url(here.bob, "/check-in"))
    text = text_of(client.get(here.url()).text)
    assert "1 Here 5 Not here yet 0 Late 0 Gone" in text
    assert "Цвета Иванова" in text
    assert text_of(client.get(here.url("?is=here")).text).count("Bob Kovač") == 2  # the name, and its button
    assert "Nobody fits" in text_of(client.get(here.url("?q=nobody+like+that")).text)


def test_a_badge_opens_its_owners_page_from_the_camera_and_from_the_field(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    sign_in(client, here.ann)
    page = here.person_url(here.cat)
    code = check_in.badge_code(here.cat)
    assert client.get(here.url(f"/badge/{code}")).headers["Location"] == page
    assert client.get(here.url("/code"), query_string={"code": code.lower()}).headers["Location"] == page
    url = check_in.badge_url(here.event, here.cat)
    assert client.get(here.url("/code"), query_string={"code": url}).headers["Location"] == page


def test_a_code_that_is_no_badge_leads_back_with_a_sentence(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    answer = sign_in(client, here.ann).get(here.url("/code?code=AAAA"), follow_redirects=True)
    assert "This is no badge of this event." in text_of(answer.text)
    assert client.get(here.url("/badge/AAAA")).status_code == 404


def test_a_press_checks_in_without_scripts_and_with_them(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    sign_in(client, here.ann)
    plain = client.post(here.person_url(here.bob, "/check-in"))
    assert (plain.status_code, plain.headers["Location"]) == (303, here.person_url(here.bob))
    swapped = client.post(here.person_url(here.cat, "/check-in"), data={"row": 1}, headers=FROM_A_SCRIPT)
    assert swapped.status_code == 200
    assert "Цвета Иванова is here." in text_of(swapped.text)
    assert "<html" not in swapped.text
    assert len(swapped.data) < 4000
    assert (checked_in(here.bob), checked_in(here.cat)) == (True, True)


def test_pressing_twice_does_no_harm_and_says_so(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    sign_in(client, here.ann)
    first, second = (client.post(here.person_url(here.bob, "/check-in"), follow_redirects=True) for _ in range(2))
    assert "Bob Kovač is here." in text_of(first.text)
    assert "Bob Kovač was checked in already." in text_of(second.text)
    client.post(here.person_url(here.bob, "/undo"))
    assert checked_in(here.bob) is False


def test_a_persons_page_shows_the_day_and_whom_they_meet(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    here.bob.phone = "+381 60 000 000"
    db.session.commit()
    page = sign_in(client, here.ann).get(here.person_url(here.bob))
    text = text_of(page.text)
    assert "10:00 – 10:20 Цвета Иванова" in text
    assert "Table 1, Hall A" in text
    assert 'href="tel:+38160000000"' in page.text


def test_hours_are_noted_and_impossible_ones_refused(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    sign_in(client, here.ann)
    url = here.person_url(here.dan, "/hours")
    noted = client.post(url, data={"arrives": "11:00", "leaves": ""}, follow_redirects=True)
    assert "Arrives at 11:00" in text_of(noted.text)
    refused = client.post(url, data={"arrives": "11:00", "leaves": "10:00"})
    assert refused.status_code == 422
    assert "They cannot leave before they arrive." in text_of(refused.text)
    assert client.post(url, data={"arrives": "25:99", "leaves": ""}).status_code == 422


def test_people_of_other_events_are_not_there(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    stranger = make_participant(make_event(), "Dan Stranger")
    sign_in(client, here.ann)
    for act in ("/check-in", "/undo", "/hours", "/left"):
        assert client.post(here.person_url(stranger, act)).status_code == 404
    assert client.get(here.person_url(stranger)).status_code == 404


def queries_of(client: FlaskClient, url: str) -> int:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(url).status_code == 200
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


def test_the_list_asks_the_database_as_often_for_many_as_for_few(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    sign_in(client, here.ann)
    few = queries_of(client, here.url())
    for k in range(40):
        make_participant(here.event, f"Person {k}")
    assert queries_of(client, here.url()) == few


def test_today_is_the_events_day(app: Flask, client: FlaskClient) -> None:
    here = DayScene()
    assert datetime.now(UTC).date() < here.event.starts_on
    assert f"{here.event.starts_on:%-d %B %Y}" in text_of(sign_in(client, here.ann).get(here.url()).text)
