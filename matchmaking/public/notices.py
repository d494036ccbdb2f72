"""What an event says of people's data, and of its accessibility."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.public import blueprint
from matchmaking.public.event import text_language
from matchmaking.services.retention import keeping, notices

if TYPE_CHECKING:
    from matchmaking.services.setup.event_texts import Text


@blueprint.get("/e/<slug>/privacy")
def privacy() -> str:
    """Say what becomes of people's data, in the reader's language where it is written in it."""
    notice = notices.privacy(access.event(), text_language("privacy"), _page_language())
    version = _("Privacy notice, version %(version)s", version=notices.version_of(notice))
    return _page(_("Privacy"), notice, version, kept=keeping.promise(access.event()))


@blueprint.get("/e/<slug>/accessibility")
def accessibility() -> str:
    """Say how accessible the pages and the venue are."""
    return _page(
        _("Accessibility"), notices.accessibility(access.event(), text_language("accessibility"), _page_language())
    )


def _page(heading: str, text: Text, version: str = "", kept: str = "") -> str:
    kept = "" if kept in text.words else kept
    return render_template("public/notice.html", heading=heading, text=text, version=version, kept=kept)


def _page_language() -> str:
    return str(get_locale() or "en")
