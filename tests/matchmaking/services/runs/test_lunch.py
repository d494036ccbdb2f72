"""Lunch: of its slots everybody keeps one free, unless the programme leaves a pause."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.services.refusals import Invalid
from matchmaking.services.runs import snapshot
from matchmaking.services.runs.snapshot.lunch import left_of
from matchmaking.services.setup import event_hours
from matchmaking.services.setup.event_hours import Lunch
from tests.factories import NOW, make_event, make_meeting, make_organizer, make_participant, make_session

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event


def windows(event: Event) -> set[tuple[frozenset[int], ...]]:
    make_meeting(make_participant(event, "Bob B"), make_participant(event, "Cat C"))
    return {person.free_windows for person in snapshot.problem_of(event, NOW).participants}


def test_everybody_keeps_one_slot_of_each_days_lunch(app: Flask) -> None:
    event = make_event(lunch_from=time(12), lunch_until=time(13))
    first = make_session(event, start_hour=11, slots=9).slots
    second = make_session(event, day=event.ends_on, start_hour=11, slots=9).slots
    assert windows(event) == {tuple(frozenset(slot.id for slot in day[3:6]) for day in (first, second))}


def test_a_pause_of_the_programme_is_lunch_already(app: Flask) -> None:
    event = make_event(lunch_from=time(12), lunch_until=time(14))
    make_session(event, start_hour=11, slots=6)  # until 13:00
    make_session(event, start_hour=14, slots=3)
    assert windows(event) == {()}


def test_without_lunch_nobody_needs_to_keep_anything_free(app: Flask) -> None:
    event = make_event()
    make_session(event, start_hour=11, slots=9)
    assert windows(event) == {()}


def test_lunch_that_was_missed_is_not_asked_for_any_more() -> None:
    eaten, missed = frozenset({1, 2}), frozenset({3, 4})
    assert left_of((eaten, missed), {2, 3, 4}) == (eaten,)


@pytest.mark.parametrize("lunch", [Lunch(time(12), None), Lunch(time(12), time(12)), Lunch(time(13), time(12))])
def test_impossible_hours_are_refused(app: Flask, lunch: Lunch) -> None:
    with pytest.raises(Invalid):
        event_hours.set_lunch(make_event(), lunch, make_organizer(), NOW)


def test_hours_are_set_and_taken_away(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    event_hours.set_lunch(event, Lunch(time(12), time(14)), ann, NOW)
    db.session.commit()
    db.session.expire_all()
    assert (event.lunch_from, event.lunch_until) == (time(12), time(14))
    event_hours.set_lunch(event, Lunch(None, None), ann, NOW)
    assert (event.lunch_from, event.lunch_until) == (None, None)
