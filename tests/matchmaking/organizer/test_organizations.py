"""The list of organizations, and their names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Event, Organization, Organizer, ParticipantStatus
from matchmaking.services.files.tabular import read_table
from matchmaking.services.people import further_organizations
from tests.factories import make_event, make_organization, make_organizer, make_participant, sign_in

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
def page(client: FlaskClient, ann: Organizer) -> FlaskClient:
    return sign_in(client, ann)


def at(event: Event, path: str = "") -> str:
    return f"/organizer/events/{event.slug}/organizations{path}"


def listed(page: FlaskClient, event: Event, query: str = "") -> list[tuple[str, ...]]:
    html = page.get(at(event, query)).get_data(as_text=True)
    rows = re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a></th>(.*?)</tr>', html, re.DOTALL)
    return [(name, *re.findall(r"<td[^>]*>([^<]*)</td>", cells)) for name, cells in rows]


def test_organizations_are_listed_with_their_people(page: FlaskClient, event: Event) -> None:
    assert "No organization yet" in page.get(at(event)).get_data(as_text=True)
    zora, alpha = make_organization(event, "Зора"), make_organization(event, "Alpha", country="BG")
    make_participant(event, "Bob B", organization=zora)
    make_participant(event, "Cat C", organization=zora, status=ParticipantStatus.PENDING)
    make_participant(event, "Eve E", organization=alpha)
    make_organization(make_event(), "Elsewhere")
    rows = [("Alpha", "Bulgaria", "1", "1"), ("Зора", "Serbia", "2", "1")]
    assert listed(page, event) == rows
    assert listed(page, event, "?sort=people&descending=1") == rows[::-1]
    assert listed(page, event, "?q=zora") == rows[1:]
    assert listed(page, event, "?q=alfa") == rows[:1]
    assert listed(page, event, "?country=BG") == rows[:1]
    assert listed(page, event, "?country=XX&sort=id") == rows
    table = read_table(page.get(at(event, ".csv?q=zora")).data, "list.csv")
    assert [row.cells for row in table.rows] == [("Зора", "Serbia", "2", "1")]
    assert len(read_table(page.get(at(event, ".xlsx")).data, "list.xlsx").rows) == 2


def test_whoever_represents_a_further_organization_counts_there_too_and_is_found_by_it(
    page: FlaskClient, event: Event
) -> None:
    zora, alpha = make_organization(event, "Зора"), make_organization(event, "Alpha")
    bob = make_participant(event, "Bob B", organization=zora)
    make_participant(event, "Eve E", organization=alpha)
    merged = make_participant(event, "Bobby B", organization=zora, status=ParticipantStatus.WITHDRAWN)
    for one in (bob, merged):
        further_organizations.add(one, "Alpha")
    merged.merged_into = bob
    db.session.commit()
    assert listed(page, event) == [("Alpha", "Serbia", "2", "2"), ("Зора", "Serbia", "1", "1")]
    people = page.get(f"/organizer/events/{event.slug}/participants.csv?organization={alpha.id}").data
    assert [row.cells[0] for row in read_table(people, "list.csv").rows] == ["Bob", "Eve"]


def test_renamed_organization_is_found_by_its_new_name(page: FlaskClient, event: Event) -> None:
    zora, alpha = make_organization(event, "Zora"), make_organization(event, "Alpha")
    bob = make_participant(event, "Bob B", organization=zora)
    assert "Bob B" in page.get(at(event, f"/{zora.id}")).get_data(as_text=True)
    assert page.post(at(event, f"/{zora.id}"), data={"name": "Ново име"}).status_code == 303
    assert (zora.name, bob.search) == ("Ново име", "b bob novo ime")
    for taken in ("ALPHA", "", "x" * 301):
        assert page.post(at(event, f"/{zora.id}"), data={"name": taken}).status_code == 422
    assert (db.session.get_one(Organization, zora.id).name, alpha.name) == ("Ново име", "Alpha")


def test_organizations_are_seen_by_the_events_organizers_alone(page: FlaskClient, event: Event, app: Flask) -> None:
    zora = make_organization(event, "Zora")
    other = make_organizer("Olga Other")
    elsewhere = make_event(other)
    olga = sign_in(app.test_client(), other)
    for where in (event, elsewhere):
        assert olga.get(at(where, f"/{zora.id}")).status_code == 404
        assert olga.post(at(where, f"/{zora.id}"), data={"name": "Mine"}).status_code == 404
    assert [olga.get(at(event, path)).status_code for path in ("", ".csv")] == [404, 404]
    for client in (sign_in(app.test_client(), make_participant(event)), app.test_client()):
        assert [client.get(at(event, path)).status_code for path in ("", ".csv", f"/{zora.id}")] == [303] * 3
    assert zora.name == "Zora"
