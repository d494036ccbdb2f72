"""The forms that the board sends: meetings put elsewhere together, and locks."""

from __future__ import annotations

import json
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField
from wtforms.validators import InputRequired, NumberRange, ValidationError

from matchmaking.forms import Form, in_our_words, needed
from matchmaking.row_ids import LARGEST, row_id
from matchmaking.services.schedule.rearranging import Place, Step

MOST_STEPS = 50  # at once; the longest way that is offered has a dozen
NOT_UNDERSTOOD = _l("This change was not understood. Reload the page and try again.")


class StepsForm(Form):
    """Steps as JSON: [{"meeting": 4, "seen": [slot, table, people], "to": null}, …]."""

    steps = HiddenField(_l("Changes"), [needed(NOT_UNDERSTOOD)])
    parsed: tuple[Step, ...] = ()

    def validate_steps(self, field: HiddenField) -> None:
        """Read the steps; what they name is looked up by the service."""
        try:
            given = json.loads(str(field.data))
            self.parsed = tuple(_step(one) for one in given)
        except (ValueError, TypeError, KeyError, RecursionError):
            raise ValidationError(NOT_UNDERSTOOD) from None
        if not 1 <= len(self.parsed) <= MOST_STEPS:
            raise ValidationError(NOT_UNDERSTOOD)


class LockForm(Form):
    """Keep a meeting where it is, or let it be moved again."""

    meeting = IntegerField(
        _l("Meeting"),
        [InputRequired(NOT_UNDERSTOOD), NumberRange(min=0, max=LARGEST, message=NOT_UNDERSTOOD)],
        **in_our_words(NOT_UNDERSTOOD),
    )
    locked = BooleanField(_l("Locked"), false_values=("0", ""))


def _step(given: dict[str, Any]) -> Step:
    return Step(row_id(given["meeting"]), _place(given["seen"]), _place(given["to"]))


def _place(given: list[Any] | None) -> Place | None:
    if given is None:
        return None
    slot, table, people = given
    return Place(row_id(slot), None if table is None else row_id(table), tuple(row_id(person) for person in people))
