"""What is found in a row: how grave it is, in which column, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from matchmaking.services.files.recognition.names import english_name

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELD_LABELS = {
    "email": _l("e-mail address"),
    "given_name": _l("given name"),
    "family_name": _l("family name"),
    "full_name": _l("full name"),
    "organization": _l("organization"),
    "further_organizations": _l("further organizations"),
    "country": _l("country"),
    "participation_type": _l("participation type"),
    "fields": _l("fields"),
    "offers": _l("offers"),
    "needs": _l("needs"),
    "languages": _l("languages"),
    "phone": _l("phone"),
    "attendance": _l("attendance"),
    "about": _l("profile"),
    "website": _l("website"),
    "requester": _l("requester"),
    "recipient": _l("recipient"),
    "priority": _l("priority"),
    "message": _l("message"),
    "status": _l("status"),
}

SENTENCES = {
    "too_many_cells": _l("The row has more cells than the header: “%(text)s”. Perhaps a separator stands in a cell."),
    "no_address": _l("There is no e-mail address."),
    "not_an_address": _l("“%(text)s” is not an e-mail address."),
    "several_addresses": _l("There are several e-mail addresses in one cell: “%(text)s”. Give one."),
    "address_read_as": _l("“%(text)s” is read as %(address)s."),
    "no_name": _l("There is no name."),
    "no_organization": _l("There is no organization; the person's own name stands for it."),
    "formula": _l("“%(text)s” looks like a formula. It is kept as text."),
    "markup": _l("“%(text)s” holds markup. It is kept and shown as text."),
    "too_long": _l("Characters in the text: %(length)s; at most %(limit)s fit."),
    "too_many_terms": _l("Entries in one cell: %(count)s; at most %(limit)s fit."),
    "unknown_country": _l("Country “%(text)s” is not known."),
    "country_read_as": _l("“%(text)s” is the country's name in another language. It is read as %(country)s."),
    "unknown_language": _l("Language “%(text)s” is not known."),
    "unknown_attendance": _l(
        "“%(text)s” does not say which of the event's days. Write both, none, day 1, day 2 or a date."
    ),
    "no_type": _l("There is no participation type."),
    "unknown_type": _l("Participation type “%(text)s” does not exist at this event."),
    "not_a_website": _l("“%(text)s” is not a web address. It is left out."),
    "twin": _l("Row %(row)s has the same address, but another %(columns)s. Leave one of them out, or mend it."),
    "repeated": _l("This is the same as row %(row)s. It is taken once."),
    "unknown_person": _l("No participant has the address %(address)s."),
    "to_oneself": _l("Requester and recipient are the same person."),
    "may_not_meet": "%(reason)s",
    "unknown_priority": _l("Priority “%(text)s” is not known. Write must, would like or open to."),
    "unknown_status": _l("Status “%(text)s” is not known. Write pending, accepted, declined, withdrawn or expired."),
    "asked_twice": _l("Row %(row)s asks the same, but with another %(columns)s. Leave one of them out, or mend it."),
    "mutual_accepted": _l("Rows %(row)s and %(own)s ask each other: both count as accepted."),
    "mutual_declined": _l("Rows %(row)s and %(own)s ask each other, and one is declined: both count as declined."),
}


class Severity(StrEnum):
    """An error keeps its row out until it is mended; a notice only tells how the row was understood."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True)
class Finding:
    """One thing found in a row; `column` is the field it concerns, empty if it is the row as a whole."""

    severity: Severity
    column: str
    code: str
    parameters: Mapping[str, str | int | tuple[str, ...]] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """What was found, in the reader's language."""
        shown = {name: _shown(name, value) for name, value in self.parameters.items()}
        return str(SENTENCES[self.code]) % shown


def error(column: str, code: str, **parameters: str | int | tuple[str, ...]) -> Finding:
    """What keeps a row out."""
    return Finding(Severity.ERROR, column, code, parameters)


def notice(column: str, code: str, **parameters: str | int | tuple[str, ...]) -> Finding:
    """What the organizer should know."""
    return Finding(Severity.NOTICE, column, code, parameters)


def _shown(name: str, value: str | int | tuple[str, ...]) -> str:
    if name == "country":
        locale = get_locale()
        return str(locale.territories.get(value, value)) if locale else english_name(str(value))
    if isinstance(value, tuple):
        return ", ".join(str(FIELD_LABELS[column]) for column in value)
    return str(value)
