"""The forms of the rules: what else must hold of two who meet, and who is kept apart."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking.forms import Form, line, paragraphs
from matchmaking.services.requests.kept_apart import NOTE_LENGTH
from matchmaking.services.setup.who_meets import Switches

SIDE_LENGTH = 320


class SwitchesForm(Form):
    """The rules about organizations, countries and languages."""

    same_organization_meets = BooleanField(
        _l("People of one organization may meet each other"),
        description=_l("Without it, colleagues are never offered to each other."),
    )
    across_countries_only = BooleanField(
        _l("Only people from different countries meet"),
        description=_l("Somebody whose country is not known may meet everybody."),
    )
    common_language_required = BooleanField(
        _l("Two who meet need a common language, or an interpreter"),
        description=_l("Somebody who names no language is taken to understand everybody."),
    )

    def switches(self) -> Switches:
        """What was chosen."""
        return Switches(
            self.same_organization_meets.data, self.across_countries_only.data, self.common_language_required.data
        )


class ApartForm(Form):
    """Two sides that are kept apart."""

    one = line(_l("Keep"), SIDE_LENGTH, description=_l("A person's e-mail address or name, or an organization's name."))
    other = line(_l("apart from"), SIDE_LENGTH)
    note = paragraphs(_l("Why"), NOTE_LENGTH, description=_l("For organizers alone; participants never see it."))
