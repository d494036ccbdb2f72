"""Facets with counts, stars, and searches that are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import RequestStatus, SavedSearch, Shortlisted, TermKind
from matchmaking.services.people import taxonomies
from tests.factories import make_event, make_participant, make_request, sign_in, speak
from tests.matchmaking.participant.test_directory import listed

if TYPE_CHECKING:
    from flask.testing import FlaskClient

COUNT = r'value="{}"( checked)?>\s*<span>[^<]+<span class="muted">(\d+)'


def counted(page: str, value: str) -> int:
    found = re.search(COUNT.format(value), page)
    assert found is not None, value
    return int(found[2])


def test_facets_count_among_those_who_fit_the_others(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    for name, country, field in (("Ana A", "RS", "digital"), ("Cat C", "GR", "digital"), ("Dan D", "GR", "tourism")):
        person = speak(make_participant(event, name, country=country), "sr")
        taxonomies.choose(event, person, {TermKind.ECOSYSTEM: [field]})
    db.session.commit()
    sign_in(client, bob)
    page = listed(client, event, "?country=GR&ecosystem=digital")
    assert [name in page for name in ("Ana A", "Cat C", "Dan D")] == [False, True, False]
    assert [counted(page, value) for value in ("GR", "RS", "digital", "tourism", "sr")] == [1, 1, 1, 1, 1]
    both = listed(client, event, "?ecosystem=digital&ecosystem=tourism")
    assert [counted(both, value) for value in ("GR", "RS", "digital", "tourism", "sr")] == [2, 1, 2, 1, 3]


def test_what_others_asked_and_answered_changes_neither_counts_nor_order(client: FlaskClient) -> None:
    event = make_event()
    bob, ana, cat = (make_participant(event, name) for name in ("Bob B", "Ana A", "Cat C"))
    sign_in(client, bob)
    before = re.sub(r"[\w.-]{60,}", "", listed(client, event))
    make_request(ana, cat, status=RequestStatus.DECLINED)
    assert re.sub(r"[\w.-]{60,}", "", listed(client, event)) == before


def test_one_slip_of_the_hand_is_answered_by_a_question(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    make_participant(event, "Милица Петровић")
    page = listed(sign_in(client, bob), event, "?q=petorvic")
    assert "0 people found" in page
    assert ">petrovic</a>?" in page


def test_star_is_set_once_and_taken_back_and_narrows_the_list(client: FlaskClient) -> None:
    event = make_event()
    bob, ana, _cat = (make_participant(event, name) for name in ("Bob B", "Ana A", "Cat C"))
    path = f"/e/{event.slug}/me/people/{ana.id}"
    sign_in(client, bob)
    assert [client.post(f"{path}/star").status_code for _twice in range(2)] == [303, 303]
    assert [(row.participant_id, row.other_id) for row in db.session.scalars(select(Shortlisted))] == [(bob.id, ana.id)]
    page = listed(client, event, "?starred=1")
    assert ("Ana A" in page, "Cat C" in page) == (True, False)
    assert client.post(f"{path}/unstar").status_code == 303
    assert db.session.scalars(select(Shortlisted)).all() == []


def test_nobody_stars_whom_they_may_not_meet(client: FlaskClient) -> None:
    event = make_event()
    bob, stranger = make_participant(event, "Bob B"), make_participant(make_event(), "Dan D")
    sign_in(client, bob)
    assert client.post(f"/e/{event.slug}/me/people/{stranger.id}/star").status_code == 404


def test_saved_search_says_who_has_come_since_it_was_opened(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    make_participant(event, "Ana A", country="GR")
    sign_in(client, bob)
    path = f"/e/{event.slug}/me/people/saved"
    kept = client.post(f"{path}/save?country=GR", data={"name": "Greeks"})
    assert kept.location == f"/e/{event.slug}/me/people?country=GR"
    make_participant(event, "Cat C", country="GR")
    make_participant(event, "Dan D", country="RS")
    assert "1 new" in client.get(path).get_data(as_text=True)
    saved = db.session.scalars(select(SavedSearch)).one()
    assert client.post(f"{path}/{saved.id}/open").location == f"/e/{event.slug}/me/people?country=GR"
    assert "1 new" not in client.get(path).get_data(as_text=True)


def test_saved_search_is_its_owner_s_alone_and_its_name_is_taken_once(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    path = f"/e/{event.slug}/me/people/saved"
    sign_in(client, bob)
    for _twice in range(2):
        client.post(f"{path}/save?q=ana", data={"name": "Anas"})
    saved = db.session.scalars(select(SavedSearch)).one()
    sign_in(client, cat)
    assert [client.post(f"{path}/{saved.id}/{what}").status_code for what in ("open", "remove")] == [404, 404]
    sign_in(client, bob)
    assert client.post(f"{path}/{saved.id}/remove").status_code == 303
    assert db.session.scalars(select(SavedSearch)).all() == []


def test_own_no_is_marked_for_oneself_alone(client: FlaskClient) -> None:
    event = make_event()
    bob, ana = make_participant(event, "Bob B"), make_participant(event, "Ana A")
    make_request(ana, bob, status=RequestStatus.DECLINED)
    assert "No, thanks" in listed(sign_in(client, bob), event)
    assert "No, thanks" not in listed(sign_in(client, ana), event)
