"""A draft next to the event as it is now: rules it breaks, and places a meeting could go to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import ParticipantStatus, UnavailableSlot
from matchmaking.services.schedule import reasons
from matchmaking.services.schedule.boards import Board
from matchmaking.services.schedule.legality import Legality
from tests.factories import NOW, make_meeting
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from flask import Flask

    from matchmaking.services.schedule.legality import Choice


@pytest.fixture(autouse=True)
def _in_a_request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def legality(here: DraftScene, now: datetime = NOW) -> Legality:
    db.session.commit()
    return Legality(here.event, Board(here.event, here.draft), now)


def sentences(here: DraftScene, now: datetime = NOW) -> list[str]:
    return [warning.sentence for warning in legality(here, now).warnings()]


def choices(here: DraftScene, now: datetime = NOW) -> list[Choice]:
    return legality(here, now).choices(here.with_cat.id, (here.bob.id, here.cat.id))


def test_draft_that_keeps_every_rule_has_no_warnings() -> None:
    assert sentences(DraftScene()) == []


def test_meeting_called_off_since_is_warned_of() -> None:
    here = DraftScene()
    here.with_cat.cancelled_at = NOW
    assert sentences(here) == ["Bob Kovač – Cat Иванова was withdrawn or declined."]


def test_participant_who_left_since_is_warned_of() -> None:
    here = DraftScene()
    here.cat.status = ParticipantStatus.WITHDRAWN
    assert sentences(here) == ["Bob Kovač – Cat Иванова: Cat Иванова no longer takes part."]


def test_slot_kept_free_since_is_warned_of() -> None:
    here = DraftScene()
    db.session.add(UnavailableSlot(participant_id=here.cat.id, slot_id=here.slots[0].id))
    (sentence,) = sentences(here)
    assert sentence.startswith("Cat Иванова is not available on ")
    assert sentence.endswith(", 10:00.")


def test_session_cancelled_since_is_warned_of() -> None:
    here = DraftScene()
    here.slots[0].session.cancelled_at = NOW
    here.unschedule(here.with_eva)
    assert sentences(here) == ["Bob Kovač – Cat Иванова: the session of this slot does not take place any more."]


def test_limits_of_the_event_are_warned_of_with_their_figures() -> None:
    here = DraftScene()
    here.event.max_meetings, here.event.max_consecutive = 1, 1
    assert sentences(here) == [
        "Bob Kovač has 2 meetings; at most 1 are allowed.",
        "Bob Kovač has 2 meetings in a row; at most 1 are allowed.",
    ]


def test_stands_are_warned_of_by_owner() -> None:
    here = DraftScene()
    here.tables[0].stand_of_id = here.dan.id
    assert sentences(here) == ["Bob Kovač – Cat Иванова: Table 1 is the stand of Dan Νικολάου."]
    here.tables[0].stand_of_id = None
    here.tables[2].stand_of_id = here.cat.id
    assert sentences(here) == ["Bob Kovač – Cat Иванова should be at their own stand, Table 3."]


def test_colleague_whom_nobody_agreed_to_is_warned_of() -> None:
    here = DraftScene()
    here.place(here.with_cat, 0, 0, (here.dan.id, here.cat.id))
    assert sentences(here) == [
        "Bob Kovač – Cat Иванова: Dan Νικολάου attends, though it was not agreed that a colleague may."
    ]


def test_published_past_that_a_draft_leaves_out_is_warned_of() -> None:
    here = DraftScene()
    here.publish()
    here.edit()
    here.unschedule(here.with_cat)
    during = here.slots[0].starts_at + timedelta(minutes=1)
    assert sentences(here, during) == ["Bob Kovač – Cat Иванова has begun, but has no place here."]


def test_busy_people_and_taken_tables_are_told_before_a_move() -> None:
    here = DraftScene()
    here.place(make_meeting(here.dan, here.eva), 2, 0)
    first, second, third, *others = choices(here)
    assert (first.here, first.possible) == (True, True)
    assert second.obstacles == ("Bob Kovač meets Eva Çela.",)
    assert [seat.number for seat in third.tables] == [2, 3]
    assert all(choice.legal and len(choice.tables) == 3 for choice in others)


def test_slot_without_a_free_table_is_not_possible() -> None:
    here = DraftScene()
    here.place(here.with_eva, 1, 0)
    for table in here.tables[1:]:
        db.session.delete(table)
    here.place(make_meeting(here.dan, here.eva), 3, 0)
    assert choices(here)[3].obstacles == ("Every table is taken.",)


def test_slot_that_has_begun_is_not_possible() -> None:
    here = DraftScene()
    found = choices(here, here.slots[2].starts_at)
    assert [choice.possible for choice in found] == [False, False, False, True, True, True]
    assert found[2].obstacles == ("This slot has begun.",)


def test_slot_that_breaks_a_limit_is_possible_and_says_which() -> None:
    here = DraftScene()
    here.event.max_consecutive = 1
    here.place(here.with_cat, 5, 0)
    found = choices(here)
    assert [choice.legal for choice in found] == [False, False, False, True, True, True]
    assert found[0].warnings == ("Bob Kovač has 2 meetings in a row; at most 1 are allowed.",)
    assert found[2].possible


def test_somebody_elses_stand_is_offered_last_and_as_not_meant_for_it() -> None:
    here = DraftScene()
    here.tables[0].stand_of_id = here.dan.id
    choice = choices(here)[4]
    assert ([seat.number for seat in choice.tables], [seat.number for seat in choice.other_tables]) == ([2, 3], [1])


def test_meeting_that_can_no_longer_be_held_has_no_sides_and_says_why() -> None:
    here = DraftScene()
    here.cat.status = ParticipantStatus.WITHDRAWN
    looked_at = legality(here)
    assert looked_at.sides(here.with_cat.id) is None
    assert reasons.of(looked_at, here.with_cat.id) == ["Cat Иванова no longer takes part."]
