"""One participant stands for another in a schedule, for they have turned out to be the same person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import update

from matchmaking.extensions import db
from matchmaking.models import Attendance
from matchmaking.services import audit
from matchmaking.services.schedule import published, publishing
from matchmaking.services.schedule.changes import changes_between, told_places

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from matchmaking.models import Event, Schedule


def publish_in_place_of(  # noqa: PLR0913, PLR0917 - who stands for whom, and who says so
    event: Event, gone_id: int, kept_id: int, turned: Collection[int], now: datetime, actor: publishing.Actor
) -> Schedule | None:
    """
    Let one participant stand for another who turned out to be the same: a small new version, which moves nothing.

    `turned` are the meetings in which the two sides have changed places. Nobody is told: no time, no place and no
    person changes. Answers None where the other stands in no meeting of the version in force.
    """
    db.session.refresh(event, ["version_number"], with_for_update=True)
    source = publishing.in_force(event)
    told = told_places(event)
    if source is None or not any(gone_id in place.people for place in told.values()):
        return None
    publishing.take_next_number(event, event.version_number)
    planned = {
        meeting_id: replace(place, people=tuple(sorted(kept_id if who == gone_id else who for who in place.people)))
        for meeting_id, place in told.items()
    }
    made = publishing.copy(source, number=event.version_number, leaving_out=(), note="", actor=actor, now=now)
    put_in_place_of(made, gone_id, kept_id, turned)
    made.content_hash = publishing.content_hash(made)
    changes = changes_between(told, planned)
    published.write_entries(event, changes, event.version_number, now)
    db.session.flush()
    audit.record(
        "schedule.published",
        at=now,
        event_id=event.id,
        organizer=actor.organizer,
        subject=f"version {made.number}",
        meetings_changed=len(changes),
        participants_told=0,
        content_hash=made.content_hash,
    )
    return made


def put_in_place_of(schedule: Schedule, gone_id: int, kept_id: int, turned: Collection[int]) -> None:
    """In a draft, or in a version that is just being made."""
    here = Attendance.schedule_id == schedule.id
    db.session.execute(
        update(Attendance).where(here, Attendance.participant_id == gone_id).values(participant_id=kept_id)
    )
    db.session.execute(
        update(Attendance).where(here, Attendance.meeting_id.in_(turned)).values(side=1 - Attendance.side)
    )
