"""The page of the log: searched, filtered, paged, exported."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event as sql_event

from matchmaking.extensions import db
from matchmaking.services import audit
from tests.factories import NOW, make_event, make_organizer, make_participant, make_request, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Organizer


@pytest.fixture
def ann(client: FlaskClient) -> Organizer:
    ann = make_organizer()
    sign_in(client, ann)
    return ann


@pytest.fixture
def event(ann: Organizer) -> Event:
    """Ann added a zone yesterday; Bob withdrew today; the worker asked for feedback; another event had a zone."""
    event, other = make_event(ann), make_event(ann)
    bob = make_participant(event, "Милица Ђорђевић")
    audit.record("zone.added", at=NOW - timedelta(days=1), event_id=event.id, organizer=ann, subject="Hall A")
    audit.record("participant.withdrawn", at=NOW, event_id=event.id, participant=bob, subject=bob.name)
    audit.record("feedback.asked", at=NOW, event_id=event.id, people=12)
    audit.record("zone.added", at=NOW, event_id=other.id, organizer=ann, subject="Elsewhere")
    db.session.commit()
    return event


def sentences(client: FlaskClient, event: Event, query: str = "") -> list[str]:
    page = client.get(f"/organizer/events/{event.slug}/log{query}").text
    return [part.split("</th>")[0] for part in page.split('<th scope="row">')[1:]]


def test_latest_change_stands_first_and_other_events_have_logs_of_their_own(client: FlaskClient, event: Event) -> None:
    assert sentences(client, event) == ["Feedback asked for", "Participant withdrawn", "Zone added"]
    assert sentences(client, event, "?sort=when&descending=1")[0] == "Zone added"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=hall", ["Zone added"]),
        ("?q=милица", ["Participant withdrawn"]),
        ("?q=zone+added", ["Zone added"]),
        ("?q=100%25", []),
        ("?kind=people", ["Participant withdrawn"]),
        ("?kind=schedule", []),
        ("?who=participants", ["Participant withdrawn"]),
        ("?who=itself", ["Feedback asked for"]),
        ("?kind=none&who=999999", ["Feedback asked for", "Participant withdrawn", "Zone added"]),
    ],
)
def test_log_is_searched_and_filtered(client: FlaskClient, event: Event, query: str, found: list[str]) -> None:
    assert sentences(client, event, query) == found


def test_log_is_filtered_by_organizer_and_by_day(client: FlaskClient, event: Event, ann: Organizer) -> None:
    assert sentences(client, event, f"?who={ann.id}") == ["Zone added"]
    event.time_zone = "UTC"
    db.session.commit()
    assert sentences(client, event, f"?day={(NOW - timedelta(days=1)).date()}") == ["Zone added"]


def test_what_still_exists_is_linked(client: FlaskClient, event: Event, ann: Organizer) -> None:
    request = make_request(make_participant(event), make_participant(event))
    audit.record("request.added", at=NOW, event_id=event.id, organizer=ann, subject="Bob → Cat", request=request.id)
    audit.record("request.withdrawn", at=NOW, event_id=event.id, organizer=ann, subject="Gone", request=999_999)
    audit.record("run.started", at=NOW, event_id=event.id, organizer=ann, subject="run 999999")
    db.session.commit()
    page = client.get(f"/organizer/events/{event.slug}/log").text
    assert f'/requests/{request.id}">Bob → Cat</a>' in page
    assert '">Милица Ђорђевић</a>' in page
    assert (">Gone</a>" in page, ">run 999999</a>" in page) == (False, False)


def test_log_is_exported_as_it_is_filtered(client: FlaskClient, event: Event) -> None:
    answer = client.get(f"/organizer/events/{event.slug}/log.csv?kind=setup")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].replace('"', "") in {"When,Who,What,About,Details", "When;Who;What;About;Details"}
    assert len(lines) == 2
    assert "Zone added" in lines[1]
    assert client.get(f"/organizer/events/{event.slug}/log.xlsx").data[:2] == b"PK"


def test_hundred_entries_take_as_many_queries_as_three(client: FlaskClient, event: Event, ann: Organizer) -> None:
    few = queries(client, event)
    for number in range(100):
        person = make_participant(event, f"Bob {number}")
        audit.record(
            "participant.approved", at=NOW, event_id=event.id, organizer=ann, participant=person, subject="Bob"
        )
    db.session.commit()
    assert queries(client, event) == few
    assert len(sentences(client, event, "?page=3")) == 3


def queries(client: FlaskClient, event: Event) -> int:
    asked: list[object] = []

    def count(*args: object) -> None:
        asked.append(args[2])

    url = f"/organizer/events/{event.slug}/log"
    sql_event.listen(db.engine, "before_cursor_execute", count)
    client.get(url)
    sql_event.remove(db.engine, "before_cursor_execute", count)
    return len(asked)
