"""Files made to hurt are refused with the reason, within 2 s and 200 MB."""

from __future__ import annotations

import random
import struct
import time
import tracemalloc
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.files.tabular import ENCODINGS, Table, UnreadableFile, read_table
from tests.matchmaking.services.files.tabular.workbooks import SHEET, with_cells, with_parts

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 20.0  # of a busy machine; read naively, the worst of these takes hours
MEMORY = 200 * 1024**2
DAMAGED = "The workbook is damaged or was not transferred completely. Save it anew and try again."
TOO_MANY_CELLS = "The workbook holds too many cells. Copy the list into a new workbook and save that."


def one_cell_in_the_last_place() -> bytes:
    return with_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def inflated_fifty_fold() -> bytes:
    noise = random.Random(1).randbytes(400_000)
    return with_parts({SHEET: b"<worksheet>" + b" " * 25_000_000 + b"</worksheet>", "xl/media/noise.bin": noise})


def inflated_in_a_part_nobody_reads() -> bytes:
    return with_parts({"xl/media/image1.bin": b"\0" * 40_000_000})


def a_hundred_thousand_parts() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"{number:x}"), b"")
    return content.getvalue()


def sizes_that_lie() -> bytes:
    """Declares 100 bytes for a part that inflates to 40 MB."""
    honest = inflated_in_a_part_nobody_reads()
    return honest.replace(struct.pack("<L", 40_000_000), struct.pack("<L", 100))


def millions_of_empty_cells() -> bytes:
    noise = random.Random(1).randbytes(300_000)
    sheet = b"<worksheet><sheetData><row>" + b"<c/>" * 2_000_000 + b"</row></sheetData></worksheet>"
    return with_parts({SHEET: sheet, "xl/media/noise.bin": noise}, level=1)


def one_long_text_in_many_cells() -> bytes:
    strings = b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    relations = (
        b'<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        b'<Relationship Id="b" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    )
    sheets = b'<workbook xmlns:r="x"><sheets><sheet name="A" r:id="a"/></sheets></workbook>'
    sheet = b"<worksheet><sheetData>" + b'<row><c t="s"><v>0</v></c></row>' * 15_000 + b"</sheetData></worksheet>"
    return with_parts(
        {
            "xl/workbook.xml": sheets,
            "xl/_rels/workbook.xml.rels": relations,
            "xl/sharedStrings.xml": strings,
            SHEET: sheet,
        }
    )


def entities_within_entities() -> bytes:
    levels = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    return with_parts({SHEET: f'<!DOCTYPE x [<!ENTITY a0 "ha">{levels}]><worksheet>&a9;</worksheet>'.encode()})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (
            one_cell_in_the_last_place,
            "There is something in cell XFD1048576, beyond 20,000 rows and 200 columns. Delete it, "  # noqa: ISC004
            "or copy the list into a new workbook.",
        ),
        (
            inflated_fifty_fold,
            "Unpacked, the workbook would be larger than 16 MB. Copy the list into a new workbook and save that.",
        ),
        (
            inflated_in_a_part_nobody_reads,
            "Unpacked, the workbook would be larger than 4 MB. Copy the list into a new workbook and save that.",
        ),
        (sizes_that_lie, DAMAGED),
        (a_hundred_thousand_parts, "The workbook consists of more than 1000 parts. Save it anew as .xlsx."),
        (millions_of_empty_cells, TOO_MANY_CELLS),
        (
            one_long_text_in_many_cells,
            "The file holds more than 10,000,000 characters. Divide it into several files.",
        ),
        (
            entities_within_entities,
            "The workbook declares XML entities, which no spreadsheet program does. It is not read.",
        ),
        (lambda: b"\0" * 200 * 1024**2, "The file is larger than 10 MB. Divide it into several files."),
        (
            lambda: b"\0" * 10 * 1024**2,
            "The file holds NUL characters, which no text does. Save it anew as CSV UTF-8.",
        ),
        (
            lambda: b'A;B\n"' + b"x" * 9_000_000,
            "Line 2 cannot be read. Perhaps a quotation mark is not closed.",
        ),
        (lambda: b"A;B\n" * 2_600_000, "The file has more than 20,000 rows. Divide it into several files."),
        (lambda: b"A;B\n" + b"1;" * 5_000_000, "The file has more than 200 columns. Delete those not needed."),
    ],
    ids=lambda case: case.__name__ if callable(case) else "",
)
def test_a_file_made_to_hurt_is_refused_in_time_and_memory(make: Callable[[], bytes], sentence: str) -> None:
    content = make()
    started = time.process_time()
    with pytest.raises(UnreadableFile) as refusal:
        read_table(content, "list")
    assert str(refusal.value) == sentence
    assert time.process_time() - started < SECONDS

    tracemalloc.start()
    with pytest.raises(UnreadableFile):
        read_table(content, "list")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MEMORY


def test_a_workbook_cut_short_anywhere_is_refused() -> None:
    content = with_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')
    assert len(read_table(content, "list.xlsx").rows) == 1
    for end in range(4, len(content) - 1, 97):
        with pytest.raises(UnreadableFile):
            read_table(content[:end], "list.xlsx")


def test_damaged_bytes_end_in_a_table_or_a_refusal_and_in_nothing_else() -> None:
    sound = with_cells('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')
    chance = random.Random(7)
    refused = 0
    for _ in range(400):
        content = bytearray(sound)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        try:
            read_table(bytes(content), "list.xlsx")
        except UnreadableFile:
            refused += 1
    assert 0 < refused < 400


@given(
    st.binary(max_size=200) | st.text(st.sampled_from('";,\t\r\n ab\0=š'), max_size=60).map(str.encode),
    st.sampled_from([None, *ENCODINGS]),
    st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"sep="]),
)
def test_any_bytes_end_in_a_table_or_a_refusal_and_in_nothing_else(
    content: bytes, encoding: str | None, beginning: bytes
) -> None:
    outcome: Table | UnreadableFile
    try:
        outcome = read_table(beginning + content, "list.csv", encoding=encoding)
    except UnreadableFile as refusal:
        outcome = refusal
    if isinstance(outcome, Table):
        assert all(len(row.cells) >= len(outcome.header) for row in outcome.rows)
    else:
        assert str(outcome).endswith(".")
