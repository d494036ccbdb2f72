"""The form of an interpreter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from matchmaking.forms import Form, given, line, several_of
from matchmaking.profile_forms import SPOKEN
from matchmaking.services.people import profiles
from matchmaking.services.people.interpreters import Facts
from matchmaking.services.words import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.models import Slot


class InterpreterForm(Form):
    """Who interprets, between which languages, in which slots."""

    given_name = line(_l("Given name"), profiles.NAME_LENGTH)
    family_name = line(_l("Family name"), profiles.NAME_LENGTH)
    email = line(
        _l("E-mail address"),
        profiles.EMAIL_LENGTH,
        description=_l("They sign in with it, and have an agenda and a calendar like everybody."),
    )
    phone = line(_l("Phone"), profiles.PHONE_LENGTH, required=False)
    organization_name = line(_l("Agency"), 300, required=False)
    languages = several_of(_l("Interprets between"))
    slots = several_of(_l("Works in"), coerce=int)

    def __init__(self, slots: Sequence[Slot], *args: Any, spoken: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [*SPOKEN, *(code for code in spoken if code not in SPOKEN)]
        self.languages.choices = languages.choices(codes)
        self.slots.choices = [(slot.id, str(slot.id)) for slot in slots]

    def facts(self) -> Facts:
        """What was filled in."""
        return Facts(
            given(self.given_name.data),
            given(self.family_name.data),
            given(self.email.data),
            self.phone.data or "",
            self.organization_name.data or "",
            tuple(self.languages.data or ()),
        )

    def working(self) -> list[int]:
        """The slots that were ticked."""
        return list(self.slots.data or ())
