"""The switch of languages at the foot of every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import gettext as _

from matchmaking import access, page_language
from matchmaking.pages import see_other
from matchmaking.public import blueprint
from matchmaking.services.refusals import NotFound

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/language/<code>")
def language(code: str) -> ResponseReturnValue:
    """Show this browser the pages in another language from now on, beginning with the one it comes from."""
    if code not in current_app.config["LANGUAGES"]:
        raise NotFound(_("The pages are not offered in this language."))
    answer = see_other(access.safe_next("/"))
    page_language.remember(answer, code)
    return answer
