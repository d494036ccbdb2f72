"""Whether there is room for what participants want: a first reckoning, long before anything is solved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import RequestStatus

if TYPE_CHECKING:
    from matchmaking.models import Event
    from matchmaking.services.setup.event_state import Figures

USUAL_MEETINGS = 8  # of one participant at an event of two days


@dataclass(frozen=True)
class Room:
    """How many meetings there are places for, and how many are wanted."""

    places: int
    wanted: int
    reckoned: bool  # from the number of participants, since too few have wished yet

    @property
    def enough(self) -> bool:
        """Whether everything wanted could find a place, as far as counting can tell."""
        return self.wanted <= self.places


def of(event: Event, counted: Figures) -> Room:
    """Reckon with what is wished for already, else with what is usual."""
    wished = counted.meetings + counted.requests.get(RequestStatus.PENDING, 0)
    each = min(limit for limit in (USUAL_MEETINGS, event.max_meetings, counted.slots or None) if limit)
    usual = counted.attending * each // 2
    return Room(counted.capacity, max(wished, usual), reckoned=wished < usual)


def sentence(room: Room, counted: Figures) -> str:
    """Places against wishes, in figures."""
    values = {
        "slots": counted.slots,
        "tables": counted.tables,
        "places": room.places,
        "people": counted.attending,
        "wanted": room.wanted,
    }
    if not room.reckoned:
        return _("Slots: %(slots)d. Tables: %(tables)d. Places: %(places)d. Wishes: %(wanted)d.", **values)
    return _(
        "Slots: %(slots)d. Tables: %(tables)d. Places: %(places)d. Participants: %(people)d. "
        "Meetings wanted, about: %(wanted)d.",
        **values,
    )
