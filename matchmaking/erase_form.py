"""The form by which what is held about somebody is erased: by themselves, or by an organizer."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking.forms import Form, needed


class EraseForm(Form):
    """One tick, so that nobody does it by a slip of the finger."""

    understood = BooleanField(
        _l("I understand that this cannot be undone."), validators=[needed(_l("Tick this to go on."))]
    )
