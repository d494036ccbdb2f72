from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.services.requests.meeting_rules import type_pairs
from matchmaking.services.setup import participation
from tests.factories import make_event, make_organizer, make_participant, make_type, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days/types"


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days")


def names_of(event: Event) -> list[str]:
    db.session.expire_all()
    return [kind.name for kind in participation.types_of(event)]


def test_type_is_added_changed_moved_and_removed(client: FlaskClient, event: Event) -> None:
    make_type(event, "SME")
    assert client.post(f"{HERE}/new", data={"name": "Expert", "self_registration": "y"}).location == HERE
    expert = participation.types_of(event)[1]
    client.post(f"{HERE}/{expert.id}", data={"name": "Adviser"})
    db.session.expire_all()
    assert (expert.name, expert.self_registration) == ("Adviser", False)
    client.post(f"{HERE}/{expert.id}/up")
    assert names_of(event) == ["Adviser", "SME"]
    client.post(f"{HERE}/{expert.id}/remove")
    assert names_of(event) == ["SME"]


@pytest.mark.parametrize("name", ["", "sme", "x" * 101])
def test_impossible_names_are_refused_on_the_form(client: FlaskClient, event: Event, name: str) -> None:
    make_type(event, "SME")
    assert client.post(f"{HERE}/new", data={"name": name}).status_code == 422
    assert names_of(event) == ["SME"]


def test_type_that_somebody_has_shows_why_it_stays(client: FlaskClient, event: Event) -> None:
    kind = make_type(event, "SME")
    make_type(event, "Expert")
    make_participant(event, kind=kind)
    assert f"{HERE}/{kind.id}/remove" not in client.get(HERE).get_data(as_text=True)
    client.post(f"{HERE}/{kind.id}/remove")
    page = client.get(HERE).get_data(as_text=True)
    assert "“SME” cannot be removed: 1 participant is of this type." in page


def test_ticked_pairs_are_the_rules(client: FlaskClient, event: Event) -> None:
    one, two = make_type(event, "SME"), make_type(event, "Expert")
    page = client.get(HERE).get_data(as_text=True)
    assert page.count('name="pair"') == 3
    assert len(re.findall(r'name="pair"[^>]* checked', page)) == 2
    assert "Expert may meet SME" in page
    assert client.post(f"{HERE}/rules", data={"pair": [f"{one.id}-{two.id}"]}).location == HERE
    db.session.expire_all()
    assert type_pairs(event) == {(one.id, two.id)}
    client.post(f"{HERE}/rules")
    db.session.expire_all()
    assert type_pairs(event) == set()


@pytest.mark.parametrize("pair", ["x", "1", "-", "1-", "1-2-3", "²-1", "9" * 30 + "-1", "\x00"])
def test_rules_that_cannot_be_read_change_nothing(client: FlaskClient, event: Event, pair: str) -> None:
    kind = make_type(event, "SME")
    client.post(f"{HERE}/rules", data={"pair": [pair]})
    assert "The rules could not be read." in client.get(HERE).get_data(as_text=True)
    db.session.expire_all()
    assert type_pairs(event) == {(kind.id, kind.id)}
