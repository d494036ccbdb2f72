"""The document that comes of a session, and who endorses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.document_forms import DocumentForm
from matchmaking.organizer.exports import list_file
from matchmaking.pages import download, listing, see_other
from matchmaking.services.documents import endorsers, keeping, uploads
from matchmaking.services.refusals import NotFound
from matchmaking.services.setup import programme as programme_service

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from matchmaking.models import EventSession

DOCUMENT = "/events/<slug>/programme/<int:session_id>/document"


@blueprint.route(DOCUMENT, methods=["GET", "POST"])
def programme_document(session_id: int) -> ResponseReturnValue:
    """Upload a document, say what it is and who reads it, replace it."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = _session(session_id)
    document = keeping.find(session)
    if document is None:
        keeping.require_possible(session)
    form = DocumentForm.of(event, document)
    if form.carried_out(lambda: keeping.keep(event, session, form.values(event), who, now, upload=form.upload())):
        flash(_("Saved."), "success")
        return see_other(_url(session))
    page = render_template(
        "organizer/programme_document.html",
        session=session,
        document=document,
        form=form,
        counted=endorsers.organizations([one.id for one in document.files]) if document else {},
    )
    return page, form.status


@blueprint.post(f"{DOCUMENT}/remove")
def programme_document_remove(session_id: int) -> ResponseReturnValue:
    """Take the document away."""
    event, session = access.event(), _session(session_id)
    return answer_of(
        lambda: keeping.remove(event, session, access.organizer(), access.now()),
        _("The document is removed."),
        _url(session),
    )


@blueprint.get(f"{DOCUMENT}/files/<int:file_id>")
def programme_document_file(session_id: int, file_id: int) -> Response:
    """Give a file, the one in force or a former one."""
    document = keeping.document_of(_session(session_id))
    found = next((file for file in document.files if file.id == file_id), None)
    if found is None:
        raise NotFound(_("There is no such document."))
    return download(found.content, found.name, uploads.mime_type(found.name))


@blueprint.get(f"{DOCUMENT}/endorsers")
def programme_document_endorsers(session_id: int) -> str:
    """Show who endorses the document."""
    session = _session(session_id)
    document, look = keeping.document_of(session), listing(endorsers.SORTS, {})
    look = look.with_total(endorsers.count(document.file, look.q))
    entries = endorsers.entries(
        document.file, look.q, sort=look.sort, descending=look.descending, offset=look.offset, limit=look.per_page
    )
    return render_template(
        "organizer/programme_document_endorsers.html",
        session=session,
        listing=look,
        entries=entries,
        organizations=endorsers.organizations([document.file.id]).get(document.file.id, 0),
    )


@blueprint.get(f"{DOCUMENT}/endorsers.xlsx", defaults={"format": "xlsx"})
@blueprint.get(f"{DOCUMENT}/endorsers.csv", defaults={"format": "csv"})
def programme_document_export(session_id: int, format: str) -> Response:  # noqa: A002 - the word in the address
    """The same list as a file."""
    document, look = keeping.document_of(_session(session_id)), listing(endorsers.SORTS, {})
    header, rows = endorsers.table(access.event(), document.file, look.q, sort=look.sort, descending=look.descending)
    return list_file(format, f"endorsers-{session_id}", header, rows)


def _session(session_id: int) -> EventSession:
    return programme_service.session_of(access.event(), session_id)


def _url(session: EventSession) -> str:
    return url_for("organizer.programme_document", session_id=session.id)
