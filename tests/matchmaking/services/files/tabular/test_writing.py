from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import load_workbook

from matchmaking.services.files.tabular import Row, read_table, write_csv, write_xlsx

FORMULAS = [
    "=1+1",
    "+49 30 1234",
    "-5 %",
    "@home",
    "\tx",
    "'=1+1",
    "''+1",
    "'quoted'",
    "＝1",
    '=HYPERLINK("http://x","y")',
]
# Everything but what a text file or XML cannot hold.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufffe\uffff\ufeff"), max_size=30)
FORMULA_LIKE = st.text(st.sampled_from("'=+-@\t\r\n ;,\"|a_x0041"), max_size=8)
CELLS = st.lists(st.lists(TEXT | FORMULA_LIKE, min_size=3, max_size=3), min_size=1, max_size=5)


def test_a_csv_file_opens_with_a_double_click_and_holds_no_formula() -> None:
    content = write_csv(["Name", "Phone"], [["=1+1", "+49 30 1234"], ["Čačak; x", 3], [None, "'a'"]])
    assert content.decode("utf-8-sig") == ("Name;Phone\r\n'=1+1;'+49 30 1234\r\n\"Čačak; x\";3\r\n;'a'\r\n")
    assert content.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_comes_back_as_it_was(text: str) -> None:
    for content in (write_csv(["Name"], [[text]]), write_xlsx("List", ["Name"], [[text]])):
        assert read_table(content, "list").rows == (Row(2, (text,)),)


@given(CELLS)
@example([["", "0\t", "\n\t0"], ["", "0\t", "0\n\t"]])
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    header = ["A", "B", "C"]
    # A cell of nothing but blanks counts as empty; the last one is there so that no row is.
    marked = [[*(cell if cell.strip() else "" for cell in cells), "end"] for cells in rows]
    for content in (write_csv([*header, "D"], marked), write_xlsx("List", [*header, "D"], marked)):
        assert [row.cells for row in read_table(content, "list").rows] == [tuple(cells) for cells in marked]


def test_another_program_reads_the_workbook_as_text_and_numbers() -> None:
    content = write_xlsx("A/B: list", ["Name", "Count"], [["=1+1", 7], ["Ann\nAnić", -2], [None, 0]])
    book = load_workbook(BytesIO(content))
    sheet = book["A B  list"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Name", "Count"], ["=1+1", 7], ["Ann\nAnić", -2], [None, 0],
    ]  # fmt: skip
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B4"
    assert sheet["A1"].font.b


@pytest.mark.parametrize("compressed", [True, False])
def test_the_same_rows_give_the_same_bytes(compressed: bool) -> None:  # noqa: FBT001 - a case
    rows: list[list[str | int | None]] = [["Ann", 1], ["Боб", 2]]
    assert write_xlsx("List", ["A", "B"], rows, compressed=compressed) == write_xlsx(
        "List", ["A", "B"], rows, compressed=compressed
    )


@pytest.mark.parametrize(("title", "name"), [("", "Sheet1"), ("x" * 40, "x" * 31), ("'a\0'", "a"), ('<&">', '<&">')])
def test_any_title_makes_a_sheet_name(title: str, name: str) -> None:
    assert load_workbook(BytesIO(write_xlsx(title, ["A"], [["1"]]))).sheetnames == [name]


def test_empty_tables_are_written_too() -> None:
    assert write_csv(["A"], []).decode("utf-8-sig") == "A\r\n"
    assert load_workbook(BytesIO(write_xlsx("List", ["A"], []))).active["A1"].value == "A"  # type: ignore[index]
