"""What a report reads of an event: people without names, requests, meetings and what was said of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    Assignment,
    Attendance,
    Feedback,
    FollowUp,
    Meeting,
    MeetingRequest,
    Organization,
    Participant,
    ParticipantStatus,
    ParticipationType,
    ProfileTerm,
    RequestStatus,
    TermKind,
)
from matchmaking.services.schedule import not_held

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Schedule


@dataclass(frozen=True, slots=True)
class Person:
    """What a report needs of a participant: nothing that names them."""

    country: str
    type: str
    fields: frozenset[str]
    taking_part: bool


@dataclass(frozen=True, slots=True)
class Held:
    """One scheduled meeting: who was to attend, and what was said of it."""

    people: tuple[int, ...]
    ended: bool
    said: tuple[Feedback, ...]
    missed: bool = False  # somebody did not come, as the desk noted

    @property
    def held(self) -> bool:
        """Whether it took place, as far as is known."""
        return self.ended and not self.missed and all(row.took_place for row in self.said)

    @property
    def contradicted(self) -> bool:
        """Whether one side says that it took place, and the other that it did not."""
        return len({row.took_place for row in self.said}) > 1

    @property
    def follow_up(self) -> FollowUp | None:
        """The stronger of what the two sides say follows."""
        order = list(FollowUp)
        return max((row.follow_up for row in self.said if row.follow_up), key=order.index, default=None)

    @property
    def value(self) -> int:
        """The larger of the values that the two sides declare."""
        return max((row.value or 0 for row in self.said), default=0)

    @property
    def reached(self) -> int:
        """The larger of the numbers of people that the two sides declare."""
        return max((row.reached or 0 for row in self.said), default=0)


def people_of(event: Event) -> dict[int, Person]:
    """Everybody who ever took part, also those who have withdrawn since: their requests and meetings count."""
    fields: dict[int, set[str]] = defaultdict(set)
    terms = select(ProfileTerm.participant_id, ProfileTerm.text).join(Participant)
    for participant, text in db.session.execute(
        terms.where(Participant.event_id == event.id, ProfileTerm.kind == TermKind.FIELD)
    ):
        fields[participant].add(text)
    rows = db.session.execute(
        select(Participant.id, Participant.country, Organization.country, ParticipationType.name, Participant.status)
        .join(Organization, Organization.id == Participant.organization_id)
        .join(ParticipationType, ParticipationType.id == Participant.type_id)
        .where(Participant.event_id == event.id)
    )
    return {
        key: Person(own or organization, kind, frozenset(fields[key]), status is ParticipantStatus.APPROVED)
        for key, own, organization, kind, status in rows
    }


def requests_of(event: Event) -> dict[RequestStatus, int]:
    """How many requests stand where."""
    rows = db.session.execute(
        select(MeetingRequest.status, func.count())
        .where(MeetingRequest.event_id == event.id)
        .group_by(MeetingRequest.status)
    )
    return dict(rows.all())


def wished_of(event: Event) -> int:
    """How many meetings are wished for by both sides."""
    return (
        db.session.scalar(select(func.count()).where(Meeting.event_id == event.id, Meeting.cancelled_at.is_(None))) or 0
    )


def meetings_of(event: Event, version: Schedule | None, now: datetime) -> list[Held]:
    """The meetings of the version in force, and what was said of each."""
    if version is None:
        return []
    people: dict[int, list[int]] = defaultdict(list)
    for meeting, person in db.session.execute(
        select(Attendance.meeting_id, Attendance.participant_id)
        .where(Attendance.schedule_id == version.id)
        .order_by(Attendance.meeting_id, Attendance.side)
    ):
        people[meeting].append(person)
    said: dict[int, list[Feedback]] = defaultdict(list)
    for row in db.session.scalars(select(Feedback).where(Feedback.event_id == event.id).order_by(Feedback.id)):
        said[row.meeting_id].append(row)
    missed = not_held.of_event(event)
    rows = db.session.execute(
        select(Assignment.meeting_id, Assignment.slot_id, Assignment.ends_at)
        .where(Assignment.schedule_id == version.id)
        .order_by(Assignment.starts_at, Assignment.meeting_id)
    )
    return [
        Held(
            tuple(people[meeting]),
            ends_at <= now,
            tuple(said[meeting]),
            missed=bool(not_held.missing_from(missed, (meeting, slot), people[meeting])),
        )
        for meeting, slot, ends_at in rows
    ]
