"""The cells of a row by what they mean, mended ones in their place, and what any text may not be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matchmaking.services.files.checking.findings import error, notice
from matchmaking.services.files.recognition import Kind
from matchmaking.services.words.text import NoAddress, NotAnAddress, SeveralAddresses, clean, fold_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matchmaking.services.files.checking.findings import Finding
    from matchmaking.services.files.tabular import Row, Table

MARKUP = re.compile(r"<[a-zA-Z/!][^<>]*>")
SHOWN_CHARACTERS = 120  # of a cell, in a sentence about it

# As much as is stored of each.
LIMITS = {
    "given_name": 100,
    "family_name": 100,
    "full_name": 200,
    "organization": 300,
    "participation_type": 100,
    "phone": 50,
    "about": 5_000,
    "website": 300,
    "email": 320,
    "message": 300,
}
LIST_LIMIT = 300  # each offer, need or field
MOST_FURTHER = 3  # organizations besides the main one
MOST_TERMS = 50  # offers, needs, fields, languages: of each

NEEDED = {
    Kind.PARTICIPANTS: ({"email"}, {"full_name", "given_name", "family_name"}),
    Kind.REQUESTS: ({"requester"}, {"recipient"}),
}


def missing_fields(columns: Mapping[str, int], kind: Kind) -> tuple[str, ...]:
    """The fields without which a list of this kind says nothing; for a name one of its parts will do."""
    return tuple(min(fields) for fields in NEEDED[kind] if not fields & columns.keys())


class Cells:
    """One row's texts by field, and the findings collected on the way."""

    def __init__(self, row: Row, width: int, columns: Mapping[str, int], mended: Mapping[str, str]) -> None:
        self.number = row.number
        read = {field: row.cells[column] for field, column in columns.items() if column < len(row.cells)}
        self.texts = {**read, **mended}
        self.findings: list[Finding] = []
        extra = [cell for cell in row.cells[width:] if cell.strip()]
        if extra and not mended:  # who mends a cell of the row has seen where its cells belong
            self.findings.append(error("", "too_many_cells", text=shown(" ".join(extra))))

    def text(self, field: str, *, multiline: bool = False) -> str:
        """A cell's text, clean; formulas and markup stay what they are: text."""
        text = clean(self.texts.get(field, ""), multiline=multiline)
        self.require_room(field, LIMITS[field], text)
        self.notice_code(field, text)
        return text

    def terms(self, field: str, terms: Iterable[str], most: int = MOST_TERMS) -> tuple[str, ...]:
        """The parts of a list, no more and none longer than can be kept."""
        found = tuple(terms)
        if len(found) > most:
            self.findings.append(error(field, "too_many_terms", count=len(found), limit=most))
        self.require_room(field, LIST_LIMIT, *found)
        self.notice_code(field, self.texts.get(field, ""))
        return found

    def require_room(self, field: str, limit: int, *texts: str) -> None:
        """Tell of the longest text if it cannot be kept."""
        longest = max((len(text) for text in texts), default=0)
        if longest > limit:
            self.findings.append(error(field, "too_long", length=longest, limit=limit))

    def notice_code(self, field: str, text: str) -> None:
        """Tell of what another program might take for a formula or for markup."""
        if text.lstrip().startswith("="):
            self.findings.append(notice(field, "formula", text=shown(text)))
        if MARKUP.search(text):
            self.findings.append(notice(field, "markup", text=shown(text)))

    def address(self, field: str) -> str:
        """The address by which a person is known; empty with an error if it is none."""
        given = self.texts.get(field, "")
        try:
            address = fold_address(given)
        except NoAddress:
            self.findings.append(error(field, "no_address"))
        except SeveralAddresses:
            self.findings.append(error(field, "several_addresses", text=shown(given)))
        except NotAnAddress:
            self.findings.append(error(field, "not_an_address", text=shown(given)))
        else:
            if address != given:
                self.findings.append(notice(field, "address_read_as", text=shown(given), address=address))
            return address
        return ""


def rows_of(table: Table, columns: Mapping[str, int], mended: Mapping[int, Mapping[str, str]]) -> list[Cells]:
    """All rows of a table, ready to be checked."""
    return [Cells(row, len(table.header), columns, mended.get(row.number, {})) for row in table.rows]


def shown(text: str) -> str:
    """As much of a text as a sentence can hold."""
    text = text if clean(text) == text.strip(" ") else clean(text)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
