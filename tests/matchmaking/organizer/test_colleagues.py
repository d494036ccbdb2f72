"""The people of one organization, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, Organizer, Slot
from matchmaking.services.files.lists import colleagues
from matchmaking.services.people import further_organizations
from tests.factories import (
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


@pytest.fixture
def page(client: FlaskClient, ann: Organizer, event: Event) -> FlaskClient:
    return sign_in(client, ann)


def test_agendas_shared_partners_and_open_requests_stand_together(page: FlaskClient, event: Event) -> None:
    zora, nova = make_organization(event, "Zora"), make_organization(event, "Nova")
    bob, cat = (make_participant(event, name, organization=zora) for name in ("Bob B", "Cat C"))
    eve, fay = (make_participant(event, name, organization=nova) for name in ("Eve E", "Fay F"))
    make_session(event)
    slots = list(db.session.scalars(select(Slot).order_by(Slot.starts_at)))
    tables = make_tables(event)
    make_version(event, (make_meeting(bob, eve), slots[0], tables[0]), (make_meeting(cat, fay), slots[1], tables[1]))
    asked = make_request(fay, bob)
    asked.recipient_colleagues = True
    make_request(eve, cat)
    db.session.commit()
    found = colleagues.of(zora)
    assert [{who: entry.partner_id for who, entry in hour.meetings.items()} for hour in found.hours] == [
        {bob.id: eve.id},
        {cat.id: fay.id},
    ]
    assert [(other, people) for other, people in found.shared] == [(nova, [bob, cat])]
    assert found.open_to_all == [asked]
    html = page.get(f"/organizer/events/{event.slug}/organizations/{zora.id}").get_data(as_text=True)
    assert [text in html for text in ("Eve E</a>", "Partners they share", "Fay F asks Bob B")] == [True, True, True]


def test_agenda_of_whoever_represents_it_besides_another_stands_there_too(event: Event) -> None:
    zora, nova = make_organization(event, "Zora"), make_organization(event, "Nova")
    bob, cat = make_participant(event, "Bob B", organization=zora), make_participant(event, "Cat C")
    eve = make_participant(event, "Eve E", organization=nova)
    further_organizations.add(cat, "Zora")
    make_session(event)
    slots = list(db.session.scalars(select(Slot).order_by(Slot.starts_at)))
    tables = make_tables(event)
    make_version(event, (make_meeting(bob, eve), slots[0], tables[0]), (make_meeting(cat, eve), slots[1], tables[1]))
    to_cats = make_request(eve, cat)
    to_cats.recipient_colleagues = True
    db.session.commit()
    found = colleagues.of(zora)
    assert [list(hour.meetings) for hour in found.hours] == [[bob.id], [cat.id]]
    assert found.shared == [(nova, [bob, cat])]
    assert found.open_to_all == []  # a colleague of their main organization may attend it


def test_somebody_is_moved_to_another_organization_of_the_event_only(page: FlaskClient, event: Event) -> None:
    zora, nova = make_organization(event, "Zora"), make_organization(event, "Nova")
    bob, _cat = make_participant(event, "Bob B", organization=zora), make_participant(event, organization=zora)
    make_participant(event, organization=nova)
    dan = make_participant(make_event(), "Dan D")
    at = f"/organizer/events/{event.slug}/organizations/{zora.id}/move"
    wrong = ({"person": bob.id, "to": dan.organization_id}, {"person": dan.id, "to": nova.id}, {"person": "x"})
    assert [page.post(at, data=data).status_code for data in wrong] == [404, 404, 404]
    answer = page.post(at, data={"person": bob.id, "to": nova.id})
    assert (answer.status_code, bob.organization) == (303, nova)
    assert page.post(at, data={"person": bob.id, "to": nova.id}).status_code == 404
