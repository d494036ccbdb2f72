"""
Meetings that were not held where they stood, because somebody did not come: they alone may leave the past.

Where somebody else came in the same slot instead, a colleague or another interpreter, the meeting was held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import NoShow, Slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from matchmaking.models import Event

Where = TypeVar("Where")  # a slot, or the hour at which it begins


def of_event(event: Event) -> dict[tuple[int, int], frozenset[int]]:
    """Who did not come, by meeting and slot."""
    found: dict[tuple[int, int], frozenset[int]] = {}
    rows = select(NoShow.meeting_id, NoShow.slot_id, NoShow.participant_id).join(Slot, Slot.id == NoShow.slot_id)
    for meeting, slot, person in db.session.execute(rows.where(Slot.event_id == event.id)):
        found[meeting, slot] = found.get((meeting, slot), frozenset()) | {person}
    return found


def hours_of(event: Event) -> dict[tuple[int, datetime], frozenset[int]]:
    """Who did not come, by meeting and the hour at which it should have begun."""
    hours = dict(db.session.execute(select(Slot.id, Slot.starts_at).where(Slot.event_id == event.id)).all())
    return {(meeting, hours[slot]): people for (meeting, slot), people in of_event(event).items()}


def missing_from(
    found: Mapping[tuple[int, Where], frozenset[int]], where: tuple[int, Where], people: Iterable[int]
) -> frozenset[int]:
    """Who of these people did not come to a meeting, where it stands with them."""
    return found.get(where, frozenset()).intersection(people)
