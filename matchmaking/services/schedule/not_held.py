"""Meetings that were not held where they stood, because somebody did not come: they alone may leave the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import NoShow, Slot

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event


def of_event(event: Event) -> dict[tuple[int, int], frozenset[int]]:
    """Who did not come, by meeting and slot."""
    found: dict[tuple[int, int], frozenset[int]] = {}
    rows = select(NoShow.meeting_id, NoShow.slot_id, NoShow.participant_id).join(Slot, Slot.id == NoShow.slot_id)
    for meeting, slot, person in db.session.execute(rows.where(Slot.event_id == event.id)):
        found[meeting, slot] = found.get((meeting, slot), frozenset()) | {person}
    return found


def hours_of(event: Event) -> set[tuple[int, datetime]]:
    """Every meeting that was not held, with the hour at which it should have begun."""
    rows = select(NoShow.meeting_id, Slot.starts_at).join(Slot, Slot.id == NoShow.slot_id)
    return {(meeting, starts_at) for meeting, starts_at in db.session.execute(rows.where(Slot.event_id == event.id))}
