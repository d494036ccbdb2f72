"""Some mails end by one press, by whoever has the mail, and nothing else does."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Event, Mail, Participant
from matchmaking.services.mail import choices, mailing, outbox, smtp
from matchmaking.services.mail.choices import Choice
from tests.factories import NOW, make_event, make_participant, make_request, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event(name="Fair")


@pytest.fixture
def bob(event: Event) -> Participant:
    return make_participant(event, "Bob B")


def remind(bob: Participant, event: Event, key: str = "x") -> Mail | None:
    given: dict[str, Any] = {"lack": "no_requests", "unanswered": 0, "sign_in_url": outbox.link("/e/fair/sign-in")}
    mail = outbox.write("reminder", bob, now=NOW, dedupe_key=key, event=event, **given)
    db.session.commit()
    return mail


def headers(mail: Mail) -> tuple[str | None, str | None]:
    letter = mailing._letter(mail)
    sent = message_from_bytes(smtp.compose(letter, "M <m@network.example>").as_bytes(), policy=policy.default)
    url: str | None = sent["List-Unsubscribe"]  # folded, where it is long
    return url and url.strip(), sent["List-Unsubscribe-Post"]


def stop_path(bob: Participant) -> str:
    found = choices.stop_path(bob, "reminder")
    assert found is not None
    return found


def test_mail_that_may_be_stopped_says_how_in_its_head_and_its_text(bob: Participant, event: Event) -> None:
    mail = remind(bob, event)
    assert mail is not None
    url = outbox.link(stop_path(bob))
    assert headers(mail) == (f"<{url}>", "List-Unsubscribe=One-Click")
    assert f"No more mails of this kind: {url}\n" in mail.body


def test_mail_that_is_told_in_any_case_offers_no_end(bob: Participant, event: Event) -> None:
    bob.reminded = bob.told_of_requests = False
    mail = outbox.write("withdrawn", bob, now=NOW, dedupe_key="x", event=event, event_page_url="", sign_in_url="")
    db.session.commit()
    assert mail is not None
    assert headers(mail) == (None, None)
    assert "No more mails" not in mail.body


def test_one_press_of_a_mail_program_ends_these_mails_and_no_others(
    app: Flask, client: FlaskClient, bob: Participant, event: Event
) -> None:
    path = stop_path(bob)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answers = [client.post(path, data=ONE_CLICK) for _press in range(2)]
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert [answer.status_code for answer in answers] == [200, 200]
    db.session.expire_all()
    assert (bob.reminded, bob.told_of_requests) == (False, True)
    assert remind(bob, event) is None
    entries = db.session.query(AuditEntry).filter_by(action="participant.mails_switched").all()
    assert [entry.detail for entry in entries] == [{"mails": "reminders", "wanted": False}]


def test_page_shows_what_is_so_and_changes_nothing_by_itself(client: FlaskClient, bob: Participant) -> None:
    path = stop_path(bob)
    assert "Stop these mails" in client.get(path).get_data(as_text=True)
    db.session.expire_all()
    assert bob.reminded
    stopped = client.post(path).get_data(as_text=True)
    assert "You do not get these mails any more: Reminders by mail." in stopped
    assert "Stop these mails" in client.post(f"{path}/again").get_data(as_text=True)
    db.session.expire_all()
    assert bob.reminded


def test_address_is_good_for_its_group_and_person_alone(client: FlaskClient, event: Event, bob: Participant) -> None:
    eva = make_participant(event, "Eva E")
    token = stop_path(bob).rpartition("/")[2]
    proof = token.partition("-")[2]
    for path in (f"/mails/requests/{token}", f"/mails/reminders/{eva.id}-{proof}", "/mails/reminders/x"):
        assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    bob.feedback_nonce = "another"
    db.session.commit()
    assert client.get(f"/mails/reminders/{token}").status_code == 404


def test_requests_reach_somebody_who_stopped_their_mails_on_the_page_alone(event: Event, bob: Participant) -> None:
    choices.switch(bob, Choice.REQUESTS, NOW, wanted=False)
    make_request(make_participant(event, "Eva E"), bob)
    assert db.session.query(Mail).filter_by(kind="request_received").count() == 0


def test_profile_switches_each_group(client: FlaskClient, event: Event, bob: Participant) -> None:
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/profile"
    assert client.get(path).get_data(as_text=True).count('name="mails" value="re') == 2
    answer = client.post(f"{path}/mails", data={"mails": ["requests"]})
    assert urlsplit(answer.headers["Location"]).path == path
    db.session.expire_all()
    assert (bob.told_of_requests, bob.reminded) == (True, False)
