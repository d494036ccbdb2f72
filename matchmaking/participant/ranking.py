"""Another rank for a wish, whether it is for a person or for an organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request, url_for
from flask_babel import gettext as _

from matchmaking.pages import see_other
from matchmaking.participant.request_forms import RankForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.wrappers import Response

    from matchmaking.models import Priority


def change(reprioritise: Callable[[Priority], object], name: str, anchor: str) -> Response:
    """Give the rank that was chosen, and answer with the page that it was chosen on."""
    form = RankForm()
    if form.carried_out(lambda: reprioritise(form.priority)):
        flash(_("The rank of your request to %(name)s is changed.", name=name), "success")
    else:
        flash(" ".join(map(str, [*form.form_errors, *form.rank.errors])), "error")
    if request.form.get("page") == "ranks":
        return see_other(url_for("participant.requests_ranks", _anchor=anchor))
    return see_other(url_for("participant.requests"))
