"""Checked rows and the values they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from matchmaking.services.files.checking.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from matchmaking.services.files.checking.findings import Finding


@dataclass(frozen=True)
class ParticipantRow:
    """A participant as a list says; what it does not say is empty."""

    address: str  # folded: by it the person is known
    given_name: str
    family_name: str
    organization: str
    country: str = ""  # ISO 3166-1 alpha-2, or XK
    participation_type: str = ""  # spelled as the event does, where it has it
    fields: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()  # ISO 639
    phone: str = ""
    attendance: frozenset[date] | None = None  # the days attended; None if nothing is said
    about: str = ""
    website: str = ""
    further_organizations: tuple[str, ...] = ()


@dataclass(frozen=True)
class RequestRow:
    """A meeting request as a list says, its status being what comes of it where both have asked."""

    requester: str
    recipient: str
    priority: int
    message: str
    status: str


Values = TypeVar("Values", ParticipantRow, RequestRow)


@dataclass(frozen=True)
class CheckedRow(Generic[Values]):
    """
    A row with all that was found in it; without values where it does not even say whom it concerns.

    `cells` are the texts by field as they were checked, mended ones included; `repeats` is the number of an
    earlier row that says the same.
    """

    number: int
    cells: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    values: Values | None = None
    left_out: bool = False
    repeats: int | None = None

    @property
    def blocks(self) -> bool:
        """Nothing can be imported before this row is mended or left out."""
        return not self.left_out and any(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def counts(self) -> bool:
        """The row is to be imported."""
        return self.values is not None and self.repeats is None and not self.blocks
