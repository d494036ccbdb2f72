"""The line of text that goes with a request."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaking.services.refusals import Invalid
from matchmaking.services.words.text import clean

MESSAGE_LENGTH = 300


def message_of(text: str) -> str:
    """Return it as it is kept; refuse one that is too long."""
    message = clean(text)
    if len(message) > MESSAGE_LENGTH:
        raise Invalid(_("The line of text has at most %(count)d characters.", count=MESSAGE_LENGTH))
    return message
