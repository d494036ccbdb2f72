"""The forms of one participant's own limits and times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from matchmaking import access
from matchmaking.forms import Form, given, hour_of_day, number
from matchmaking.organizer.fields import MomentField
from matchmaking.services.people.limits import OwnLimits
from matchmaking.services.people.protecting import Stay
from matchmaking.services.setup.event_hours import MOST
from matchmaking.services.words import times

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Presence


class OwnLimitsForm(Form):
    """How many meetings somebody may have."""

    max_meetings = number(_l("Meetings"), 1, MOST, required=False)
    max_consecutive = number(_l("Meetings without a pause"), 1, MOST, required=False)

    def own(self) -> OwnLimits:
        """What was filled in."""
        return OwnLimits(self.max_meetings.data, self.max_consecutive.data)


class StayForm(Form):
    """From when until when somebody is there on one day."""

    arrives = hour_of_day(_l("Arrives at"))
    leaves = hour_of_day(_l("Leaves at"))

    class Meta:
        """One token on the page is enough for the forms of all days."""

        csrf = False

    def show(self, presence: Presence) -> None:
        """Fill in what is known."""
        event = access.event()
        if presence.arrives_at:
            self.arrives.data = times.local(presence.arrives_at, event).time()
        if presence.leaves_at:
            self.leaves.data = times.local(presence.leaves_at, event).time()

    def stay(self) -> Stay:
        """What was filled in."""
        return Stay(self.arrives.data, self.leaves.data)


class ProtectForm(Form):
    """A time to protect."""

    starts_at = MomentField(_l("From"))
    ends_at = MomentField(_l("Until"))

    def period(self) -> tuple[datetime, datetime]:
        """What was filled in."""
        return given(self.starts_at.data), given(self.ends_at.data)
