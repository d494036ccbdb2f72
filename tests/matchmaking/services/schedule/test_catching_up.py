"""A draft that was overtaken takes over what was published since, and keeps its own changes where they do not clash."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.extensions import db
from matchmaking.models import Assignment, Meeting, MeetingRequest, Schedule, UnscheduledMeeting
from matchmaking.services.refusals import Conflict
from matchmaking.services.requests import request_desk
from matchmaking.services.schedule import drafts, publishing
from matchmaking.services.schedule.catching_up import Taken, catch_up, take_over
from matchmaking.services.schedule.rearranging import Place
from tests.factories import NOW, make_meeting, make_version, sign_in
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

Places = dict[int, Place]


class Overtaken(DraftScene):
    """Version 1 has Bob with Cat and Bob with Eva, Dan with Cat nowhere; the draft begins there."""

    def __init__(self) -> None:
        super().__init__()
        self.publish()
        self.dan_with_cat = make_meeting(self.dan, self.cat)
        self.draft = self.begin()

    def begin(self) -> Schedule:
        source = publishing.version(self.event, self.event.version_number)
        draft = drafts.copy_version(self.event, source, NOW)
        db.session.commit()
        return draft

    def publish_meanwhile(self, meeting: Meeting, slot: int, table: int) -> None:
        """Somebody else moves a meeting, and publishes that."""
        mine, self.draft = self.draft, self.begin()
        self.place(meeting, slot, table)
        self.publish()
        self.draft = mine

    def catch_up(self, after: timedelta = timedelta()) -> Taken:
        taken = catch_up(self.event, self.draft, organizer=self.ann, now=NOW + after)
        db.session.commit()
        return taken

    def at(self, slot: int, table: int, meeting: Meeting) -> tuple[int, int, int]:
        return meeting.id, self.slots[slot].id, self.tables[table].id


def test_what_was_published_comes_in_and_what_was_changed_elsewhere_stays(app: Flask) -> None:
    here = Overtaken()
    here.place(here.with_eva, 3, 2)
    here.publish_meanwhile(here.with_cat, 2, 0)
    taken = here.catch_up()
    assert taken == Taken(frozenset({here.with_cat.id}), frozenset())
    assert here.places() == [here.at(2, 0, here.with_cat), here.at(3, 2, here.with_eva)]
    assert here.draft.based_on == 2


def test_of_one_meeting_changed_in_both_the_published_place_stands(app: Flask) -> None:
    here = Overtaken()
    here.place(here.with_cat, 3, 2)
    here.publish_meanwhile(here.with_cat, 2, 0)
    assert here.catch_up().gave_way == {here.with_cat.id}
    assert here.places() == [here.at(2, 0, here.with_cat), here.at(1, 1, here.with_eva)]


def test_who_stands_in_the_way_goes_back_to_the_published_place(app: Flask) -> None:
    here = Overtaken()
    here.place(here.with_eva, 2, 0)
    here.publish_meanwhile(here.with_cat, 2, 1)  # Bob would be in two meetings at once
    taken = here.catch_up()
    assert taken == Taken(frozenset({here.with_cat.id, here.with_eva.id}), frozenset({here.with_eva.id}))
    assert here.places() == [here.at(2, 1, here.with_cat), here.at(1, 1, here.with_eva)]


def test_meeting_that_was_placed_in_the_draft_alone_may_lose_its_place(app: Flask) -> None:
    here = Overtaken()
    here.place(here.dan_with_cat, 2, 2)
    here.publish_meanwhile(here.with_cat, 2, 1)
    assert here.catch_up().gave_way == {here.dan_with_cat.id}
    assert [meeting for meeting, _slot, _table in here.places()] == [here.with_cat.id, here.with_eva.id]
    assert drafts.taken_out_by_hand(here.draft) == {here.dan_with_cat.id}


def test_meeting_called_off_meanwhile_leaves_the_draft_without_a_trace(app: Flask) -> None:
    here = Overtaken()
    request = db.session.query(MeetingRequest).filter_by(requester_id=here.bob.id, recipient_id=here.cat.id).one()
    request_desk.withdraw(request, here.ann, NOW)
    db.session.commit()
    assert here.event.version_number == 2
    here.catch_up()
    assert here.places() == [here.at(1, 1, here.with_eva)]
    assert db.session.query(UnscheduledMeeting).filter_by(schedule_id=here.draft.id).count() == 0


def test_draft_does_not_change_what_has_begun(app: Flask) -> None:
    here = Overtaken()
    here.place(here.with_cat, 3, 0)
    here.publish_meanwhile(here.with_eva, 4, 1)
    begun = here.slots[0].starts_at - NOW
    assert here.catch_up(begun).gave_way == {here.with_cat.id}
    assert here.places() == [here.at(0, 0, here.with_cat), here.at(4, 1, here.with_eva)]


def test_locks_and_proof_follow_the_version(app: Flask) -> None:
    here = Overtaken()
    mine, here.draft = here.draft, here.begin()
    here.place(here.with_cat, 2, 0)
    here.lock(here.with_cat)
    here.publish()
    here.draft = mine
    here.draft.goals = [{"name": "value", "value": 1, "bound": 1}]
    here.catch_up()
    assert db.session.get_one(Assignment, (mine.id, here.with_cat.id)).locked
    assert db.session.get_one(Schedule, mine.id, populate_existing=True).goals == []


def test_draft_that_is_up_to_date_or_older_than_any_version_is_refused(app: Flask) -> None:
    here = DraftScene()
    make_version(here.event)
    for draft in (here.draft, Overtaken().draft):
        here.draft = draft
        with pytest.raises(Conflict, match="Nothing was published since"):
            catch_up(here.event, draft, organizer=here.ann, now=NOW)


def test_draft_and_its_review_offer_it_and_say_what_gave_way(app: Flask, client: FlaskClient) -> None:
    here = Overtaken()
    here.place(here.with_cat, 3, 2)
    here.publish_meanwhile(here.with_cat, 2, 0)
    sign_in(client, here.ann)
    url = f"/organizer/events/{here.event.slug}/schedule/drafts/{here.draft.id}"
    for page in (url, f"{url}/grid", f"{url}/publish"):
        assert f'action="{url}/catch-up"' in client.get(page).get_data(as_text=True)
    answer = client.post(f"{url}/catch-up", follow_redirects=True).get_data(as_text=True)
    assert "What was published is taken over; 1 meeting of the draft changed." in answer
    assert "Changes of this draft that gave way: Bob Kovač – Cat Иванова." in answer
    assert "catch-up" not in answer
    assert here.places()[0] == here.at(2, 0, here.with_cat)


# Six meetings of five people at two tables in three slots: clashes are the rule.
PAIRS = {1: (1, 2), 2: (1, 3), 3: (2, 3), 4: (4, 5), 5: (1, 4), 6: (3, 5)}


@st.composite
def schedules(draw: st.DrawFn) -> Places:
    """Some meetings at places of their own, nobody and no table twice in a slot."""
    taken: set[tuple[str, int, int]] = set()
    found: Places = {}
    for meeting, people in PAIRS.items():
        place = Place(draw(st.integers(1, 3)), draw(st.sampled_from((None, 1, 2))), people)
        needs = needed(place)
        if draw(st.booleans()) and not needs & taken:
            taken |= needs
            found[meeting] = place
    return found


def needed(place: Place) -> set[tuple[str, int, int]]:
    people = {("person", person, place.slot) for person in place.people}
    return people if place.table is None else people | {("table", place.table, place.slot)}


@given(base=schedules(), theirs=schedules(), ours=schedules())
def test_merged_schedule_has_nobody_twice_and_all_that_was_published(
    base: Places, theirs: Places, ours: Places
) -> None:
    taken = take_over(base, theirs, ours)
    merged = {
        meeting: place
        for meeting in PAIRS
        if (place := (theirs if meeting in taken.over else ours).get(meeting)) is not None
    }
    needs = [need for place in merged.values() for need in needed(place)]
    assert len(needs) == len(set(needs))
    for meeting in PAIRS:
        if base.get(meeting) != theirs.get(meeting):
            assert merged.get(meeting) == theirs.get(meeting)
        elif not any(needed(theirs[m]) & needed(ours[meeting]) for m in theirs if meeting in ours and m != meeting):
            assert merged.get(meeting) == ours.get(meeting)  # nothing that was published needs its place


@given(base=schedules(), theirs=schedules())
def test_draft_that_changed_nothing_becomes_what_was_published(base: Places, theirs: Places) -> None:
    taken = take_over(base, theirs, base)
    assert taken.gave_way == frozenset()
    assert {m: (theirs if m in taken.over else base).get(m) for m in PAIRS} == {m: theirs.get(m) for m in PAIRS}
