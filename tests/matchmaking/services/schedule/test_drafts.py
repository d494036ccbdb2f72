"""Hand edits of a draft: what moves, what stays, what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    Attendance,
    AuditEntry,
    ParticipantStatus,
    Schedule,
    UnscheduledMeeting,
)
from matchmaking.services.refusals import Conflict, Invalid, NotFound, PhaseClosed
from matchmaking.services.schedule import drafts
from tests.factories import NOW, make_meeting, make_version
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from flask import Flask


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_moved_meeting_takes_its_people_along(app: Flask) -> None:
    here = DraftScene()
    assert here.place(here.with_cat, 3, 2) is True
    assert here.places() == [
        (here.with_cat.id, here.slots[3].id, here.tables[2].id),
        (here.with_eva.id, here.slots[1].id, here.tables[1].id),
    ]
    assert here.attendances() == {
        (here.bob.id, here.slots[3].id),
        (here.cat.id, here.slots[3].id),
        (here.bob.id, here.slots[1].id),
        (here.eva.id, here.slots[1].id),
    }


def test_placing_a_meeting_where_it_is_changes_nothing(app: Flask) -> None:
    here = DraftScene()
    here.lock(here.with_cat)
    here.draft.goals = [{"name": "value", "value": 4, "bound": 4}]
    here.draft.edited = False
    db.session.commit()
    before = actions()
    assert here.place(here.with_cat, 0, 0) is False
    db.session.commit()
    assert (actions(), here.draft.edited, len(here.draft.goals)) == (before, False, 1)


def test_another_table_in_the_same_slot_is_a_move(app: Flask) -> None:
    here = DraftScene()
    here.place(here.with_cat, 0, 2)
    assert here.places()[0] == (here.with_cat.id, here.slots[0].id, here.tables[2].id)


def test_busy_person_refuses_the_slot_and_leaves_the_draft_as_it_was(app: Flask) -> None:
    here = DraftScene()
    before = here.places(), here.attendances()
    with pytest.raises(Conflict, match="Bob Kovač has another meeting"):
        here.place(here.with_cat, 1, 2)
    assert (here.places(), here.attendances()) == before


def test_taken_table_refuses_the_slot_and_leaves_the_draft_as_it_was(app: Flask) -> None:
    here = DraftScene()
    here.place(make_meeting(here.dan, here.eva), 2, 0)
    before = here.places(), here.attendances()
    with pytest.raises(Conflict, match="Table 1 is taken"):
        here.place(here.with_cat, 2, 0)
    assert (here.places(), here.attendances()) == before


def test_several_meetings_may_be_held_without_a_table_in_one_slot(app: Flask) -> None:
    here = DraftScene()
    other = make_meeting(here.cat, here.eva)
    here.place(here.with_cat, 3, None)
    here.place(other, 4, None)
    third = make_meeting(here.dan, here.eva)
    here.place(third, 3, None)
    assert [table for _, slot, table in here.places() if slot == here.slots[3].id] == [None, None]


def test_locked_meeting_stays_until_it_is_unlocked(app: Flask) -> None:
    here = DraftScene()
    here.lock(here.with_cat)
    with pytest.raises(Conflict, match="locked"):
        here.place(here.with_cat, 3, 0)
    with pytest.raises(Conflict, match="locked"):
        here.unschedule(here.with_cat)
    here.lock(here.with_cat, locked=False)
    here.place(here.with_cat, 3, 0)
    assert here.places()[0] == (here.with_cat.id, here.slots[3].id, here.tables[0].id)


def test_locking_twice_is_written_down_once(app: Flask) -> None:
    here = DraftScene()
    here.lock(here.with_cat)
    here.lock(here.with_cat)
    assert actions().count("draft.locked") == 1


def test_what_has_begun_stays_and_nothing_moves_into_the_past(app: Flask) -> None:
    here = DraftScene()
    during = here.slots[0].starts_at + timedelta(minutes=5)
    given = {"table_id": None, "people": (here.bob.id, here.cat.id), "organizer": None, "now": during}
    with pytest.raises(Conflict, match="has begun; it stays"):
        drafts.place(here.event, here.draft, here.with_cat.id, slot_id=here.slots[4].id, **given)  # type: ignore[arg-type]
    with pytest.raises(Conflict, match="has begun; it stays"):
        drafts.unschedule(here.event, here.draft, here.with_cat.id, organizer=None, now=during)
    given["people"] = (here.bob.id, here.eva.id)
    with pytest.raises(Conflict, match="This slot has begun"):
        drafts.place(here.event, here.draft, here.with_eva.id, slot_id=here.slots[0].id, **given)  # type: ignore[arg-type]


def test_unscheduled_meeting_is_remembered_as_such_and_can_come_back(app: Flask) -> None:
    here = DraftScene()
    here.unschedule(here.with_cat)
    found = db.session.scalars(select(UnscheduledMeeting).where(UnscheduledMeeting.schedule_id == here.draft.id)).one()
    assert (found.meeting_id, found.reason) == (here.with_cat.id, {"kind": "by_hand"})
    assert here.attendances() == {(here.bob.id, here.slots[1].id), (here.eva.id, here.slots[1].id)}
    here.place(here.with_cat, 0, 0)
    assert db.session.query(UnscheduledMeeting).count() == 0
    assert len(here.places()) == 2


def test_colleague_may_attend_instead_and_a_stranger_may_not(app: Flask) -> None:
    here = DraftScene()
    here.place(here.with_cat, 1, 2, (here.dan.id, here.cat.id))
    assert (here.dan.id, here.slots[1].id) in here.attendances()
    with pytest.raises(Invalid, match="Eva Çela is no colleague of Bob Kovač"):
        here.place(here.with_cat, 3, 2, (here.eva.id, here.cat.id))
    with pytest.raises(Invalid, match="one person for each side"):
        here.place(here.with_cat, 3, 2, (here.bob.id, here.bob.id))
    with pytest.raises(Invalid, match="one person for each side"):
        here.place(here.with_cat, 3, 2, (here.bob.id,))


def test_who_no_longer_takes_part_is_not_placed(app: Flask) -> None:
    here = DraftScene()
    here.cat.status = ParticipantStatus.WITHDRAWN
    with pytest.raises(Invalid, match="Cat Иванова does not take part"):
        here.place(here.with_cat, 3, 0)


def test_withdrawn_meeting_is_not_placed(app: Flask) -> None:
    here = DraftScene()
    here.with_cat.cancelled_at = NOW
    with pytest.raises(Invalid, match="withdrawn or declined"):
        here.place(here.with_cat, 3, 0)


def test_what_belongs_to_another_event_does_not_exist(app: Flask) -> None:
    here, there = DraftScene(), DraftScene()
    for meeting, slot, table, people in (
        (there.with_cat, here.slots[3], here.tables[0], (here.bob.id, here.cat.id)),
        (here.with_cat, there.slots[3], here.tables[0], (here.bob.id, here.cat.id)),
        (here.with_cat, here.slots[3], there.tables[0], (here.bob.id, here.cat.id)),
        (here.with_cat, here.slots[3], here.tables[0], (there.bob.id, here.cat.id)),
    ):
        with pytest.raises(NotFound):
            drafts.place(
                here.event,
                here.draft,
                meeting.id,
                slot_id=slot.id,
                table_id=table.id,
                people=people,
                organizer=None,
                now=NOW,
            )
    with pytest.raises(NotFound):
        drafts.find(here.event, there.draft.id)
    with pytest.raises(NotFound):
        drafts.unschedule(here.event, here.draft, there.with_cat.id, organizer=None, now=NOW)


def test_version_is_no_draft(app: Flask) -> None:
    here = DraftScene()
    version = make_version(here.event, (here.with_cat, here.slots[0], here.tables[0]))
    with pytest.raises(NotFound):
        drafts.find(here.event, version.id)
    with pytest.raises(NotFound):
        drafts.unschedule(here.event, version, here.with_cat.id, organizer=None, now=NOW)


def test_edits_by_hand_end_the_proof(app: Flask) -> None:
    here = DraftScene()
    here.draft.goals, here.draft.edited = [{"name": "value", "value": 4, "bound": 4}], False
    db.session.commit()
    here.place(here.with_cat, 3, 0)
    db.session.commit()
    assert (here.draft.goals, here.draft.edited) == ([], True)


def test_cancelled_event_is_not_edited(app: Flask) -> None:
    here = DraftScene()
    here.event.cancelled_at = NOW
    with pytest.raises(PhaseClosed):
        here.place(here.with_cat, 3, 0)


def test_discarded_draft_is_gone_with_all_it_held(app: Flask) -> None:
    here = DraftScene()
    drafts.discard(here.event, here.draft, organizer=here.ann, now=NOW)
    db.session.commit()
    assert [db.session.query(table).count() for table in (Schedule, Assignment, Attendance)] == [0, 0, 0]
    assert actions()[-1] == "draft.discarded"
