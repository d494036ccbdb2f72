"""How calendar files are answered over HTTP, whoever reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from matchmaking.services.agenda import ical

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from matchmaking.services.agenda.ical import CalendarFile


def answer(calendar: CalendarFile, *, filename: str, attached: bool = False) -> BaseResponse:
    """
    The file, or 304 where the reader has it: by its ETag, or else by when it was last changed.

    `filename` is ASCII; `attached` offers it for keeping.
    """
    body = ical.render(calendar)
    response = Response(body, content_type=ical.CONTENT_TYPE)
    response.set_etag(ical.etag(body))
    response.last_modified = ical.last_modified(calendar)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Content-Disposition"] = f'{"attachment" if attached else "inline"}; filename="{filename}"'
    return response.make_conditional(request)
