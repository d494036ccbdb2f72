"""Organizations that take part are offered while somebody types theirs."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import ParticipantStatus
from tests.factories import NOW, make_event, make_organization, make_participant

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event

NAMES = ("Кластер Чачак", "Cacak Metal", "Čačanski 100% d.o.o.", "Συνεταιρισμός Θεσσαλονίκης")


@pytest.fixture
def event(client: FlaskClient) -> Event:
    """Four organizations take part; one of somebody declined and one of nobody do not."""
    del client
    event = make_event()
    for name in NAMES:
        make_participant(event, organization=make_organization(event, name))
    make_participant(event, organization=make_organization(event, "Čačak Hidden"), status=ParticipantStatus.DECLINED)
    make_organization(event, "Čačak Empty")
    make_participant(make_event(), organization=None)
    return event


def offered(client: FlaskClient, event: Event, typed: str) -> list[str]:
    answer = client.get(f"/e/{event.slug}/register/organizations", query_string={"organization_name": typed})
    assert answer.status_code == 200
    return re.findall('data-organization="([^"]+)"', answer.get_data(as_text=True))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cacak", ["Cacak Metal", "Кластер Чачак"]),
        ("Чача", ["Čačanski 100% d.o.o.", "Cacak Metal", "Кластер Чачак"]),
        ("thessal", ["Συνεταιρισμός Θεσσαλονίκης"]),
        ("100%", ["Čačanski 100% d.o.o."]),
        ("%%", []),
        ("c", []),
        ("", []),
        ("nobody", []),
    ],
)
def test_organizations_are_found_by_a_part_of_the_name_in_any_spelling(
    client: FlaskClient, event: Event, typed: str, found: list[str]
) -> None:
    assert sorted(offered(client, event, typed)) == sorted(found)


def test_those_that_begin_with_it_come_first_and_six_at_most(client: FlaskClient, event: Event) -> None:
    assert offered(client, event, "cacak") == ["Cacak Metal", "Кластер Чачак"]
    for number in range(7):
        make_participant(event, organization=make_organization(event, f"Zeta {number}"))
    assert offered(client, event, "zeta") == [f"Zeta {number}" for number in range(6)]


def test_nothing_is_offered_once_registration_is_closed(client: FlaskClient, event: Event) -> None:
    event.registration_closes_at = NOW - timedelta(minutes=1)
    db.session.commit()
    answer = client.get(f"/e/{event.slug}/register/organizations?organization_name=cacak")
    assert (answer.status_code, b"data-organization" in answer.data) == (409, False)
