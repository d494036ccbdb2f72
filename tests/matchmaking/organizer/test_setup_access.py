from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Event, MeetingTable, SessionKind, Zone
from tests.factories import (
    make_event,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_type,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

PAGES = (
    "",
    "cancel",
    "settings",
    "settings/texts",
    "settings/texts/sr",
    "settings/hours",
    "settings/limits",
    "organizers",
    "programme",
    "programme/new",
    "programme/{session}",
    "tables",
    "tables/new",
    "tables/zones/new",
    "tables/zones/{zone}",
    "tables/stands/new",
    "tables/stands/new?q=bob",
    "types",
    "types/new",
    "types/{type}",
)
DEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("cancel", {"typed_name": "Days of Clusters"}),
    ("settings", {"name": "Taken over"}),
    ("settings/texts/en", {"about": "Taken over"}),
    ("settings/hours", {"booking_opens_at": "2027-01-01T10:00"}),
    ("settings/limits", {"request_limit": "1"}),
    ("settings/booking/open", {}),
    ("settings/registration/close", {}),
    ("organizers", {"email": "dan@network.example"}),
    ("organizers/{ann}/remove", {}),
    ("organizers/invitations/1/withdraw", {}),
    ("programme/new", {"title": "Taken over"}),
    ("programme/{session}", {"title": "Taken over"}),
    ("programme/{session}/remove", {}),
    ("programme/{session}/cancel", {}),
    ("tables/new", {"zone_id": "{zone}", "first": "50", "last": "50"}),
    ("tables/zones/new", {"name": "Taken over"}),
    ("tables/zones/{zone}", {"name": "Taken over"}),
    ("tables/zones/{zone}/up", {}),
    ("tables/zones/{zone}/remove", {}),
    ("tables/zones/{zone}/tables", {"table_ids": "{table}", "remove": "1"}),
    ("tables/stands/new", {"table_id": "{table}", "participant_id": "{bob}"}),
    ("tables/stands/{table}/take-back", {}),
    ("types/new", {"name": "Taken over"}),
    ("types/{type}", {"name": "Taken over"}),
    ("types/{type}/up", {}),
    ("types/{type}/remove", {}),
    ("types/rules", {"pair": "{type}-{type}"}),
)


@pytest.fixture
def ids(app: Flask) -> dict[str, object]:
    """Ann's event, not listed, with one of everything."""
    ann = make_organizer("Ann Organizer", "ann@network.example")
    event = make_event(ann, slug="anns", listed=False)
    tables = make_tables(event, 2)
    kind = make_type(event, "SME")
    bob = make_participant(event, "Bob Kovač", kind=kind)
    visit = make_session(event, "Visit", kind=SessionKind.VISIT)
    return {
        "ann": ann.id,
        "session": visit.id,
        "zone": tables[0].zone_id,
        "table": tables[0].id,
        "type": kind.id,
        "bob": bob.id,
        "people": (ann, bob),
    }


def counted() -> tuple[int, ...]:
    """How much there is that a stranger could have changed."""
    db.session.expire_all()
    tables = (AuditEntry, Event, MeetingTable, Zone)
    return tuple(db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def everything(client: FlaskClient, slug: str, ids: dict[str, object]) -> list[int]:
    answers = [client.get(f"/organizer/events/{slug}/{path.format(**ids)}") for path in PAGES]
    for path, data in DEEDS:
        filled = {name: value.format(**ids) for name, value in data.items()}
        answers.append(client.post(f"/organizer/events/{slug}/{path.format(**ids)}", data=filled))
    return [answer.status_code for answer in answers]


def test_ann_sees_every_page_of_her_event(client: FlaskClient, ids: dict[str, Any]) -> None:
    sign_in(client, ids["people"][0])
    answers = {path: client.get(f"/organizer/events/anns/{path.format(**ids)}").status_code for path in PAGES}
    assert answers == dict.fromkeys(PAGES, 200)


def test_another_organizer_finds_nothing_of_it(client: FlaskClient, ids: dict[str, object]) -> None:
    eve = make_organizer("Eve Organizer")
    make_event(eve, slug="eves")
    sign_in(client, eve)
    before = counted()
    assert set(everything(client, "anns", ids)) == {404}
    assert counted() == before


def test_ids_of_anns_event_are_not_found_in_another(client: FlaskClient, ids: dict[str, object]) -> None:
    eve = make_organizer("Eve Organizer")
    event = make_event(eve, slug="eves")
    make_tables(event, 1)
    make_type(event, "Cluster")
    sign_in(client, eve)
    before = counted()
    foreign = [(path, data) for path, data in DEEDS if "{" in path or path == "types/rules"]
    for path, data in foreign:
        filled = {name: value.format(**ids) for name, value in data.items()}
        answer = client.post(f"/organizer/events/eves/{path.format(**ids)}", data=filled)
        assert (path, answer.status_code) == (path, 404)
    for path in (page for page in PAGES if "{" in page):
        assert client.get(f"/organizer/events/eves/{path.format(**ids)}").status_code == 404
    assert counted() == before


def test_bob_is_sent_to_the_organizers_sign_in(client: FlaskClient, ids: dict[str, Any]) -> None:
    sign_in(client, ids["people"][1])
    before = counted()
    assert set(everything(client, "anns", ids)) == {303}
    assert counted() == before


def test_whoever_is_signed_out_learns_nothing(client: FlaskClient, ids: dict[str, object]) -> None:
    before = counted()
    assert set(everything(client, "anns", ids)) == {303}
    assert set(everything(client, "no-such-event", ids)) == {303}
    assert counted() == before


def test_pages_of_the_account_need_a_sign_in(client: FlaskClient, ids: dict[str, Any]) -> None:
    paths = ("/organizer/", "/organizer/events/new", "/organizer/account", "/organizer/account/password")
    assert {client.get(path).status_code for path in paths} == {303}
    sign_in(client, ids["people"][1])
    assert {client.get(path).status_code for path in paths} == {303}
    sign_in(client, ids["people"][0])
    assert {client.get(path).status_code for path in paths} == {200}


@pytest.mark.parametrize("number", ["0", "-1", str(2**31), str(2**63 - 1), str(2**63), "9" * 5000, "1e3", "٣"])
def test_ids_that_cannot_be_are_not_found(client: FlaskClient, ids: dict[str, Any], number: str) -> None:
    sign_in(client, ids["people"][0])
    for path in ("programme/{}", "tables/zones/{}", "types/{}"):
        assert client.get(f"/organizer/events/anns/{path.format(number)}").status_code == 404


def test_cancelled_event_can_be_read_but_not_changed(client: FlaskClient, ids: dict[str, Any]) -> None:
    event = db.session.scalars(select(Event)).one()
    event.cancelled_at = event.created_at
    db.session.commit()
    sign_in(client, ids["people"][0])
    readable = [path for path in PAGES if path != "cancel"]
    assert {client.get(f"/organizer/events/anns/{path.format(**ids)}").status_code for path in readable} == {200}
    before = counted()
    changing = [deed for deed in DEEDS if not deed[0].startswith("organizers/")]
    for path, data in changing:
        filled = {name: value.format(**ids) for name, value in data.items()}
        answer = client.post(f"/organizer/events/anns/{path.format(**ids)}", data=filled)
        assert answer.status_code in {303, 409, 422}, path
    assert counted() == before
