"""Words for twins: why two may be the same, and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.people import profiles
from matchmaking.services.people.twins import Reason
from matchmaking.services.words.countries import country_name
from matchmaking.services.words.languages import name_of

if TYPE_CHECKING:
    from matchmaking.models import Participant


@dataclass(frozen=True)
class Row:
    """One field of both, and the choice of merging.CHOICES that it is."""

    choice: str
    label: str
    kept: str
    gone: str

    @property
    def prefers_gone(self) -> bool:
        """Nothing is lost where only the one who goes has it."""
        return not self.kept and bool(self.gone)


def reasons() -> dict[Reason, str]:
    """Why two may be the same."""
    return {
        Reason.NAME: _("the same name and organization"),
        Reason.PHONE: _("the same phone number"),
        Reason.ADDRESS: _("the same mailbox, written differently"),
        Reason.FORM: _("the same name but for the legal form"),
        Reason.DOMAIN: _("people with addresses of the same domain"),
    }


def compared(kept: Participant, gone: Participant) -> list[Row]:
    """Every field of the two profiles."""
    labels = {
        "name": _("Name"), "email": _("E-mail address"), "phone": _("Phone"), "organization": _("Organization"),
        "country": _("Country"), "type": _("Participation type"), "about": _("About"), "fields": _("Fields"),
        "offers": _("Offers"), "needs": _("Looks for"), "languages": _("Languages"),
    }  # fmt: skip
    mine, theirs = _values(kept), _values(gone)
    return [Row(choice, label, mine[choice], theirs[choice]) for choice, label in labels.items()]


def _values(person: Participant) -> dict[str, str]:
    profile = profiles.of(person)
    return {
        "name": person.name,
        "email": profile.email,
        "phone": profile.phone,
        "organization": profile.organization_name,
        "country": country_name(profile.country) if profile.country else "",
        "type": person.type.name,
        "about": profile.about,
        "fields": "; ".join(profile.fields),
        "offers": "; ".join(profile.offers),
        "needs": "; ".join(profile.needs),
        "languages": ", ".join(name_of(code) for code in profile.languages),
    }
