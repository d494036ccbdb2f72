"""No-shows, refills, wishes at the desk, displaced meetings: small versions that leave the rest of the day alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Mail, NoShow, Schedule
from matchmaking.services.day import check_in, displaced, no_shows, placing, tables, wishes
from matchmaking.services.day.places import Places
from matchmaking.services.day.today import Today, Trouble
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.runs import snapshot
from matchmaking.services.schedule import drafts, publishing
from matchmaking.services.schedule.rearranging import Place, Stale
from tests.factories import make_event, make_meeting, make_participant
from tests.matchmaking.day_scene import DayScene

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from matchmaking.models import Meeting, Participant


def cat_is_missing(here: DayScene, clock: str = "10:06") -> datetime:
    now = here.at(clock)
    no_shows.mark(here.event, here.with_cat.id, here.cat.id, here.ann, now)
    db.session.commit()
    return now


def standby(here: DayScene, now: datetime, slot: int = 0) -> list[tuple[int, int | None]]:
    today = Today(here.event, now)
    return [
        (one.meeting, one.table)
        for one in Places(today, today.slot_of(here.slots[slot].id)).standby(here.slots[slot].id)
    ]


def put(here: DayScene, meeting: Meeting, slot: int, table: int, now: datetime) -> Schedule | None:
    to = Place(here.slots[slot].id, here.tables[table].id, (meeting.low_id, meeting.high_id))
    made = placing.place(here.event, meeting.id, to, here.ann, now)
    db.session.commit()
    return made


def agenda(person: Participant) -> set[tuple[int, bool]]:
    rows = select(CalendarEntry.meeting_id, CalendarEntry.cancelled).where(CalendarEntry.participant_id == person.id)
    return {(meeting, cancelled) for meeting, cancelled in db.session.execute(rows)}


def test_nobody_is_missing_before_five_minutes_have_passed(app: Flask) -> None:
    here = DayScene()
    with pytest.raises(Conflict, match="10:05"):
        no_shows.mark(here.event, here.with_cat.id, here.cat.id, here.ann, here.at("10:04"))
    assert no_shows.mark(here.event, here.with_cat.id, here.cat.id, here.ann, here.at("10:05")) is True


def test_marking_twice_is_noted_once_and_can_be_taken_back(app: Flask) -> None:
    here = DayScene()
    now = cat_is_missing(here)
    assert no_shows.mark(here.event, here.with_cat.id, here.cat.id, here.ann, now) is False
    assert Today(here.event, now).freed[here.with_cat.id].trouble is Trouble.NO_SHOW
    assert no_shows.take_back(here.event, here.with_cat.id, here.cat.id, here.ann, now) is True
    assert no_shows.take_back(here.event, here.with_cat.id, here.cat.id, here.ann, now) is False
    assert Today(here.event, now).freed == {}
    assert here.acts() == ["desk.no_show", "desk.no_show_undone"]


def test_nobody_is_missing_from_a_meeting_that_is_not_theirs(app: Flask) -> None:
    here = DayScene()
    for meeting, person in ((here.with_cat, here.eva), (here.eva_dan, here.eva)):
        with pytest.raises(NotFound):
            no_shows.mark(here.event, meeting.id, person.id, here.ann, here.at("10:06"))


def test_a_no_show_publishes_nothing_by_itself(app: Flask) -> None:
    here = DayScene()
    before = here.places()
    cat_is_missing(here)
    assert (here.event.version_number, here.places()) == (1, before)


def test_a_no_show_frees_the_table_and_whoever_came(app: Flask) -> None:
    here = DayScene()
    zoe = make_participant(here.event, "Zoe Marić")
    with_zoe, gus_zoe = make_meeting(here.bob, zoe), make_meeting(here.gus, zoe)
    now = here.at("10:06")
    assert {meeting for meeting, _table in standby(here, now)} == {gus_zoe.id}
    cat_is_missing(here)
    assert {meeting for meeting, _table in standby(here, now)} == {gus_zoe.id, with_zoe.id}


def test_a_refill_changes_that_place_and_nothing_else(app: Flask) -> None:
    here = DayScene()
    with_gus = make_meeting(here.bob, here.gus)
    now = cat_is_missing(here)
    before = here.places()
    made = put(here, with_gus, 0, 0, now)
    assert made is not None
    assert made.number == 2
    assert before - here.places() == {here.place(here.with_cat, 0, 0)}
    assert here.places() - before == {here.place(with_gus, 0, 0)}
    assert publishing.content_hash(made) == made.content_hash
    assert agenda(here.cat) == {(here.with_cat.id, True)}
    assert agenda(here.bob) == {(here.with_cat.id, True), (with_gus.id, False), (here.with_eva.id, False)}
    assert here.acts() == ["desk.no_show", "schedule.published", "desk.placed", "desk.released"]


def test_a_refill_tells_those_concerned_and_nobody_else(app: Flask) -> None:
    here = DayScene()
    with_gus = make_meeting(here.bob, here.gus)
    now = cat_is_missing(here)
    known = set(db.session.scalars(select(Mail.id)))
    put(here, with_gus, 0, 0, now)
    told = db.session.scalars(select(Mail.participant_id).where(Mail.id.not_in(known)))
    assert set(told) == {here.bob.id, here.cat.id, here.gus.id}


def test_pressing_refill_twice_publishes_once(app: Flask) -> None:
    here = DayScene()
    with_gus = make_meeting(here.bob, here.gus)
    now = cat_is_missing(here)
    assert put(here, with_gus, 0, 0, now) is not None
    assert put(here, with_gus, 0, 0, now) is None
    assert here.event.version_number == 2


def test_of_two_who_refill_one_place_the_second_is_told_and_changes_nothing(app: Flask) -> None:
    here = DayScene()
    zoe = make_participant(here.event, "Zoe Marić")
    with_gus, with_zoe = make_meeting(here.bob, here.gus), make_meeting(here.bob, zoe)
    now = cat_is_missing(here)
    put(here, with_gus, 0, 0, now)
    with pytest.raises(Stale, match="not free any more"):
        put(here, with_zoe, 0, 0, now)
    db.session.rollback()
    assert here.event.version_number == 2


def test_a_place_of_a_meeting_that_is_held_is_not_given_away(app: Flask) -> None:
    here = DayScene()
    with pytest.raises(Stale):
        put(here, here.cat_gus, 0, 1, here.at("10:06"))  # table 2 is taken, and Cat meets Bob


def test_nothing_is_placed_into_a_slot_that_is_over(app: Flask) -> None:
    here = DayScene()
    with pytest.raises(Conflict):
        put(here, here.cat_gus, 1, 2, here.at("10:40"))
    db.session.rollback()
    assert put(here, here.cat_gus, 2, 2, here.at("10:40")) is not None


def test_a_meeting_that_has_begun_stays(app: Flask) -> None:
    here = DayScene()
    with pytest.raises(Conflict):
        put(here, here.with_cat, 3, 0, here.at("10:01"))


def test_a_no_show_who_comes_after_all_can_meet_later(app: Flask) -> None:
    here = DayScene()
    now = cat_is_missing(here)
    today = Today(here.event, now)
    assert here.with_cat in wishes.unplaced(today, here.bob)
    offers = wishes.free_places(today, here.with_cat)
    assert [one.slot for one in offers] == [slot.id for slot in here.slots[2:]]  # Bob meets Eva at 10:20
    before = here.places()
    put(here, here.with_cat, 2, 0, now)
    assert here.places() - before == {here.place(here.with_cat, 2, 0)}
    assert db.session.query(NoShow).count() == 1  # it stays on record


def test_taking_a_no_show_back_is_refused_once_the_place_is_given_to_others(app: Flask) -> None:
    here = DayScene()
    now = cat_is_missing(here)
    put(here, make_meeting(here.bob, here.gus), 0, 0, now)
    with pytest.raises(NotFound, match="given to others"):
        no_shows.take_back(here.event, here.with_cat.id, here.cat.id, here.ann, now)


def test_what_was_not_held_is_a_wish_again_and_a_new_draft_can_be_published(app: Flask) -> None:
    here = DayScene()
    now = cat_is_missing(here)
    problem = snapshot.problem_of(here.event, now)
    assert {one.id for one in problem.meetings if one.pinned} == {here.eva_fay.id}
    source = publishing.in_force(here.event)
    assert source is not None
    draft = drafts.copy_version(here.event, source, here.at("9:00"))
    drafts.unschedule(here.event, draft, here.with_cat.id, organizer=here.ann, now=here.at("9:00"))
    made = publishing.publish(here.event, draft, publishing.Actor(), now, seen_version=1)
    assert made.number == 2


def test_an_unmarked_past_keeps_such_a_draft_from_being_published(app: Flask) -> None:
    here = DayScene()
    source = publishing.in_force(here.event)
    assert source is not None
    draft = drafts.copy_version(here.event, source, here.at("9:00"))
    drafts.unschedule(here.event, draft, here.with_cat.id, organizer=here.ann, now=here.at("9:00"))
    with pytest.raises(Conflict, match="What has begun"):
        publishing.publish(here.event, draft, publishing.Actor(), here.at("10:06"), seen_version=1)


def test_a_wish_at_the_desk_is_agreed_on_and_offered_where_both_are_free(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:50")
    meeting = wishes.agree(here.event, here.bob, here.fay, here.ann, now)
    assert wishes.agree(here.event, here.bob, here.fay, here.ann, now) is meeting
    offers = wishes.free_places(Today(here.event, now), meeting)
    assert [one.slot for one in offers] == [slot.id for slot in here.slots[2:]]
    assert put(here, meeting, 2, 0, now) is not None
    assert here.place(meeting, 2, 0) in here.places()
    assert here.acts()[0] == "desk.wish_noted"


def test_a_wish_between_two_who_may_not_meet_is_refused(app: Flask) -> None:
    here = DayScene()
    with pytest.raises(Conflict, match="same organization"):
        wishes.agree(here.event, here.bob, here.dan, here.ann, here.at("9:50"))


def test_a_late_arrival_frees_the_earlier_meetings_and_leaves_the_rest(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:00")
    check_in.note_hours(here.event, here.bob, here.at("10:20"), None, here.ann, now)
    today = Today(here.event, now)
    assert {(one.held.meeting, one.trouble, one.people) for one in today.freed.values()} == {
        (here.with_cat.id, Trouble.AWAY, frozenset({here.bob.id}))
    }
    assert here.cat_gus.id in {meeting for meeting, _table in standby(here, now)}  # Cat is free meanwhile
    before = here.places()
    put(here, here.cat_gus, 0, 0, now)
    assert before - here.places() == {here.place(here.with_cat, 0, 0)}


def test_displaced_meetings_move_to_the_nearest_free_place(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:00")
    check_in.note_hours(here.event, here.bob, here.at("10:20"), None, here.ann, now)
    found = displaced.of(Today(here.event, now))
    assert [(one.freed.held.meeting, one.offer and one.offer.slot) for one in found] == [
        (here.with_cat.id, here.slots[2].id)
    ]
    before = here.places()
    made, moved, taken_out = displaced.move_all(here.event, here.ann, now)
    db.session.commit()
    assert (made is not None, moved, taken_out) == (True, 1, 0)
    assert before - here.places() == {here.place(here.with_cat, 0, 0)}
    assert displaced.move_all(here.event, here.ann, now) == (None, 0, 0)


def test_a_lost_table_is_left_at_once_and_used_again_when_in_order(app: Flask) -> None:
    here = DayScene()
    now = here.at("10:06")
    tables.put_out(here.event, here.tables[0].id, here.ann, now)
    tables.put_out(here.event, here.tables[0].id, here.ann, now)
    assert here.acts() == ["desk.table_out"]
    assert list(Today(here.event, now).freed) == [here.with_eva.id]  # the one at 10:00 has begun
    _made, moved, _out = displaced.move_all(here.event, here.ann, now)
    db.session.commit()
    assert moved == 1
    at = {meeting: (slot, table) for meeting, slot, table, _people in here.places()}
    assert at[here.with_cat.id] == (here.slots[0].id, here.tables[0].id)
    assert at[here.with_eva.id][0] == here.slots[1].id
    assert at[here.with_eva.id][1] in {here.tables[1].id, here.tables[2].id}
    tables.put_back(here.event, here.tables[0].id, here.ann, now)
    assert Today(here.event, now).freed == {}


def test_a_displaced_meeting_without_any_place_is_taken_out(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:00")
    check_in.note_hours(here.event, here.cat, here.at("18:00"), None, here.ann, now)
    check_in.note_hours(here.event, here.bob, None, here.at("18:00"), here.ann, now)
    _made, moved, taken_out = displaced.move_all(here.event, here.ann, now)
    assert (moved, taken_out) == (0, 1)


def test_only_what_cannot_be_held_is_taken_out_by_itself(app: Flask) -> None:
    here = DayScene()
    with pytest.raises(Conflict):
        placing.release(here.event, here.with_cat.id, here.ann, here.at("9:00"))
    check_in.note_hours(here.event, here.bob, here.at("10:20"), None, here.ann, here.at("9:00"))
    assert placing.release(here.event, here.with_cat.id, here.ann, here.at("9:00")) is not None
    assert placing.release(here.event, here.with_cat.id, here.ann, here.at("9:00")) is None


def test_slots_tables_meetings_and_people_of_other_events_are_not_there(app: Flask) -> None:
    here, other = DayScene(), DayScene()
    now = here.at("9:00")
    people = (here.cat_gus.low_id, here.cat_gus.high_id)
    for meeting, slot, table in (
        (other.cat_gus, here.slots[2], here.tables[0]),
        (here.cat_gus, other.slots[2], here.tables[0]),
        (here.cat_gus, here.slots[2], other.tables[0]),
    ):
        with pytest.raises((NotFound, Conflict)):
            placing.place(here.event, meeting.id, Place(slot.id, table.id, people), here.ann, now)
        db.session.rollback()
    with pytest.raises(NotFound):
        tables.put_out(here.event, other.tables[0].id, here.ann, now)
    assert here.event.version_number == 1


def test_before_anything_is_published_there_is_no_today(app: Flask) -> None:
    event = make_event()
    with pytest.raises(NotFound, match="Nothing is published yet"):
        Today(event, DayScene().at("9:00"))
