"""What somebody has said of their data since they agreed, on their page and in their file."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.services import audit
from matchmaking.services.agenda import colleagues
from matchmaking.services.mail import choices
from matchmaking.services.mail.choices import Choice
from matchmaking.services.people import visibility
from matchmaking.services.retention import consent_log
from tests.factories import NOW, make_event, make_participant, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Participant


@pytest.fixture
def event(app: Flask) -> Event:
    del app
    return make_event(slug="days")


@pytest.fixture
def bob(event: Event) -> Participant:
    return make_participant(event)


def said(who: Participant) -> list[str]:
    db.session.flush()
    return [one.words for one in consent_log.of(who)]


def test_everything_that_may_be_shown_or_mailed_is_in_it_the_latest_first(bob: Participant) -> None:
    minutes = [NOW + timedelta(minutes=k) for k in range(4)]
    visibility.set_audiences(bob, {"email_to": "everybody", "phone_to": "partners"}, minutes[0])
    colleagues.show(bob, minutes[1], wanted=True)
    choices.switch(bob, Choice.REMINDERS, minutes[2], wanted=False)
    choices.set_daily(bob, minutes[3], daily=True)
    assert said(bob) == [
        "News of requests once a day at 7:00, in one mail: yes",
        "Reminders by mail: no",
        "Colleagues see your agenda: yes",
        "Your e-mail address is seen by: all whom you may meet",
        "Your phone is seen by: those with whom you have agreed to meet",
    ]
    assert [one.at for one in consent_log.of(bob)] == [*reversed(minutes), minutes[0]]


def test_what_is_said_again_is_not_said_twice(bob: Participant) -> None:
    for _ in range(2):
        visibility.set_audiences(bob, {"email_to": "everybody", "phone_to": bob.phone_to.value}, NOW)
        colleagues.show(bob, NOW, wanted=True)
    assert said(bob) == ["Colleagues see your agenda: yes", "Your e-mail address is seen by: all whom you may meet"]


def test_it_is_about_them_alone_and_about_nothing_else(event: Event, bob: Participant) -> None:
    cat = make_participant(event, "Cat C")
    visibility.set_audiences(cat, {"email_to": "everybody"}, NOW)
    audit.record("participant.changed", at=NOW, event_id=bob.event_id, participant=bob)
    assert said(bob) == []


def test_page_and_file_have_it(client: FlaskClient) -> None:
    bob = make_participant(make_event(slug="days"))
    sign_in(client, bob)
    steps = {"email_to": "everybody", "phone_to": "nobody", "about_to": "everybody"}
    assert client.post("/e/days/me/profile/steps/5", data=steps).status_code == 303
    assert client.post("/e/days/me/agenda/show", data={"wanted": "1"}).status_code == 303
    page = client.get("/e/days/me/profile").get_data(as_text=True)
    assert "Your e-mail address is seen by: all whom you may meet" in page
    assert "Colleagues see your agenda: yes" in page
    entries = client.get("/e/days/me/profile/data.json").get_json()["changed_since"]
    assert [(one["action"], one.get("email_to"), one.get("wanted")) for one in entries] == [
        ("participant.visibility_changed", "everybody", None),
        ("participant.agenda_shown", None, True),
    ]


def test_every_kind_of_mail_that_can_be_switched_has_a_name() -> None:
    assert set(choices.LABELS) == {*(choice.value for choice in Choice), choices.DAILY}
