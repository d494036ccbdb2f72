"""How much of a file is read at all: far above any event's lists, far below what would hurt the machine."""

from __future__ import annotations

MAX_BYTES = 10 * 1024 * 1024  # an upload; 3,000 contacts with long profiles are 2 MiB
MAX_ROWS = 20_000  # 2,000 participants with ten requests each
MAX_COLUMNS = 200  # registration forms with a column for each answer have some 80
MAX_CELL_CHARACTERS = 32_767  # what a cell can hold in Excel
MAX_CHARACTERS = 10_000_000  # of all cells: one long text may stand in many cells of a small file

# A workbook is a zip archive: few parts, text that shrinks to a tenth.
MAX_PARTS = 1_000
MAX_INFLATED_BYTES = 32 * 1024 * 1024
MAX_INFLATION = 40
HARMLESS_INFLATED_BYTES = 4 * 1024 * 1024  # small files may be as repetitive as they like
MAX_ELEMENTS = 1_000_000  # XML elements of the parts that are read: what costs time, however short they are
