"""The event's own words, in the language that suits the reader best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import negotiate_locale
from flask_babel import gettext as _

from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.models import Event


@dataclass(frozen=True)
class Text:
    """Some words, and the language they are in, which may be another than was asked for."""

    words: str
    language: str


PAGE = ("about", "practical", "consent")
"""What is read on the event's own page and on the way in."""


def choose_language(event: Event, wanted: Sequence[str], parts: Sequence[str] = PAGE) -> str:
    """The first of the wanted languages that the event has texts in; else the event's own first one."""
    return negotiate_locale(list(wanted), languages_of(event, parts)) or event.languages[0]


def languages_of(event: Event, parts: Sequence[str] = PAGE) -> list[str]:
    """The languages that the event has any of these texts in, in its own order."""
    written = [text.language for text in event.texts if any(getattr(text, part) for part in parts)]
    return [code for code in event.languages if code in written]


def shown(event: Event, part: str, language: str) -> Text | None:
    """One part (a column of `EventText`) in this language, else in the event's languages in their order."""
    texts = {text.language: getattr(text, part) for text in event.texts}
    for code in (language, *event.languages, *texts):
        if texts.get(code):
            return Text(texts[code], code)
    return None


def consent(event: Event, language: str, page_language: str) -> Text:
    """What somebody agrees to when registering: the organizers' wording, or a plain one where there is none."""
    return shown(event, "consent", language) or Text(
        _(
            "I agree that my profile is shown to the participants of %(event)s whom I may meet, and that the "
            "organizers use my data to arrange meetings.",
            event=worded(event, "name"),
        ),
        page_language,
    )
