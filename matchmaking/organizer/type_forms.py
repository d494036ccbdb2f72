"""The form of a participation type."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking.forms import line, number
from matchmaking.models import ParticipationType
from matchmaking.organizer.wording_forms import WordedForm
from matchmaking.services.setup.event_hours import MOST, Limits
from matchmaking.services.setup.participation import NAME_LENGTH


class TypeForm(WordedForm):
    """A type's name, and who chooses it."""

    of_model = ParticipationType

    name = line(
        _l("Name"), NAME_LENGTH, description=_l("What such a participant is: buyer, supplier, cluster, expert …")
    )
    self_registration = BooleanField(
        _l("Can be chosen when registering"),
        description=_l("Without it, only organizers make somebody a participant of this type."),
    )
    request_limit = number(_l("Requests that a participant may have open"), 1, MOST, required=False)
    must_limit = number(_l("How many of these with the highest rank, “must”"), 1, MOST, required=False)
    max_meetings = number(_l("Meetings of one participant"), 1, MOST, required=False)
    max_consecutive = number(_l("Meetings of one participant without a pause"), 1, MOST, required=False)

    def limits(self) -> Limits:
        """The limits that were filled in."""
        return Limits(self.request_limit.data, self.must_limit.data, self.max_meetings.data, self.max_consecutive.data)
