"""The answer to a button: done, or the reason why not, on the page where the button stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from flask import flash

from matchmaking.extensions import db
from matchmaking.pages import see_other
from matchmaking.services.refusals import NotFound, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

Found = TypeVar("Found")


def answer_of(act: Callable[[], Found], done: str | Callable[[Found], str], url: str) -> ResponseReturnValue:
    """
    Do what a button asks for, and commit; a refusal is shown on the page at `url` as well.

    What is said then is `done`, or what it makes of the act's answer.
    """
    try:
        found = act()
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        flash(str(refusal), "refusal")
    else:
        db.session.commit()
        flash(done if isinstance(done, str) else done(found), "success")
    return see_other(url)
