"""Mornings and afternoons: kept free, or opened again, with one press."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.people import availability
from matchmaking.services.refusals import Conflict
from matchmaking.services.words import times

if TYPE_CHECKING:
    from datetime import date

    from matchmaking.models import Event, Participant, Slot

NOON = 12
"""The hour of the wall clock from which a slot belongs to the afternoon."""


class Half(StrEnum):
    """A part of a day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True)
class HalfDay:
    """The slots of a morning or an afternoon, and whether somebody keeps all of them free."""

    day: date
    half: Half
    slot_ids: frozenset[int]
    kept_free: bool

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.day.isoformat()} {self.half.value}"


def of(event: Event, participant: Participant) -> list[HalfDay]:
    """Every half day that has slots, in order of time."""
    kept = availability.kept_free(participant)

    def half_of(slot: Slot) -> tuple[date, Half]:
        begins = times.local(slot.starts_at, event)
        return begins.date(), Half.MORNING if begins.hour < NOON else Half.AFTERNOON

    found = []
    for (day, half), slots in groupby(availability.slots_of(event), key=half_of):
        ids = frozenset(slot.id for slot in slots)
        found.append(HalfDay(day, half, ids, kept_free=ids <= kept))
    return found


def turn(event: Event, participant: Participant, key: str) -> HalfDay:
    """Keep a half day free, or open one again that is; other slots stay as they are. Answers how it was before."""
    half = next((one for one in of(event, participant) if one.key == key), None)
    if half is None:
        raise Conflict(_("The programme was changed meanwhile. Open the page again and tick once more."))
    kept = availability.kept_free(participant)
    availability.set_unavailable_slots(participant, kept - half.slot_ids if half.kept_free else kept | half.slot_ids)
    return half
