from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.app import create_app
from matchmaking.extensions import db, limiter
from matchmaking.models import Mail, MailedLink, SignIn
from tests.conftest import TEST_CONFIG
from tests.factories import PASSWORD, make_event, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

NEW_PASSWORD = "another long enough password"


def link_in_last_mail() -> str:
    body = db.session.scalars(select(Mail.body).order_by(Mail.id.desc())).first()
    found = re.search(r"http://localhost(/link/\S+)", body or "")
    assert found is not None
    return found[1]


def test_address_and_password_lead_to_the_events(client: FlaskClient) -> None:
    ann = make_organizer(email="Ann@Network.example")
    answer = client.post("/organizer/sign-in", data={"email": " ann@network.EXAMPLE ", "password": PASSWORD})
    assert (answer.status_code, answer.location) == (303, "/organizer/")
    assert db.session.scalars(select(SignIn.organizer_id)).all() == [ann.id]
    assert client.get("/organizer/account").status_code == 200


def test_page_that_asked_for_the_sign_in_is_where_it_leads(client: FlaskClient) -> None:
    make_organizer(email="ann@network.example")
    asked = client.get("/organizer/account")
    assert asked.location == "/organizer/sign-in?next=/organizer/account"
    form = client.get(asked.location).get_data(as_text=True)
    assert 'name="next" type="hidden" value="/organizer/account"' in form
    data = {"email": "ann@network.example", "password": PASSWORD, "next": "/organizer/account"}
    assert client.post("/organizer/sign-in", data=data).location == "/organizer/account"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_sign_in_leads_nowhere_else(client: FlaskClient, target: str) -> None:
    make_organizer(email="ann@network.example")
    data = {"email": "ann@network.example", "password": PASSWORD, "next": target}
    assert client.post("/organizer/sign-in", data=data).location == "/organizer/"


def test_unknown_address_and_wrong_password_are_answered_alike(client: FlaskClient) -> None:
    make_organizer(email="ann@network.example")
    pages = []
    for email in ("ann@network.example", "nobody@network.example", "no address"):
        answer = client.post("/organizer/sign-in", data={"email": email, "password": "wrong wrong wrong"})
        assert answer.status_code == 422
        pages.append(answer.get_data(as_text=True).replace(email, "…"))
    assert "Address and password do not belong together." in pages[0]
    assert pages[0] == pages[1] == pages[2]
    assert db.session.scalars(select(SignIn)).all() == []


def test_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    page = client.post("/organizer/sign-in", data={}).get_data(as_text=True)
    assert "Give your e-mail address." in page
    assert "Give your password." in page


def test_signing_out_ends_every_session_of_the_browser(client: FlaskClient) -> None:
    ann = make_organizer()
    bob = make_participant(make_event(ann))
    sign_in(client, ann)
    sign_in(client, bob)
    answer = client.post("/sign-out")
    assert (answer.status_code, answer.location) == (303, "/")
    assert [row.ended_at is None for row in db.session.scalars(select(SignIn))] == [False, False]
    assert client.get("/organizer/account").status_code == 303


def test_signing_out_is_no_link(client: FlaskClient) -> None:
    assert client.get("/sign-out").status_code == 405


def test_stolen_cookie_is_worth_nothing_after_signing_out(app: Flask, client: FlaskClient) -> None:
    sign_in(client, make_organizer())
    with client.session_transaction() as cookie:
        stolen = dict(cookie)
    client.post("/sign-out")
    thief = app.test_client()
    with thief.session_transaction() as cookie:
        cookie.update(stolen)
    assert thief.get("/organizer/account").status_code == 303


def test_known_and_unknown_addresses_get_the_same_answer_when_forgotten(client: FlaskClient) -> None:
    make_organizer(email="ann@network.example")
    pages = []
    for email in ("ann@network.example", "nobody@network.example"):
        answer = client.post("/organizer/forgotten", data={"email": email})
        assert answer.status_code == 200
        pages.append(answer.get_data(as_text=True).replace(email, "…"))
    assert pages[0] == pages[1]
    assert db.session.scalars(select(Mail.to_address)).all() == ["ann@network.example"]


def test_mailed_link_sets_a_new_password_once_and_ends_every_session(client: FlaskClient) -> None:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    client.post("/organizer/forgotten", data={"email": "ann@network.example"})
    client.post("/organizer/forgotten", data={"email": "ann@network.example"})
    path = link_in_last_mail()
    assert client.get(path).status_code == 200
    assert [link.used_at is None for link in db.session.scalars(select(MailedLink))] == [True, True]
    answer = client.post(path, data={"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    assert answer.location == "/organizer/sign-in"
    assert client.get("/organizer/account").status_code == 303
    db.session.expire_all()
    assert [link.used_at is None for link in db.session.scalars(select(MailedLink))] == [False, False]
    assert client.post(path, data={"password": PASSWORD, "again": PASSWORD}).status_code == 404
    data = {"email": "ann@network.example", "password": PASSWORD}
    assert client.post("/organizer/sign-in", data=data).status_code == 422
    assert client.post("/organizer/sign-in", data=data | {"password": NEW_PASSWORD}).status_code == 303


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("too short", "too short", "A password has at least 12 characters."),
        (NEW_PASSWORD, PASSWORD, "This is not the same as the password above."),
        ("x" * 201, "x" * 201, "This may have at most 200 characters."),
    ],
)
def test_refused_password_does_not_use_the_link_up(
    client: FlaskClient, password: str, again: str, sentence: str
) -> None:
    make_organizer(email="ann@network.example")
    client.post("/organizer/forgotten", data={"email": "ann@network.example"})
    path = link_in_last_mail()
    answer = client.post(path, data={"password": password, "again": again})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert client.post(path, data={"password": NEW_PASSWORD, "again": NEW_PASSWORD}).status_code == 303


@pytest.fixture
def limited_app(tmp_path: Path) -> Iterator[Flask]:
    """The application with its rate limits, which the other tests go without."""
    application = create_app(TEST_CONFIG | {"RATELIMIT_ENABLED": True}, instance_path=str(tmp_path))
    with application.app_context():
        db.create_all()
        yield application
        db.session.remove()
        db.engine.dispose()
    limiter.reset()
    limiter.enabled = False


def test_guessing_passwords_is_slowed_down_for_that_address_only(limited_app: Flask) -> None:
    client = limited_app.test_client()
    wrong = {"email": "ann@network.example", "password": "wrong wrong wrong"}
    statuses = [client.post("/organizer/sign-in", data=wrong).status_code for _ in range(11)]
    assert statuses == [422] * 10 + [429]
    assert client.post("/organizer/sign-in", data=wrong | {"email": "cat@network.example"}).status_code == 422
