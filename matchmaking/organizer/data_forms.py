"""Forms about how long data are kept."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matchmaking.forms import Form, line, number
from matchmaking.services.retention.keeping import MOST_DAYS


class KeepingForm(Form):
    """For how many days after the event."""

    kept_days = number(_l("Days after the event"), 0, MOST_DAYS)


class AnonymiseForm(Form):
    """The event's name as a proof that it is meant."""

    typed_name = line(_l("Type the event's name"), 200)
