"""Checking a list of participants: who each row is, and what keeps it from being taken."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from matchmaking.services.files.checking.cells import LIMITS, MOST_FURTHER, rows_of, shown
from matchmaking.services.files.checking.findings import error, notice
from matchmaking.services.files.checking.rows import CheckedRow, ParticipantRow
from matchmaking.services.files.recognition import (
    attendance,
    country,
    language,
    split_list,
    split_names,
    split_organizations,
)
from matchmaking.services.words.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from matchmaking.services.files.checking.cells import Cells
    from matchmaking.services.files.tabular import Table

WEBSITE = re.compile(r"(?:https?://)?[^\s/:@.][^\s/:@]*\.[^\s/:@.]{2,}(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE)


@dataclass(frozen=True)
class ParticipantOptions:
    """What the event is: its days, and its participation types by name (None: any name will do)."""

    days: tuple[date, ...]
    types: tuple[str, ...] | None = None


def check_participants(
    table: Table,
    columns: Mapping[str, int],
    options: ParticipantOptions,
    *,
    mended: Mapping[int, Mapping[str, str]] | None = None,
    left_out: Collection[int] = (),
) -> list[CheckedRow[ParticipantRow]]:
    """
    Check every row, with cells replaced as `mended` says ({row number: {field: text}}).

    Rows left out are passed over, also where another row is compared with them. The same person in two rows that
    say the same is taken once; where they differ, the later row is an error.
    """
    rows = rows_of(table, columns, mended or {})
    usual = _usual_language([cells for cells in rows if cells.number not in left_out])
    checked: list[CheckedRow[ParticipantRow]] = []
    first: dict[str, CheckedRow[ParticipantRow]] = {}
    for cells in rows:
        if cells.number in left_out:
            checked.append(CheckedRow(cells.number, cells.texts, left_out=True))
            continue
        row = _checked(cells, options, usual)
        if row.values is not None:
            row = _compared(row, row.values, first.get(row.values.address))
            first.setdefault(row.values.address if row.values else "", row)
        checked.append(row)
    return checked


def _checked(cells: Cells, options: ParticipantOptions, usual: str) -> CheckedRow[ParticipantRow]:
    """One row by itself."""
    address = cells.address("email")
    given_name, family_name = _name(cells)
    values = ParticipantRow(
        address=address,
        given_name=given_name,
        family_name=family_name,
        organization=_organization(cells, f"{given_name} {family_name}".strip()),
        country=_country(cells, usual),
        participation_type=_type(cells, options.types),
        fields=cells.terms("fields", split_list(cells.texts.get("fields", ""))),
        offers=cells.terms("offers", split_list(cells.texts.get("offers", ""))),
        needs=cells.terms("needs", split_list(cells.texts.get("needs", ""))),
        languages=_languages(cells),
        phone=cells.text("phone"),
        attendance=_attendance(cells, options.days),
        about=cells.text("about", multiline=True),
        website=_website(cells),
        further_organizations=_further(cells),
    )
    return CheckedRow(cells.number, cells.texts, tuple(cells.findings), values if address else None)


def _name(cells: Cells) -> tuple[str, str]:
    """Given and family name; of a full name the last word is the family's, or what stands before a comma."""
    given_name, family_name = cells.text("given_name"), cells.text("family_name")
    if not (given_name or family_name):
        full_name = cells.text("full_name")
        family_name, comma, given_name = (part.strip() for part in full_name.partition(","))
        if not comma:
            given_name, _, family_name = full_name.rpartition(" ")
        if not given_name:
            given_name, family_name = family_name, ""
        cells.require_room("full_name", LIMITS["given_name"], given_name, family_name)
    if not (given_name or family_name):
        cells.findings.append(error("given_name", "no_name"))
    return given_name, family_name


def _organization(cells: Cells, name: str) -> str:
    organization = cells.text("organization")
    if not organization and name:
        cells.findings.append(notice("organization", "no_organization"))
    return organization or name


def _further(cells: Cells) -> tuple[str, ...]:
    named = split_organizations(cells.texts.get("further_organizations", ""))
    return cells.terms("further_organizations", named, MOST_FURTHER)


def _usual_language(rows: Sequence[Cells]) -> str:
    """The language in which most countries of the list are named; none if no language has most of them."""
    known = [found for cells in rows if (found := country(cells.texts.get("country", "")))]
    named = Counter(language for found in known for language in sorted(found.languages))
    if not named:
        return ""
    most = max(named, key=lambda language: (named[language], language == "en"))
    return most if 2 * named[most] > len(known) else ""


def _country(cells: Cells, usual: str) -> str:
    text = clean(cells.texts.get("country", ""))
    if not text:
        return ""
    known = country(text)
    if known is None:
        cells.findings.append(error("country", "unknown_country", text=shown(text)))
        return ""
    if usual and known.languages and usual not in known.languages:
        cells.findings.append(notice("country", "country_read_as", text=shown(text), country=known.code))
    return known.code


def _type(cells: Cells, types: tuple[str, ...] | None) -> str:
    text = cells.text("participation_type")
    if types is None:
        return text
    if not text:
        if len(types) == 1:
            return types[0]
        cells.findings.append(error("participation_type", "no_type"))
        return ""
    found = text if text in types else next((name for name in types if fold(name) == fold(text)), None)
    if found is None:
        cells.findings.append(error("participation_type", "unknown_type", text=shown(text)))
    return found or ""


def _languages(cells: Cells) -> tuple[str, ...]:
    codes = []
    for name in split_names(cells.texts.get("languages", "")):
        known = language(name)
        if known is None:
            cells.findings.append(error("languages", "unknown_language", text=shown(name)))
        else:
            codes.append(known.code)
    return cells.terms("languages", dict.fromkeys(codes))


def _attendance(cells: Cells, days: tuple[date, ...]) -> frozenset[date] | None:
    text = clean(cells.texts.get("attendance", ""))
    if not text:
        return None
    attended = attendance(text, days)
    if attended is None:
        cells.findings.append(error("attendance", "unknown_attendance", text=shown(text)))
    return attended


def _website(cells: Cells) -> str:
    text = cells.text("website")
    if not text or WEBSITE.fullmatch(text):
        return text if not text or "://" in text else f"https://{text}"
    cells.findings.append(notice("website", "not_a_website", text=shown(text)))
    return ""


def _compared(
    row: CheckedRow[ParticipantRow], values: ParticipantRow, earlier: CheckedRow[ParticipantRow] | None
) -> CheckedRow[ParticipantRow]:
    """The row with what an earlier row of the same address means for it."""
    if earlier is None or earlier.values is None:
        return row
    differing = tuple(
        field.name for field in fields(values) if getattr(values, field.name) != getattr(earlier.values, field.name)
    )
    if not differing:
        return replace(
            row, findings=(*row.findings, notice("", "repeated", row=earlier.number)), repeats=earlier.number
        )
    twin = error("email", "twin", row=earlier.number, columns=differing)
    return replace(row, findings=(*row.findings, twin))
