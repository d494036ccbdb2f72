"""The programme, as a page and as a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from matchmaking import access, calendar_answers
from matchmaking.public import blueprint
from matchmaking.public.event import text_language
from matchmaking.services.agenda import calendars
from matchmaking.services.documents import endorsers, keeping
from matchmaking.services.setup import programme as sessions
from matchmaking.services.setup import programme_days, session_kinds

if TYPE_CHECKING:
    from werkzeug.wrappers import Response


@blueprint.get("/e/<slug>/programme")
def programme() -> str:
    """Show the programme by day, with what takes place at the same time side by side."""
    event = access.event()
    days = programme_days.by_day(event, sessions.public_sessions(event))
    return render_template(
        "public/programme.html",
        days=days,
        kind_name=session_kinds.name_of,
        endorsed=endorsers.published(event),
        words_of=lambda document: keeping.words_of(document, event, [text_language()]),
    )


@blueprint.get("/e/<slug>/programme.ics")
def programme_ics() -> Response:
    """Answer the programme as a calendar file."""
    event = access.event()
    file = calendars.of_programme(event, request.args.get("language", ""))
    return calendar_answers.answer(file, filename=f"{event.slug}-programme.ics")
