from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from matchmaking.extensions import db
from matchmaking.models import Mail, ParticipantStatus
from matchmaking.services.setup import phases
from tests.factories import make_event, make_organizer, make_participant, make_session, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days/settings"


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days", starts_on=date(2027, 3, 27), ends_on=date(2027, 3, 28))


def filled(event: Event, **given: Any) -> dict[str, Any]:
    return {
        "name": event.name,
        "slug": event.slug,
        "starts_on": event.starts_on.isoformat(),
        "ends_on": event.ends_on.isoformat(),
        "time_zone": event.time_zone,
        "venue": event.venue,
        "main_language": event.languages[0],
        "languages": event.languages[1:],
        "listed": "y",
    } | given


def test_basics_are_changed_and_the_page_moves_with_its_address(client: FlaskClient, event: Event) -> None:
    data = filled(event, name="Days 2027", slug="days-2027", venue="Elsewhere", version_number="9", cancelled_at="x")
    data.pop("listed")
    answer = client.post(HERE, data=data)
    assert (answer.status_code, answer.location) == (303, "/organizer/events/days-2027/settings")
    db.session.expire_all()
    found = (event.name, event.slug, event.venue, event.listed, event.version_number)
    assert found == ("Days 2027", "days-2027", "Elsewhere", False, 0)
    assert client.get(HERE).status_code == 404


def test_page_shows_the_event_as_it_is(client: FlaskClient, event: Event) -> None:
    page = client.get(HERE).get_data(as_text=True)
    assert 'value="2027-03-27"' in page
    assert '<option selected value="Europe/Sofia">' in page
    assert page.count("checked") == 2  # one further language, and the public page


def test_days_that_leave_sessions_outside_are_refused_on_the_form(client: FlaskClient, event: Event) -> None:
    session = make_session(event)
    shifted = {"starts_on": "2027-03-28", "ends_on": "2027-03-29"}
    answer = client.post(HERE, data=filled(event, **shifted))
    assert answer.status_code == 422
    assert "These sessions would lie outside the event&#39;s days: “Meetings”." in answer.get_data(as_text=True)
    answer = client.post(HERE, data=filled(event, **shifted, move_sessions="y"))
    assert answer.status_code == 303
    db.session.expire_all()
    assert session.starts_at.date() == date(2027, 3, 28)
    assert session.sequence == 1


def test_other_days_are_shown_before_people_are_told(client: FlaskClient, event: Event) -> None:
    session = make_session(event)
    bob = make_participant(event)
    make_participant(event, "Dan D", status=ParticipantStatus.PENDING)
    shifted = filled(event, starts_on="2027-03-28", ends_on="2027-03-29", move_sessions="y")
    page = client.post(HERE, data=shifted).get_data(as_text=True)
    assert "6 slots get other times." in page
    assert "1 participant is told by mail." in page
    db.session.expire_all()
    assert (session.sequence, db.session.query(Mail).count()) == (0, 0)

    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    assert client.post(HERE, data=sent | {"languages": event.languages[1:]}).status_code == 303
    db.session.expire_all()
    assert (session.starts_at.date(), event.starts_on) == (date(2027, 3, 28), date(2027, 3, 28))
    (mail,) = db.session.query(Mail)
    assert (mail.participant_id, mail.kind) == (bob.id, "event_moved")
    assert "is now from Sunday, 28 March 2027 to Monday, 29 March 2027" in mail.body


def test_what_was_confirmed_and_has_changed_is_shown_once_more(client: FlaskClient, event: Event) -> None:
    make_session(event)
    make_participant(event)
    shifted = filled(event, starts_on="2027-03-28", ends_on="2027-03-29", move_sessions="y")
    page = client.post(HERE, data=shifted | {"seen": "of earlier"}).get_data(as_text=True)
    assert "What this does has changed since you looked." in page
    assert db.session.query(Mail).count() == 0


def test_texts_are_written_in_each_language_of_the_event(client: FlaskClient, event: Event) -> None:
    words = {"about": "Први ред\r\n\r\n\r\n\r\nдруги", "practical": "", "consent": "Сагласан сам."}
    assert client.post(f"{HERE}/texts/sr", data=words).location == f"{HERE}/texts/sr"
    db.session.expire_all()
    assert [(text.language, text.about, text.consent) for text in event.texts] == [
        ("sr", "Први ред\n\nдруги", "Сагласан сам.")
    ]
    assert "Сагласан сам." in client.get(f"{HERE}/texts/sr").get_data(as_text=True)
    assert client.get(f"{HERE}/texts/fr").status_code == 404
    assert client.post(f"{HERE}/texts", data={"about": "x" * 20_001}).status_code == 422


def test_hours_are_typed_and_shown_in_the_events_zone(client: FlaskClient, event: Event) -> None:
    data = {"registration_opens_at": "2027-01-05T09:00", "booking_opens_at": "2027-02-01T09:30"}
    assert client.post(f"{HERE}/hours", data=data).status_code == 303
    db.session.expire_all()
    assert event.registration_opens_at == datetime(2027, 1, 5, 7, tzinfo=UTC)
    assert event.booking_opens_at == datetime(2027, 2, 1, 7, 30, tzinfo=UTC)
    assert event.registration_closes_at is None
    page = client.get(f"{HERE}/hours").get_data(as_text=True)
    assert 'value="2027-01-05T09:00"' in page


@pytest.mark.parametrize(
    ("hour", "sentence"),
    [
        ("2027-03-28T03:30", "There is no 28 March 2027, 03:30 in Europe/Sofia: the clocks are put forward then."),
        ("2026-10-25T03:30", "25 October 2026, 03:30 comes twice in Europe/Sofia: the clocks are put back then."),
        ("9999-12-31T23:59", "Choose a day between the years 2000 and 2100."),
        ("10000-01-01T00:00", "Give a day and an hour."),
        ("2027-03-01T24:00", "Give a day and an hour."),
        ("tomorrow\x00", "Give a day and an hour."),
        ("2027-05-01T10:00", "Registration would open after the event is over."),
    ],
)
def test_impossible_hours_are_refused_in_words(client: FlaskClient, event: Event, hour: str, sentence: str) -> None:
    before = event.registration_opens_at
    answer = client.post(f"{HERE}/hours", data={"registration_opens_at": hour})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    db.session.expire_all()
    assert event.registration_opens_at == before


@pytest.mark.parametrize("door", ["registration", "booking"])
def test_doors_open_and_close_with_one_button(client: FlaskClient, event: Event, door: str) -> None:
    is_open = {"registration": phases.registration_is_open, "booking": phases.booking_is_open}[door]
    soon = datetime.now(UTC) + timedelta(minutes=1)
    assert client.post(f"{HERE}/{door}/close").location == f"{HERE}/hours"
    db.session.expire_all()
    assert not is_open(event, soon)
    page = client.get(f"{HERE}/hours").get_data(as_text=True)
    assert f"Open {door} now" in page
    client.post(f"{HERE}/{door}/open")
    db.session.expire_all()
    assert is_open(event, soon)
    client.post(f"{HERE}/{door}/open")
    assert "This is open already." in client.get(f"{HERE}/hours").get_data(as_text=True)


def test_there_are_two_doors(client: FlaskClient, event: Event) -> None:
    assert client.post(f"{HERE}/window/open").status_code == 404
    assert client.get(f"{HERE}/booking/open").status_code == 405


def test_limits_are_set_and_emptied(client: FlaskClient, event: Event) -> None:
    data = {"request_limit": "20", "must_limit": "5", "max_meetings": "12", "max_consecutive": "3"}
    assert client.post(f"{HERE}/limits", data=data).status_code == 303
    db.session.expire_all()
    assert (event.request_limit, event.must_limit, event.max_meetings, event.max_consecutive) == (20, 5, 12, 3)
    assert event.approve_registrations is False
    client.post(f"{HERE}/limits", data=dict.fromkeys(data, "") | {"approve_registrations": "y"})
    db.session.expire_all()
    assert (event.request_limit, event.max_consecutive, event.approve_registrations) == (None, None, True)


@pytest.mark.parametrize("value", ["-1", "0", "1001", "1e309", "NaN", "9" * 5000, "2.5", "x"])
def test_impossible_limits_are_refused(client: FlaskClient, event: Event, value: str) -> None:
    answer = client.post(f"{HERE}/limits", data={"request_limit": value})
    assert answer.status_code == 422
    assert "Give a whole number from 1 to 1000." in answer.get_data(as_text=True)
    db.session.expire_all()
    assert event.request_limit is None
