"""The files of a fictional event: each of their quirks is found and named, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from matchmaking.services.files.checking import (
    CheckedRow,
    ParticipantOptions,
    ParticipantRow,
    RequestOptions,
    RequestRow,
    check_participants,
    check_requests,
)
from matchmaking.services.files.recognition import FIELDS, Kind, recognise
from matchmaking.services.files.tabular import read_table

DATA = Path(__file__).parents[4] / "data"
DAYS = (date(2026, 5, 12), date(2026, 5, 13))
OPTIONS = ParticipantOptions(DAYS, ("SME", "Institution", "Cluster organisation", "Expert"))
IN_CAPITALS = [8, 22, 26, 29, 55, 94, 106, 111, 127, 131, 141, 146, 154, 159, 163, 192, 195, 213, 217, 218, 226, 247,
               298, 305, 311, 316]  # fmt: skip
TWINS = {322: 273, 323: 64, 324: 135, 325: 84}
MUTUAL = {522: 40, 543: 149, 571: 405, 729: 538, 777: 730, 934: 110, 1099: 881, 1315: 231, 1388: 91, 1503: 1013,
          1663: 84, 1747: 1484, 1753: 1306, 1852: 1483}  # fmt: skip


def participants(
    mended: dict[int, dict[str, str]] | None = None, left_out: set[int] | None = None
) -> list[CheckedRow[ParticipantRow]]:
    table = read_table((DATA / "days-of-clusters-participants.xlsx").read_bytes(), "participants.xlsx")
    columns = recognise(table.header, Kind.PARTICIPANTS).columns
    return check_participants(table, columns, OPTIONS, mended=mended, left_out=left_out or set())


def requests(addresses: set[str]) -> list[CheckedRow[RequestRow]]:
    table = read_table((DATA / "days-of-clusters-requests.csv").read_bytes(), "requests.csv")
    columns = recognise(table.header, Kind.REQUESTS).columns
    return check_requests(table, columns, RequestOptions(addresses))


def test_both_files_are_read_and_their_columns_recognised() -> None:
    table = read_table((DATA / "days-of-clusters-participants.xlsx").read_bytes(), "participants.xlsx")
    recognition = recognise(table.header, Kind.PARTICIPANTS)
    assert (len(table.rows), table.sheet, table.notes, recognition.unrecognised) == (329, "Participants", (), ())
    lacking = {"full_name", "further_organizations", "about", "website"}
    assert set(recognition.columns) == set(FIELDS[Kind.PARTICIPANTS]) - lacking

    table = read_table((DATA / "days-of-clusters-requests.csv").read_bytes(), "requests.csv")
    recognition = recognise(table.header, Kind.REQUESTS)
    assert (len(table.rows), table.encoding, table.delimiter, table.notes) == (1900, "utf-8", ";", ())
    assert tuple(recognition.columns.values()) == (0, 1, 2, 3, 4)


def test_every_quirk_of_the_participants_is_found_and_nothing_else() -> None:
    findings = [
        (row.number, finding.severity, finding.column, finding.code)
        for row in participants()
        for finding in row.findings
    ]
    assert findings == sorted(
        [
            *((number, "notice", "email", "address_read_as") for number in IN_CAPITALS),
            *((number, "error", "email", "twin") for number in TWINS),
            (326, "error", "email", "no_address"),
            (327, "error", "email", "not_an_address"),
            (328, "notice", "given_name", "formula"),
            (329, "notice", "organization", "markup"),
            (330, "notice", "country", "country_read_as"),
        ]
    )


def test_every_quirk_is_named_in_a_sentence() -> None:
    sentences = {row.number: row.findings[0].sentence for row in participants() if row.findings}
    assert sentences[8] == "“P6@ORG2.EXAMPLE ” is read as p6@org2.example."
    assert {number: sentences[number] for number in TWINS} == {
        number: f"Row {earlier} has the same address, but another phone. Leave one of them out, or mend it."
        for number, earlier in TWINS.items()
    }
    assert [sentences[number] for number in range(326, 331)] == [
        "There is no e-mail address.",
        "“not an address” is not an e-mail address.",
        '“=HYPERLINK("http://x.example","hi")” looks like a formula. It is kept as text.',
        "“<b>Bold & Co</b>” holds markup. It is kept and shown as text.",
        "“Serbija” is the country's name in another language. It is read as Serbia.",
    ]


def test_what_the_rows_say_is_kept_as_it_is() -> None:
    rows = {row.number: row for row in participants()}
    assert rows[2].values == ParticipantRow(
        address="p0@org0.example",
        given_name="Γιώργος",
        family_name="Νικολάου",
        organization="Chamber of Greece, office 0",
        country="GR",
        participation_type="Institution",
        fields=("Construction",),
        offers=("cluster management training", "export advice"),
        needs=("subcontractor", "market research"),
        languages=("en", "el"),
        phone="+359 40 136645",
        attendance=frozenset(DAYS),
    )
    hostile = [rows[number].values for number in (328, 329, 330)]
    assert [values.given_name for values in hostile if values] == [
        '=HYPERLINK("http://x.example","hi")', "Marko", "Dragana",
    ]  # fmt: skip
    assert [values.organization for values in hostile if values][1] == "<b>Bold & Co</b>"
    assert [values.country for values in hostile if values] == ["MK", "RS", "RS"]
    assert len({row.values.country for row in rows.values() if row.counts and row.values}) == 16


def test_bad_rows_block_until_they_are_mended_or_left_out() -> None:
    assert [row.number for row in participants() if row.blocks] == [*TWINS, 326, 327]
    mended = {322: {"email": "new@org125.example"}, 323: {"phone": "+30 31 201640"}, 327: {"email": "p5b@org5.example"}}
    rows = participants(mended, {84, 324, 326})
    assert [row.number for row in rows if row.blocks] == []
    assert [row.number for row in rows if not row.counts] == [84, 323, 324, 326]
    assert [row.repeats for row in rows if row.repeats] == [64]
    assert sum(row.counts for row in rows) == 325


def test_every_quirk_of_the_requests_is_found_and_nothing_else() -> None:
    known = {row.values.address for row in participants() if row.counts and row.values}
    rows = requests(known)
    findings = {row.number: [(f.severity, f.column, f.code, f.parameters["row"]) for f in row.findings] for row in rows}
    assert {number: found for number, found in findings.items() if found} == {
        later: [("notice", "status", "mutual_accepted", earlier)] for later, earlier in MUTUAL.items()
    }
    assert sum(row.counts for row in rows) == 1900


def test_two_who_asked_each_other_count_as_accepted() -> None:
    known = {row.values.address for row in participants() if row.counts and row.values}
    rows = {row.number: row for row in requests(known)}
    both = [rows[number].values for pair in MUTUAL.items() for number in pair]
    assert [values.status for values in both if values] == ["accepted"] * 28
    assert rows[1503].findings[0].sentence == "Rows 1013 and 1503 ask each other: both count as accepted."


def test_a_request_of_somebody_unknown_blocks() -> None:
    known = {row.values.address for row in participants() if row.counts and row.values} - {"p35@org35.example"}
    row = requests(known)[0]
    assert (row.number, row.blocks, row.counts) == (2, True, False)
    assert [finding.sentence for finding in row.findings] == ["No participant has the address p35@org35.example."]
