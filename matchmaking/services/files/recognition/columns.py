"""Which column holds what, told by its heading."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from matchmaking.services.files.recognition import headings
from matchmaking.services.files.recognition.splitting import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Kind(StrEnum):
    """What a file lists."""

    PARTICIPANTS = "participants"
    REQUESTS = "requests"


# What a row of each kind can say; where a heading names two things, the earlier is meant: "company e-mail".
FIELDS = {Kind.PARTICIPANTS: tuple(headings.PARTICIPANTS), Kind.REQUESTS: tuple(headings.REQUESTS)}
LONGEST_HEADING = 5  # in words: in a longer one, a word found inside proves nothing


@dataclass(frozen=True)
class Recognition:
    """Columns by their places: those whose meaning is known, and those that are not read."""

    columns: Mapping[str, int]
    unrecognised: tuple[int, ...]


class Claim(NamedTuple):
    """How well a column's heading fits a field; the smaller, the better."""

    exactness: int
    rank: int
    column: int
    field: str


def recognise(header: Sequence[str], kind: Kind) -> Recognition:
    """Give each field at most one column, the one whose heading fits best, and the earlier of two alike."""
    claims = [claim for column, heading in enumerate(header) for claim in _claims(column, words(heading), kind)]
    columns: dict[str, int] = {}
    for claim in sorted(claims):
        if claim.field not in columns and claim.column not in columns.values():
            columns[claim.field] = claim.column
    _settle_names(columns, header)
    ordered = {field: columns[field] for field in FIELDS[kind] if field in columns}
    rest = [column for column, heading in enumerate(header) if column not in columns.values() and heading.strip()]
    return Recognition(ordered, tuple(rest))


def _claims(column: int, heading: str, kind: Kind) -> list[Claim]:
    """The fields a heading may mean: those it names exactly, else those of which it holds a name."""
    exact = [
        Claim(0, phrases.index(heading), column, field)
        for field, phrases in _phrases(kind).items()
        if heading in phrases
    ]
    if exact or len(heading.split()) > LONGEST_HEADING:
        return exact
    padded = f" {heading} "
    return [
        Claim(1, place, column, field)
        for place, (field, phrases) in enumerate(_phrases(kind).items())
        if any(len(phrase) > 3 and f" {phrase} " in padded for phrase in phrases if phrase not in _bare_names())  # noqa: PLR2004 - shorter words stand everywhere
    ]


def _settle_names(columns: dict[str, int], header: Sequence[str]) -> None:
    """Take a column called just "name" for the part of the name that no other column holds."""
    parts = {"given_name", "family_name"}
    found = parts & columns.keys()
    if "full_name" in columns and len(found) == 1 and words(header[columns["full_name"]]) in _bare_names():
        columns[(parts - found).pop()] = columns.pop("full_name")
    elif (
        found == {"given_name"} and "full_name" not in columns and words(header[columns["given_name"]]) in _bare_names()
    ):
        columns["full_name"] = columns.pop("given_name")


@cache
def _phrases(kind: Kind) -> dict[str, list[str]]:
    source = headings.PARTICIPANTS if kind is Kind.PARTICIPANTS else headings.REQUESTS
    return {field: [words(phrase) for phrase in phrases.split(";")] for field, phrases in source.items()}


@cache
def _bare_names() -> frozenset[str]:
    return frozenset(words(name) for name in headings.BARE_NAMES.split(";"))
