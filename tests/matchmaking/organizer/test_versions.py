"""Versions: looked at, compared, published again, changed by hand, taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Assignment, Schedule
from tests.factories import make_organizer, sign_in
from tests.matchmaking.draft_scene import DraftScene
from tests.matchmaking.organizer.test_drafts import text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

VIEWS = (
    "/versions",
    "/compare",
    "/versions/1",
    "/versions/1/board",
    "/versions/1/grid",
    "/versions/1/people",
    "/versions/1/again",
    "/schedule.xlsx",
    "/schedule.csv",
    "/schedule.ics",
    "/print",
    "/versions/1/schedule.xlsx",
    "/versions/1/print",
)


def published_twice() -> DraftScene:
    """In version 2 Bob meets Cat at 11:00 instead of 10:00."""
    here = DraftScene()
    here.publish()
    here.edit()
    here.place(here.with_cat, 3, 0)
    here.publish()
    return here


@pytest.mark.parametrize("view", VIEWS)
def test_versions_are_for_the_events_own_organizers(app: Flask, view: str) -> None:
    here = published_twice()
    url = f"{here.url}{view}"
    assert sign_in(app.test_client(), here.ann).get(url).status_code == 200
    assert sign_in(app.test_client(), make_organizer("Zoe")).get(url).status_code == 404
    for outsider in (sign_in(app.test_client(), here.bob), app.test_client()):
        assert "/organizer/sign-in" in outsider.get(url).headers["Location"]


@pytest.mark.parametrize("view", [*VIEWS[2:], "/versions/0", "/versions/99999999999999999999"])
def test_nothing_published_is_not_there(app: Flask, client: FlaskClient, view: str) -> None:
    here = DraftScene()
    assert sign_in(client, here.ann).get(f"{here.url}{view}").status_code == 404


def test_versions_are_listed_with_the_one_in_force(app: Flask, client: FlaskClient) -> None:
    here = published_twice()
    shown = text_of(sign_in(client, here.ann).get(f"{here.url}/versions").text)
    assert "Version 2 In force" in shown
    assert shown.count("Publish again") == 1
    assert shown.index("Version 2") < shown.index("Version 1")


def test_event_without_versions_says_so(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    assert "Nothing is published yet" in sign_in(client, here.ann).get(f"{here.url}/versions").text


def test_version_can_be_read_and_not_edited(app: Flask, client: FlaskClient) -> None:
    here = published_twice()
    html = sign_in(client, here.ann).get(f"{here.url}/versions/1").text
    assert "Bob Kovač (Kovač d.o.o.)" in html
    assert "/meetings/" not in html
    assert "Version 2 is in force." in html
    assert "Nothing is proven about this schedule" in html


def test_earlier_version_is_published_again_as_a_new_one(app: Flask, client: FlaskClient) -> None:
    here = published_twice()
    sign_in(client, here.ann)
    url = f"{here.url}/versions/1/again"
    assert "Publish version 1 again" in client.get(url).text
    assert "Moved 1" in text_of(client.get(url).text)
    assert client.post(url, data={"standing": "final", "seen_version": "1"}).status_code == 422
    assert client.post(url, data={"standing": "final", "seen_version": "2"}).status_code == 303
    third = db.session.scalars(select(Schedule).where(Schedule.number == 3)).one()
    held = db.session.get_one(Assignment, (third.id, here.with_cat.id))
    assert held.slot_id == here.slots[0].id
    assert db.session.query(Schedule).count() == 3


def test_version_in_force_becomes_a_draft_to_change(app: Flask, client: FlaskClient) -> None:
    here = published_twice()
    answer = sign_in(client, here.ann).post(f"{here.url}/edit")
    draft = db.session.scalars(select(Schedule).where(Schedule.number.is_(None))).one()
    assert answer.headers["Location"] == f"{here.url}/drafts/{draft.id}"
    assert draft.based_on == 2
    assert "This draft is as version 2." in client.get(answer.headers["Location"]).text


def test_nothing_published_cannot_be_changed_by_hand(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    assert sign_in(client, here.ann).post(f"{here.url}/edit").status_code == 404
    assert sign_in(app.test_client(), make_organizer("Zoe")).post(f"{here.url}/edit").status_code == 404


@pytest.mark.parametrize(
    ("name", "mime_type", "beginning"),
    [
        ("schedule.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("schedule.csv", "text/csv; charset=utf-8", b"\xef\xbb\xbfDay;Start"),
        ("schedule.ics", "text/calendar; charset=utf-8", b"BEGIN:VCALENDAR\r\n"),
    ],
)
def test_files_are_named_by_their_version(
    app: Flask, client: FlaskClient, name: str, mime_type: str, beginning: bytes
) -> None:
    here = published_twice()
    sign_in(client, here.ann)
    extension = name.partition(".")[2]
    for url, version in ((here.url, 2), (f"{here.url}/versions/1", 1)):
        answer = client.get(f"{url}/{name}")
        assert answer.headers["Content-Type"] == mime_type
        assert f'filename="{here.event.slug}-version-{version}.{extension}"' in answer.headers["Content-Disposition"]
        assert answer.data.startswith(beginning)


def test_printed_pages_are_stamped_with_their_version(app: Flask, client: FlaskClient) -> None:
    here = published_twice()
    sign_in(client, here.ann)
    everybody = client.get(f"{here.url}/print").text
    assert everybody.count('class="sheet') == 3
    assert everybody.count("Version 2, in force when printed on") == 4
    assert "Version 1, no longer in force" in client.get(f"{here.url}/versions/1/print").text
    alone = client.get(f"{here.url}/print?participant={here.cat.id}").text
    assert alone.count('class="sheet') == 1
    assert "11:00" in text_of(alone)
    for stranger in (DraftScene().cat.id, 987654):
        assert client.get(f"{here.url}/print?participant={stranger}").status_code == 404
