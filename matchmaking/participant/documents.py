"""Documents that come of sessions: read, and endorsed as oneself for one's organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access, page_language
from matchmaking.extensions import db
from matchmaking.pages import download, see_other
from matchmaking.participant import blueprint
from matchmaking.services.documents import endorsers, endorsing, keeping, uploads

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from matchmaking.models import DocumentText, SessionDocument


@blueprint.get("/documents")
def documents() -> str:
    """Show what can be read, and what one endorses."""
    who, now = access.participant(), access.now()
    found = endorsing.readable(who)
    return render_template(
        "participant/documents.html",
        who=who,
        documents=found,
        words_of=_words_of,
        mine=endorsing.mine(who, found),
        of_organization=endorsing.of_organization(who, found),
        counted=endorsers.organizations([document.file.id for document in found]),
        open=[document.session_id for document in found if endorsing.is_open(document, now)],
    )


@blueprint.get("/documents/<int:file_id>")
def documents_file(file_id: int) -> Response:
    """Give a document to read."""
    file = endorsing.file_of(access.participant(), file_id)
    return download(file.content, file.name, uploads.mime_type(file.name))


@blueprint.post("/documents/<int:file_id>/endorse")
def documents_endorse(file_id: int) -> ResponseReturnValue:
    """Stand by a document."""
    who = access.participant()
    document = endorsing.endorse(who, file_id, access.now())
    said = _(
        "You endorse “%(title)s” for %(organization)s.",
        title=_words_of(document).title,
        organization=who.organization.name,
    )
    return _done(document, said)


@blueprint.post("/documents/<int:file_id>/withdraw")
def documents_withdraw(file_id: int) -> ResponseReturnValue:
    """Stand by a document no longer."""
    document = endorsing.withdraw(access.participant(), file_id, access.now())
    return _done(document, _("You no longer endorse “%(title)s”.", title=_words_of(document).title))


def _done(document: SessionDocument, said: str) -> ResponseReturnValue:
    db.session.commit()
    flash(said, "success")
    return see_other(url_for("participant.documents", _anchor=f"document-{document.session_id}"))


def _words_of(document: SessionDocument) -> DocumentText:
    return keeping.words_of(document, access.event(), page_language.wanted())
