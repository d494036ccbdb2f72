from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Mail
from matchmaking.services.setup import places, stands
from tests.factories import (
    NOW,
    make_event,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_type,
    sign_in,
)

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days"


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days")


def test_overview_says_where_the_event_stands_and_what_is_missing(client: FlaskClient, event: Event) -> None:
    make_session(event, slots=6)
    make_tables(event, 4)
    make_request(make_participant(event, "Bob Kovač"), make_participant(event, "Cat Dimitrova"))
    page = client.get(f"{HERE}/").get_data(as_text=True)
    assert "Booking is open: participants send, accept and decline requests." in page
    assert "6 slots × 4 tables" in page
    assert (
        f'<a class="button primary" href="{HERE}/participants/reminders">Look at 1 participant without wishes</a>'
        in page
    )
    assert f'<a href="{HERE}/requests?status=pending">Look at 1 unanswered request</a>' in page
    assert "Set-up: 7 of 9" in page


def test_main_button_of_an_event_in_preparation_is_its_next_step(client: FlaskClient, event: Event) -> None:
    event.booking_opens_at = event.registration_opens_at = None
    db.session.commit()
    page = client.get(f"{HERE}/").get_data(as_text=True)
    assert f'<a class="button primary" href="{HERE}/settings/texts">Next: What it is about</a>' in page
    assert "None yet: without slots nothing can be scheduled." in page
    assert "What to do now" not in page


def count_queries(client: FlaskClient, path: str) -> int:
    statements: list[str] = []

    def listen(*given: Any) -> None:
        statements.append(given[2])

    db.session.remove()
    sqlalchemy_event.listen(db.engine, "before_cursor_execute", listen)
    client.get(path)
    sqlalchemy_event.remove(db.engine, "before_cursor_execute", listen)
    return len(statements)


def test_pages_ask_the_database_as_often_for_many_as_for_one(client: FlaskClient, event: Event) -> None:
    paths = [f"{HERE}/{path}" for path in ("", "programme", "tables", "types")]
    event_id = event.id
    make_session(event)
    stands.give(event, make_tables(event, 2)[0], make_participant(event).id, make_organizer(), NOW)
    db.session.commit()
    few = [count_queries(client, path) for path in paths]
    event = db.session.get_one(type(event), event_id)
    for number in range(8):
        make_session(event, start_hour=13 + number, slots=2)
        make_type(event, f"Type {number}")
        zone = places.add_zone(event, f"Zone {number}", make_organizer(), NOW)
        places.add_tables(event, zone, range(10 * number + 10, 10 * number + 15), make_organizer(), NOW)
        db.session.flush()
        stands.give(event, zone.tables[0], make_participant(event).id, make_organizer(), NOW)
        make_request(make_participant(event), make_participant(event))
    db.session.commit()
    assert [count_queries(client, path) for path in paths] == few


def test_event_is_cancelled_with_its_name_and_a_note(client: FlaskClient, event: Event) -> None:
    make_participant(event, "Bob Kovač", email="bob@firm.example")
    assert "1 participant gets a mail with your note." in client.get(f"{HERE}/cancel").get_data(as_text=True)
    wrong = client.post(f"{HERE}/cancel", data={"note": "Flood.", "typed_name": "No"})
    assert wrong.status_code == 422
    assert "This is not the event&#39;s name. Nothing was cancelled." in wrong.get_data(as_text=True)
    answer = client.post(f"{HERE}/cancel", data={"note": "Flood.", "typed_name": "Days of Clusters"})
    assert answer.location == f"{HERE}/"
    assert db.session.scalars(select(Mail.to_address)).all() == ["bob@firm.example"]
    page = client.get(f"{HERE}/").get_data(as_text=True)
    assert "The event was cancelled." in page
    assert "Flood." in page
    again = client.post(f"{HERE}/cancel", data={"note": "", "typed_name": "Days of Clusters"})
    assert again.status_code == 409
    assert len(db.session.scalars(select(Mail)).all()) == 1
