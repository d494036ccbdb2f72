"""What applying an import would do, found anew each time from the file, the decisions, and the event as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matchmaking.models import ImportKind
from matchmaking.services.files.checking import Severity, missing_fields
from matchmaking.services.files.importing import people, requests
from matchmaking.services.files.recognition import Kind
from matchmaking.services.files.tabular import read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.models import Event, Import
    from matchmaking.services.files.checking import CheckedRow, Finding
    from matchmaking.services.files.importing.people import PersonStep
    from matchmaking.services.files.importing.requests import RequestStep
    from matchmaking.services.files.importing.steps import Act
    from matchmaking.services.files.tabular import Table


@dataclass(frozen=True)
class Preview:
    """A file as it is understood; `steps` are what its good rows would do, in their order."""

    table: Table
    missing: tuple[str, ...]  # fields without which nothing can be brought in
    rows: Sequence[CheckedRow[Any]]
    steps: Sequence[PersonStep] | Sequence[RequestStep]
    remarks: Sequence[str]  # sentences about the list as a whole

    @property
    def bad(self) -> list[CheckedRow[Any]]:
        """The rows that are to be mended or left out first."""
        return [row for row in self.rows if row.blocks]

    @property
    def left_out(self) -> list[CheckedRow[Any]]:
        """The rows that were expressly left out."""
        return [row for row in self.rows if row.left_out]

    @property
    def repeated(self) -> int:
        """How many rows say once more what an earlier one says."""
        return sum(row.repeats is not None and not row.blocks for row in self.rows)

    @property
    def ready(self) -> bool:
        """Whether it can be applied."""
        return not self.missing and not self.bad and bool(self.steps)

    def count(self, act: Act | str) -> int:
        """How many rows would add, change, or leave things as they are."""
        return sum(step.act == act for step in self.steps)

    @property
    def notices(self) -> dict[str, list[tuple[int, Finding]]]:
        """What was noticed, by its kind: numbers of rows with what was found there."""
        found: dict[str, list[tuple[int, Finding]]] = {}
        for row in self.rows:
            for finding in row.findings:
                if finding.severity is Severity.NOTICE:
                    found.setdefault(finding.code, []).append((row.number, finding))
        return found


def look(event: Event, upload: Import) -> Preview:
    """See what an import would do."""
    table = table_of(upload)
    missing = missing_fields(upload.columns, Kind(upload.kind.value))
    if missing:
        return Preview(table, missing, (), (), ())
    if upload.kind is ImportKind.PARTICIPANTS:
        checked = people.check(event, upload, table)
        steps = people.plan(event, checked)
        return Preview(table, (), checked, steps, people.remarks(steps))
    circle = requests.Circle(event)
    asked = requests.check(circle, upload, table)
    planned = requests.plan(circle, asked)
    return Preview(table, (), asked, planned, requests.remarks(circle, planned))


def checked_rows(event: Event, upload: Import) -> Sequence[CheckedRow[Any]]:
    """The rows of an import with what was found in them, as far as its columns are known."""
    table = table_of(upload)
    if missing_fields(upload.columns, Kind(upload.kind.value)):
        return ()
    if upload.kind is ImportKind.PARTICIPANTS:
        return people.check(event, upload, table)
    return requests.check(requests.Circle(event), upload, table)


def table_of(upload: Import) -> Table:
    """Read the file of an import."""
    return read_table(upload.content, upload.filename, encoding=upload.encoding or None)
