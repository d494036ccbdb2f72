"""What an event says of people's data and of its accessibility: the organizers' words, or plain ones of our own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import EventOrganizer
from matchmaking.services.retention import keeping
from matchmaking.services.setup import event_texts
from matchmaking.services.setup.event_texts import Text
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from matchmaking.models import Event

VERSION_LENGTH = 12


def privacy(event: Event, language: str, page_language: str) -> Text:
    """What becomes of people's data; how long they are kept is said in any case."""
    own = event_texts.shown(event, "privacy", language)
    if own is not None:
        return own
    return Text(_built_in_privacy(event), page_language)


def accessibility(event: Event, language: str, page_language: str) -> Text:
    """How accessible the event is."""
    return event_texts.shown(event, "accessibility", language) or Text(_built_in_accessibility(event), page_language)


def version_of(notice: Text) -> str:
    """By which a notice is known: the same words have the same one, changed words another."""
    return hashlib.sha256(notice.words.encode()).hexdigest()[:VERSION_LENGTH]


def _built_in_privacy(event: Event) -> str:
    return "\n\n".join(
        [
            _(
                "Responsible for your data at %(event)s: %(names)s. They use them to arrange meetings.",
                event=worded(event, "name"),
                names=_names_of_organizers(event),
            ),
            _("Participants whom you may meet see your profile. In it you choose who sees your address and phone."),
            keeping.promise(event),
            _("On your profile page you read, correct, download and erase what is held about you, and withdraw."),
            _("These pages load nothing from elsewhere and follow nobody; cookies only keep you signed in."),
            _("You may complain to the data protection authority of your country."),
        ]
    )


def _built_in_accessibility(event: Event) -> str:
    return "\n\n".join(
        [
            _(
                "These pages aim to meet WCAG 2.2, level AA: they are made for keyboards, screen readers, "
                "large text and phones, and work without scripts."
            ),
            _(
                "If something stands in your way, here or at the venue, tell the organizers of %(event)s: %(names)s.",
                event=worded(event, "name"),
                names=_names_of_organizers(event),
            ),
        ]
    )


def _names_of_organizers(event: Event) -> str:
    joined = select(EventOrganizer).where(EventOrganizer.event_id == event.id).order_by(EventOrganizer.joined_at)
    return ", ".join(one.organizer.name for one in db.session.scalars(joined)) or worded(event, "name")
