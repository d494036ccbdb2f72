"""The form of a participation type."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking.forms import Form, line
from matchmaking.services.setup.participation import NAME_LENGTH


class TypeForm(Form):
    """A type's name, and who chooses it."""

    name = line(
        _l("Name"), NAME_LENGTH, description=_l("What such a participant is: buyer, supplier, cluster, expert …")
    )
    self_registration = BooleanField(
        _l("Can be chosen when registering"),
        description=_l("Without it, only organizers make somebody a participant of this type."),
    )
