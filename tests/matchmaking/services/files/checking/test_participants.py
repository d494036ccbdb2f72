from __future__ import annotations

from datetime import date

import pytest

from matchmaking.services.files.checking import (
    CheckedRow,
    ParticipantOptions,
    ParticipantRow,
    check_participants,
    missing_fields,
)
from matchmaking.services.files.recognition import Kind
from matchmaking.services.files.tabular import Row, Table
from matchmaking.services.people import further_organizations

DAYS = (date(2026, 5, 12), date(2026, 5, 13))
OPTIONS = ParticipantOptions(DAYS)
ANN = {"email": "ann@x.example", "full_name": "Ann Anić", "organization": "Zora"}


def checked(*rows: dict[str, str], options: ParticipantOptions = OPTIONS) -> list[CheckedRow[ParticipantRow]]:
    table, columns = table_of(*rows)
    return check_participants(table, columns, options)


def table_of(*rows: dict[str, str]) -> tuple[Table, dict[str, int]]:
    header = tuple(dict.fromkeys(field for row in rows for field in row))
    cells = [Row(number, tuple(row.get(field, "") for field in header)) for number, row in enumerate(rows, 2)]
    return Table(header, tuple(cells)), {field: column for column, field in enumerate(header)}


def sentences(row: CheckedRow[ParticipantRow]) -> list[str]:
    return [f"{finding.severity}, {finding.column}: {finding.sentence}" for finding in row.findings]


def test_a_plain_row_has_values_and_nothing_to_be_said() -> None:
    assert checked(ANN) == [
        CheckedRow(2, ANN, (), ParticipantRow("ann@x.example", "Ann", "Anić", "Zora")),
    ]


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ({"full_name": "Ann Mary Anić"}, ("Ann Mary", "Anić")),
        ({"full_name": "Anić, Ann Mary"}, ("Ann Mary", "Anić")),
        ({"full_name": "Ann"}, ("Ann", "")),
        ({"full_name": "Anić,"}, ("Anić", "")),
        ({"full_name": "X Y", "given_name": "Ann", "family_name": "Anić"}, ("Ann", "Anić")),
        ({"full_name": "", "family_name": "Anić"}, ("", "Anić")),
    ],
)
def test_names_are_taken_apart(cells: dict[str, str], name: tuple[str, str]) -> None:
    values = checked({**ANN, **cells})[0].values
    assert values is not None
    assert (values.given_name, values.family_name) == name


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"email": ""}, "error, email: There is no e-mail address."),
        ({"email": "ann"}, "error, email: “ann” is not an e-mail address."),
        (
            {"email": "a@x.example, b@x.example"},
            "error, email: There are several e-mail addresses in one cell: “a@x.example, b@x.example”. Give one.",
        ),
        ({"email": " Ann@x.example"}, "notice, email: “ Ann@x.example” is read as ann@x.example."),
        ({"full_name": " "}, "error, given_name: There is no name."),
        ({"full_name": f"{'x' * 101} y"}, "error, full_name: Characters in the text: 101; at most 100 fit."),
        ({"needs": ";".join(map(str, range(51)))}, "error, needs: Entries in one cell: 51; at most 50 fit."),
        (
            {"organization": ""},
            "notice, organization: There is no organization; the person's own name stands for it.",
        ),
        ({"full_name": "=1+1 x"}, "notice, full_name: “=1+1 x” looks like a formula. It is kept as text."),
        ({"organization": "<i>Zora"}, "notice, organization: “<i>Zora” holds markup. It is kept and shown as text."),
        ({"offers": "a; <script>x"}, "notice, offers: “a; <script>x” holds markup. It is kept and shown as text."),
        ({"organization": "x" * 301}, "error, organization: Characters in the text: 301; at most 300 fit."),
        ({"needs": "x; " + "y" * 301}, "error, needs: Characters in the text: 301; at most 300 fit."),
        ({"country": "Xyz"}, "error, country: Country “Xyz” is not known."),
        ({"languages": "English, Xyz"}, "error, languages: Language “Xyz” is not known."),
        (
            {"attendance": "day 3"},
            "error, attendance: “day 3” does not say which of the event's days. "  # noqa: ISC004
            "Write both, none, day 1, day 2 or a date.",
        ),
        ({"website": "javascript:alert(1)"},
         "notice, website: “javascript:alert(1)” is not a web address. It is left out."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_cell_is_said_in_a_sentence(cells: dict[str, str], found: str) -> None:
    row = checked({**ANN, **cells})[0]
    assert sentences(row) == [found]
    assert row.blocks == found.startswith("error")
    assert row.counts == found.startswith("notice")


def test_values_are_read_into_what_they_mean() -> None:
    cells = {
        "country": "Srbija", "languages": "engleski/srpski and English", "attendance": "drugi dan",
        "phone": " +381 11\u00a01 ",
        "fields": "ICT", "offers": "design, printing", "about": "One.\r\n\r\n\r\nTwo.", "website": "zora.example/en",
    }  # fmt: skip
    assert checked({**ANN, **cells})[0].values == ParticipantRow(
        address="ann@x.example",
        given_name="Ann",
        family_name="Anić",
        organization="Zora",
        country="RS",
        fields=("ICT",),
        offers=("design", "printing"),
        languages=("en", "sr"),
        phone="+381 11 1",
        attendance=frozenset({DAYS[1]}),
        about="One.\n\nTwo.",
        website="https://zora.example/en",
    )


def test_a_country_is_pointed_out_only_where_the_list_is_in_another_language() -> None:
    def named(*countries: str) -> list[tuple[int, str]]:
        rows = [{**ANN, "email": f"p{n}@x.example", "country": name} for n, name in enumerate(countries)]
        return [(row.number, f.code) for row in checked(*rows) for f in row.findings]

    assert named("Serbia", "Greece", "Bulgaria", "Serbija") == [(5, "country_read_as")]
    assert named("Srbija", "Grčka", "Bugarska", "Greece", "RS") == [(5, "country_read_as")]
    assert named("Србија", "Ελλάδα", "България", "Türkiye") == []


@pytest.mark.parametrize(
    ("types", "text", "read", "found"),
    [
        (None, "Anything", "Anything", []),
        (("Cluster", "SME"), " sme ", "SME", []),
        (("Cluster", "SME"), "", "", ["error, participation_type: There is no participation type."]),
        (("SME",), "", "SME", []),
        (
            ("Cluster", "SME"),
            "Buyer",
            "",
            ["error, participation_type: Participation type “Buyer” does not exist at this event."],
        ),
    ],
)
def test_participation_types_are_those_of_the_event(
    types: tuple[str, ...] | None, text: str, read: str, found: list[str]
) -> None:
    row = checked({**ANN, "participation_type": text}, options=ParticipantOptions(DAYS, types))[0]
    assert row.values is not None
    assert (row.values.participation_type, sentences(row)) == (read, found)


def test_the_same_person_twice_is_taken_once_and_pointed_out() -> None:
    rows = checked(ANN, {**ANN, "email": "ann@X.example"}, {**ANN, "phone": "1", "full_name": "Anna Anić"})
    assert [(row.counts, row.blocks, row.repeats) for row in rows] == [
        (True, False, None), (False, False, 2), (False, True, None),
    ]  # fmt: skip
    assert sentences(rows[1])[1] == "notice, : This is the same as row 2. It is taken once."
    assert sentences(rows[2]) == [
        "error, email: Row 2 has the same address, but another given name, phone. Leave one of them out, or mend it."
    ]


def test_a_row_left_out_says_nothing_and_frees_its_address() -> None:
    table, columns = table_of(ANN, {**ANN, "phone": "1"})
    rows = check_participants(table, columns, OPTIONS, left_out={2})
    assert [(row.left_out, row.counts, row.blocks) for row in rows] == [(True, False, False), (False, True, False)]


def test_cells_can_be_mended_even_where_there_is_no_column() -> None:
    table, columns = table_of({**ANN, "country": "Xyz"})
    row = check_participants(table, columns, OPTIONS, mended={2: {"country": "Serbia", "phone": "1"}})[0]
    assert row.values is not None
    assert (row.values.country, row.values.phone, row.cells["country"], row.findings) == ("RS", "1", "Serbia", ())


def test_a_row_with_more_cells_than_the_header_blocks() -> None:
    table = Table(("E-mail", "Name", "Firm"), (Row(2, ("ann@x.example", "Ann", "Zora", "", "d.o.o.")),))
    columns = {"email": 0, "full_name": 1, "organization": 2}
    row = check_participants(table, columns, OPTIONS)[0]
    assert sentences(row) == [
        "error, : The row has more cells than the header: “d.o.o.”. Perhaps a separator stands in a cell."
    ]
    assert not check_participants(table, columns, OPTIONS, mended={2: {"organization": "Zora d.o.o."}})[0].blocks


def test_a_list_needs_addresses_and_names() -> None:
    assert missing_fields({"country": 0}, Kind.PARTICIPANTS) == ("email", "family_name")
    assert missing_fields({"email": 0, "full_name": 1}, Kind.PARTICIPANTS) == ()
    assert missing_fields({"requester": 0}, Kind.REQUESTS) == ("recipient",)


def test_more_further_organizations_than_one_person_can_represent_are_an_error() -> None:
    three, four = (checked({**ANN, "further_organizations": "; ".join("ABCD"[:k])})[0] for k in (3, 4))
    assert (three.values, sentences(three)) == (
        ParticipantRow("ann@x.example", "Ann", "Anić", "Zora", further_organizations=("A", "B", "C")),
        [],
    )
    assert sentences(four) == ["error, further_organizations: Entries in one cell: 4; at most 3 fit."]
    assert further_organizations.MOST == 3
