"""The pages of the rules, looked at and used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import KeptApart
from matchmaking.services.requests.meeting_rules import type_pairs
from tests.factories import (
    keep_apart,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_type,
    sign_in,
)

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

HERE = "/organizer/events/days/types"


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days")


def test_the_table_is_filled_by_one_press(client: FlaskClient, event: Event) -> None:
    one, two = make_type(event, "SME"), make_type(event, "Expert")
    client.post(f"{HERE}/fill", data={"how": "across"})
    db.session.expire_all()
    assert type_pairs(event) == {(one.id, two.id)}
    client.post(f"{HERE}/fill", data={"how": "nonsense"})
    assert "The rules could not be read." in client.get(HERE).get_data(as_text=True)


def test_sides_are_chosen_and_shown_again(client: FlaskClient, event: Event) -> None:
    one, two = make_type(event, "Buyer"), make_type(event, "Seller")
    client.post(f"{HERE}/sides", data={f"side-{one.id}": "one", f"side-{two.id}": "other", "side-x": "one"})
    db.session.expire_all()
    assert type_pairs(event) == {(one.id, two.id)}
    page = client.get(HERE).get_data(as_text=True)
    assert f'name="side-{two.id}" value="other" checked' in page


def test_further_rules_are_switched_and_say_what_they_forbid(client: FlaskClient, event: Event) -> None:
    make_meeting(make_participant(event, "Bob B"), make_participant(event, "Cat C"))
    assert client.post(f"{HERE}/also", data={"across_countries_only": "y"}).location == f"{HERE}/also"
    db.session.expire_all()
    assert (event.same_organization_meets, event.across_countries_only) == (False, True)
    page = client.get(f"{HERE}/also").get_data(as_text=True)
    assert "1 meeting that was agreed on is against the rules." in page


def test_two_are_kept_apart_found_and_let_go(client: FlaskClient, event: Event) -> None:
    make_participant(event, "Bob B", email="bob@firm.example")
    make_participant(event, "Cat C")
    assert "Nobody is kept apart" in client.get(f"{HERE}/apart").get_data(as_text=True)
    client.post(f"{HERE}/apart", data={"one": "bob@firm.example", "other": "Cat C", "note": "A lawsuit"})
    row = db.session.query(KeptApart).one()
    page = client.get(f"{HERE}/apart?q=lawsuit").get_data(as_text=True)
    assert "A lawsuit" in page
    assert client.post(f"{HERE}/apart", data={"one": "x", "other": "Cat C"}).status_code == 422
    client.post(f"{HERE}/apart/{row.id}/remove")
    assert db.session.query(KeptApart).count() == 0


def test_another_events_pairs_answer_like_none(client: FlaskClient, event: Event) -> None:
    elsewhere = make_event()
    row = keep_apart(make_participant(elsewhere, "Bob B"), make_participant(elsewhere, "Cat C"))
    answers = [client.post(f"{HERE}/apart/{number}/remove").status_code for number in (row.id, 999_999)]
    assert answers == [404, 404]


def test_the_checker_answers_rule_by_rule(client: FlaskClient, event: Event) -> None:
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    keep_apart(bob, cat)
    page = client.get(f"{HERE}/check?one=Bob+B&other={cat.email}").get_data(as_text=True)
    assert "Bob B and Cat C may not meet." in page
    assert "Bob B and Cat C are kept apart." in page
    assert "There is no participant “Nobody”." in client.get(f"{HERE}/check?one=Nobody").get_data(as_text=True)


def test_kept_apart_is_never_shown_to_participants(client: FlaskClient, event: Event) -> None:
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    sign_in(client, bob)
    assert client.get(f"/e/days/me/people/{cat.id}").status_code == 200
    keep_apart(cat, bob.organization)
    answers = [client.get(f"/e/days/me/people/{number}").status_code for number in (cat.id, 999_999)]
    assert answers == [404, 404]
    assert "Cat C" not in client.get("/e/days/me/people").get_data(as_text=True)
