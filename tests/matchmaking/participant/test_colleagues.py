"""Saying on a page whether a newcomer is of one's organization."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Mail
from tests.factories import NOW, make_event, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Participant

pytestmark = pytest.mark.usefixtures("app")


class Scene:
    """Cat is signed in; Нена names the same organization."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.ann = client, make_organizer()
        self.event = make_event(self.ann, approve_registrations=False)
        self.cat = make_participant(self.event, "Cat C")
        self.nena = make_participant(self.event, "Нена Н", organization=self.cat.organization, email="n@firm.example")
        self.nena.organization_confirmed, self.nena.confirmed_at = False, NOW
        db.session.commit()
        self.me = f"/e/{self.event.slug}/me"
        sign_in(client, self.cat)

    def page(self, path: str, who: Participant | None = None) -> str:
        if who is not None:
            sign_in(self.client, who)
        return self.client.get(path).get_data(as_text=True)

    def is_confirmed(self) -> bool:
        db.session.expire_all()
        return self.nena.organization_confirmed


def test_colleague_is_led_there_and_sees_the_domain_and_no_address(client: FlaskClient) -> None:
    here = Scene(client)
    for path in ("agenda", "requests"):
        assert "1 person names your organization as theirs." in here.page(f"{here.me}/{path}")
    page = here.page(f"{here.me}/agenda/colleagues")
    assert ["Нена Н" in page, "firm.example" in page, "n@firm.example" in page] == [True, True, False]


def test_yes_and_no_are_one_press_each(client: FlaskClient) -> None:
    here = Scene(client)
    assert client.post(f"{here.me}/colleagues/{here.nena.id}/{here.cat.organization_id}/confirm").status_code == 303
    assert here.is_confirmed()
    assert "names your organization" not in here.page(f"{here.me}/agenda")
    here.nena.organization_confirmed = False
    db.session.commit()
    assert client.post(f"{here.me}/colleagues/{here.nena.id}/{here.cat.organization_id}/refuse").status_code == 303
    db.session.expire_all()
    assert here.nena.organization.name == "Нена Н"


def test_nobody_else_confirms_them_not_even_themselves(client: FlaskClient) -> None:
    here = Scene(client)
    for who in (here.nena, make_participant(here.event, "Dan D"), make_participant(make_event(), "Eva E")):
        sign_in(client, who)
        for verb in ("confirm", "refuse"):
            client.post(f"{here.me}/colleagues/{here.nena.id}/{here.cat.organization_id}/{verb}")
    assert not here.is_confirmed()
    assert here.nena.organization_id == here.cat.organization_id


def test_everybody_sees_that_it_is_not_confirmed_yet(client: FlaskClient) -> None:
    here = Scene(client)
    dan = make_participant(here.event, "Dan D")
    words = f"{here.cat.organization.name} (not confirmed yet)"
    assert words in here.page(f"{here.me}/people/{here.nena.id}", dan)
    assert words not in here.page(f"{here.me}/people/{here.cat.id}")
    assert "still have to confirm" in here.page(f"{here.me}/profile", here.nena)


def test_naming_another_organization_in_the_profile_asks_its_people(client: FlaskClient) -> None:
    here = Scene(client)
    dan = make_participant(here.event, "Dan D")
    sign_in(client, dan)
    data = {"given_name": "Dan", "family_name": "D", "country": "RS", "type_id": str(dan.type_id)}
    for name, confirmed in ((here.cat.organization.name, False), ("Quite new", True)):
        answer = client.post(f"{here.me}/profile/edit", data={**data, "organization_name": name})
        assert answer.status_code == 303
        db.session.expire_all()
        assert (dan.organization.name, dan.organization_confirmed) == (name, confirmed)


def test_organizer_decides_on_the_list_and_on_the_persons_page(client: FlaskClient) -> None:
    here = Scene(client)
    sign_in(client, here.ann)
    path = f"/organizer/events/{here.event.slug}"
    assert "1 participant is not confirmed" in here.page(f"{path}/organizations")
    assert "n@firm.example" in here.page(f"{path}/organizations/unconfirmed")
    assert "has confirmed yet" in here.page(f"{path}/participants/{here.nena.id}")
    assert (
        client.post(f"{path}/participants/{here.nena.id}/organizations/{here.cat.organization_id}/confirm").status_code
        == 303
    )
    assert here.is_confirmed()
    assert (
        client.post(f"{path}/participants/{here.nena.id}/organizations/{here.cat.organization_id}/refuse").status_code
        == 409
    )
    assert "Nobody waits" in here.page(f"{path}/organizations/unconfirmed")


def test_first_sign_in_by_the_mailed_link_asks_the_colleagues(client: FlaskClient) -> None:
    here = Scene(client)
    form = {
        "given_name": "Ivo", "family_name": "I", "email": "ivo@firm.example", "country": "RS", "consent": "y",
        "type_id": str(here.cat.type_id), "organization_name": here.cat.organization.name,
    }  # fmt: skip
    assert client.post(f"/e/{here.event.slug}/register", data=form).status_code == 303
    body = db.session.scalars(select(Mail.body).where(Mail.to_address == "ivo@firm.example")).one()
    link = re.search(r"http://localhost(/link/\S+)", body)
    assert link is not None
    asked = select(Mail.to_name).where(Mail.kind == "membership_asked")
    assert db.session.scalars(asked).all() == []
    assert client.post(link[1]).status_code == 303
    assert db.session.scalars(asked).all() == ["Cat C"]
