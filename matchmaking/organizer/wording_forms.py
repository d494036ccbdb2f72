"""Forms whose words can be given in the event's further languages as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from flask_babel import lazy_gettext as _l

from matchmaking.forms import Form, line, paragraphs
from matchmaking.services.setup import wordings
from matchmaking.services.words import languages

if TYPE_CHECKING:
    from wtforms import Field

    from matchmaking.models import Event, Worded, Wordings
    from matchmaking.services.setup.wordings import Thing

MANY_LINES = 1000


class WordedForm(Form):
    """A form of something that has words; its fields are named as the columns."""

    of_model: ClassVar[type[Worded]]
    in_languages: ClassVar[list[str]] = []

    @classmethod
    def worded(cls, event: Event, thing: Thing | None = None) -> type[Self]:
        """The form with a field more for each word in each further language, filled in as it is."""
        codes, given = wordings.languages_for(event, thing), thing.wordings if thing is not None else {}
        fields = {
            _name(part, code): cls._field(part, most, code, given.get(code, {}).get(part, ""))
            for code in codes
            for part, most in cls.of_model.WORDED.items()
        }
        return type(cls.__name__, (cls,), {**fields, "in_languages": codes})

    @classmethod
    def _field(cls, part: str, most: int, code: str, words: str) -> Field:
        label = getattr(cls, part).args[0]
        make = paragraphs if most > MANY_LINES else line
        return make(
            _l("%(field)s (%(language)s)", field=label, language=languages.name_of(code)),
            most,
            required=False,
            default=words,
        )

    @property
    def by_language(self) -> list[tuple[str, list[Field]]]:
        """The fields of each further language."""
        return [(code, [self[_name(part, code)] for part in self.of_model.WORDED]) for code in self.in_languages]

    @property
    def wrong_in_languages(self) -> bool:
        """Whether something is to be mended there."""
        return any(field.errors for _code, fields in self.by_language for field in fields)

    def wordings(self) -> Wordings:
        """What was filled in."""
        return {
            code: {part: self[_name(part, code)].data or "" for part in self.of_model.WORDED}
            for code in self.in_languages
        }


def _name(part: str, code: str) -> str:
    return f"{part}_in_{code}"
