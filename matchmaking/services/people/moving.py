"""What moves from one participant to another when the two are merged, table by table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, or_, select, update

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    ActingTime,
    Assignment,
    Attendance,
    CalendarEntry,
    Consent,
    Endorsement,
    Feedback,
    FurtherOrganization,
    HiddenSuggestion,
    KeptApart,
    Mail,
    Meeting,
    MeetingChange,
    MeetingRequest,
    MeetingTable,
    NoShow,
    NotTwins,
    OrganizationRequest,
    OrganizationRequestNo,
    Participant,
    Presence,
    ProtectedTime,
    RequestStatus,
    SavedSearch,
    Schedule,
    SessionInvitation,
    SessionSignUp,
    SessionWaiting,
    Shortlisted,
    UnavailableSlot,
    UnscheduledMeeting,
)
from matchmaking.services.requests import pairs, request_mails
from matchmaking.services.schedule import standing_for
from matchmaking.services.schedule.rearranging import BY_HAND

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute

    from matchmaking.models import Event

STRONGEST = (
    RequestStatus.ACCEPTED,
    RequestStatus.DECLINED,
    RequestStatus.PENDING,
    RequestStatus.EXPIRED,
    RequestStatus.WITHDRAWN,
)
"""Of two requests that become one, whose status stays: what was agreed, then what was answered, then what is open."""
SIMPLY: tuple[InstrumentedAttribute[Any], ...] = (
    ActingTime.participant_id,
    Consent.participant_id,
    Mail.participant_id,
    ProtectedTime.participant_id,
    MeetingTable.stand_of_id,
    MeetingChange.asked_by_id,
    MeetingChange.asked_of_id,
    Participant.merged_into_id,
)
KEYED: tuple[tuple[type[Any], str], ...] = (
    (AbsentDay, "day"),
    (UnavailableSlot, "slot_id"),
    (Presence, "day"),
    (Feedback, "meeting_id"),
    (Endorsement, "file_id"),
    (SessionInvitation, "session_id"),
    (SessionWaiting, "session_id"),
    (SavedSearch, "name"),
    (OrganizationRequestNo, "request_id"),
    (FurtherOrganization, "organization_id"),
)
"""One row for each of these and a participant: what the one who is kept says of it already stays."""


def hold(event: Event) -> None:
    """Nobody else changes a request of this event until the transaction ends."""
    everybody = select(Participant.id).where(Participant.event_id == event.id).order_by(Participant.id)
    db.session.execute(everybody.with_for_update(key_share=True)).all()


def everything(event: Event, kept: Participant, gone: Participant, now: datetime) -> set[int]:
    """Move it all; answers the meetings in which the two sides have changed places."""
    others = _move_requests(kept, gone)
    _move_requests_to_organizations(kept, gone)
    turned = _move_meetings(kept, gone, now)
    _settle(event, kept, others, now)
    _move_in_drafts(event, kept, gone, turned)
    _move_sign_ups(kept, gone, now)
    for column in SIMPLY:
        db.session.execute(update(column.class_).where(column == gone.id).values({column.key: kept.id}))
    for table, key in KEYED:
        _move_keyed(table, key, kept, gone)
    once = (FurtherOrganization.participant_id, FurtherOrganization.organization_id)
    db.session.execute(delete(FurtherOrganization).where(once[0] == kept.id, once[1] == kept.organization_id))
    _move_no_shows(kept, gone)
    _move_kept_apart(kept, gone)
    for pairs_of in (HiddenSuggestion, Shortlisted):
        _move_whom(pairs_of, kept, gone)
    db.session.execute(delete(NotTwins).where(or_(NotTwins.low_id == gone.id, NotTwins.high_id == gone.id)))
    db.session.flush()
    db.session.expire_all()
    return turned


def other_of(meeting: Meeting, participant_id: int) -> int:
    """The other side of a meeting."""
    return meeting.high_id if meeting.low_id == participant_id else meeting.low_id


def _move_requests(kept: Participant, gone: Participant) -> set[int]:
    """Answers whom the moved requests concern."""
    theirs = or_(MeetingRequest.requester_id == gone.id, MeetingRequest.recipient_id == gone.id)
    others = set()
    for request in db.session.scalars(select(MeetingRequest).where(theirs).order_by(MeetingRequest.id)).all():
        sent = request.requester_id == gone.id
        other = request.recipient_id if sent else request.requester_id
        if other == kept.id:
            db.session.delete(request)
            continue
        others.add(other)
        pair = (kept.id, other) if sent else (other, kept.id)
        twin = db.session.scalar(
            select(MeetingRequest).where(MeetingRequest.requester_id == pair[0], MeetingRequest.recipient_id == pair[1])
        )
        if twin is None:
            request.requester_id, request.recipient_id = pair
        else:
            _join(twin, request)
            db.session.delete(request)
    db.session.flush()
    return others


def _move_requests_to_organizations(kept: Participant, gone: Participant) -> None:
    """What both have asked of one organization is one request, with the higher priority."""
    mine = {
        request.organization_id: request
        for request in db.session.scalars(
            select(OrganizationRequest).where(OrganizationRequest.requester_id == kept.id)
        )
    }
    theirs = select(OrganizationRequest).where(OrganizationRequest.requester_id == gone.id)
    for request in db.session.scalars(theirs).all():
        twin = mine.get(request.organization_id)
        if twin is None:
            request.requester_id = kept.id
        else:
            join_to_organization(twin, request)


def join_to_organization(twin: OrganizationRequest, request: OrganizationRequest) -> None:
    """Make one of two requests to the same organization; the second is no more, and whoever said no to it said no."""
    if STRONGEST.index(request.status) < STRONGEST.index(twin.status):
        twin.status, twin.changed_at = request.status, request.changed_at
    twin.priority = max(twin.priority, request.priority)
    twin.message = twin.message or request.message
    said = set(
        db.session.scalars(
            select(OrganizationRequestNo.participant_id).where(OrganizationRequestNo.request_id == twin.id)
        )
    )
    noes = select(OrganizationRequestNo).where(OrganizationRequestNo.request_id == request.id)
    for one in db.session.scalars(noes).all():
        if one.participant_id not in said:
            db.session.add(
                OrganizationRequestNo(request_id=twin.id, participant_id=one.participant_id, said_at=one.said_at)
            )
    db.session.flush()
    db.session.delete(request)
    db.session.flush()


def _join(twin: MeetingRequest, request: MeetingRequest) -> None:
    if STRONGEST.index(request.status) < STRONGEST.index(twin.status):
        twin.status, twin.changed_at, twin.shown_as = request.status, request.changed_at, request.shown_as
    twin.priority = max(twin.priority, request.priority)
    twin.message = twin.message or request.message
    twin.requester_colleagues = twin.requester_colleagues or request.requester_colleagues
    twin.recipient_colleagues = twin.recipient_colleagues or request.recipient_colleagues
    twin.created_at = min(twin.created_at, request.created_at)


def _move_meetings(kept: Participant, gone: Participant, now: datetime) -> set[int]:
    """A meeting is never deleted: versions name it. Where the pair has one, the other's is cancelled."""
    turned = set()
    for meeting in db.session.scalars(
        select(Meeting).where(or_(Meeting.low_id == gone.id, Meeting.high_id == gone.id))
    ).all():
        other = other_of(meeting, gone.id)
        low, high = sorted((kept.id, other))
        known = select(Meeting.id).where(Meeting.low_id == low, Meeting.high_id == high)
        if other == kept.id or db.session.scalar(known) is not None:
            meeting.cancelled_at = meeting.cancelled_at or now
            continue
        if (meeting.low_id == gone.id) is not (low == kept.id):
            turned.add(meeting.id)
        meeting.low_id, meeting.high_id = low, high
        db.session.flush()
    return turned


def _settle(event: Event, kept: Participant, others: set[int], now: datetime) -> None:
    """Whom one of the two asked, and who asked the other, have asked each other now."""
    db.session.flush()
    db.session.expire_all()
    for other in db.session.scalars(
        select(Participant).where(Participant.id.in_(others)).order_by(Participant.id)
    ).all():
        for accepted in pairs.settle(pairs.hold(kept, other), now):
            request_mails.accepted(event, accepted, now)


def _move_in_drafts(event: Event, kept: Participant, gone: Participant, turned: set[int]) -> None:
    """Where both are taken in one slot of a draft, or the meeting is no more, it loses its place there."""
    for draft in db.session.scalars(
        select(Schedule).where(Schedule.event_id == event.id, Schedule.number.is_(None))
    ).all():
        taken = select(Attendance.slot_id).where(
            Attendance.schedule_id == draft.id, Attendance.participant_id == kept.id
        )
        cancelled = select(Meeting.id).where(Meeting.cancelled_at.is_not(None))
        lost = db.session.scalars(
            select(Attendance.meeting_id).where(
                Attendance.schedule_id == draft.id,
                Attendance.participant_id == gone.id,
                or_(Attendance.slot_id.in_(taken), Attendance.meeting_id.in_(cancelled)),
            )
        ).all()
        db.session.execute(
            delete(Assignment).where(Assignment.schedule_id == draft.id, Assignment.meeting_id.in_(lost))
        )
        db.session.add_all(UnscheduledMeeting(schedule_id=draft.id, meeting_id=one, reason=BY_HAND) for one in lost)
        standing_for.put_in_place_of(draft, gone.id, kept.id, turned)
        draft.revision += 1
    db.session.flush()


def _move_sign_ups(kept: Participant, gone: Participant, now: datetime) -> None:
    """Nobody attends two sessions at once: what the one who is kept attends stays."""
    mine = db.session.scalars(select(SessionSignUp).where(SessionSignUp.participant_id == kept.id)).all()
    known = {found.session_id: found for found in mine}
    theirs = select(SessionSignUp).where(SessionSignUp.participant_id == gone.id, SessionSignUp.withdrawn_at.is_(None))
    for found in db.session.scalars(theirs).all():
        standing = [one for one in mine if one.withdrawn_at is None and one.session_id != found.session_id]
        clash = any(
            one.session.starts_at < found.session.ends_at and found.session.starts_at < one.session.ends_at
            for one in standing
        )
        if found.session_id not in known and not clash:
            found.participant_id, found.modified_at = kept.id, now
            continue
        if (same := known.get(found.session_id)) is not None and same.withdrawn_at is not None and not clash:
            same.withdrawn_at, same.modified_at, same.sequence = None, now, same.sequence + 1
        found.withdrawn_at, found.modified_at, found.sequence = now, now, found.sequence + 1
    db.session.flush()


def _move_keyed(table: type[Any], key: str, kept: Participant, gone: Participant) -> None:
    column = getattr(table, key)
    mine = list(db.session.scalars(select(column).where(table.participant_id == kept.id)))
    db.session.execute(
        update(table).where(table.participant_id == gone.id, column.not_in(mine)).values(participant_id=kept.id)
    )
    db.session.execute(delete(table).where(table.participant_id == gone.id))


def _move_no_shows(kept: Participant, gone: Participant) -> None:
    """The two meet nobody twice, so that their marks never clash."""
    db.session.execute(update(NoShow).where(NoShow.participant_id == gone.id).values(participant_id=kept.id))


def _move_kept_apart(kept: Participant, gone: Participant) -> None:
    """Nobody is kept apart from themselves."""
    both = {kept.id, gone.id}
    one, other = KeptApart.one_participant_id, KeptApart.other_participant_id
    db.session.execute(delete(KeptApart).where(one.in_(both), other.in_(both)))
    for column in (one, other):
        db.session.execute(update(KeptApart).where(column == gone.id).values({column.key: kept.id}))


def _move_whom(table: type[HiddenSuggestion | Shortlisted], kept: Participant, gone: Participant) -> None:
    """Whoever named one of the two has named the one who is kept; nobody names themselves."""
    both = {kept.id, gone.id}
    mine, other = table.participant_id, table.other_id
    db.session.execute(delete(table).where(mine.in_(both), other.in_(both)))
    for column, opposite in ((mine, other), (other, mine)):
        known = list(db.session.scalars(select(opposite).where(column == kept.id)))
        db.session.execute(update(table).where(column == gone.id, opposite.not_in(known)).values({column.key: kept.id}))
        db.session.execute(delete(table).where(column == gone.id))


STAYS = frozenset({CalendarEntry.__tablename__, Attendance.__tablename__})
"""What was told and published stays as it was; the version that a merge publishes brings the entries up to date."""
