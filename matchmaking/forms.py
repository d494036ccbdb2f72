"""What forms of every audience share: their base, text fields that are cleaned, and the answer to a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matchmaking.extensions import db
from matchmaking.services.refusals import Invalid, NotFound, Refusal
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from wtforms import Field
    from wtforms.form import BaseForm

UNPROCESSABLE = 422
Value = TypeVar("Value")


class Form(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    """A form of this site; its CSRF token is checked with it."""

    def carried_out(self, act: Callable[[], object]) -> bool:
        """Do what a valid form asks for, and commit; a refusal is shown at the form."""
        if not self.validate_on_submit():
            return False
        try:
            act()
        except NotFound:
            raise
        except Refusal as refusal:
            db.session.rollback()
            self.form_errors.append(str(refusal))
            return False
        db.session.commit()
        return True

    @property
    def status(self) -> int:
        """The status of the page that shows this form."""
        return UNPROCESSABLE if self.errors else 200


def given(value: Value | None) -> Value:
    """The value of a field that its validators have found filled in."""
    if value is None:
        raise Invalid(_("Fill this in."))
    return value


def needed(message: str | None = None) -> DataRequired:
    """Refuse an empty field, in words."""
    return DataRequired(message or _l("Fill this in."))


def optional() -> Optional:
    """Let a field be empty; the page says so."""
    return Optional()


class AtMost:
    """Refuse a text that is too long, saying how long it may be."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.field_flags = {"maxlength": most}

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Check the field."""
        del form
        if len(field.data or "") > self.most:
            raise ValidationError(_("This may have at most %(count)d characters.", count=self.most))


def line(label: str, most: int, *, required: bool = True, **options: Any) -> StringField:
    """One line of text, cleaned."""
    return StringField(label, _validators(most, required=required), filters=[_cleaned_line], **options)


def paragraphs(label: str, most: int, *, required: bool = False, **options: Any) -> TextAreaField:
    """Text of several lines, cleaned."""
    return TextAreaField(label, _validators(most, required=required), filters=[_cleaned_paragraphs], **options)


def number(label: str, least: int, most: int, *, required: bool = True, **options: Any) -> IntegerField:
    """A whole number within limits."""
    message = _l("Give a whole number from %(least)d to %(most)d.", least=least, most=most)
    within = NumberRange(min=least, max=most, message=message)
    return IntegerField(
        label,
        [InputRequired(message), within] if required else [optional(), within],
        **in_our_words(message),
        **options,
    )


def day(label: str, *, required: bool = True, **options: Any) -> DateField:
    """A day of the calendar."""
    message = _l("Choose a day.")
    return DateField(label, [needed(message) if required else optional()], **in_our_words(message), **options)


def hour_of_day(label: str, **options: Any) -> TimeField:
    """An hour of the day, or none."""
    return TimeField(label, [optional()], **in_our_words(_l("Give an hour, such as 12:30.")), **options)


def one_of(label: str, **options: Any) -> SelectField:
    """One of several choices, which the form fills in."""
    message = _l("Choose one of those offered.")
    return SelectField(label, **in_our_words(message, "invalid_choice_message"), **options)


def picked(label: str, **options: Any) -> RadioField:
    """One of what a search has found; the service refuses what it must not be."""
    message = _l("Choose one of those offered.")
    return RadioField(label, [InputRequired(message)], validate_choice=False, **in_our_words(message), **options)


def several_of(label: str, **options: Any) -> SelectMultipleField:
    """Several of many choices, which the form fills in, as boxes to tick."""
    # The message is a format of WTForms' own, in which a value need not be named.
    message = _l("Choose among those offered.")
    return SelectMultipleField(
        label,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        **in_our_words(message, "invalid_choice_message"),
        **options,
    )


def in_our_words(message: str, *more: str) -> dict[str, Any]:
    """Our own words for WTForms' refusals; their names are younger than the published types of WTForms."""
    return dict.fromkeys(("invalid_value_message", *more), message)


def _validators(most: int, *, required: bool) -> list[Any]:
    return [needed() if required else optional(), AtMost(most)]


def _cleaned_line(text: str | None) -> str:
    return clean(text or "")


def _cleaned_paragraphs(text: str | None) -> str:
    return clean(text or "", multiline=True)
