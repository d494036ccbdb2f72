"""Two who act at the same moment: nothing is lost, nothing is there twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    Meeting,
    MeetingRequest,
    Organization,
    OrganizationRequest,
    Participant,
    Priority,
    RequestStatus,
)
from matchmaking.services.people import participants
from matchmaking.services.refusals import Conflict
from matchmaking.services.requests import meeting_requests, organization_requests
from tests.factories import NOW, make_event, make_participant

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from matchmaking.models import Event

ROUNDS = 8


def at_once(app: Flask, *acts: Callable[[], object]) -> list[str]:
    """Do these in threads of their own, all starting together; answers what became of each."""
    db.session.rollback()  # this thread must not hold the database meanwhile
    barrier = Barrier(len(acts))

    def act(what: Callable[[], object]) -> str:
        with app.app_context():
            barrier.wait()
            try:
                what()
                db.session.commit()
            except Conflict:
                db.session.rollback()
                return "conflict"
            return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def sender(one: int, other: int) -> Callable[[], object]:
    def send() -> object:
        requester, recipient = db.session.get_one(Participant, one), db.session.get_one(Participant, other)
        return meeting_requests.send(requester, recipient, Priority.MUST, "", NOW)

    return send


def test_two_who_ask_each_other_at_once_meet(app: Flask) -> None:
    event = make_event()
    for _round in range(ROUNDS):
        bob, cat = make_participant(event, "Bob B").id, make_participant(event, "Cat C").id
        assert at_once(app, sender(bob, cat), sender(cat, bob)) == ["done", "done"]
    statuses = db.session.execute(select(MeetingRequest.status, func.count()).group_by(MeetingRequest.status)).all()
    assert [tuple(row) for row in statuses] == [(RequestStatus.ACCEPTED, 2 * ROUNDS)]
    assert db.session.scalar(select(func.count()).select_from(Meeting)) == ROUNDS


def test_request_sent_twice_at_once_is_there_once(app: Flask) -> None:
    event = make_event()
    for _round in range(ROUNDS):
        bob, cat = make_participant(event, "Bob B").id, make_participant(event, "Cat C").id
        assert sorted(at_once(app, sender(bob, cat), sender(bob, cat))) == ["conflict", "done"]
    assert db.session.scalar(select(func.count()).select_from(MeetingRequest)) == ROUNDS


def test_limit_holds_when_requests_are_sent_at_once(app: Flask) -> None:
    event = make_event(request_limit=1)
    for _round in range(ROUNDS):
        bob, cat, dan = (make_participant(event, name).id for name in ("Bob B", "Cat C", "Dan D"))
        assert sorted(at_once(app, sender(bob, cat), sender(bob, dan))) == ["conflict", "done"]


def test_nobody_who_leaves_keeps_an_open_request(app: Flask) -> None:
    event = make_event()
    for _round in range(ROUNDS):
        bob, cat = make_participant(event, "Bob B").id, make_participant(event, "Cat C").id

        def leave(who: int = cat) -> None:
            participants.withdraw(db.session.get_one(Participant, who), NOW)

        at_once(app, sender(bob, cat), leave)
    pending = select(func.count()).where(MeetingRequest.status == RequestStatus.PENDING)
    assert db.session.scalar(pending) == 0


def asker(one: int, organization: int) -> Callable[[], object]:
    def ask() -> object:
        requester = db.session.get_one(Participant, one)
        asked = db.session.get_one(Organization, organization)
        return organization_requests.ask(requester, asked, Priority.MUST, "", NOW)

    return ask


def answerer(verb: Callable[..., object], request: int, who: int) -> Callable[[], object]:
    def answer() -> object:
        to_all = db.session.get_one(OrganizationRequest, request)
        return verb(to_all, db.session.get_one(Participant, who), NOW)

    return answer


def asked_firm(event: Event) -> tuple[int, int, int]:
    """A request to an organization, and two of it; the requester was there before the one and after the other."""
    cat = make_participant(event, "Cat C")
    bob = make_participant(event, "Bob B")
    dan = make_participant(event, "Dan D", organization=cat.organization)
    request = organization_requests.ask(bob, cat.organization, Priority.MUST, "", NOW)
    db.session.commit()
    return request.id, cat.id, dan.id


def test_of_two_who_accept_for_their_organization_at_once_one_meets(app: Flask) -> None:
    event = make_event()
    for _round in range(ROUNDS):
        request, cat, dan = asked_firm(event)
        acts = [answerer(organization_requests.accept, request, who) for who in (cat, dan)]
        assert sorted(at_once(app, *acts)) == ["conflict", "done"]
    assert db.session.scalar(select(func.count()).select_from(Meeting)) == ROUNDS


def test_last_two_who_say_no_at_once_have_both_said_it(app: Flask) -> None:
    event = make_event()
    for _round in range(ROUNDS):
        request, cat, dan = asked_firm(event)
        acts = [answerer(organization_requests.decline, request, who) for who in (cat, dan)]
        assert at_once(app, *acts) == ["done", "done"]
    organization_requests.expire_pending(event, NOW)
    statuses = set(db.session.scalars(select(OrganizationRequest.status)))
    assert statuses == {RequestStatus.DECLINED}


def test_organization_that_is_asked_while_one_of_it_asks_is_met_once(app: Flask) -> None:
    event = make_event()
    for number in range(2 * ROUNDS):
        people = [make_participant(event, name) for name in ("Bob B", "Cat C")]
        one, other = people if number % 2 else reversed(people)
        asks = asker(one.id, other.organization_id), sender(other.id, one.id)
        assert at_once(app, *asks) == ["done", "done"]
    assert db.session.scalar(select(func.count()).select_from(Meeting)) == 2 * ROUNDS
    assert set(db.session.scalars(select(OrganizationRequest.status))) == {RequestStatus.ACCEPTED}


def test_accepting_while_the_requester_asks_in_person_brings_the_two_together_once(app: Flask) -> None:
    event = make_event()
    for _round in range(ROUNDS):
        request, cat, dan = asked_firm(event)
        bob = db.session.get_one(OrganizationRequest, request).requester_id
        for who in (cat, dan):
            answers = at_once(app, answerer(organization_requests.accept, request, who), sender(bob, who))
            assert answers == (["done", "conflict"] if who == cat else ["conflict", "done"])
    assert db.session.scalar(select(func.count()).select_from(Meeting)) == ROUNDS
