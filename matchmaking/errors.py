"""Refusals and failures become answers here, once: a status, a sentence, a way back; never a stack trace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from flask import g, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError

from matchmaking.extensions import db
from matchmaking.services.refusals import Conflict, Invalid, NotAllowed, NotFound, PhaseClosed, Refusal

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

log = structlog.get_logger()

STATUS_OF: dict[type[Refusal], int] = {
    NotFound: 404,
    NotAllowed: 403,
    PhaseClosed: 409,
    Conflict: 409,
    Invalid: 422,
}


def register(app: Flask) -> None:
    """Teach the application its answers."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, csrf_failed)
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(IntegrityError, conflicting)
    app.register_error_handler(DataError, unusable)
    app.register_error_handler(OperationalError, database_away)
    app.register_error_handler(Exception, failed)


def refused(refusal: Refusal) -> ResponseReturnValue:
    """A service said no, and why."""
    db.session.rollback()
    status = next(code for kind, code in STATUS_OF.items() if isinstance(refusal, kind))
    return answer(status, str(refusal))


def csrf_failed(error: CSRFError) -> ResponseReturnValue:
    """The form was open for too long, or did not come from here."""
    del error
    return answer(400, _("This form has grown too old, or was not sent from this site. Go back, reload and try again."))


def http_error(error: HTTPException) -> ResponseReturnValue:
    """What Flask itself refuses."""
    if isinstance(error, SecurityError):  # a forged Host: no address can be built for it, so no page either
        return _sentence(400), 400, {"Content-Type": "text/plain; charset=utf-8"}
    return answer(error.code or 500, _sentence(error.code or 500))


def conflicting(error: IntegrityError) -> ResponseReturnValue:
    """Two did the same at once, and the database's keys let one through."""
    db.session.rollback()
    log.warning("conflict", error=str(error.orig))
    return answer(409, _("Somebody changed the same thing just now. Go back, reload and try again."))


def unusable(error: DataError) -> ResponseReturnValue:
    """A value that the database cannot hold."""
    db.session.rollback()
    log.warning("unusable value", error=str(error.orig))
    return answer(422, _("A value was too long or could not be stored."))


def database_away(error: OperationalError) -> ResponseReturnValue:
    """The database does not answer, or cannot write."""
    log.error("database", error=str(error.orig))
    db.session.rollback()
    return answer(
        503, _("The database cannot be reached or written to just now. Try again in a minute; nothing was lost.")
    )


def failed(error: Exception) -> ResponseReturnValue:
    """A defect of ours: logged in full, shown as a sentence."""
    db.session.rollback()
    log.error("failed", path=request.path, exc_info=error)
    return answer(500, _sentence(500))


def answer(status: int, sentence: str) -> ResponseReturnValue:
    """Render the page of a refusal, without asking the database for anything."""
    g.failing = True
    return render_template(_template(status), bare=True, status=status, sentence=sentence), status


def _template(status: int) -> str:
    return (
        f"errors/{status}.html" if status in {400, 403, 404, 405, 409, 413, 422, 429, 500, 503} else "errors/error.html"
    )


def _sentence(status: int) -> str:
    sentences = {
        400: _("The request could not be understood."),
        404: _("There is no such page."),
        405: _("This address does not take that kind of request."),
        413: _("What was sent is too large: a file may have at most 10 MB."),
        429: _("That was tried too often. Wait a few minutes and try again."),
        500: _("Something went wrong on our side. It has been noted; nothing was half done."),
        503: _("The service is not available just now. Try again in a minute."),
    }
    return sentences.get(status, _("The request could not be answered."))
