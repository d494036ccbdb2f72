from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Mail, SessionKind, SignUpMode
from matchmaking.services.people import inviting, participants, seating
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from tests.factories import NOW, make_event, make_organizer, make_participant, make_session

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, EventSession, Participant


@pytest.fixture
def event(app: Flask) -> Event:
    del app
    return make_event()


def visit_with(event: Event, seats: int | None, mode: SignUpMode = SignUpMode.OPEN) -> EventSession:
    visit = make_session(event, "Harbour visit", kind=SessionKind.VISIT, start_hour=14)
    visit.seats, visit.sign_up_mode = seats, mode
    db.session.commit()
    return visit


def people(event: Event, count: int) -> list[Participant]:
    return [make_participant(event, f"Person {number}") for number in range(count)]


def names(session: EventSession) -> tuple[list[str], list[str]]:
    return [one.name for one in seating.attendees(session)], [one.participant.name for one in seating.waiting(session)]


def test_seats_go_to_the_first_and_the_others_wait_in_their_order(event: Event) -> None:
    visit = visit_with(event, 2)
    assert [seating.sign_up(one, visit, NOW) for one in people(event, 4)] == [0, 0, 1, 2]
    assert names(visit) == (["Person 0", "Person 1"], ["Person 2", "Person 3"])


def test_signing_up_again_keeps_seat_and_place(event: Event) -> None:
    visit, (bob, cat) = visit_with(event, 1), people(event, 2)
    assert [seating.sign_up(one, visit, NOW) for one in (bob, cat, bob, cat)] == [0, 1, 0, 1]


def test_freed_seat_goes_to_the_first_who_waits_who_is_told(event: Event) -> None:
    visit, (bob, cat, dan) = visit_with(event, 1), people(event, 3)
    for one in (bob, cat, dan):
        seating.sign_up(one, visit, NOW)
    seating.leave(bob, visit, NOW)
    assert names(visit) == (["Person 1"], ["Person 2"])
    assert seating.place_of(dan, visit) == 1
    assert db.session.scalars(select(Mail.to_name).where(Mail.kind == "session_seat")).all() == ["Person 1"]


def test_whoever_has_something_else_at_that_time_is_passed_over(event: Event) -> None:
    visit, (bob, cat, dan) = visit_with(event, 1), people(event, 3)
    for one in (bob, cat, dan):
        seating.sign_up(one, visit, NOW)
    seating.sign_up(cat, make_session(event, "Assembly", kind=SessionKind.ASSEMBLY, start_hour=14), NOW)
    seating.leave(bob, visit, NOW)
    assert names(visit) == (["Person 2"], ["Person 1"])


def test_whoever_withdraws_from_the_event_frees_the_seat(event: Event) -> None:
    visit, (bob, cat) = visit_with(event, 1), people(event, 2)
    for one in (bob, cat):
        seating.sign_up(one, visit, NOW)
    participants.withdraw(bob, NOW)
    assert names(visit) == (["Person 1"], [])


def test_leaving_the_waiting_list_moves_the_others_up(event: Event) -> None:
    visit, (bob, cat, dan) = visit_with(event, 1), people(event, 3)
    for one in (bob, cat, dan):
        seating.sign_up(one, visit, NOW)
    seating.leave(cat, visit, NOW)
    assert names(visit) == (["Person 0"], ["Person 2"])


def test_without_seats_everybody_attends(event: Event) -> None:
    visit = visit_with(event, None)
    assert [seating.sign_up(one, visit, NOW) for one in people(event, 3)] == [0, 0, 0]


@pytest.mark.parametrize("kind", ["participant", "organization", "type"])
def test_session_for_invited_people_is_there_for_them_alone(event: Event, kind: str) -> None:
    ann, (bob, dan) = make_organizer(), people(event, 2)
    visit = visit_with(event, None, SignUpMode.INVITED)
    assert seating.offered_to(bob, event) == []
    with pytest.raises(NotFound):
        seating.sign_up(bob, visit, NOW)
    number = {"participant": bob.id, "organization": bob.organization_id, "type": bob.type_id}[kind]
    inviting.invite(event, visit, f"{kind}:{number}", ann, NOW)
    inviting.invite(event, visit, f"{kind}:{number}", ann, NOW)
    assert len(inviting.invitations(visit)) == 1
    assert seating.offered_to(bob, event) == [visit]
    assert seating.offered_to(dan, event) == ([visit] if kind == "type" else [])
    assert seating.sign_up(bob, visit, NOW) == 0


@pytest.mark.parametrize("whom", ["", "participant", "participant:x", "organizer:1", "type:99999999999999"])
def test_nobody_is_invited_by_nonsense(event: Event, whom: str) -> None:
    with pytest.raises(Invalid):
        inviting.invite(event, visit_with(event, None, SignUpMode.INVITED), whom, make_organizer(), NOW)


def test_somebody_of_another_event_is_not_found(event: Event) -> None:
    stranger = make_participant(make_event(name="Other"))
    with pytest.raises(NotFound):
        inviting.invite(event, visit_with(event, None), f"participant:{stranger.id}", make_organizer(), NOW)
    with pytest.raises(NotFound):
        inviting.participant_of(event, stranger.id)


def test_closed_session_takes_those_alone_whom_organizers_seat(event: Event) -> None:
    visit, (bob,) = visit_with(event, 1, SignUpMode.CLOSED), people(event, 1)
    with pytest.raises(Conflict, match="Nobody signs up"):
        seating.sign_up(bob, visit, NOW)
    assert seating.sign_up(bob, visit, NOW, by_organizer=True) == 0
    assert seating.offered_to(bob, event) == [visit]
