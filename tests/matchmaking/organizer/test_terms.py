"""The page on which organizers choose the terms of profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.services.people import taxonomies
from tests.factories import NOW, make_event, make_organizer, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient


def test_terms_are_added_named_in_languages_and_removed(client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    path = f"/organizer/events/{event.slug}/settings/terms"
    sign_in(client, ann)
    assert client.post(path, data={"taxonomies": ["nace"], "more": "Wood; Steel\nWOOD"}).status_code == 303
    db.session.expire_all()
    wood, steel = taxonomies.own_terms(event)
    assert event.taxonomies == ["nace"]
    names = {f"name-{wood.id}-en": "Timber", f"name-{wood.id}-sr": "Дрво", f"name-{steel.id}-en": "Steel"}
    assert client.post(f"{path}/names", data=names).status_code == 303
    db.session.expire_all()
    assert [term.labels for term in taxonomies.own_terms(event)] == [{"en": "Timber", "sr": "Дрво"}, {"en": "Steel"}]
    assert "Дрво" in client.get(path).get_data(as_text=True)
    assert client.post(f"{path}/{steel.id}/remove").status_code == 303
    db.session.expire_all()
    assert [term.key for term in taxonomies.own_terms(event)] == ["wood"]


def test_terms_of_another_event_are_left_alone(client: FlaskClient) -> None:
    ann, other = make_organizer(), make_organizer()
    event, foreign = make_event(ann), make_event(other)
    taxonomies.add_own(foreign, ["Wood"], other, NOW)
    db.session.commit()
    wood = taxonomies.own_terms(foreign)[0]
    sign_in(client, ann)
    answer = client.post(f"/organizer/events/{event.slug}/settings/terms/{wood.id}/remove")
    assert answer.status_code == 404
    assert client.get(f"/organizer/events/{foreign.slug}/settings/terms").status_code == 404
    db.session.expire_all()
    assert [term.key for term in taxonomies.own_terms(foreign)] == ["wood"]


def test_unknown_taxonomy_is_refused(client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sign_in(client, ann)
    answer = client.post(f"/organizer/events/{event.slug}/settings/terms", data={"taxonomies": ["zodiac"]})
    assert answer.status_code == 422
