from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.event import listen, remove

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    Attendance,
    Event,
    EventSession,
    Meeting,
    MeetingRequest,
    ParticipantStatus,
    Priority,
    RequestStatus,
    Schedule,
    Slot,
    UnavailableSlot,
)
from matchmaking.services.requests import organization_requests
from matchmaking.services.runs import snapshot
from solver.check import violations
from solver.formats import problem_from_json, refuse_inconsistent
from solver.problem import Assignment as Placed
from solver.problem import Pin
from tests.factories import (
    NOW,
    make_draft,
    make_event,
    make_meeting,
    make_organization,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_type,
    make_version,
)

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from matchmaking.models import Participant
    from solver.problem import Meeting as Wish
    from solver.problem import Problem


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event()


def problem_of(event: Event, now: datetime = NOW, *, locks_from: Schedule | None = None) -> Problem:
    """Every snapshot is one that the solver takes, and its text says the same."""
    db.session.commit()
    taken = snapshot.of(event, now, locks_from=locks_from)
    refuse_inconsistent(taken.problem)
    assert problem_from_json(taken.text.encode()) == taken.problem
    assert snapshot.hash_of(taken.text) == taken.hash
    return taken.problem


def wish(problem: Problem, meeting: Meeting) -> Wish:
    return next(wish for wish in problem.meetings if wish.id == meeting.id)


def slots_of(event: Event) -> list[Slot]:
    return db.session.query(Slot).filter_by(event_id=event.id).order_by(Slot.starts_at).all()


def pair(event: Event, one: str = "Bob Kovač", other: str = "Cat Marić") -> tuple[Participant, Participant]:
    return make_participant(event, one), make_participant(event, other)


def lock(draft: Schedule, meeting: Meeting) -> None:
    db.session.get_one(Assignment, (draft.id, meeting.id)).locked = True


def test_slots_stand_in_order_of_time_with_a_session_for_each_run_without_a_pause(event: Event) -> None:
    afternoon = make_session(event, "Afternoon", start_hour=14, slots=2)
    morning = make_session(event, "Morning", start_hour=10, slots=3)
    problem = problem_of(event)
    assert [slot.id for slot in problem.slots] == [slot.id for slot in (*morning.slots, *afternoon.slots)]
    assert [slot.session for slot in problem.slots] == [1, 1, 1, 2, 2]


def test_a_pause_longer_than_the_transfer_time_ends_a_run(event: Event) -> None:
    session = make_session(event, slots=4)
    session.transfer_minutes = 5
    _first, second, third, _fourth = session.slots
    second.starts_at += timedelta(minutes=5)  # after the transfer
    db.session.flush()
    third.starts_at += timedelta(minutes=6)  # after a pause
    db.session.flush()
    assert [slot.session for slot in problem_of(event).slots] == [1, 1, 2, 2]


def test_two_sessions_that_follow_each_other_at_once_are_two_runs(event: Event) -> None:
    make_session(event, "One", start_hour=10, slots=3)
    make_session(event, "Two", start_hour=11, slots=1)
    assert [slot.session for slot in problem_of(event).slots] == [1, 1, 1, 2]


def test_slots_of_a_cancelled_session_are_left_out(event: Event) -> None:
    make_session(event, slots=2).cancelled_at = NOW
    kept = make_session(event, start_hour=14, slots=1)
    assert [slot.id for slot in problem_of(event).slots] == [kept.slots[0].id]


def test_only_approved_participants_with_meetings_occur(event: Event) -> None:
    bob, cat = pair(event)
    dan = make_participant(event, "Dan Stranger")
    eve = make_participant(event, "Eve Pending", status=ParticipantStatus.PENDING)
    kept, gone = make_meeting(bob, cat), make_meeting(dan, eve)
    problem = problem_of(event)
    assert [person.id for person in problem.participants] == [bob.id, cat.id]
    assert [meeting.id for meeting in problem.meetings] == [kept.id]
    assert gone.cancelled_at is None


def test_a_cancelled_meeting_is_left_out(event: Event) -> None:
    make_meeting(*pair(event)).cancelled_at = NOW
    assert problem_of(event).meetings == ()


def test_unavailable_slots_and_the_limits_of_the_event_are_kept(event: Event) -> None:
    slot = make_session(event).slots[2]
    bob, cat = pair(event)
    make_meeting(bob, cat)
    event.max_meetings, event.max_consecutive = 5, 3
    db.session.add(UnavailableSlot(participant_id=bob.id, slot_id=slot.id))
    first, second = problem_of(event).participants
    assert (first.unavailable, second.unavailable) == (frozenset({slot.id}), frozenset())
    assert (first.max_meetings, first.max_consecutive, first.min_meetings) == (5, 3, 1)


def test_the_weight_is_the_sum_of_what_both_asked_for(event: Event) -> None:
    bob, cat = pair(event)
    meeting = make_meeting(bob, cat, priority=Priority.MUST)
    make_request(cat, bob, priority=Priority.WOULD_LIKE, status=RequestStatus.ACCEPTED)
    other = make_meeting(bob, make_participant(event, "Eva"), priority=Priority.OPEN_TO)
    problem = problem_of(event)
    assert (wish(problem, meeting).weight, wish(problem, other).weight) == (5, 1)


def test_sides_are_the_two_themselves(event: Event) -> None:
    bob, cat = pair(event)
    make_participant(event, "Ben Colleague", organization=bob.organization)
    meeting = make_meeting(bob, cat)
    assert wish(problem_of(event), meeting).sides == ((bob.id,), (cat.id,))


def test_colleagues_stand_in_where_that_was_agreed(event: Event) -> None:
    bob, cat = pair(event)
    ben = make_participant(event, "Ben Colleague", organization=bob.organization)
    make_participant(event, "Bea Pending", organization=bob.organization, status=ParticipantStatus.PENDING)
    meeting = make_meeting(cat, bob)
    db.session.query(MeetingRequest).one().recipient_colleagues = True
    problem = problem_of(event)
    assert wish(problem, meeting).sides == ((bob.id, ben.id), (cat.id,))
    assert [(person.id, person.min_meetings) for person in problem.participants] == [
        (bob.id, 1),
        (cat.id, 1),
        (ben.id, None),
    ]


def test_a_colleague_whose_type_may_not_meet_the_other_does_not_stand_in(event: Event) -> None:
    bob, cat = pair(event)
    make_participant(event, "Ben Colleague", organization=bob.organization, kind=make_type(event, "Expert"))
    meeting = make_meeting(bob, cat)
    db.session.query(MeetingRequest).one().requester_colleagues = True
    assert wish(problem_of(event), meeting).sides == ((bob.id,), (cat.id,))


def test_a_colleague_who_said_no_does_not_stand_in(event: Event) -> None:
    bob, cat = pair(event)
    ben = make_participant(event, "Ben Colleague", organization=bob.organization)
    meeting = make_meeting(bob, cat)
    db.session.query(MeetingRequest).one().requester_colleagues = True
    make_request(cat, ben, status=RequestStatus.DECLINED)
    assert wish(problem_of(event), meeting).sides == ((bob.id,), (cat.id,))


def test_a_colleague_who_said_no_to_a_request_to_the_organization_does_not_stand_in(event: Event) -> None:
    bob, cat = pair(event)
    ben, bea = (make_participant(event, name, organization=bob.organization) for name in ("Ben B", "Bea B"))
    request = organization_requests.ask(cat, bob.organization, Priority.MUST, "", NOW)
    organization_requests.decline(request, ben, NOW)
    organization_requests.accept(request, bob, NOW)
    (meeting,) = problem_of(event).meetings
    assert (meeting.weight, meeting.sides) == (3, ((bob.id, bea.id), (cat.id,)))


def test_without_stands_any_table_will_do(event: Event) -> None:
    tables = make_tables(event, 2)
    meeting = make_meeting(*pair(event))
    problem = problem_of(event)
    assert [(table.id, table.zone) for table in problem.tables] == [(table.id, table.zone_id) for table in tables]
    assert wish(problem, meeting).tables is None


def test_an_owner_meets_at_the_stand_and_others_at_the_common_tables(event: Event) -> None:
    common, stand, second_stand = make_tables(event, 3)
    bob, cat = pair(event)
    dan, eva = pair(event, "Dan", "Eva")
    stand.stand_of_id, second_stand.stand_of_id = bob.id, eva.id
    at_stand, at_either, at_common = make_meeting(bob, cat), make_meeting(bob, eva), make_meeting(cat, dan)
    problem = problem_of(event)
    assert wish(problem, at_stand).tables == (stand.id,)
    assert set(wish(problem, at_either).tables or ()) == {stand.id, second_stand.id}
    assert wish(problem, at_common).tables == (common.id,)


def test_where_all_tables_are_stands_others_have_no_slot_rather_than_no_table(event: Event) -> None:
    make_session(event)
    bob, cat = pair(event)
    make_tables(event, 1)[0].stand_of_id = make_participant(event, "Eva").id
    meeting = make_meeting(bob, cat)
    assert (wish(problem_of(event), meeting).tables, wish(problem_of(event), meeting).slots) == (None, frozenset())


def test_locked_meetings_of_the_draft_are_pinned_and_only_those(event: Event) -> None:
    slot, later = make_session(event, slots=2).slots
    table = make_tables(event, 1)[0]
    bob, cat = pair(event)
    locked, loose = make_meeting(bob, cat), make_meeting(bob, make_participant(event, "Eva"))
    draft = make_draft(event, (locked, slot, table), (loose, later, table))
    lock(draft, locked)
    problem = problem_of(event, locks_from=draft)
    assert wish(problem, locked).pinned == Pin(slot.id, table.id, (bob.id, cat.id))
    assert wish(problem, loose).pinned is None
    assert wish(problem_of(event), locked).pinned is None


def test_a_lock_with_somebody_who_no_longer_takes_part_keeps_the_place(event: Event) -> None:
    slot, table = make_session(event).slots[0], make_tables(event, 1)[0]
    bob, cat = pair(event)
    ben = make_participant(event, "Ben", organization=bob.organization)
    meeting = make_meeting(bob, cat)
    draft = make_draft(event, (meeting, slot, table))
    lock(draft, meeting)
    db.session.query(Attendance).filter_by(participant_id=bob.id).one().participant_id = ben.id
    assert wish(problem_of(event, locks_from=draft), meeting).pinned == Pin(slot.id, table.id)


def test_a_lock_in_a_cancelled_session_contradicts_and_is_not_lost(event: Event) -> None:
    session, table = make_session(event), make_tables(event, 1)[0]
    meeting = make_meeting(*pair(event))
    draft = make_draft(event, (meeting, session.slots[0], table))
    lock(draft, meeting)
    session.cancelled_at = NOW
    problem = problem_of(event, locks_from=draft)
    kept = Placed(meeting.id, session.slots[0].id, table.id, (meeting.low_id, meeting.high_id))
    assert [violation.rule for violation in violations(problem, [kept])] == ["allowed_slot"]


def test_before_any_version_there_is_nothing_to_change(event: Event) -> None:
    make_meeting(*pair(event))
    problem = problem_of(event)
    assert problem.goals == ("value", "shortfall", "breaks", "table_changes")
    assert problem.previous == ()


def test_the_version_in_force_is_what_changes_are_counted_from(event: Event) -> None:
    slot, table = make_session(event).slots[0], make_tables(event, 1)[0]
    meeting = make_meeting(*pair(event))
    make_version(event, (meeting, slot, table))
    problem = problem_of(event)
    assert problem.goals == ("value", "shortfall", "changes", "breaks", "table_changes")
    assert problem.previous == (Placed(meeting.id, slot.id, table.id, (meeting.low_id, meeting.high_id)),)
    assert wish(problem, meeting).pinned is None
    assert wish(problem, meeting).slots is None


def test_what_has_begun_stays_and_its_slots_are_closed_for_others(event: Event) -> None:
    first, second, third = make_session(event, slots=3).slots
    table = make_tables(event, 1)[0]
    bob, cat = pair(event)
    begun, coming = make_meeting(bob, cat), make_meeting(bob, make_participant(event, "Eva"))
    make_version(event, (begun, first, table))
    problem = problem_of(event, first.starts_at)
    assert wish(problem, begun).pinned == Pin(first.id, table.id, (bob.id, cat.id))
    assert wish(problem, begun).slots is None
    assert wish(problem, coming).slots == frozenset({second.id, third.id})


def test_the_past_breaks_no_rule_whatever_was_changed_since(event: Event) -> None:
    slots = make_session(event, slots=4).slots
    table, stand = make_tables(event, 2)
    bob, cat = pair(event)
    eva = make_participant(event, "Eva")
    meetings = [make_meeting(bob, cat), make_meeting(bob, eva), make_meeting(cat, eva)]
    make_version(event, (meetings[0], slots[0], table), (meetings[1], slots[1], table))
    event.max_meetings = event.max_consecutive = 1
    stand.stand_of_id = bob.id
    eva.status = ParticipantStatus.WITHDRAWN
    meetings[1].cancelled_at = NOW
    db.session.add(UnavailableSlot(participant_id=bob.id, slot_id=slots[0].id))
    db.session.commit()
    problem = problem_of(event, slots[1].starts_at)
    assert [meeting.id for meeting in problem.meetings] == [meetings[0].id, meetings[1].id]
    assert violations(problem, problem.previous) == []


def test_the_number_of_queries_does_not_grow_with_the_event(event: Event) -> None:
    def queries() -> int:
        db.session.commit()
        count = 0

        def note(*_: object) -> None:
            nonlocal count
            count += 1

        listen(db.engine, "after_cursor_execute", note)
        snapshot.of(db.session.get_one(Event, event.id), NOW)
        remove(db.engine, "after_cursor_execute", note)
        return count

    make_session(event)
    make_tables(event)
    make_meeting(*pair(event))
    small = queries()
    for _ in range(5):
        make_meeting(*pair(event))
    assert queries() == small


def test_an_event_with_other_events_beside_it_knows_only_itself(event: Event) -> None:
    other = make_event(name="Another event")
    make_session(other)
    make_tables(other)
    make_meeting(make_participant(other), make_participant(other, organization=make_organization(other)))
    problem = problem_of(event)
    assert (problem.slots, problem.tables, problem.participants, problem.meetings) == ((), (), (), ())
    assert db.session.query(EventSession).count() == 1
