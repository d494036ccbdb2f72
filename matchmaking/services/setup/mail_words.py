"""The organizers' own words for the mails of their event, kind by kind and language by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import MailWords
from matchmaking.services import audit
from matchmaking.services.mail import wording
from matchmaking.services.mail.kinds import KINDS, Kind
from matchmaking.services.mail.placeholders import require_fit
from matchmaking.services.refusals import NotFound
from matchmaking.services.setup.phases import require_not_cancelled

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer


Words = tuple[str, str]
"""Subject and text."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One kind of mail in one language of an event."""

    event: Event
    kind: Kind
    language: str

    @property
    def own(self) -> MailWords | None:
        """The organizers' own words, if there are any."""
        return wording.find(self.event, self.kind.name, self.language)

    @property
    def words(self) -> Words:
        """What it says now, with its placeholders."""
        return (self.own.subject, self.own.text) if self.own else wording.built_in(self.kind, self.language)


def letter_of(event: Event, kind: str, language: str) -> Letter:
    """Find a kind of mail that may be worded in this language of the event."""
    if kind not in KINDS or language not in event.languages:
        raise NotFound(_("There is no such page."))
    return Letter(event, KINDS[kind], language)


def own_languages(event: Event) -> dict[str, list[str]]:
    """In which languages of the event each kind of mail is worded by the organizers."""
    return {name: [code for code in event.languages if wording.find(event, name, code)] for name in KINDS}


def change(letter: Letter, words: Words, organizer: Organizer, now: datetime) -> None:
    """Word a mail; words that are as they were are not kept, so that the built-in ones follow the product."""
    require_not_cancelled(letter.event)
    require_fit(letter.kind, *words)
    if words == letter.words:
        return
    own = letter.own
    if own is None:
        own = MailWords(kind=letter.kind.name, language=letter.language)
        letter.event.mail_words.append(own)
    own.subject, own.text = words
    _record("event.mail_worded", letter, organizer, now)


def take_built_in(letter: Letter, organizer: Organizer, now: datetime) -> None:
    """Give up the own words; doing so twice is doing so once."""
    require_not_cancelled(letter.event)
    if letter.own is not None:
        letter.event.mail_words.remove(letter.own)
        _record("event.mail_built_in", letter, organizer, now)


def _record(action: str, letter: Letter, organizer: Organizer, now: datetime) -> None:
    subject, _text = wording.built_in(letter.kind, letter.language)
    audit.record(
        action,
        at=now,
        event_id=letter.event.id,
        organizer=organizer,
        subject=subject[:100],
        languages=[letter.language],
    )
