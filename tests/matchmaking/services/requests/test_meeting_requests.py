"""The life of a meeting request, and the meeting that comes of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    CalendarEntry,
    Mail,
    Meeting,
    MeetingRequest,
    Participant,
    ParticipantStatus,
    Priority,
    RequestStatus,
)
from matchmaking.services.refusals import Conflict, Invalid, NotFound, PhaseClosed
from matchmaking.services.requests import calling_off, quotas
from matchmaking.services.requests import meeting_requests as requests
from tests.factories import (
    NOW,
    make_event,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event

LATER = NOW + timedelta(hours=1)


def two(event: Event) -> tuple[Participant, Participant]:
    return make_participant(event, "Bob B"), make_participant(event, "Cat C")


def ask(one: Participant, other: Participant, now: datetime = NOW, **given: object) -> MeetingRequest:
    request = requests.send(one, other, Priority.WOULD_LIKE, "Hello", now, **given)  # type: ignore[arg-type]
    db.session.commit()
    return request


def standing_meetings() -> int:
    return db.session.scalar(select(func.count()).select_from(Meeting).where(Meeting.cancelled_at.is_(None))) or 0


def mails() -> list[tuple[str, str]]:
    return [(kind, to) for kind, to in db.session.execute(select(Mail.kind, Mail.to_address).order_by(Mail.id))]


def test_sent_request_waits_and_its_recipient_is_told_once_a_day(app: Flask) -> None:
    event = make_event()
    bob, cat = two(event)
    dan = make_participant(event, "Dan D")
    request = ask(bob, cat)
    ask(dan, cat)
    assert (request.status, request.message, standing_meetings()) == (RequestStatus.PENDING, "Hello", 0)
    assert mails() == [("request_received", cat.email)]


def test_accepting_makes_one_meeting_and_tells_the_requester(app: Flask) -> None:
    bob, cat = two(make_event())
    request = ask(bob, cat)
    requests.accept(request, LATER, colleagues=True)
    db.session.commit()
    meeting = db.session.scalars(select(Meeting)).one()
    assert (request.status, request.changed_at) == (RequestStatus.ACCEPTED, LATER)
    assert request.recipient_colleagues is True
    assert (meeting.low_id, meeting.high_id, meeting.cancelled_at) == (bob.id, cat.id, None)
    told = mails()
    assert told[-1] == ("request_accepted", bob.email)
    requests.accept(request, LATER)  # a second press
    assert (mails(), request.recipient_colleagues) == (told, True)


def test_mutual_requests_are_both_accepted_and_make_one_meeting(app: Flask) -> None:
    bob, cat = two(make_event())
    first, second = ask(bob, cat), ask(cat, bob)
    assert (first.status, second.status, standing_meetings()) == (RequestStatus.ACCEPTED, RequestStatus.ACCEPTED, 1)
    assert mails() == [("request_received", cat.email), ("request_accepted", bob.email)]


def test_whoever_said_no_and_asks_in_turn_takes_the_no_back(app: Flask) -> None:
    bob, cat = two(make_event())
    first = ask(bob, cat)
    requests.decline(first, NOW)
    second = ask(cat, bob)
    assert (first.status, second.status, standing_meetings()) == (RequestStatus.ACCEPTED, RequestStatus.ACCEPTED, 1)


def test_whoever_said_no_to_what_was_taken_back_and_asks_in_turn_is_answered_first(app: Flask) -> None:
    bob, cat = two(make_event())
    first = ask(bob, cat)
    requests.decline(first, NOW)
    requests.withdraw(first, NOW)
    second = ask(cat, bob)
    assert (first.status, second.status, standing_meetings()) == (RequestStatus.WITHDRAWN, RequestStatus.PENDING, 0)


def test_declining_is_quiet_and_final(app: Flask) -> None:
    bob, cat = two(make_event())
    request = ask(bob, cat)
    told = mails()
    requests.decline(request, NOW)
    db.session.commit()
    assert (request.status, mails()) == (RequestStatus.DECLINED, told)
    with pytest.raises(Conflict):
        requests.accept(request, NOW)
    requests.decline(request, NOW)  # a second press
    assert (request.status, request.shown, mails()) == (RequestStatus.DECLINED, RequestStatus.PENDING, told)


def test_withdrawing_twice_is_the_same_as_once(app: Flask) -> None:
    bob, cat = two(make_event())
    request = ask(bob, cat)
    for _press in range(2):
        requests.withdraw(request, LATER)
        assert (request.status, request.changed_at) == (RequestStatus.WITHDRAWN, LATER)


@pytest.mark.parametrize("status", [RequestStatus.DECLINED, RequestStatus.EXPIRED])
def test_asking_again_after_no_is_answered_alike_for_declined_and_expired(app: Flask, status: RequestStatus) -> None:
    bob, cat = two(make_event())
    request = make_request(bob, cat, status=status)
    with pytest.raises(Conflict, match=r"^The meeting with Cat C will not take place\.$"):
        ask(bob, cat)
    assert request.status is status


def test_asking_again_after_withdrawing_begins_anew(app: Flask) -> None:
    bob, cat = two(make_event())
    request = ask(bob, cat)
    requests.withdraw(request, NOW)
    again = requests.send(bob, cat, Priority.MUST, "Once more", LATER)
    db.session.commit()
    assert again is request
    assert (again.status, again.priority, again.message) == (RequestStatus.PENDING, Priority.MUST, "Once more")
    with pytest.raises(Conflict):
        ask(bob, cat)


def test_calling_off_a_mutual_meeting_ends_both_requests_and_tells_the_other_side(app: Flask) -> None:
    bob, cat = two(make_event())
    first, second = ask(bob, cat), ask(cat, bob)
    requests.withdraw(first, LATER)
    db.session.commit()
    assert (first.status, second.status) == (RequestStatus.WITHDRAWN, RequestStatus.DECLINED)
    assert db.session.scalars(select(Meeting)).one().cancelled_at == LATER
    assert mails()[-1] == ("meeting_called_off", cat.email)


def test_meeting_agreed_on_again_is_the_same_meeting(app: Flask) -> None:
    bob, cat = two(make_event())
    request = ask(bob, cat)
    requests.accept(request, NOW)
    uid = db.session.scalars(select(Meeting.uid)).one()
    requests.withdraw(request, NOW)
    requests.accept(ask(bob, cat), NOW)
    db.session.commit()
    meeting = db.session.scalars(select(Meeting)).one()
    assert (meeting.uid, meeting.cancelled_at) == (uid, None)


def test_accepted_meeting_can_be_called_off_after_booking_but_nothing_else_done(app: Flask) -> None:
    event = make_event()
    bob, cat = two(event)
    dan = make_participant(event, "Dan D")
    accepted, waiting = ask(bob, cat), ask(dan, cat)
    requests.accept(accepted, NOW)
    event.booking_closes_at = NOW + timedelta(minutes=1)
    db.session.commit()
    for act in (
        lambda: ask(bob, dan, LATER),
        lambda: requests.accept(waiting, LATER),
        lambda: requests.reprioritise(accepted, Priority.MUST, LATER),
    ):
        with pytest.raises(PhaseClosed):
            act()
        db.session.rollback()
    requests.decline(accepted, LATER)
    assert standing_meetings() == 0


def test_who_may_not_meet_cannot_ask(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    colleague = make_participant(event, "Col C", organization=bob.organization)
    waiting = make_participant(event, "W W", status=ParticipantStatus.PENDING)
    for one, other in ((bob, bob), (bob, colleague), (bob, waiting), (waiting, bob)):
        with pytest.raises(Conflict):
            ask(one, other)
        db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(MeetingRequest)) == 0


def test_limits_count_what_is_open(app: Flask) -> None:
    event = make_event(request_limit=2, must_limit=1)
    bob = make_participant(event, "Bob B")
    others = [make_participant(event, f"Other {k}") for k in range(4)]
    make_request(bob, others[3], status=RequestStatus.EXPIRED, priority=Priority.MUST)
    first = requests.send(bob, others[0], Priority.MUST, "", NOW)
    with pytest.raises(Conflict, match="must"):
        requests.send(bob, others[1], Priority.MUST, "", NOW)
    second = requests.send(bob, others[1], Priority.OPEN_TO, "", NOW)
    with pytest.raises(Conflict, match="2 open requests"):
        requests.send(bob, others[2], Priority.OPEN_TO, "", NOW)
    with pytest.raises(Conflict, match="must"):
        requests.reprioritise(second, Priority.MUST, NOW)
    assert (quotas.of(event, bob).left, quotas.of(event, bob).musts_left) == (0, 0)
    requests.decline(first, NOW)  # what was answered cannot be told from what is left
    assert (quotas.of(event, bob).left, quotas.of(event, bob).musts_left) == (0, 0)
    requests.withdraw(first, NOW)
    assert (quotas.of(event, bob).left, quotas.of(event, bob).musts_left) == (1, 1)


def test_nobody_answers_their_own_request_and_strangers_find_none(app: Flask) -> None:
    event = make_event()
    bob, cat = two(event)
    dan = make_participant(event, "Dan D")
    request = ask(bob, cat)
    assert requests.received_by(cat, request.id) is request
    assert requests.sent_by(bob, request.id) is request
    with pytest.raises(Conflict):
        requests.received_by(bob, request.id)
    for find, who in ((requests.sent_by, cat), (requests.sent_by, dan), (requests.received_by, dan)):
        with pytest.raises(NotFound):
            find(who, request.id)


def test_message_is_one_clean_line_of_bounded_length(app: Flask) -> None:
    bob, cat = two(make_event())
    request = requests.send(bob, cat, Priority.OPEN_TO, "a\r\nb\x00\u202ec", NOW)
    assert request.message == "a bc"
    with pytest.raises(Invalid):
        requests.send(cat, bob, Priority.OPEN_TO, "x" * 301, NOW)


def test_pending_expire_and_nothing_else(app: Flask) -> None:
    event = make_event()
    bob, cat = two(event)
    dan = make_participant(event, "Dan D")
    waiting, accepted = make_request(bob, cat), make_request(dan, cat, status=RequestStatus.ACCEPTED)
    other_event = make_request(*two(make_event()))
    assert requests.expire_pending(event, LATER) == 1
    assert [r.status for r in (waiting, accepted, other_event)] == [
        RequestStatus.EXPIRED,
        RequestStatus.ACCEPTED,
        RequestStatus.PENDING,
    ]


def test_putting_the_same_requests_again_changes_nothing(app: Flask) -> None:
    event = make_event(booking_opens_at=None)
    bob, cat = two(event)
    dan = make_participant(event, "Dan D")
    rows = [
        (bob, cat, Priority.MUST, "x", RequestStatus.PENDING),
        (cat, bob, Priority.OPEN_TO, "", RequestStatus.PENDING),
        (bob, dan, Priority.OPEN_TO, "", RequestStatus.DECLINED),
        (dan, cat, Priority.OPEN_TO, "", RequestStatus.ACCEPTED),
    ]
    assert [requests.put(event, *row, NOW) for row in rows] == [True] * 4
    assert [requests.put(event, *row, LATER) for row in rows] == [False] * 4
    assert (standing_meetings(), mails()) == (2, [])


def test_putting_does_not_undo_an_answer_but_may_change_the_rank(app: Flask) -> None:
    event = make_event()
    bob, cat = two(event)
    request = make_request(bob, cat, status=RequestStatus.DECLINED)
    assert requests.put(event, bob, cat, Priority.MUST, "", RequestStatus.PENDING, NOW) is True
    assert (request.status, request.priority) == (RequestStatus.DECLINED, Priority.MUST)
    with pytest.raises(Conflict):
        requests.put(event, bob, bob, Priority.MUST, "", RequestStatus.PENDING, NOW)


def test_putting_declined_cancels_the_meeting(app: Flask) -> None:
    event = make_event()
    bob, cat = two(event)
    requests.accept(ask(bob, cat), NOW)
    requests.put(event, bob, cat, Priority.WOULD_LIKE, "Hello", RequestStatus.DECLINED, NOW)
    assert standing_meetings() == 0


def test_calling_off_a_published_meeting_publishes_a_small_version_and_tells_by_that_alone(app: Flask) -> None:
    event = make_event()
    bob, cat = two(event)
    session, tables = make_session(event), make_tables(event)
    requests.accept(ask(bob, cat), NOW)
    meeting = db.session.scalars(select(Meeting)).one()
    make_version(event, (meeting, session.slots[0], tables[0]))
    requests.withdraw(db.session.scalars(select(MeetingRequest)).one(), LATER)
    db.session.commit()
    entries = db.session.scalars(select(CalendarEntry)).all()
    assert (event.version_number, [entry.cancelled for entry in entries]) == (2, [True, True])
    assert "meeting_called_off" not in [kind for kind, _ in mails()]
    assert [to for kind, to in mails() if kind == "schedule_changed"] == [bob.email, cat.email] * 2


def test_meeting_that_has_begun_can_not_be_called_off(app: Flask) -> None:
    event = make_event()
    bob, cat = two(event)
    dan = make_participant(event, "Dan D")
    slots, tables = make_session(event).slots, make_tables(event)
    for other in (cat, dan):
        requests.accept(ask(bob, other), NOW)
    first, second = db.session.scalars(select(Meeting).order_by(Meeting.id))
    make_version(event, (first, slots[0], tables[0]), (second, slots[1], tables[1]))
    held, coming = db.session.scalars(select(MeetingRequest).order_by(MeetingRequest.id))
    begun = slots[0].starts_at
    with pytest.raises(Conflict, match="has begun"):
        requests.decline(held, begun)
    calling_off.all_of(bob, begun)
    db.session.commit()
    assert (held.status, coming.status) == (RequestStatus.ACCEPTED, RequestStatus.WITHDRAWN)
    entries = db.session.scalars(select(CalendarEntry).where(CalendarEntry.participant_id == bob.id))
    assert {entry.meeting_id: entry.cancelled for entry in entries} == {first.id: False, second.id: True}
