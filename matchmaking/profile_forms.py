"""The form of a profile, as participants fill it in when they register and later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaking.forms import Form, given, line, needed, one_of, paragraphs, several_of
from matchmaking.services.people import profiles
from matchmaking.services.people.profiles import Profile
from matchmaking.services.words import alphabets, languages
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matchmaking.models import ParticipationType

LIST_LENGTH = 5000
LIST_HINT = _l("One a line, or with semicolons between.")
# Languages that participants speak, to tick; a profile may know others, from an import.
SPOKEN = (
    "en", "sr", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "sk", "hu", "de", "fr", "it", "es", "pl",
    "uk", "ru",
)  # fmt: skip
NOT_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
CODE_LENGTH = 2


class PersonForm(Form):
    """The least that is known of everybody: who somebody is, whom they represent, what they speak."""

    given_name = line(_l("Given name"), profiles.NAME_LENGTH)
    family_name = line(_l("Family name"), profiles.NAME_LENGTH)
    organization_name = line(_l("Organization"), 300)
    country = one_of(_l("Country"), validators=[needed(_l("Choose a country."))])
    type_id = one_of(_l("You take part as"), coerce=int, validators=[needed(_l("Choose one of those offered."))])
    languages = several_of(_l("Languages you speak"))

    def offer(self, types: Iterable[ParticipationType], spoken: Sequence[str] = ()) -> None:
        """Fill in what can be chosen; `spoken` are languages that a profile knows already."""
        self.country.choices = [("", _("Choose")), *country_choices()]
        self.type_id.choices = [(0, _("Choose")), *((kind.id, worded(kind, "name")) for kind in types)]
        codes = [*SPOKEN, *(code for code in spoken if code not in SPOKEN)]
        self.languages.choices = languages.choices(codes)

    def profile(self, email: str) -> Profile:
        """The profile that was filled in."""
        return Profile(
            given_name=given(self.given_name.data),
            family_name=given(self.family_name.data),
            email=email,
            phone="",
            organization_name=given(self.organization_name.data),
            country=self.country.data or "",
            type_id=self.type_id.data,
            about="",
            fields=(),
            offers=(),
            needs=(),
            languages=tuple(self.languages.data or ()),
        )


class ProfileForm(PersonForm):
    """All that a profile says in words: also what somebody offers and needs."""

    phone = line(_l("Phone"), profiles.PHONE_LENGTH, required=False)
    about = paragraphs(
        _l("About you and your organization"),
        profiles.ABOUT_LENGTH,
        description=_l("Others read it before they ask you for a meeting."),
    )
    fields = paragraphs(_l("Fields of activity"), LIST_LENGTH, description=LIST_HINT)
    offers = paragraphs(_l("What you offer"), LIST_LENGTH, description=LIST_HINT)
    needs = paragraphs(_l("What you look for"), LIST_LENGTH, description=LIST_HINT)

    def show(self, profile: Profile) -> None:
        """Fill in a profile as it is, to be changed."""
        for name in ("given_name", "family_name", "organization_name", "country", "type_id", "phone", "about"):
            self[name].data = getattr(profile, name)
        for name in ("fields", "offers", "needs"):
            self[name].data = "\n".join(getattr(profile, name))
        self.languages.data = list(profile.languages)

    def profile(self, email: str) -> Profile:
        """The profile that was filled in."""
        return replace(
            super().profile(email),
            phone=self.phone.data or "",
            about=self.about.data or "",
            fields=profiles.words_of(self.fields.data or ""),
            offers=profiles.words_of(self.offers.data or ""),
            needs=profiles.words_of(self.needs.data or ""),
        )


def country_choices() -> list[tuple[str, str]]:
    """Codes of countries with their names in the reader's language, by name."""
    locale = get_locale()
    territories = locale.territories if locale else {}
    return alphabets.by_name(
        (code, name)
        for code, name in territories.items()
        if len(code) == CODE_LENGTH and code.isalpha() and code not in NOT_COUNTRIES
    )
