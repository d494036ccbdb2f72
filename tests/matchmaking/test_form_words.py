from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.organizer.board_forms import LockForm
from matchmaking.organizer.copy_forms import CopyForm
from matchmaking.organizer.desk_forms import HoursForm
from matchmaking.organizer.schedule_forms import PlaceForm

if TYPE_CHECKING:
    from flask import Flask
    from flask_wtf import FlaskForm


@pytest.mark.parametrize(
    ("form", "field", "typed", "words"),
    [
        (HoursForm, "arrives", "soon", "Give an hour, such as 12:30."),
        (CopyForm, "ends_on", "tomorrow", "Choose a day."),
        (PlaceForm, "slot", "x", "Choose a slot."),
        (PlaceForm, "interpreter", "-1", "Choose who attends."),
        (PlaceForm, "interpreter", "x", "Choose who attends."),
        (LockForm, "meeting", "x", "This change was not understood. Reload the page and try again."),
    ],
)
def test_a_field_refuses_in_words_that_are_translated(
    app: Flask, form: type[FlaskForm], field: str, typed: str, words: str
) -> None:
    with app.test_request_context(method="POST", data={field: typed}):
        made = form(meta={"csrf": False})
        made.validate_on_submit()
        assert {str(error) for error in made[field].errors} == {words}


def test_a_sentence_that_two_rules_say_is_shown_once(app: Flask) -> None:
    show = app.jinja_env.from_string("{% from 'components/forms.html' import field %}{{ field(f) }}")
    with app.test_request_context(method="POST", data={"slot": "x"}):
        made = PlaceForm(meta={"csrf": False})
        made.validate_on_submit()
        assert made.slot.errors == ["Choose a slot."] * 2
        assert show.render(f=made.slot).count("Choose a slot.") == len(("label", "error"))
