"""Checking a list of meeting requests: who asks whom, how much, and what has become of it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from matchmaking.services.files.checking.cells import rows_of, shown
from matchmaking.services.files.checking.findings import error, notice
from matchmaking.services.files.checking.rows import CheckedRow, RequestRow
from matchmaking.services.files.recognition import priority, status
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from matchmaking.services.files.checking.cells import Cells
    from matchmaking.services.files.tabular import Table

OPEN_TO = 1  # a list that says nothing about priority claims nothing more
ASKING = {"pending", "accepted"}
AGAINST = "declined"


def _nothing(_requester: str, _recipient: str) -> None:
    return None


@dataclass(frozen=True)
class RequestOptions:
    """What the event is: the folded addresses of its participants, and the reason why two of them may not meet."""

    addresses: Collection[str]
    reason_not: Callable[[str, str], str | None] = _nothing


def check_requests(
    table: Table,
    columns: Mapping[str, int],
    options: RequestOptions,
    *,
    mended: Mapping[int, Mapping[str, str]] | None = None,
    left_out: Collection[int] = (),
) -> list[CheckedRow[RequestRow]]:
    """
    Check every row, with cells replaced as `mended` says ({row number: {field: text}}).

    Where two have asked each other, both count as accepted, unless one is declined: then both are. A request that
    is withdrawn or expired asks no longer.
    """
    checked: list[CheckedRow[RequestRow]] = []
    place: dict[tuple[str, str], int] = {}
    for cells in rows_of(table, columns, mended or {}):
        if cells.number in left_out:
            checked.append(CheckedRow(cells.number, cells.texts, left_out=True))
            continue
        row = _checked(cells, options)
        if row.values is not None:
            pair = (row.values.requester, row.values.recipient)
            row = _compared(row, row.values, checked[place[pair]] if pair in place else None)
            place.setdefault(pair, len(checked))
        checked.append(row)
    _settle_mutual(checked, place)
    return checked


def _checked(cells: Cells, options: RequestOptions) -> CheckedRow[RequestRow]:
    """One row by itself."""
    requester, recipient = _person(cells, "requester", options), _person(cells, "recipient", options)
    both = bool(requester and recipient)
    if both and requester == recipient:
        cells.findings.append(error("recipient", "to_oneself"))
        both = False
    elif both and (reason := options.reason_not(requester, recipient)):
        cells.findings.append(error("recipient", "may_not_meet", reason=reason))
        both = False
    values = RequestRow(requester, recipient, _priority(cells), cells.text("message", multiline=True), _status(cells))
    return CheckedRow(cells.number, cells.texts, tuple(cells.findings), values if both else None)


def _person(cells: Cells, field: str, options: RequestOptions) -> str:
    address = cells.address(field)
    if address and address not in options.addresses:
        cells.findings.append(error(field, "unknown_person", address=address))
        return ""
    return address


def _priority(cells: Cells) -> int:
    text = clean(cells.texts.get("priority", ""))
    weight = priority(text) if text else OPEN_TO
    if weight is None:
        cells.findings.append(error("priority", "unknown_priority", text=shown(text)))
    return weight or OPEN_TO


def _status(cells: Cells) -> str:
    text = clean(cells.texts.get("status", ""))
    found = status(text) if text else "pending"
    if found is None:
        cells.findings.append(error("status", "unknown_status", text=shown(text)))
    return found or "pending"


def _compared(
    row: CheckedRow[RequestRow], values: RequestRow, earlier: CheckedRow[RequestRow] | None
) -> CheckedRow[RequestRow]:
    """The row with what an earlier row of the same two, in the same direction, means for it."""
    if earlier is None or earlier.values is None:
        return row
    differing = tuple(
        field.name for field in fields(values) if getattr(values, field.name) != getattr(earlier.values, field.name)
    )
    if not differing:
        return replace(
            row, findings=(*row.findings, notice("", "repeated", row=earlier.number)), repeats=earlier.number
        )
    again = error("recipient", "asked_twice", row=earlier.number, columns=differing)
    return replace(row, findings=(*row.findings, again))


def _settle_mutual(checked: list[CheckedRow[RequestRow]], place: Mapping[tuple[str, str], int]) -> None:
    """Give both requests of two who asked each other the status that comes of it, and tell at the later one."""
    for (requester, recipient), later in place.items():
        earlier = place.get((recipient, requester), later)
        if earlier >= later or not (checked[earlier].counts and checked[later].counts):
            continue
        outcome = _outcome(checked[earlier].values, checked[later].values)
        if outcome is None:
            continue
        told = notice("status", f"mutual_{outcome}", row=checked[earlier].number, own=checked[later].number)
        checked[later] = replace(checked[later], findings=(*checked[later].findings, told))
        for index in (earlier, later):
            values = checked[index].values
            assert values is not None
            checked[index] = replace(checked[index], values=replace(values, status=outcome))


def _outcome(one: RequestRow | None, other: RequestRow | None) -> str | None:
    """What comes of two requests towards each other; None if not both were asking before one was declined."""
    statuses = {row.status for row in (one, other) if row}
    if statuses <= ASKING:
        return "accepted"
    return AGAINST if AGAINST in statuses and statuses & ASKING else None
