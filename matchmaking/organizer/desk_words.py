"""The desk's words for where people are."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaking.services.day.presence import Whereabouts


def whereabouts_words() -> dict[str, str]:
    """Where somebody is, as far as the desk knows."""
    return {
        Whereabouts.HERE.value: _("Here"),
        Whereabouts.EXPECTED.value: _("Not here yet"),
        Whereabouts.LATE.value: _("Late"),
        Whereabouts.LEFT.value: _("Gone"),
    }
