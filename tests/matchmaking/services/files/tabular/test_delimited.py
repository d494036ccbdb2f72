from __future__ import annotations

import pytest

from matchmaking.services.files.tabular import Row, UnreadableFile, read_table


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_separators_and_line_ends_are_recognised(delimiter: str, line_end: str) -> None:
    lines = [delimiter.join(cells) for cells in (["Name", "Town"], ["Ann", "Niš"], ["Bob", ""])]
    table = read_table(line_end.join(lines).encode(), "list.csv")
    assert table.header == ("Name", "Town")
    assert table.rows == (Row(2, ("Ann", "Niš")), Row(3, ("Bob", "")))
    assert (table.delimiter, table.encoding, table.sheet, table.notes) == (delimiter, "utf-8", "", ())


def test_commas_inside_cells_do_not_hide_the_semicolons() -> None:
    table = read_table(b"Name;Languages\r\nAnn;English, Greek\r\nBob;Serbian, Czech\r\n", "list.csv")
    assert table.rows[0].cells == ("Ann", "English, Greek")


def test_quoted_cells_hold_separators_quotation_marks_and_line_ends() -> None:
    table = read_table(b'Name;Text\r\n"Smith; Ann";"She said ""yes"".\r\nTwice."\r\nBob;\r\n', "list.csv")
    assert table.rows == (Row(2, ("Smith; Ann", 'She said "yes".\r\nTwice.')), Row(3, ("Bob", "")))


def test_quotation_marks_around_a_part_of_a_cell_do_no_harm() -> None:
    table = read_table('Name;Firm\r\nAnn;Firma "Zora" Niš\r\n'.encode(), "list.csv")
    assert table.rows[0].cells == ("Ann", 'Firma "Zora" Niš')


def test_a_declared_separator_is_obeyed_and_its_line_counted() -> None:
    table = read_table(b"sep=,\r\nName,Town\r\nAnn,Volos\r\n", "list.csv")
    assert (table.header, table.header_number, table.rows) == (("Name", "Town"), 2, (Row(3, ("Ann", "Volos")),))


def test_empty_rows_are_counted_and_left_out() -> None:
    table = read_table(b"\r\n;;\r\nName;Town\r\n\r\nAnn;Volos\r\n;\r\nBob;Arta\r\n", "list.csv")
    assert (table.header_number, [row.number for row in table.rows]) == (3, [5, 7])


def test_titles_above_the_header_are_passed_over() -> None:
    content = b"Days of Clusters;;;\r\nas of;today;;\r\nName;Town;Phone;E-mail\r\nAnn;;;a@x.example\r\n"
    table = read_table(content, "list.csv")
    assert table.header == ("Name", "Town", "Phone", "E-mail")
    assert table.notes == ("The names of the columns were found in row 3.",)


def test_a_single_column_is_a_table() -> None:
    table = read_table(b"E-mail\r\na@x.example\r\n", "list.txt")
    assert (table.header, table.rows) == (("E-mail",), (Row(2, ("a@x.example",)),))


def test_a_row_with_too_many_cells_keeps_them() -> None:
    assert read_table(b"A;B\r\n1;2;3\r\n4;5\r\n", "list.csv").rows[0].cells == ("1", "2", "3")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Its first row should name the columns."),
        (b"\r\n ; ;\r\n", "The file is empty. Its first row should name the columns."),
        (b"Name;Town\r\n", "The file has a header in row 1, but no rows under it."),
        (
            b'Name;Town\r\nAnn;"Volos\r\nBob;Arta\r\n',
            "Row 2 opens a quotation mark that is never closed. Close it or delete it.",
        ),
        (b"A;B\r\n" * 20_001, "The file has more than 20,000 rows. Divide it into several files."),
        (b"A;" * 201 + b"\r\n" + b"1;" * 201, "The file has more than 200 columns. Delete those not needed."),
        (
            b"A;B\r\n1;" + b"x" * 32_768 + b"\r\n",
            "Row 2 has a cell of more than 32,767 characters. Perhaps a quotation mark is not closed.",
        ),
        (b"A;B\r\n1;" + b"x" * 200_000, "Line 2 cannot be read. Perhaps a quotation mark is not closed."),
        (b"x" * (10 * 1024**2 + 1), "The file is larger than 10 MB. Divide it into several files."),
        (b"\x89PNG\r\n\x1a\n\0\0", "This is not a spreadsheet. Give an XLSX or a CSV file."),
        (b"%PDF-1.7", "This is not a spreadsheet. Give an XLSX or a CSV file."),
        (b"<html><table>", "This is a web page or XML. Open it in a spreadsheet program and save it as .xlsx."),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read_table(content, "list.csv")
    assert str(refusal.value) == sentence


def test_a_code_page_is_recognised_and_can_be_chosen() -> None:
    content = "Од;До;Приоритет\r\nа@x.example;б@y.example;висок\r\n".encode("cp1251")
    table = read_table(content, "zahtevi.csv")
    assert (table.header, table.encoding) == (("Од", "До", "Приоритет"), "cp1251")
    assert read_table(content, "zahtevi.csv", encoding="cp1250").header == ("Îä", "Äî", "Ďđčîđčňĺň")
