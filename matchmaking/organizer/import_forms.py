"""The forms of an import: its file, and what the pages send about its columns and rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField
from wtforms.validators import AnyOf

from matchmaking.forms import Form
from matchmaking.models import ImportKind

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

COLUMN = re.compile(r"column-([0-9]{1,4})")
CELL = re.compile(r"cell-([0-9]{1,6})-([a-z_]{1,40})")
LEFT_OUT = re.compile(r"out-([0-9]{1,6})")
RIGHT = re.compile(r"right-([0-9]{1,6})")
TYPE = re.compile(r"type-([0-9]{1,4})")


class UploadForm(Form):
    """A file, and what it lists."""

    kind = RadioField(
        _l("The file lists"),
        [AnyOf(list(ImportKind), message=_l("Choose what the file lists."))],
        validate_choice=False,
    )
    file = FileField(
        _l("File"),
        [FileRequired(_l("Choose a file."))],
        description=_l(
            "XLSX or CSV, at most 10 MB, the names of the columns in the first row. Nothing is changed before you "
            "have seen what the file holds."
        ),
    )

    def offer(self) -> UploadForm:
        """Fill in what can be chosen."""
        self.kind.choices = [
            (ImportKind.PARTICIPANTS.value, _("Participants")),
            (ImportKind.REQUESTS.value, _("Meeting requests, each by the addresses of two participants")),
        ]
        return self


def chosen_columns(sent: MultiDict[str, str]) -> dict[int, str]:
    """The field that each column holds, of those that are to be read."""
    return {int(found[1]): field for name, field in sent.items() if (found := COLUMN.fullmatch(name)) and field}


def typed_cells(sent: MultiDict[str, str]) -> dict[int, dict[str, str]]:
    """The cells of each row as they were typed."""
    typed: dict[int, dict[str, str]] = {}
    for name, text in sent.items():
        if found := CELL.fullmatch(name):
            typed.setdefault(int(found[1]), {})[found[2]] = text
    return typed


def left_out_rows(sent: MultiDict[str, str]) -> set[int]:
    """The rows that were ticked to be left out."""
    return {int(found[1]) for name in sent if (found := LEFT_OUT.fullmatch(name))}


def right_rows(sent: MultiDict[str, str]) -> set[int]:
    """The rows of which was said that their cells are right."""
    return {int(found[1]) for name in sent if (found := RIGHT.fullmatch(name))}


def chosen_types(sent: MultiDict[str, str]) -> dict[str, str]:
    """What each unknown participation type of the file is to mean: a type's name, "new", or nothing yet."""
    return {
        sent.get(f"value-{found[1]}", ""): chosen
        for name, chosen in sent.items()
        if (found := TYPE.fullmatch(name)) and chosen
    }
