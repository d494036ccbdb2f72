"""Proposing another time, or a colleague, for a scheduled meeting; agreeing to it publishes a small new version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import or_, select, update

from matchmaking.extensions import db
from matchmaking.models import (
    ChangeReason,
    ChangeStatus,
    ChangeWanted,
    Event,
    MeetingChange,
    MeetingRequest,
    Participant,
    RequestStatus,
)
from matchmaking.services import audit
from matchmaking.services.agenda.ways_out import WaysOut, side_of
from matchmaking.services.mail import outbox
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.requests import calling_off
from matchmaking.services.schedule import publishing, small_versions
from matchmaking.services.schedule.rearranging import Place, Stale, Step
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Meeting

OPEN_FOR = timedelta(hours=24)
LINE_LENGTH = 300


@dataclass(frozen=True)
class Why:
    """Why somebody cannot come: one of a few reasons, and a line of their own."""

    reason: ChangeReason
    line: str = ""


def another_time(who: Participant, meeting_id: int, slot_id: int, why: Why, now: datetime) -> MeetingChange:
    """Ask the other side to meet at another time, at a table that is free then."""
    ways = _ways(who, meeting_id, now)
    time = next((time for time in ways.times() if time.slot.id == slot_id), None)
    if time is None:
        raise Stale(_("This time is not free any more. Choose among those that are free now."))
    to = Place(time.slot.id, time.table, time.people)
    return _ask(ways, ways.partner, ChangeWanted.OTHER_TIME, to, min(ways.held.starts_at, time.slot.starts_at), why)


def a_colleague(who: Participant, meeting_id: int, colleague_id: int, why: Why, now: datetime) -> MeetingChange:
    """Ask somebody of one's own organization to attend instead."""
    ways = _ways(who, meeting_id, now)
    colleague = next((one for one in ways.colleagues() if one.id == colleague_id), None)
    if colleague is None:
        raise Stale(_("This colleague is not free any more. Choose among those that are free now."))
    to = ways.with_colleague(colleague)
    return _ask(ways, colleague, ChangeWanted.COLLEAGUE, to, ways.held.starts_at, why)


def call_off(who: Participant, meeting_id: int, why: Why, now: datetime) -> None:
    """Say that the meeting will not take place, and why; the other side is told."""
    ways = _ways(who, meeting_id, now)
    request = _agreed_request(ways.meeting)
    if who.id not in {ways.meeting.low_id, ways.meeting.high_id} or request is None:
        raise Conflict(_("You stand in for a colleague: whoever agreed on this meeting can call it off."))
    change = _note(ways, ways.partner, ChangeWanted.NONE, ways.place, now, why)
    change.status, change.answered_at = ChangeStatus.AGREED, now
    db.session.flush()
    _record("meeting.called_off", change, who, now)
    calling_off.one(request, who, now)


def open_for(who: Participant, now: datetime) -> list[MeetingChange]:
    """What waits for somebody's answer."""
    waiting = select(MeetingChange).where(
        MeetingChange.asked_of_id == who.id,
        MeetingChange.status == ChangeStatus.OPEN,
        MeetingChange.expires_at > now,
    )
    return list(db.session.scalars(waiting.order_by(MeetingChange.expires_at, MeetingChange.id)))


def latest(who: Participant, meeting_id: int) -> MeetingChange | None:
    """What was last proposed about a meeting, by or to somebody."""
    mine = or_(MeetingChange.asked_by_id == who.id, MeetingChange.asked_of_id == who.id)
    found = select(MeetingChange).where(MeetingChange.meeting_id == meeting_id, mine)
    return db.session.scalar(found.order_by(MeetingChange.id.desc()).limit(1))


def asked_of(who: Participant, change_id: int) -> MeetingChange:
    """A proposal that somebody was asked to agree to."""
    change = db.session.get(MeetingChange, change_id)
    if change is None or change.asked_of_id != who.id:
        raise NotFound(_("There is no such proposal."))
    return change


def agree(change: MeetingChange, now: datetime) -> None:
    """Agree to it: a small new version says so to all concerned."""
    event = db.session.get_one(Event, change.event_id)
    _take(change, ChangeStatus.AGREED, now)
    small_versions.hold(event)
    ways = WaysOut(event, change.asked_by, change.meeting_id, now)
    people = (
        ways.with_colleague(change.asked_of).people
        if change.wanted is ChangeWanted.COLLEAGUE
        else ways.people_at(change.slot_id, change.table_id)
    )
    to = Place(change.slot_id, change.table_id, people)
    if ways.held.slot != change.seen_slot_id or not ways.allows(to):
        raise Stale(_("The schedule was changed meanwhile, and this is not possible any more."))
    if change.wanted is ChangeWanted.COLLEAGUE:
        _let_colleagues_attend(ways)
    small_versions.publish(
        event, [Step(change.meeting_id, ways.place, to)], publishing.Actor(participant=change.asked_of), now
    )
    _record("meeting.change_agreed", change, change.asked_of, now)


def refuse(change: MeetingChange, now: datetime) -> None:
    """Say no: everything stays as it is, and whoever asked is told."""
    _take(change, ChangeStatus.REFUSED, now)
    _record("meeting.change_refused", change, change.asked_of, now)
    _write("meeting_change_refused", change, change.asked_by, change.asked_of, now)


def take_back(who: Participant, change_id: int, now: datetime) -> MeetingChange:
    """Take a proposal back before it is answered."""
    change = db.session.get(MeetingChange, change_id)
    if change is None or change.asked_by_id != who.id:
        raise NotFound(_("There is no such proposal."))
    _take(change, ChangeStatus.TAKEN_BACK, now)
    return change


def _ways(who: Participant, meeting_id: int, now: datetime) -> WaysOut:
    return WaysOut(db.session.get_one(Event, who.event_id), who, meeting_id, now)


def _ask(  # noqa: PLR0913, PLR0917 - who is asked for what, until when, and why
    ways: WaysOut, asked: Participant, wanted: ChangeWanted, to: Place, at_latest: datetime, why: Why
) -> MeetingChange:
    """One proposal at a time: an earlier one of the same person is taken back by it."""
    now = ways.today.now
    db.session.execute(
        update(MeetingChange)
        .where(
            MeetingChange.meeting_id == ways.meeting.id,
            MeetingChange.asked_by_id == ways.who.id,
            MeetingChange.status == ChangeStatus.OPEN,
        )
        .values(status=ChangeStatus.TAKEN_BACK, answered_at=now)
    )
    change = _note(ways, asked, wanted, to, min(now + OPEN_FOR, at_latest), why)
    db.session.flush()
    _record("meeting.change_asked", change, ways.who, now)
    _write("meeting_change_asked", change, asked, ways.who, now, partner=ways.partner)
    return change


def _note(  # noqa: PLR0913, PLR0917 - a proposal's parts
    ways: WaysOut, asked: Participant, wanted: ChangeWanted, to: Place, expires_at: datetime, why: Why
) -> MeetingChange:
    change = MeetingChange(
        event_id=ways.meeting.event_id,
        meeting=ways.meeting,
        asked_by=ways.who,
        asked_of=asked,
        wanted=wanted,
        seen_slot_id=ways.held.slot,
        slot_id=to.slot,
        table_id=to.table,
        reason=why.reason,
        line=clean(why.line)[:LINE_LENGTH],
        status=ChangeStatus.OPEN,
        created_at=ways.today.now,
        expires_at=expires_at,
    )
    db.session.add(change)
    return change


def _take(change: MeetingChange, status: ChangeStatus, now: datetime) -> None:
    """Answered once: of two presses, or two people, one comes first."""
    db.session.refresh(change, with_for_update={"of": MeetingChange})
    if not change.is_open(now):
        raise Conflict(_("This proposal does not wait for an answer any more."))
    change.status, change.answered_at = status, now
    db.session.flush()


def _agreed_request(meeting: Meeting) -> MeetingRequest | None:
    both = {meeting.low_id, meeting.high_id}
    agreed = select(MeetingRequest).where(
        MeetingRequest.requester_id.in_(both),
        MeetingRequest.recipient_id.in_(both),
        MeetingRequest.status == RequestStatus.ACCEPTED,
    )
    return db.session.scalar(agreed.order_by(MeetingRequest.id).limit(1))


def _let_colleagues_attend(ways: WaysOut) -> None:
    """From here on whoever of that organization is free may attend: the schedule would break its own rules else."""
    side = side_of(ways.meeting, ways.held, ways.who)
    both = {ways.meeting.low_id, ways.meeting.high_id}
    pair = (MeetingRequest.requester_id.in_(both), MeetingRequest.recipient_id.in_(both))
    for mine, flag in (
        (MeetingRequest.requester_id == side, "requester_colleagues"),
        (MeetingRequest.recipient_id == side, "recipient_colleagues"),
    ):
        db.session.execute(update(MeetingRequest).where(*pair, mine).values({flag: True}))
    db.session.flush()


def _record(action: str, change: MeetingChange, who: Participant, now: datetime) -> None:
    audit.record(
        action,
        at=now,
        event_id=change.event_id,
        participant=who,
        subject=f"meeting {change.meeting_id}",
        wanted=change.wanted.value,
        reason=change.reason.value,
        slot=change.slot_id,
        table=change.table_id,
    )


def _write(kind: str, change: MeetingChange, to: Participant, other: Participant, now: datetime, **more: Any) -> None:
    event = db.session.get_one(Event, change.event_id)
    page = f"changes/{change.id}" if to.id == change.asked_of_id else f"meetings/{change.meeting_id}"
    outbox.write(
        kind,
        to,
        now=now,
        dedupe_key=f"{kind}:{change.id}",
        event=event,
        change=change,
        other=other,
        page_url=outbox.link(f"/e/{event.slug}/me/{page}"),
        **more,
    )
