from __future__ import annotations

import pytest

from matchmaking.services.files.checking import CheckedRow, RequestOptions, RequestRow, check_requests
from matchmaking.services.files.tabular import Row, Table

FIELDS = ("requester", "recipient", "priority", "message", "status")
COLUMNS = {field: column for column, field in enumerate(FIELDS)}
ANN, BOB, CAT = "ann@x.example", "bob@y.example", "cat@z.example"
OPTIONS = RequestOptions({ANN, BOB, CAT})


def checked(
    *rows: tuple[str, str, str, str, str], options: RequestOptions = OPTIONS, left_out: frozenset[int] = frozenset()
) -> list[CheckedRow[RequestRow]]:
    table = Table(FIELDS, tuple(Row(number, cells) for number, cells in enumerate(rows, 2)))
    return check_requests(table, COLUMNS, options, left_out=left_out)


def sentences(row: CheckedRow[RequestRow]) -> list[str]:
    return [f"{finding.severity}, {finding.column}: {finding.sentence}" for finding in row.findings]


def test_a_plain_row_says_who_asks_whom() -> None:
    row = checked((ANN, BOB, "must", "Hello.\nAnn", "declined"))[0]
    assert (row.findings, row.values) == ((), RequestRow(ANN, BOB, 3, "Hello.\nAnn", "declined"))


def test_what_is_not_said_claims_least() -> None:
    assert checked((ANN, BOB, "", "", ""))[0].values == RequestRow(ANN, BOB, 1, "", "pending")


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("", BOB, "", "", ""), "error, requester: There is no e-mail address."),
        ((ANN, "bob", "", "", ""), "error, recipient: “bob” is not an e-mail address."),
        ((ANN, "dan@x.example", "", "", ""), "error, recipient: No participant has the address dan@x.example."),
        ((ANN, ANN, "", "", ""), "error, recipient: Requester and recipient are the same person."),
        ((CAT, BOB, "", "", ""), "error, recipient: They come from the same firm."),
        (
            (ANN, BOB, "9", "", ""),
            "error, priority: Priority “9” is not known. Write must, would like or open to.",
        ),
        (
            (ANN, BOB, "", "", "gone"),
            "error, status: Status “gone” is not known. Write pending, accepted, declined, withdrawn or expired.",
        ),
        ((ANN, BOB, "", "x" * 301, ""), "error, message: Characters in the text: 301; at most 300 fit."),
        ((ANN.upper(), BOB, "", "", ""), "notice, requester: “ANN@X.EXAMPLE” is read as ann@x.example."),
        ((ANN, BOB, "", "=1+1", ""), "notice, message: “=1+1” looks like a formula. It is kept as text."),
    ],
)
def test_what_is_wrong_with_a_request_is_said_in_a_sentence(row: tuple[str, str, str, str, str], found: str) -> None:
    options = RequestOptions(
        {ANN, BOB, CAT}, lambda requester, _recipient: "They come from the same firm." if requester == CAT else None
    )
    only = checked(row, options=options)[0]
    assert sentences(only) == [found]
    assert only.blocks == found.startswith("error")


def test_asking_the_same_twice_is_taken_once_or_has_to_be_decided() -> None:
    rows = checked((ANN, BOB, "must", "", ""), (ANN, BOB, "3", "", "pending"), (ANN, BOB, "2", "", "accepted"))
    assert [(row.counts, row.blocks) for row in rows] == [(True, False), (False, False), (False, True)]
    assert sentences(rows[1]) == ["notice, : This is the same as row 2. It is taken once."]
    assert sentences(rows[2]) == [
        "error, recipient: Row 2 asks the same, but with another priority, status. Leave one of them out, or mend it."
    ]


@pytest.mark.parametrize(
    ("one", "other", "after", "found"),
    [
        ("pending", "pending", ["accepted", "accepted"], "mutual_accepted"),
        ("pending", "accepted", ["accepted", "accepted"], "mutual_accepted"),
        ("accepted", "accepted", ["accepted", "accepted"], "mutual_accepted"),
        ("declined", "pending", ["declined", "declined"], "mutual_declined"),
        ("accepted", "declined", ["declined", "declined"], "mutual_declined"),
        ("declined", "declined", ["declined", "declined"], None),
        ("withdrawn", "pending", ["withdrawn", "pending"], None),
        ("expired", "accepted", ["expired", "accepted"], None),
        ("declined", "withdrawn", ["declined", "withdrawn"], None),
    ],
)
def test_what_comes_of_two_who_asked_each_other(one: str, other: str, after: list[str], found: str | None) -> None:
    rows = checked((ANN, BOB, "must", "", one), (CAT, BOB, "", "", "pending"), (BOB, ANN, "open to", "", other))
    assert [row.values.status for row in (rows[0], rows[2]) if row.values] == after
    assert [finding.code for row in rows for finding in row.findings] == ([found] if found else [])
    assert [finding.parameters for finding in rows[2].findings] == ([{"row": 2, "own": 4}] if found else [])


def test_a_row_left_out_asks_nobody() -> None:
    rows = checked((ANN, BOB, "", "", "pending"), (BOB, ANN, "", "", "pending"), left_out=frozenset({2}))
    assert [(row.left_out, row.values and row.values.status) for row in rows] == [(True, None), (False, "pending")]
