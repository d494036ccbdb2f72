"""How the rows of an import are shown: bad ones to be mended, and the columns with what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l

from matchmaking.services.files import importing
from matchmaking.services.files.checking import FIELD_LABELS, Severity
from matchmaking.services.files.recognition import FIELDS, Kind
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaking.models import Import
    from matchmaking.services.files.checking import CheckedRow, Finding
    from matchmaking.services.files.importing import PersonStep, RequestStep
    from matchmaking.services.files.tabular import Table

BAD_ROWS_SHOWN = 25
SAMPLES = 3
SAMPLE_LENGTH = 60
LONG_FIELDS = frozenset({"about", "message"})
TITLE_LENGTH = 120
NAMING_FIELDS = (
    (("given_name", "family_name"), " "),
    (("full_name",), " "),
    (("requester", "recipient"), " → "),
    (("email",), " "),
    (("organization",), " "),
)
TOGETHER = ({"requester", "recipient"}, {"given_name", "family_name"})  # who sees one of them needs the other
WHOLE_ROW = "too_many_cells"

NOTICE_TITLES = {
    "address_read_as": _l("Addresses tidied up"),
    "no_organization": _l("No organization given"),
    "formula": _l("Text that looks like a formula"),
    "markup": _l("Text that holds markup"),
    "country_read_as": _l("Countries named in another language"),
    "not_a_website": _l("Web addresses left out"),
    "repeated": _l("Rows that repeat another"),
    "mutual_accepted": _l("Two who ask each other: accepted"),
    "mutual_declined": _l("Two who ask each other, one declined"),
}


@dataclass(frozen=True)
class Cell:
    """One cell to be typed anew."""

    field: str
    label: str
    text: str
    long: bool


@dataclass(frozen=True)
class BadRow:
    """A row to be mended or left out: what is wrong, the cells concerned, and the others."""

    number: int
    title: str
    reasons: list[str]
    cells: list[Cell]
    others: list[Cell]
    instead: list[int]  # rows that could be left out in its place
    whole: bool  # whether it has to be said that the cells are right
    forbidden: bool  # whether it is the event's rules that keep it out


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading, some of its cells, and the field it holds, if any."""

    index: int
    heading: str
    samples: list[str]
    field: str


@dataclass(frozen=True)
class Change:
    """What a row changes."""

    number: int
    title: str
    fields: str


def changes(steps: Iterable[PersonStep | RequestStep]) -> list[Change]:
    """The rows that change something."""
    return [
        Change(step.number, step.title, named(step.differences)) for step in steps if step.act is importing.Act.CHANGED
    ]


def named(fields: Iterable[str]) -> str:
    """What several fields are called, within a sentence."""
    return ", ".join(str(FIELD_LABELS[field]) for field in fields)


def label(field: str) -> str:
    """What a field is called, as a label."""
    text = str(FIELD_LABELS[field])
    return text[:1].upper() + text[1:]


def choices_of(upload: Import) -> list[tuple[str, str]]:
    """The fields that a column can hold."""
    offered = FIELDS[Kind(upload.kind.value)]
    return [(field, label(field)) for field in FIELD_LABELS if field in offered]


def columns_of(upload: Import, table: Table) -> list[Column]:
    """The columns of a file."""
    field_of = {column: field for field, column in upload.columns.items()}
    return [
        Column(index, clean(heading), _samples(table, index), field_of.get(index, ""))
        for index, heading in enumerate(table.header)
    ]


def bad_rows(upload: Import, rows: Iterable[CheckedRow[Any]]) -> list[BadRow]:
    """Rows with what is wrong with them."""
    return [_bad_row(upload, row) for row in rows]


def title_of(row: CheckedRow[Any]) -> str:
    """By what somebody would find the row in the file."""
    for fields, between in NAMING_FIELDS:
        named = [text for field in fields if (text := clean(row.cells.get(field, "")))]
        if named:
            return between.join(named)[:TITLE_LENGTH]
    return ""


def _bad_row(upload: Import, row: CheckedRow[Any]) -> BadRow:
    errors = [finding for finding in row.findings if finding.severity is Severity.ERROR]
    concerned = [field for finding in errors for field in _fields_of(finding)]
    if "full_name" in upload.columns:
        concerned = ["full_name" if field in {"given_name", "family_name"} else field for field in concerned]
    for fields in TOGETHER:
        if fields & set(concerned):
            concerned += fields
    shown = [field for field in FIELD_LABELS if field in concerned]
    others = [field for field in FIELD_LABELS if field in upload.columns and field not in concerned]
    return BadRow(
        number=row.number,
        title=title_of(row),
        reasons=[finding.sentence for finding in errors],
        cells=[_cell(row, field) for field in shown],
        others=[_cell(row, field) for field in others],
        instead=sorted({other for finding in errors if isinstance(other := finding.parameters.get("row"), int)}),
        whole=any(finding.code == WHOLE_ROW for finding in errors),
        forbidden=any(finding.code == "may_not_meet" for finding in errors),
    )


def _fields_of(finding: Finding) -> list[str]:
    """The fields that a finding concerns."""
    differing = finding.parameters.get("columns", ())
    return [finding.column, *(differing if isinstance(differing, tuple) else ())]


def _cell(row: CheckedRow[Any], field: str) -> Cell:
    long = field in LONG_FIELDS
    return Cell(field, label(field), clean(row.cells.get(field, ""), multiline=long), long)


def _samples(table: Table, index: int) -> list[str]:
    cells = (row.cells[index] for row in table.rows if index < len(row.cells))
    found = dict.fromkeys(clean(cell) for cell in cells if cell.strip())
    return [text if len(text) <= SAMPLE_LENGTH else f"{text[:SAMPLE_LENGTH]}…" for text in list(found)[:SAMPLES]]
