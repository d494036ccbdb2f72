"""Publishing: what changes, for whom, and nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, select

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    AuditEntry,
    CalendarEntry,
    Event,
    Mail,
    Meeting,
    MeetingTable,
    Participant,
    Schedule,
    Slot,
)
from matchmaking.services.refusals import Conflict, NotFound, PhaseClosed
from matchmaking.services.schedule import drafts, publishing
from matchmaking.services.schedule.publishing import Actor
from tests.factories import (
    FIRST_DAY,
    NOW,
    make_draft,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

LATER = NOW + timedelta(hours=1)


class Fair:
    """Bob meets Cat and Eva; Dan looks on."""

    def __init__(self) -> None:
        self.ann = make_organizer()
        self.event: Event = make_event(self.ann)
        self.firm = make_organization(self.event, "Kovač d.o.o.")
        self.bob = make_participant(self.event, "Bob Kovač", organization=self.firm)
        self.cat = make_participant(self.event, "Cat Иванова")
        self.dan = make_participant(self.event, "Dan Νικολάου", organization=self.firm)
        self.eva = make_participant(self.event, "Eva Çela")
        self.slots: list[Slot] = list(make_session(self.event).slots)
        self.tables: list[MeetingTable] = make_tables(self.event)
        self.with_cat: Meeting = make_meeting(self.bob, self.cat)
        self.with_eva: Meeting = make_meeting(self.bob, self.eva)

    def publish_both(self) -> None:
        make_version(
            self.event,
            (self.with_cat, self.slots[0], self.tables[0]),
            (self.with_eva, self.slots[1], self.tables[1]),
        )

    def draft(self) -> Schedule:
        source = publishing.in_force(self.event)
        assert source is not None
        return drafts.copy_version(self.event, source, NOW)

    def move(
        self, draft: Schedule, meeting: Meeting, slot: Slot, table: MeetingTable, people: Sequence[int] = ()
    ) -> None:
        drafts.place(
            self.event,
            draft,
            meeting.id,
            slot_id=slot.id,
            table_id=table.id,
            people=people or (meeting.low_id, meeting.high_id),
            organizer=self.ann,
            now=NOW,
        )

    def publish(self, draft: Schedule, seen: int | None = None) -> Schedule:
        seen = self.event.version_number if seen is None else seen
        made = publishing.publish(self.event, draft, Actor(organizer=self.ann), LATER, seen_version=seen)
        db.session.commit()
        return made


def entry(who: Participant, meeting: Meeting) -> CalendarEntry:
    return db.session.get_one(CalendarEntry, (who.id, meeting.id), populate_existing=True)


def told(kind: str = "schedule_changed") -> list[str]:
    return sorted(db.session.scalars(select(Mail.to_address).where(Mail.kind == kind)))


def test_first_version_tells_everyone_who_meets_and_nobody_else(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    assert fair.event.version_number == 1
    assert told() == sorted([fair.bob.email, fair.cat.email, fair.eva.email])
    assert [entry(fair.bob, fair.with_cat).sequence, fair.with_cat.sequence] == [0, 0]
    assert entry(fair.bob, fair.with_cat).partner_id == fair.cat.id
    assert entry(fair.cat, fair.with_cat).table_label == "1"
    assert entry(fair.cat, fair.with_cat).zone_name == "Hall A"


def test_moved_meeting_keeps_its_uid_and_bumps_its_sequence_and_no_other(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    uid = fair.with_cat.uid
    draft = fair.draft()
    fair.move(draft, fair.with_cat, fair.slots[3], fair.tables[2])
    before = entry(fair.bob, fair.with_eva).modified_at
    db.session.query(Mail).delete()
    fair.publish(draft)
    assert (fair.with_cat.uid, fair.with_cat.sequence, fair.with_eva.sequence) == (uid, 1, 0)
    moved = entry(fair.cat, fair.with_cat)
    assert (moved.starts_at, moved.table_label, moved.sequence, moved.version_number) == (
        fair.slots[3].starts_at,
        "3",
        1,
        2,
    )
    assert entry(fair.bob, fair.with_eva).modified_at == before
    assert told() == sorted([fair.bob.email, fair.cat.email])


def test_publishing_the_same_again_changes_and_tells_nothing(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    db.session.query(Mail).delete()
    draft = fair.draft()
    assert publishing.review(fair.event, draft) == []
    fair.publish(draft)
    assert told() == []
    assert fair.with_cat.sequence == 0


def test_unscheduled_meeting_stays_in_the_calendars_as_cancelled_and_comes_back_with_a_higher_sequence(
    app: Flask,
) -> None:
    fair = Fair()
    fair.publish_both()
    draft = fair.draft()
    drafts.unschedule(fair.event, draft, fair.with_cat.id, organizer=fair.ann, now=NOW)
    fair.publish(draft)
    assert [
        (entry(who, fair.with_cat).cancelled, entry(who, fair.with_cat).sequence) for who in (fair.bob, fair.cat)
    ] == [
        (True, 1),
        (True, 1),
    ]
    fair.publish(publishing.version(fair.event, 1))
    assert (entry(fair.cat, fair.with_cat).cancelled, entry(fair.cat, fair.with_cat).sequence) == (False, 2)
    assert fair.event.version_number == 3


def test_colleague_taking_over_leaves_a_cancelled_entry_and_tells_all_three(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    db.session.query(Mail).delete()
    draft = fair.draft()
    people = [fair.dan.id if who == fair.bob.id else who for who in (fair.with_cat.low_id, fair.with_cat.high_id)]
    fair.move(draft, fair.with_cat, fair.slots[0], fair.tables[0], people)
    fair.publish(draft)
    assert entry(fair.bob, fair.with_cat).cancelled
    assert not entry(fair.dan, fair.with_cat).cancelled
    assert entry(fair.cat, fair.with_cat).partner_id == fair.dan.id
    assert {entry(who, fair.with_cat).sequence for who in (fair.bob, fair.cat, fair.dan)} == {1}
    assert told() == sorted([fair.bob.email, fair.cat.email, fair.dan.email])


def test_second_of_two_who_publish_what_they_saw_is_refused(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    one, other = fair.draft(), fair.draft()
    db.session.commit()
    fair.publish(one, seen=1)
    with pytest.raises(Conflict):
        fair.publish(other, seen=1)
    db.session.rollback()
    assert fair.event.version_number == 2


def test_published_version_keeps_its_hash_while_drafts_and_later_versions_change(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    first = publishing.version(fair.event, 1)
    draft = fair.draft()
    fair.move(draft, fair.with_cat, fair.slots[4], fair.tables[0])
    fair.publish(draft)
    assert publishing.content_hash(first) == first.content_hash
    assert publishing.content_hash(publishing.version(fair.event, 2)) != first.content_hash


def test_draft_is_used_up_by_publishing(app: Flask) -> None:
    fair = Fair()
    draft = make_draft(fair.event, (fair.with_cat, fair.slots[0], fair.tables[0]))
    identity = draft.id
    fair.publish(draft)
    with pytest.raises(NotFound):
        drafts.find(fair.event, identity)


def test_draft_that_somebody_discarded_meanwhile_is_not_published(app: Flask) -> None:
    fair = Fair()
    draft = make_draft(fair.event, (fair.with_cat, fair.slots[0], fair.tables[0]))
    db.session.execute(delete(Schedule).where(Schedule.id == draft.id).execution_options(synchronize_session=False))
    with pytest.raises(Conflict, match="meanwhile"):
        fair.publish(draft)


def test_what_has_begun_is_not_changed_by_publishing(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    draft = fair.draft()
    fair.move(draft, fair.with_cat, fair.slots[3], fair.tables[0])
    begun = fair.slots[0].starts_at + timedelta(minutes=1)
    with pytest.raises(Conflict, match="has begun"):
        publishing.publish(fair.event, draft, Actor(), begun, seen_version=1)


def test_withdrawn_meeting_leaves_the_version_in_force_by_a_small_new_version(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    db.session.query(Mail).delete()
    fair.with_eva.cancelled_at = LATER
    made = publishing.publish_without(fair.event, [fair.with_eva.id], LATER, Actor(participant=fair.eva))
    db.session.commit()
    assert made is not None
    held = list(db.session.scalars(select(Assignment.meeting_id).where(Assignment.schedule_id == made.id)))
    assert held == [fair.with_cat.id]
    assert entry(fair.bob, fair.with_eva).cancelled
    assert told() == sorted([fair.bob.email, fair.eva.email])
    assert publishing.publish_without(fair.event, [fair.with_eva.id], LATER, Actor(participant=fair.eva)) is None


def test_meeting_cancelled_meanwhile_is_left_out_of_a_published_draft(app: Flask) -> None:
    fair = Fair()
    draft = make_draft(
        fair.event, (fair.with_cat, fair.slots[0], fair.tables[0]), (fair.with_eva, fair.slots[1], fair.tables[0])
    )
    fair.with_eva.cancelled_at = NOW
    made = fair.publish(draft)
    held = list(db.session.scalars(select(Assignment.meeting_id).where(Assignment.schedule_id == made.id)))
    assert held == [fair.with_cat.id]


def test_cancelled_event_publishes_nothing(app: Flask) -> None:
    fair = Fair()
    draft = make_draft(fair.event, (fair.with_cat, fair.slots[0], fair.tables[0]))
    fair.event.cancelled_at = NOW
    with pytest.raises(PhaseClosed):
        fair.publish(draft)


def test_renamed_table_is_told_at_the_next_publishing_only(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    fair.tables[0].number = 17
    db.session.commit()
    assert entry(fair.bob, fair.with_cat).table_label == "1"
    fair.publish(fair.draft())
    assert (entry(fair.bob, fair.with_cat).table_label, fair.with_cat.sequence) == ("17", 1)


def test_publishing_is_audited_with_the_hash_of_what_was_published(app: Flask) -> None:
    fair = Fair()
    draft = make_draft(fair.event, (fair.with_cat, fair.slots[0], fair.tables[0]))
    made = fair.publish(draft)
    audited = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "schedule.published")).one()
    assert (audited.organizer_id, audited.detail["content_hash"]) == (fair.ann.id, made.content_hash)


def test_mail_names_partner_time_and_table(app: Flask) -> None:
    fair = Fair()
    fair.publish_both()
    mail = db.session.scalars(select(Mail).where(Mail.to_address == fair.cat.email)).one()
    assert "Bob Kovač (Kovač d.o.o.)" in mail.body
    assert "10:00–10:20, Table 1, Hall A" in mail.body
    assert f"{FIRST_DAY.day} " in mail.body
    assert f"http://localhost/e/{fair.event.slug}/me/agenda" in mail.body
