"""Wishes by rank: seen on one page, and moved from rank to rank."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.models import Priority, RequestStatus
from tests.factories import NOW, make_event, make_meeting, make_participant, make_request, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Participant


def scene(client: FlaskClient, must_limit: int | None = None) -> tuple[Event, Participant, str]:
    event = make_event(must_limit=must_limit)
    bob = make_participant(event, "Bob B")
    sign_in(client, bob)
    return event, bob, f"/e/{event.slug}/me/requests"


def ranks(client: FlaskClient, path: str) -> dict[str, list[str]]:
    """The names in each list of the page."""
    page = client.get(f"{path}/ranks").get_data(as_text=True)
    lists = re.findall(r'data-rank="(\d)".*?</ul>', page, re.DOTALL)
    parts = re.split(r'data-rank="\d"', page)[1:]
    return {rank: re.findall(r'/me/people/\d+">([^<]+)</a>', part) for rank, part in zip(lists, parts, strict=True)}


def test_open_requests_stand_by_rank_and_by_name_and_nothing_else_does(client: FlaskClient) -> None:
    event, bob, path = scene(client)
    names = ("Ђорђе Ђ", "Cat C", "Δήμητρα Δ", "Eva E", "Fin F", "Gil G")
    dorde, cat, dimitra, eva, fin, gil = (make_participant(event, name) for name in names)
    for one in (eva, dorde, cat):
        make_request(bob, one)
    make_meeting(bob, dimitra, priority=Priority.MUST)
    make_request(bob, fin, status=RequestStatus.DECLINED)
    make_request(gil, bob)
    assert ranks(client, path) == {"3": ["Δήμητρα Δ"], "2": ["Cat C", "Ђорђе Ђ", "Eva E"], "1": []}


def test_wish_is_moved_and_the_page_comes_back_to_it(client: FlaskClient) -> None:
    event, bob, path = scene(client)
    request = make_request(bob, make_participant(event, "Cat C"))
    answer = client.post(f"{path}/{request.id}/rank", data={"rank": "3", "page": "ranks"})
    assert (answer.status_code, answer.location) == (303, f"{path}/ranks#request-{request.id}")
    assert ranks(client, path)["3"] == ["Cat C"]


def test_one_must_too_many_is_refused_with_its_sentence(client: FlaskClient) -> None:
    event, bob, path = scene(client, must_limit=1)
    make_request(bob, make_participant(event, "Dan D"), priority=Priority.MUST)
    request = make_request(bob, make_participant(event, "Cat C"))
    answer = client.post(f"{path}/{request.id}/rank", data={"rank": "3", "page": "ranks"}, follow_redirects=True)
    assert "You have ranked 1 request “must”" in answer.get_data(as_text=True)
    assert ranks(client, path)["2"] == ["Cat C"]


def test_after_booking_ranks_are_read_and_not_moved(client: FlaskClient) -> None:
    event, bob, path = scene(client)
    make_request(bob, make_participant(event, "Cat C"))
    event.booking_closes_at = NOW - timedelta(minutes=1)
    db.session.commit()
    page = client.get(f"{path}/ranks").get_data(as_text=True)
    assert ("Cat C" in page, page.count('name="rank"')) == (True, 0)
