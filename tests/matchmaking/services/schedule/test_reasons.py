"""Reasons of unscheduled meetings, with names and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import UnavailableSlot
from matchmaking.services.schedule import reasons
from matchmaking.services.schedule.boards import Board
from matchmaking.services.schedule.legality import Legality
from matchmaking.services.words.times import short_day
from tests.factories import NOW, make_meeting, make_participant
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from matchmaking.models import Meeting, Participant


@pytest.fixture(autouse=True)
def _in_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def told(here: DraftScene, meeting: Meeting) -> list[str]:
    """The reason, with DAY for the event's first day."""
    db.session.commit()
    looked_at = Legality(here.event, Board(here.event, here.draft), NOW)
    day = short_day(here.event.starts_on)
    return [sentence.replace(day, "DAY") for sentence in reasons.of(looked_at, meeting.id)]


def keep_free(here: DraftScene, who: Participant, *slots: int) -> None:
    db.session.add_all(UnavailableSlot(participant_id=who.id, slot_id=here.slots[slot].id) for slot in slots)


def test_free_slots_are_named_while_they_are_few() -> None:
    here = DraftScene()
    here.unschedule(here.with_cat)
    keep_free(here, here.cat, 1, 2, 3, 4)
    assert told(here, here.with_cat) == ["Nothing stands in its way on DAY, 10:00; DAY, 11:40."]


def test_people_who_are_never_there_together_are_named() -> None:
    here = DraftScene()
    here.unschedule(here.with_cat)
    keep_free(here, here.cat, 0, 1, 2)
    keep_free(here, here.bob, 3, 4, 5)
    first, *change = told(here, here.with_cat)
    assert first == "Bob Kovač and Cat Иванова are never available in the same slot."
    assert len(change) == 1
    assert change[0].startswith("It could be held on DAY, ")


def test_other_meetings_in_the_way_are_told_by_person_and_what_could_give_way_by_pair() -> None:
    here = DraftScene()
    meeting = make_meeting(here.cat, here.eva)
    keep_free(here, here.cat, 2, 3, 4, 5)
    keep_free(here, here.eva, 2, 3, 4, 5)
    assert told(here, meeting) == [
        "Cat Иванова and Eva Çela are both available only on DAY, 10:00; DAY, 10:20.",
        "Cat Иванова is in another meeting (DAY, 10:00).",
        "Eva Çela is in another meeting (DAY, 10:20).",
        "It could be held on DAY, 10:00 instead of Bob Kovač – Cat Иванова.",
    ]


def test_limit_in_the_way_is_told_with_its_figure_and_what_raising_it_brings() -> None:
    here = DraftScene()
    here.event.max_meetings = 2
    meeting = make_meeting(here.bob, make_participant(here.event, "Fay Papadopoulou"))
    found = told(here, meeting)
    assert (
        found[0]
        == "Bob Kovač and Fay Papadopoulou are both available only on "
        + "; ".join(f"DAY, {hour}" for hour in ("10:00", "10:20", "10:40", "11:00", "11:20", "11:40"))
        + "."
    )
    assert found[1] == (
        "Bob Kovač has 2 meetings, as many as allowed (DAY, 10:40; DAY, 11:00; DAY, 11:20; DAY, 11:40)."
    )
    assert found[2] == "Bob Kovač is in another meeting (DAY, 10:00; DAY, 10:20)."
    assert found[3] == "It could be held on DAY, 10:40 if Bob Kovač might have one meeting more."


def test_taken_tables_are_counted_and_one_more_is_proposed() -> None:
    here = DraftScene()
    here.place(here.with_eva, 1, 0)
    for table in here.tables[1:]:
        db.session.delete(table)
    one, other = (make_participant(here.event, name) for name in ("Fay Papadopoulou", "Gus Horvat"))
    meeting = make_meeting(one, other)
    keep_free(here, one, 1, 2, 3, 4, 5)
    here.lock(here.with_cat)
    found = told(here, meeting)
    assert found[:2] == [
        "Fay Papadopoulou and Gus Horvat are both available only on DAY, 10:00.",
        "The only table is taken then.",
    ]
    assert found[2] == "It could be held on DAY, 10:00 with one table more."


def test_own_stand_in_the_way_is_named() -> None:
    here = DraftScene()
    here.tables[2].stand_of_id = here.cat.id
    here.unschedule(here.with_cat)
    here.place(make_meeting(here.dan, here.eva), 0, 2)
    keep_free(here, here.cat, 1, 2, 3, 4, 5)
    found = told(here, here.with_cat)
    assert found[1] == "Table 3 is taken then."
