"""The forms of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from matchmaking import access
from matchmaking.forms import Form, hour_of_day
from matchmaking.services.day.presence import day_of
from matchmaking.services.words.times import local
from matchmaking.services.words.wall_clock import combined

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Presence


class HoursForm(Form):
    """When somebody arrives and leaves today, on the event's wall clock."""

    arrives = hour_of_day(_l("Arrives at"))
    leaves = hour_of_day(_l("Leaves at"))

    def show(self, presence: Presence | None) -> HoursForm:
        """Fill in what is known."""
        event = access.event()
        if presence is not None and presence.arrives_at is not None:
            self.arrives.data = local(presence.arrives_at, event).time()
        if presence is not None and presence.leaves_at is not None:
            self.leaves.data = local(presence.leaves_at, event).time()
        return self

    @property
    def hours(self) -> tuple[datetime | None, datetime | None]:
        """Both as moments of today; None where nothing was given."""
        event = access.event()
        day = day_of(event, access.now())
        arrives, leaves = (
            None if field.data is None else combined(day, field.data, event.time_zone)
            for field in (self.arrives, self.leaves)
        )
        return arrives, leaves
