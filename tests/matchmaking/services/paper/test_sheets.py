from __future__ import annotations

from matchmaking.services.paper import sheets
from matchmaking.services.paper.sheets import Part, Row, Sheet
from tests.matchmaking.services.paper.reading import pages_of

ROW = Row("10:00 – 10:20", "Ana Jovanović", "Kovač d.o.o.", "Table 1")


def test_each_sheet_begins_on_a_page_of_its_own_with_its_own_foot() -> None:
    pages = pages_of(
        sheets.pdf("Pack", [Sheet("Ana", "", [Part("Monday", [ROW])], foot="one"), Sheet("Bob", "", [], foot="two")])
    )
    assert [(page[-2], page[-1]) if len(page) > 1 else page for page in pages] == [("one", "1"), ("two", "1")]
    assert ["Ana" in page for page in pages] == [True, False]


def test_long_sheet_goes_on_and_counts_its_own_pages() -> None:
    pages = pages_of(sheets.pdf("Pack", [Sheet("First", "", []), Sheet("Zone", "", [Part("Slot", [ROW] * 90)])]))
    assert len(pages) > 3
    assert [page[-1] for page in pages] == ["1", *(str(number) for number in range(1, len(pages)))]
    assert sum(line == ROW.names for page in pages for line in page) == 90


def test_three_scripts_and_what_looks_like_markup_stand_there_as_written() -> None:
    names = ["Ђурђа Вуковић", "Γιώργος Νικολάου", "Şule Çağla Õun", "<b>Bold</b> & Sons"]
    page = pages_of(sheets.pdf("Pack", [Sheet(name, name, [Part(name, [Row("", name)])]) for name in names]))
    assert [lines[:4] for lines in page] == [[name] * 4 for name in names]


def test_word_wider_than_its_column_is_broken_and_loses_nothing() -> None:
    word = "Ж" * 200
    lines = pages_of(sheets.pdf("Pack", [Sheet(word, "", [Part("Day", [Row("10:00", word, word, word)])])]))[0]
    assert "".join(lines).count("Ж") == 4 * 200
