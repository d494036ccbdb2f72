"""The form of a session's document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField

from matchmaking.forms import Form, given, line, one_of
from matchmaking.models import DocumentReaders
from matchmaking.organizer.fields import MomentField
from matchmaking.services.documents import uploads
from matchmaking.services.documents.keeping import NOTE_LENGTH, TITLE_LENGTH, DocumentValues
from matchmaking.services.words import languages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wtforms import Field

    from matchmaking.models import Event, SessionDocument
    from matchmaking.services.documents.uploads import Upload


def readers_in_words(readers: DocumentReaders) -> str:
    """Who reads a document."""
    return {
        DocumentReaders.SEEING: _("Those who may see the session"),
        DocumentReaders.ATTENDING: _("Those who attend the session"),
        DocumentReaders.EVERYBODY: _("Every approved participant"),
    }[readers]


class DocumentForm(Form):
    """A document: its file, who reads it, until when it is endorsed; its words have fields by language."""

    file = FileField(_l("File"))
    readers = one_of(_l("Who reads and endorses it"), coerce=DocumentReaders)
    endorsed_until = MomentField(
        _l("Endorsed until"),
        description=_l("Endorsements are given and withdrawn until then; empty: without an end."),
    )
    published = BooleanField(
        _l("Published"), description=_l("Without it, nobody but the organizers sees the document.")
    )
    endorsers_public = BooleanField(
        _l("Endorsers in the public programme"),
        description=_l("Names, organizations and hours stand in the programme that everybody can read."),
    )

    @classmethod
    def of(cls, event: Event, document: SessionDocument | None) -> DocumentForm:
        """The form as the document is now, with a title and a line for each language of the event."""
        values: dict[str, Any] = {"readers": DocumentReaders.SEEING}
        if document is not None:
            same = ("readers", "endorsed_until", "endorsers_public")
            values = {name: getattr(document, name) for name in same}
            values["published"] = document.published_at is not None
            for text in document.texts:
                values |= {f"title_{text.language}": text.title, f"note_{text.language}": text.note}
        form: DocumentForm = _in_languages(tuple(event.languages))(data=values)
        form.readers.choices = [(one.value, readers_in_words(one)) for one in DocumentReaders]
        return form

    def words(self, language: str) -> tuple[Field, Field]:
        """The fields of one language."""
        return self[f"title_{language}"], self[f"note_{language}"]

    def values(self, event: Event) -> DocumentValues:
        """What was filled in."""
        texts: Mapping[str, tuple[str, str]] = {
            code: (self[f"title_{code}"].data or "", self[f"note_{code}"].data or "") for code in event.languages
        }
        return DocumentValues(
            texts=texts,
            readers=given(self.readers.data),
            published=self.published.data,
            endorsed_until=self.endorsed_until.data,
            endorsers_public=self.endorsers_public.data,
        )

    def upload(self) -> Upload | None:
        """The file that was chosen, if one was."""
        if not self.file.data:
            return None
        return uploads.made_of(self.file.data.filename or "", self.file.data.read())


def _in_languages(codes: tuple[str, ...]) -> type[DocumentForm]:
    fields = {}
    for code in codes:
        name = languages.name_of(code)
        fields[f"title_{code}"] = line(_("Title (%(language)s)", language=name), TITLE_LENGTH, required=False)
        fields[f"note_{code}"] = line(_("A line on it (%(language)s)", language=name), NOTE_LENGTH, required=False)
    return type("DocumentFormInLanguages", (DocumentForm,), fields)
