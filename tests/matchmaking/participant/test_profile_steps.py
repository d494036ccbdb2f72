"""A profile in small steps, and who sees what of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Audience, TermKind
from matchmaking.services.people import taxonomies, visibility
from tests.factories import NOW, make_event, make_meeting, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_every_step_saves_its_part_alone_and_leads_to_the_next(client: FlaskClient) -> None:
    event = make_event()
    taxonomies.add_own(event, ["Wood"], make_organizer(), NOW)
    bob = make_participant(event)
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/profile"
    given: list[dict[str, object]] = [
        {"offers": "Калупи; Tools", "own_offer": ["wood"]},
        {"needs": "Steel"},
        {"fields": "Metal", "ecosystem": ["digital"], "cooperation": ["research"]},
        {"about": "We cast.", "phone": "+381 1"},
        {"email_to": "partners", "phone_to": "everybody", "about_to": "nobody"},
    ]
    led = []
    for number, data in enumerate(given, 1):
        assert client.get(f"{path}/steps/{number}").status_code == 200
        led.append(client.post(f"{path}/steps/{number}", data=data).location)
    assert led == [*(f"{path}/steps/{number}" for number in (2, 3, 4, 5)), path]
    db.session.expire_all()
    assert [bob.terms_of(kind) for kind in (TermKind.OFFER, TermKind.NEED, TermKind.FIELD)] == [
        ["Калупи", "Tools"],
        ["Steel"],
        ["Metal"],
    ]
    chosen = {kind.value: keys for kind, keys in taxonomies.chosen(bob).items() if keys}
    assert chosen == {"own_offer": ["wood"], "ecosystem": ["digital"], "cooperation": ["research"]}
    assert (bob.about, bob.phone) == ("We cast.", "+381 1")
    assert (bob.email_to, bob.phone_to, bob.about_to) == (Audience.PARTNERS, Audience.EVERYBODY, Audience.NOBODY)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("number", [0, 6])
def test_there_are_five_steps(client: FlaskClient, number: int) -> None:
    event = make_event()
    sign_in(client, make_participant(event))
    assert client.get(f"/e/{event.slug}/me/profile/steps/{number}").status_code == 404


def test_terms_that_are_not_offered_are_refused(client: FlaskClient) -> None:
    event = make_event()
    sign_in(client, make_participant(event))
    path = f"/e/{event.slug}/me/profile/steps"
    assert client.post(f"{path}/3", data={"ecosystem": ["zodiac"]}).status_code == 422
    assert (
        client.post(f"{path}/5", data={"email_to": "x", "phone_to": "nobody", "about_to": "nobody"}).status_code == 422
    )


@pytest.mark.parametrize(
    ("audience", "strangers", "partners"),
    [(Audience.NOBODY, False, False), (Audience.PARTNERS, False, True), (Audience.EVERYBODY, True, True)],
)
def test_address_phone_and_words_are_seen_by_those_alone_who_may(
    client: FlaskClient,
    audience: Audience,
    strangers: bool,  # noqa: FBT001
    partners: bool,  # noqa: FBT001
) -> None:
    event = make_event()
    bob, ana = make_participant(event, "Bob B"), make_participant(event, "Ana A", email="ana@canary.example")
    ana.phone, ana.about = "+381 77", "Canary words"
    visibility.set_audiences(ana, dict.fromkeys(visibility.COLUMNS, audience.value), NOW)
    db.session.commit()
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/people/{ana.id}"
    secrets = ("ana@canary.example", "+381 77", "Canary words")
    before = client.get(path).get_data(as_text=True)
    make_meeting(bob, ana)
    after = client.get(path).get_data(as_text=True)
    assert [secret in before for secret in secrets] == [strangers] * 3
    assert [secret in after for secret in secrets] == [partners] * 3


def test_words_that_not_everybody_sees_find_nobody(client: FlaskClient) -> None:
    event = make_event()
    ana = make_participant(event, "Ana A")
    ana.about = "Canary words"
    visibility.set_audiences(ana, {"about_to": "everybody"}, NOW)
    assert "canary" in ana.search
    visibility.set_audiences(ana, {"about_to": "partners"}, NOW)
    assert "canary" not in ana.search


@pytest.mark.parametrize("needs", [";".join(f"need {k}" for k in range(51)), "x" * 301])
def test_too_many_or_too_long_words_stay_at_the_step(client: FlaskClient, needs: str) -> None:
    event = make_event()
    bob = make_participant(event)
    sign_in(client, bob)
    assert client.post(f"/e/{event.slug}/me/profile/steps/2", data={"needs": needs}).status_code == 422
    assert bob.terms_of(TermKind.NEED) == []
