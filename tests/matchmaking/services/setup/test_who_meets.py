"""The matrix filled in one go, two sides, and the rules beside it."""

from __future__ import annotations

from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.extensions import db
from matchmaking.models import ParticipationType
from matchmaking.services.refusals import Invalid
from matchmaking.services.requests.meeting_rules import type_pairs
from matchmaking.services.setup import who_meets
from matchmaking.services.setup.who_meets import Fill, Side, Switches
from tests.factories import NOW, keep_apart, make_event, make_meeting, make_organizer, make_participant, make_type

if TYPE_CHECKING:
    from flask import Flask


@pytest.mark.parametrize(
    ("how", "pairs"),
    [
        (Fill.ALL, {(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 2)}),
        (Fill.NONE, set()),
        (Fill.ACROSS, {(0, 1), (0, 2), (1, 2)}),
    ],
)
def test_the_matrix_is_filled_in_one_go(app: Flask, how: Fill, pairs: set[tuple[int, int]]) -> None:
    event = make_event()
    ids = [make_type(event, name).id for name in ("SME", "Cluster", "Expert")]
    who_meets.fill(event, how, make_organizer(), NOW)
    db.session.commit()
    assert type_pairs(event) == {(ids[low], ids[high]) for low, high in pairs}


def test_sides_meet_across_only(app: Flask) -> None:
    event = make_event()
    buyer, seller, agent, expert = (make_type(event, name).id for name in ("Buyer", "Seller", "Agent", "Expert"))
    sides = {buyer: Side.ONE, seller: Side.OTHER, agent: Side.OTHER, expert: Side.EITHER}
    who_meets.set_sides(event, sides, make_organizer(), NOW)
    db.session.commit()
    across = {(buyer, seller), (buyer, agent)}
    assert type_pairs(event) == across | {(kind, expert) for kind in (buyer, seller, agent, expert)}
    types = db.session.query(ParticipationType).filter_by(event_id=event.id).order_by(ParticipationType.id)
    assert who_meets.sides_of(types, type_pairs(event)) == sides


def test_every_type_needs_a_side(app: Flask) -> None:
    event = make_event()
    one = make_type(event, "Buyer")
    make_type(event, "Seller")
    with pytest.raises(Invalid):
        who_meets.set_sides(event, {one.id: Side.ONE}, make_organizer(), NOW)


@given(st.lists(st.sampled_from(Side), min_size=1, max_size=6))
def test_sides_read_from_their_own_matrix_make_it_again(sides: list[Side]) -> None:
    chosen = dict(enumerate(sides))
    matrix = matrix_of(chosen)
    types = [ParticipationType(id=k) for k in chosen]
    assert matrix_of(who_meets.sides_of(types, matrix)) == matrix


def matrix_of(sides: dict[int, Side]) -> set[tuple[int, int]]:
    return {
        (one, other)
        for one, other in combinations_with_replacement(sides, 2)
        if Side.EITHER in {sides[one], sides[other]} or sides[one] is not sides[other]
    }


def test_meetings_agreed_on_against_a_later_rule_are_counted(app: Flask) -> None:
    event = make_event()
    bob, cat, dan = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D"))
    make_meeting(bob, cat)
    apart = make_meeting(bob, dan)
    assert who_meets.forbidden_meetings(event) == []
    keep_apart(bob.organization, dan)
    assert who_meets.forbidden_meetings(event) == [apart.id]
    who_meets.set_switches(event, Switches(True, True, False), make_organizer(), NOW)
    db.session.commit()
    assert len(who_meets.forbidden_meetings(event)) == 2
    assert (event.same_organization_meets, event.across_countries_only) == (True, True)
