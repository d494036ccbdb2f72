from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Organizer, SignIn
from matchmaking.services.identity import accounts, sign_ins
from tests.factories import NOW, PASSWORD, make_organizer, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

NEW_PASSWORD = "another long enough password"
CHANGE = {"current": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD}


def test_name_is_changed_and_nothing_else(client: FlaskClient) -> None:
    ann = make_organizer("Ann", "ann@network.example")
    sign_in(client, ann)
    data = {"name": "  Ana\n Petrović ", "language": "en", "email": "dan@evil.example", "id": "99"}
    assert client.post("/organizer/account", data=data).status_code == 303
    db.session.expire_all()
    assert (ann.name, ann.email, ann.email_key) == ("Ana Petrović", "ann@network.example", "ann@network.example")


@pytest.mark.parametrize(
    ("name", "language", "sentence"),
    [
        ("", "en", "Fill this in."),
        ("x" * 201, "en", "This may have at most 200 characters."),
        ("Ann", "xx", "Choose one of those offered."),
    ],
)
def test_impossible_values_are_refused(client: FlaskClient, name: str, language: str, sentence: str) -> None:
    sign_in(client, make_organizer("Ann"))
    answer = client.post("/organizer/account", data={"name": name, "language": language})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    db.session.expire_all()
    assert db.session.scalars(select(Organizer.name)).all() == ["Ann"]


def test_new_password_ends_every_other_session_and_keeps_this_one(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    elsewhere = sign_ins.open_for_organizer(ann, NOW)
    db.session.commit()
    assert client.post("/organizer/account/password", data=CHANGE).status_code == 303
    assert client.get("/organizer/account").status_code == 200
    db.session.expire_all()
    assert sign_ins.find(elsewhere, NOW) is None
    assert [row.ended_at is None for row in db.session.scalars(select(SignIn).order_by(SignIn.id))] == [
        False,
        False,
        True,
    ]
    assert accounts.prove("ann@network.example", NEW_PASSWORD).id == ann.id


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"current": "wrong wrong wrong"}, "This is not your present password."),
        ({"current": ""}, "Give your present password."),
        ({"again": PASSWORD}, "This is not the same as the password above."),
        ({"password": "short", "again": "short"}, "A password has at least 12 characters."),
    ],
)
def test_refused_password_changes_nothing(client: FlaskClient, given: dict[str, str], sentence: str) -> None:
    sign_in(client, make_organizer(email="ann@network.example"))
    answer = client.post("/organizer/account/password", data=CHANGE | given)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert accounts.prove("ann@network.example", PASSWORD).name == "Ann Organizer"
    assert client.get("/organizer/account").status_code == 200
