"""The forms of the schedule's pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange

from matchmaking.forms import Form, in_our_words, optional, paragraphs
from matchmaking.row_ids import LARGEST, row_id

if TYPE_CHECKING:
    from typing import Any

NOTE_LENGTH = 500
FINAL, PRELIMINARY = "final", "preliminary"
ATTENDS = _l("Choose who attends.")
STANDING = _l("Say whether it is preliminary or final.")
NO_TABLE = 0  # as chosen in a form; no table has this id


def _identifier(message: str) -> IntegerField:
    validators: list[Any] = [InputRequired(message), NumberRange(min=0, max=LARGEST, message=message)]
    return IntegerField(message, validators, **in_our_words(message))


class PlaceForm(Form):
    """Where a meeting goes, and who attends."""

    slot = _identifier(_l("Choose a slot."))
    table = _identifier(_l("Choose a table."))
    one = _identifier(ATTENDS)
    other = _identifier(ATTENDS)
    interpreter = IntegerField(
        _l("Interpreter"), [optional(), NumberRange(min=0, max=LARGEST, message=ATTENDS)], **in_our_words(ATTENDS)
    )

    @property
    def people(self) -> tuple[int, ...]:
        """Who attends, by side."""
        chosen = (self.one.data, self.other.data, self.interpreter.data)
        return tuple(person for person in chosen if person is not None)

    @property
    def table_id(self) -> int | None:
        """The chosen table, or None for none."""
        return None if self.table.data == NO_TABLE else self.table.data


class PublishForm(Form):
    """Publish what the review showed."""

    seen_version = HiddenField(_l("Version"), [InputRequired(_l("Look at the review first."))])
    standing = RadioField(
        _l("This schedule is"),
        [InputRequired(STANDING)],
        **in_our_words(STANDING, "invalid_choice_message"),
    )
    tell_final = BooleanField(_l("Also write to those for whom nothing changes that the schedule is final"))
    note = paragraphs(
        _l("Note"), NOTE_LENGTH, description=_l("For yourself and your colleagues: it stands in the list of versions.")
    )

    def __init__(self) -> None:
        super().__init__()
        self.standing.choices = [
            (FINAL, _("final")),
            (PRELIMINARY, _("preliminary: pages, mails and calendars say that it may still change")),
        ]

    @property
    def preliminary(self) -> bool:
        """Whether it is published as one that may still change."""
        return self.standing.data == PRELIMINARY

    @property
    def seen(self) -> int:
        """The version in force that the review showed; none that could be, where somebody made one up."""
        text = str(self.seen_version.data)
        try:
            return row_id(text) if text.isascii() and text.isdecimal() else -1
        except ValueError:  # too large, or of more digits than Python reads
            return -1
