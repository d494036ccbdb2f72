"""Agendas as strips, those who are worst off first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import SessionKind, UnavailableSlot
from matchmaking.services.people import availability
from matchmaking.services.schedule import strips
from matchmaking.services.schedule.boards import Board
from matchmaking.services.schedule.legality import Legality
from tests.factories import NOW, make_meeting, make_session
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from matchmaking.models import Participant


@pytest.fixture(autouse=True)
def _in_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def legality(here: DraftScene) -> Legality:
    db.session.commit()
    return Legality(here.event, Board(here.event, here.draft), NOW)


def names(here: DraftScene, sort: str = "worst", q: str = "", *, without: bool = False) -> list[str]:
    found = strips.standings(legality(here), q=q, sort=sort, descending=False, without=without)
    return [one.person.name.split()[0] for one in found]


def kinds(here: DraftScene, who: Participant) -> str:
    looked_at = legality(here)
    pieces = strips.strips(looked_at, [looked_at.roster.people[who.id]])[who.id]
    return " ".join(piece.kind + ("*" if piece.moved else "") for piece in pieces)


def test_strip_shows_meetings_breaks_and_moves_in_order_of_time() -> None:
    here = DraftScene()
    here.place(here.with_eva, 3, 1)
    assert kinds(here, here.bob) == "meeting break break meeting* free free"
    here.place(here.with_eva, 3, 0)
    assert kinds(here, here.bob) == "meeting break break meeting free free"


def test_strip_tells_a_session_attended_from_a_slot_kept_free() -> None:
    here = DraftScene()
    talk = make_session(here.event, "Panel", kind=SessionKind.PLENARY, start_hour=11, slots=1)
    availability.sign_up(here.cat, talk, NOW)
    db.session.add(UnavailableSlot(participant_id=here.cat.id, slot_id=here.slots[5].id))
    assert kinds(here, here.cat) == "meeting free free session free unavailable"


def test_those_whose_wishes_come_true_least_come_first() -> None:
    here = DraftScene()
    make_meeting(here.dan, here.eva)
    make_meeting(here.cat, here.eva)
    assert names(here) == ["Dan", "Eva", "Cat", "Bob"]


def test_standing_counts_what_is_served_and_what_the_day_is_like() -> None:
    here = DraftScene()
    make_meeting(here.bob, here.dan)
    one = next(s for s in strips.standings(legality(here), q="bob", sort="name", descending=False, without=False))
    assert (one.served, one.wished, one.breaks, one.row, one.moves) == (2, 3, 0, 2, 1)


def test_people_are_found_in_any_script_and_by_having_no_meeting() -> None:
    here = DraftScene()
    make_meeting(here.dan, here.eva)
    assert names(here, q="ivanova") == ["Cat"]
    assert names(here, q="nikolaou") == ["Dan"]
    assert names(here, without=True) == ["Dan"]


def test_every_column_sorts() -> None:
    here = DraftScene()
    here.place(here.with_eva, 3, 1)
    assert names(here, "name") == ["Bob", "Cat", "Eva"]
    assert names(here, "breaks")[-1] == "Bob"
    assert names(here, "served")[-1] == "Bob"
    assert names(here, "moves")[-1] == "Bob"
    assert names(here, "row") == ["Bob", "Cat", "Eva"]
    assert names(here, "organization")[0] == "Bob"
