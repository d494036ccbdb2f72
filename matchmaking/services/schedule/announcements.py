"""Telling people what changed in their schedule: one mail each, with their own changes only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Participant
from matchmaking.services.mail import outbox
from matchmaking.services.schedule.changes import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.changes import Change, Place


def schedule_changed(event: Event, made: Schedule, told: Mapping[int, Sequence[Change]], now: datetime) -> None:
    """Write to everyone concerned what is new, moved or cancelled for them."""
    people = _people(told)
    for participant_id, changes in told.items():
        lines = [_as_seen_by(participant_id, change, people) for change in changes]
        outbox.write(
            "schedule_changed",
            people[participant_id],
            now=now,
            dedupe_key=f"schedule:{made.id}:{participant_id}",
            event=event,
            version=made,
            changes=lines,
            agenda_url=outbox.link(f"/e/{event.slug}/me/agenda"),
        )


def _people(told: Mapping[int, Sequence[Change]]) -> dict[int, Participant]:
    """Everyone who is told, or is named to them."""
    wanted = {who for changes in told.values() for change in changes for who in change.concerned}
    found = db.session.scalars(
        select(Participant).where(Participant.id.in_(wanted)).options(joinedload(Participant.organization))
    )
    return {person.id: person for person in found}


def _as_seen_by(participant_id: int, change: Change, people: Mapping[int, Participant]) -> dict[str, object]:
    """One change in one person's eyes: who no longer attends sees it cancelled, who takes over sees it new."""
    before = change.before if change.before and participant_id in change.before.people else None
    after = change.after if change.after and participant_id in change.after.people else None
    kind = ChangeKind.NEW if before is None else ChangeKind.CANCELLED if after is None else ChangeKind.MOVED
    return {
        "kind": kind.value,
        "before": before,
        "after": after,
        "partners": _partners(participant_id, (after, before), people),
    }


def _partners(
    participant_id: int, places: Iterable[Place | None], people: Mapping[int, Participant]
) -> list[Participant]:
    place = next(place for place in places if place)
    return [people[who] for who in place.people if who != participant_id]
