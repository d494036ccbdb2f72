"""Another time, a colleague, or none: what people of a scheduled meeting agree on among themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    CalendarEntry,
    ChangeReason,
    ChangeStatus,
    Mail,
    MeetingChange,
    RequestStatus,
    UnavailableSlot,
)
from matchmaking.services.agenda import proposals
from matchmaking.services.agenda.proposals import Why
from matchmaking.services.agenda.ways_out import WaysOut
from matchmaking.services.refusals import Conflict, NotFound, PhaseClosed
from matchmaking.services.requests import pairs
from matchmaking.services.schedule.rearranging import Stale
from tests.factories import NOW, sign_in
from tests.matchmaking.day_scene import DayScene

if TYPE_CHECKING:
    from flask.testing import FlaskClient

pytestmark = pytest.mark.usefixtures("app")

WHY = Why(ChangeReason.OTHER_APPOINTMENT, "Η πτήση μου καθυστερεί")


@pytest.fixture
def scene() -> DayScene:
    return DayScene()


def ways(scene: DayScene, who: str = "bob") -> WaysOut:
    return WaysOut(scene.event, getattr(scene, who), scene.with_cat.id, NOW)


def test_offered_are_the_times_at_which_both_are_free_with_a_table(scene: DayScene) -> None:
    db.session.add(UnavailableSlot(participant_id=scene.cat.id, slot_id=scene.slots[3].id))
    db.session.commit()
    offered = [time.slot.id for time in ways(scene).times()]
    # At 10:20 Bob meets Eva, at 11:00 Cat is away.
    assert offered == [scene.slots[number].id for number in (2, 4, 5)]


def test_agreed_time_is_published_as_a_small_version_that_moves_this_meeting_alone(scene: DayScene) -> None:
    before = scene.places()
    sequence = scene.with_cat.sequence
    change = proposals.another_time(scene.bob, scene.with_cat.id, scene.slots[2].id, WHY, NOW)
    db.session.commit()
    assert scene.places() == before
    assert proposals.open_for(scene.cat, NOW) == [change]
    mail = db.session.query(Mail).filter_by(kind="meeting_change_asked").one()
    assert (mail.participant_id, "Η πτήση μου καθυστερεί" in mail.body) == (scene.cat.id, True)
    assert f"/me/changes/{change.id}" in mail.body
    proposals.agree(change, NOW)
    db.session.commit()
    assert scene.event.version_number == 2
    after = scene.places()
    table = next(place[2] for place in after if place[0] == scene.with_cat.id)
    stays = {place for place in before if place[0] != scene.with_cat.id}
    people = (scene.with_cat.low_id, scene.with_cat.high_id)
    assert after == stays | {(scene.with_cat.id, scene.slots[2].id, table, people)}
    assert (sequence, scene.with_cat.sequence) == (0, 1)
    assert scene.acts() == ["meeting.change_asked", "schedule.published", "meeting.change_agreed"]
    with pytest.raises(Conflict):
        proposals.agree(change, NOW)


def test_refused_proposal_leaves_everything_and_tells_whoever_asked(scene: DayScene) -> None:
    before = scene.places()
    change = proposals.another_time(scene.bob, scene.with_cat.id, scene.slots[2].id, WHY, NOW)
    proposals.refuse(change, NOW)
    db.session.commit()
    assert (scene.places(), scene.event.version_number) == (before, 1)
    assert db.session.query(Mail).filter_by(kind="meeting_change_refused").one().participant_id == scene.bob.id


def test_proposal_expires_and_never_after_the_meeting_has_begun(scene: DayScene) -> None:
    change = proposals.another_time(scene.bob, scene.with_cat.id, scene.slots[2].id, WHY, NOW)
    assert change.expires_at == NOW + timedelta(hours=24)
    assert proposals.open_for(scene.cat, change.expires_at) == []
    with pytest.raises(Conflict):
        proposals.agree(change, change.expires_at)
    late = scene.slots[0].starts_at - timedelta(hours=1)
    assert proposals.another_time(scene.bob, scene.with_cat.id, scene.slots[2].id, WHY, late).expires_at == (
        scene.slots[0].starts_at
    )
    with pytest.raises(Conflict):
        WaysOut(scene.event, scene.bob, scene.with_cat.id, scene.slots[0].starts_at)


def test_time_that_is_taken_meanwhile_is_not_agreed_on(scene: DayScene) -> None:
    change = proposals.another_time(scene.bob, scene.with_cat.id, scene.slots[2].id, WHY, NOW)
    db.session.add(UnavailableSlot(participant_id=scene.bob.id, slot_id=scene.slots[2].id))
    db.session.commit()
    with pytest.raises(Stale):
        proposals.agree(change, NOW)


def test_locked_meeting_stays_and_organizers_can_switch_it_all_off(scene: DayScene) -> None:
    db.session.query(Assignment).filter_by(schedule_id=scene.version.id, meeting_id=scene.with_cat.id).update(
        {"locked": True}
    )
    db.session.commit()
    with pytest.raises(Conflict):
        ways(scene)
    scene.event.people_change_meetings = False
    with pytest.raises(PhaseClosed):
        ways(scene)


def test_nobody_but_its_people_can_change_a_meeting(scene: DayScene) -> None:
    with pytest.raises(NotFound):
        WaysOut(scene.event, scene.gus, scene.with_cat.id, NOW)
    change = proposals.another_time(scene.bob, scene.with_cat.id, scene.slots[2].id, WHY, NOW)
    for stranger in (scene.bob, scene.gus):
        with pytest.raises(NotFound):
            proposals.asked_of(stranger, change.id)


def test_colleague_who_agrees_takes_over_with_the_same_entry_in_the_calendar(scene: DayScene) -> None:
    assert ways(scene).colleagues() == [scene.dan]
    change = proposals.a_colleague(scene.bob, scene.with_cat.id, scene.dan.id, WHY, NOW)
    proposals.agree(proposals.asked_of(scene.dan, change.id), NOW)
    db.session.commit()
    entries = {
        entry.participant_id: (entry.cancelled, entry.partner_id)
        for entry in db.session.query(CalendarEntry).filter_by(meeting_id=scene.with_cat.id)
    }
    assert entries == {
        scene.bob.id: (True, scene.cat.id),
        scene.dan.id: (False, scene.cat.id),
        scene.cat.id: (False, scene.dan.id),
    }
    told = db.session.query(Mail).filter(Mail.dedupe_key.like(f"schedule:{scene.in_force().id}:%"))
    assert {mail.participant_id for mail in told} == {scene.bob.id, scene.cat.id, scene.dan.id}


def test_colleague_who_is_busy_then_is_not_offered(scene: DayScene) -> None:
    db.session.add(UnavailableSlot(participant_id=scene.dan.id, slot_id=scene.slots[0].id))
    db.session.commit()
    assert ways(scene).colleagues() == []


def test_meeting_called_off_leaves_the_schedule_and_its_reason_is_read(client: FlaskClient, scene: DayScene) -> None:
    proposals.call_off(scene.bob, scene.with_cat.id, WHY, NOW)
    db.session.commit()
    assert scene.with_cat.id not in {place[0] for place in scene.places()}
    assert {request.status for request in pairs.hold(scene.bob, scene.cat).requests} == {RequestStatus.WITHDRAWN}
    sign_in(client, scene.cat)
    page = client.get(f"/e/{scene.event.slug}/me/meetings/{scene.with_cat.id}").get_data(as_text=True)
    assert "Η πτήση μου καθυστερεί" in page
    told = db.session.query(Mail).filter_by(kind="schedule_changed")
    assert {mail.participant_id: "Η πτήση μου καθυστερεί" in mail.body for mail in told}[scene.cat.id]


def test_pages_lead_from_the_meeting_to_the_answer(client: FlaskClient, scene: DayScene) -> None:
    me = f"/e/{scene.event.slug}/me"
    sign_in(client, scene.bob)
    assert f"{me}/meetings/{scene.with_cat.id}/change" in client.get(f"{me}/meetings/{scene.with_cat.id}").text
    path = f"{me}/meetings/{scene.with_cat.id}/change"
    assert client.post(path, data={"reason": "unwell", "instead": "time 987654"}).status_code == 422
    given = {"reason": "unwell", "line": "", "instead": f"time {scene.slots[2].id}"}
    assert client.post(path, data=given).status_code == 303
    change = db.session.query(MeetingChange).one()
    assert "Take it back" in client.get(f"{me}/meetings/{scene.with_cat.id}").text
    sign_in(client, scene.cat)
    assert f"{me}/changes/{change.id}" in client.get(f"{me}/agenda").text
    assert "10:40" in client.get(f"{me}/changes/{change.id}").text
    assert client.post(f"{me}/changes/{change.id}/agree").location == f"{me}/agenda"
    assert scene.event.version_number == 2
    assert "10:40" in client.get(f"{me}/agenda").text


def test_newer_proposal_takes_the_earlier_one_back(scene: DayScene) -> None:
    first = proposals.another_time(scene.bob, scene.with_cat.id, scene.slots[2].id, WHY, NOW)
    second = proposals.another_time(scene.bob, scene.with_cat.id, scene.slots[4].id, WHY, NOW)
    db.session.refresh(first)
    assert (first.status, second.status) == (ChangeStatus.TAKEN_BACK, ChangeStatus.OPEN)
    proposals.take_back(scene.bob, second.id, NOW)
    assert proposals.open_for(scene.cat, NOW) == []
