from __future__ import annotations

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from matchmaking.services.files.tabular import Row, UnreadableFile, read_table
from tests.matchmaking.services.files.tabular.workbooks import saved, with_cells, with_parts


def sheet_of(rows: list[list[object]], title: str = "List") -> Workbook:
    book = Workbook()
    assert book.active is not None
    book.active.title = title
    for cells in rows:
        book.active.append(cells)
    return book


def test_every_kind_of_cell_becomes_the_text_that_is_seen() -> None:
    moments = [date(2026, 5, 12), datetime(2026, 5, 12, 9, 30), time(14, 5)]  # noqa: DTZ001 - a sheet has no zone
    book = sheet_of(
        [
            ["text", "whole", "part", "phone", "date", "moment", "time", "truth", "error", "blank", "last"],
            [" Ann ", 12.0, 0.25, 38763654000, *moments, True, "#N/A", None, "x"],
        ]
    )
    table = read_table(saved(book), "list.xlsx")
    assert table.rows == (
        Row(
            2,
            (" Ann ", "12", "0.25", "38763654000", "2026-05-12", "2026-05-12 09:30", "14:05", "TRUE", "#N/A", "", "x"),
        ),
    )
    assert (table.sheet, table.encoding, table.delimiter, table.notes) == ("List", "", "", ())


def test_days_counted_from_1904_are_read_so() -> None:
    book = sheet_of([["Day"], [date(2026, 5, 12)]])
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - a sheet has no zone
    assert read_table(saved(book), "list.xlsx").rows == (Row(2, ("2026-05-12",)),)


def test_formulas_are_shown_and_never_calculated() -> None:
    book = sheet_of([["Name", "Sum"], ["=1+1", 7], ['=HYPERLINK("http://x.example","hi")', 8]])
    table = read_table(saved(book), "list.xlsx")
    assert table.rows == (Row(2, ("=1+1", "7")), Row(3, ('=HYPERLINK("http://x.example","hi")', "8")))
    assert table.notes == ("Formulas are taken as text, never calculated: 2, at A2, A3.",)


def test_a_copy_of_a_shared_formula_shows_the_first_one() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">B2&amp;C2</f><v>1</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    assert read_table(with_cells(cells), "list.xlsx").rows == (Row(2, ("=B2&C2",)), Row(3, ("=B2&C2",)))


def test_text_in_several_fonts_is_one_text() -> None:
    book = sheet_of([["Name"], [CellRichText("Ann ", TextBlock(InlineFont(b=True), "Anić"))]])
    assert read_table(saved(book), "list.xlsx").rows == (Row(2, ("Ann Anić",)),)


def test_the_first_visible_sheet_with_content_is_read_and_the_others_named() -> None:
    book = sheet_of([["secret"], ["x"]], "Hidden")
    assert book.active is not None
    book.active.sheet_state = "hidden"
    book.create_sheet("Empty")
    people = book.create_sheet("People")
    people.append(["Name"])
    people.append(["Ann"])
    book.create_sheet("Other").append(["y"])
    table = read_table(saved(book), "list.xlsx")
    assert (table.sheet, table.rows) == ("People", (Row(2, ("Ann",)),))
    assert table.notes == ("Only the sheet “People” is read, not: Hidden, Empty, Other.",)


def test_rows_keep_their_numbers_where_rows_are_empty_or_the_header_stands_lower() -> None:
    book = sheet_of([[], ["Participants"], [], [None, "Name", "Town"], [], [None, "Ann", "Volos"]])
    table = read_table(saved(book), "list.xlsx")
    assert (table.header, table.header_number) == (("", "Name", "Town"), 4)
    assert table.rows == (Row(6, ("", "Ann", "Volos")),)
    assert table.notes == ("The names of the columns were found in row 4.",)


def test_rows_that_a_filter_hides_are_read_and_counted() -> None:
    book = sheet_of([["Name"], ["Ann"], ["Bob"]])
    assert book.active is not None
    book.active.row_dimensions[3].hidden = True
    table = read_table(saved(book), "list.xlsx")
    assert (len(table.rows), table.notes) == (2, ("Rows that a filter hides are read too: 1.",))


def test_cells_and_rows_without_a_reference_follow_each_other() -> None:
    cells = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>4</v></c></row>"
    table = read_table(with_cells(cells), "list.xlsx")
    assert (table.header, table.rows) == (("1", "2"), (Row(2, ("", "4")),))


def test_empty_formatted_cells_far_away_are_no_content() -> None:
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    )
    assert read_table(with_cells(cells), "list.xlsx").rows == (Row(2, ("2",)),)


def test_a_workbook_is_recognised_whatever_it_is_called() -> None:
    assert read_table(saved(sheet_of([["Name"], ["Ann"]])), "list.csv").rows == (Row(2, ("Ann",)),)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (saved(Workbook()), "x.xlsx", "The workbook has no visible sheet with something in it."),
        (
            saved(sheet_of([["Name"]])),
            "x.xlsx",
            "The file has a header in row 1, but no rows under it.",
        ),
        (
            saved(sheet_of([["Name"], ["Ann"]])),
            "x.xlsm",
            "Workbooks with macros are not read. Save the file as .xlsx without macros.",
        ),
        (
            with_parts({"xl/vbaProject.bin": b"x"}),
            "x.xlsx",
            "Workbooks with macros are not read. Save the file as .xlsx without macros.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
            "x.xls",
            "This is an old Excel file (.xls). Save it as .xlsx or CSV.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "x.xlsx",
            "The workbook is protected by a password. Save it without one.",
        ),
        (b"\x89PNG\r\n\x1a\n", "x.xlsx", "This is not a spreadsheet. Give an XLSX or a CSV file."),
        (
            b"Name;Town",
            "x.xlsx",
            "The file's name says that it is a workbook, but its content is not. Save it anew as .xlsx.",
        ),
        (with_parts({"content.xml": b"x"}), "x.ods", "This is an OpenDocument file. Save it as .xlsx or CSV."),
        (
            with_cells("")[:-200],
            "x.xlsx",
            "The workbook is damaged or was not transferred completely. Save it anew and try again.",
        ),
        (
            with_cells("<row><c><v>1</v></c>"),
            "x.xlsx",
            "A part of the workbook is damaged. Save it anew as .xlsx.",
        ),
    ],
)
def test_what_is_no_workbook_to_be_read_is_refused_with_what_to_do(content: bytes, name: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_table(content, name)
    assert str(refusal.value) == sentence
