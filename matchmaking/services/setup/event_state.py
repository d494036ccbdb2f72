"""Where an event stands: its figures, its phase in words, and the hour that comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import exists, func, select

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    EventSession,
    Meeting,
    MeetingRequest,
    MeetingTable,
    OrganizationRequest,
    Participant,
    ParticipantStatus,
    RequestStatus,
    Schedule,
    Slot,
)
from matchmaking.services.setup import phases
from matchmaking.services.setup.phases import Phase
from matchmaking.services.words.times import moment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select

    from matchmaking.models import Event


@dataclass(frozen=True)
class Figures:
    """How many of everything an event has."""

    participants: dict[ParticipantStatus, int]
    requests: dict[RequestStatus, int]
    meetings: int
    scheduled: int  # in the version in force
    sessions: int
    slots: int
    tables: int
    without_wishes: int  # who take part, and have neither asked anybody nor accepted anybody
    drafts: int

    @property
    def capacity(self) -> int:
        """How many meetings there is room for."""
        return self.slots * self.tables

    @property
    def attending(self) -> int:
        """Participants who take part."""
        return self.participants.get(ParticipantStatus.APPROVED, 0)


def figures(event: Event) -> Figures:
    """Count, each kind with one query."""
    participants = db.session.execute(
        select(Participant.status, func.count())
        .where(Participant.event_id == event.id, ~Participant.interpreter)
        .group_by(Participant.status)
    )
    requests = db.session.execute(
        select(MeetingRequest.status, func.count())
        .where(MeetingRequest.event_id == event.id)
        .group_by(MeetingRequest.status)
    )
    return Figures(
        participants=dict(participants.all()),
        requests=dict(requests.all()),
        meetings=_count(select(func.count()).where(Meeting.event_id == event.id, Meeting.cancelled_at.is_(None))),
        scheduled=_count(
            select(func.count(Assignment.meeting_id))
            .join(Schedule, Schedule.id == Assignment.schedule_id)
            .where(Schedule.event_id == event.id, Schedule.number == event.version_number)
        ),
        sessions=_count(select(func.count()).where(EventSession.event_id == event.id)),
        slots=_count(select(func.count()).where(Slot.event_id == event.id)),
        tables=_count(select(func.count()).where(MeetingTable.event_id == event.id)),
        without_wishes=_count(_without_wishes(event)),
        drafts=_count(select(func.count()).where(Schedule.event_id == event.id, Schedule.number.is_(None))),
    )


def standing(event: Event, now: datetime) -> str:
    """Say in which phase the event is, and why."""
    sentences = {
        Phase.PREPARATION: _("The event is being prepared: neither registration nor booking is open."),
        Phase.REGISTRATION: _("Registration is open; booking is not."),
        Phase.BOOKING: _("Booking is open: participants send, accept and decline requests."),
        Phase.SCHEDULING: _("Booking has closed, and no schedule has been published yet."),
        Phase.PUBLISHED: _("Version %(number)d of the schedule is in force.", number=event.version_number),
        Phase.OVER: _("The event is over."),
        Phase.CANCELLED: _("The event was cancelled."),
    }
    return sentences[phases.phase_of(event, now)]


def next_hour(event: Event, now: datetime) -> str:
    """Say what happens next, if any hour has been announced."""
    if phases.phase_of(event, now) in {Phase.OVER, Phase.CANCELLED}:
        return ""
    hours = (
        (event.registration_opens_at, _("Registration opens on %(moment)s.")),
        (event.registration_closes_at, _("Registration closes on %(moment)s.")),
        (event.booking_opens_at, _("Booking opens on %(moment)s.")),
        (event.booking_closes_at, _("Booking closes on %(moment)s.")),
    )
    coming = [(when, sentence) for when, sentence in hours if when is not None and when > now]
    if not coming:
        return ""
    when, sentence = min(coming, key=lambda hour: hour[0])
    return str(sentence) % {"moment": moment(when, event)}


def _without_wishes(event: Event) -> Select[int]:
    asked = exists().where(
        MeetingRequest.requester_id == Participant.id,
        MeetingRequest.status.in_((RequestStatus.PENDING, RequestStatus.ACCEPTED)),
    )
    asked_all = exists().where(
        OrganizationRequest.requester_id == Participant.id, OrganizationRequest.status == RequestStatus.PENDING
    )
    agreed = exists().where(
        MeetingRequest.recipient_id == Participant.id, MeetingRequest.status == RequestStatus.ACCEPTED
    )
    taking_part = Participant.event_id == event.id, Participant.status == ParticipantStatus.APPROVED
    return select(func.count(Participant.id)).where(*taking_part, ~asked, ~asked_all, ~agreed)


def _count(query: Select[int]) -> int:
    return db.session.scalar(query) or 0
