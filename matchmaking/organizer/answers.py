"""The answer to a button: done, or the reason why not, on the page where the button stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash

from matchmaking.extensions import db
from matchmaking.pages import see_other
from matchmaking.services.refusals import NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue


def answer_of(act: Callable[[], object], done: str, url: str) -> ResponseReturnValue:
    """Do what a button asks for, and commit; a refusal is shown on the page at `url` as well."""
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        flash(str(refusal), "refusal")
    else:
        db.session.commit()
        flash(done, "success")
    return see_other(url)
