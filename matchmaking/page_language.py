"""In which language a page is shown: as chosen in this browser, as the reader's account says, as the browser asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from matchmaking.services.words import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from werkzeug.wrappers import Response

    from matchmaking.access import Viewer

COOKIE = "language"
A_YEAR = 365 * 24 * 60 * 60


def wanted() -> list[str]:
    """The languages that whoever asks for this page would read, the most wanted one first."""
    chosen = (request.cookies.get(COOKIE, ""), _of_account())
    return [*filter(None, chosen), *languages.wanted(request.headers.get("Accept-Language", ""))]


def switch(current: str, first: Sequence[str] = ()) -> list[tuple[str, str, str, bool]]:
    """
    Every language that the pages are offered in, by its own name, with the way to it; none where there is one.

    An event's own languages come `first`, in its order.
    """
    offered: list[str] = current_app.config["LANGUAGES"]
    if len(offered) < 2:  # noqa: PLR2004
        return []
    here = request.full_path.rstrip("?") if request.method == "GET" else request.path
    ordered = [*(code for code in first if code in offered), *(code for code in offered if code not in first)]
    return [(code, languages.own_name(code), _way_to(code, here), code == current) for code in ordered]


def remember(answer: Response, code: str) -> None:
    """Keep the choice in this browser; nothing is stored about anybody."""
    answer.set_cookie(
        COOKIE, code, A_YEAR, secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True, samesite="Lax"
    )


def forget(answer: Response) -> None:
    """Let the account's language hold again."""
    answer.delete_cookie(COOKIE)


def _of_account() -> str:
    """
    The language of whoever the page's guard has found to be signed in.

    Nobody is looked for here: the first sentence may be needed before the page's event is known. It may also be the
    one that says that the database went away.
    """
    who: Viewer | None = g.get("viewer")
    if who is None:
        return ""
    person = who.organizer if request.blueprint == "organizer" else who.participant or who.organizer
    try:
        return person.language if person else ""
    except SQLAlchemyError:
        return ""


def _way_to(code: str, here: str) -> str:
    return url_for("public.language", code=code, next=here)
