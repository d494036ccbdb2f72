"""Imports: lists of participants and of requests, on their way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.models import ImportKind, ParticipantStatus
from matchmaking.organizer import blueprint, import_forms, import_rows
from matchmaking.organizer.import_forms import UploadForm
from matchmaking.organizer.labels import priority_labels
from matchmaking.pages import see_other
from matchmaking.services.files import importing
from matchmaking.services.files.importing import choices
from matchmaking.services.files.tabular import ENCODINGS
from matchmaking.services.refusals import NotFound, Refusal
from matchmaking.services.setup import participation

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from matchmaking.models import Import

IMPORTS = "/events/<slug>/imports"
ONE = f"{IMPORTS}/<int:import_id>"
NEW_TYPE = "new"
CHANGES_SHOWN = 50
FIRST_ROWS = 10
STATUSES = {status.value: status for status in (ParticipantStatus.APPROVED, ParticipantStatus.PENDING)}


@blueprint.route(IMPORTS, methods=["GET", "POST"])
def imports() -> ResponseReturnValue:
    """Lists that were brought in before, and another one."""
    form = UploadForm().offer()
    begun: list[Import] = []

    def begin() -> None:
        file = form.file.data
        kind = ImportKind(form.kind.data)
        content = file.read()
        begun.append(
            importing.begin(access.event(), kind, file.filename or "", content, access.organizer(), access.now())
        )

    if form.carried_out(begin):
        return see_other(url_for("organizer.imports_import", import_id=begun[0].id))
    listed = importing.list_of(access.event())
    return render_template("organizer/imports.html", form=form, imports=listed), form.status


@blueprint.get(ONE)
def imports_import(import_id: int) -> str:
    """One import: its columns, its rows, and bringing it in; afterwards what came of it."""
    return _page(importing.find(access.event(), import_id))


@blueprint.post(f"{ONE}/encoding")
def imports_encoding(import_id: int) -> ResponseReturnValue:
    """Read the file by another encoding."""
    encoding = request.form.get("encoding", "")
    return _decided(import_id, lambda upload: choices.choose_encoding(upload, encoding), "columns")


@blueprint.post(f"{ONE}/columns")
def imports_columns(import_id: int) -> ResponseReturnValue:
    """Say what the columns hold."""
    chosen = import_forms.chosen_columns(request.form)
    return _decided(import_id, lambda upload: choices.choose_columns(upload, chosen), "rows")


@blueprint.post(f"{ONE}/types")
def imports_types(import_id: int) -> ResponseReturnValue:
    """Say what participation types of the file mean, or give them to the event."""
    chosen = import_forms.chosen_types(request.form)

    def decide(upload: Import) -> None:
        event = access.event()
        new = [name for name, meant in chosen.items() if meant == NEW_TYPE and name]
        names = {str(kind.id): kind.name for kind in participation.types_of(event)}
        known = {name: names[meant] for name, meant in chosen.items() if meant in names}
        choices.map_types(event, upload, known)
        choices.create_types(event, new, access.organizer(), access.now())

    return _decided(import_id, decide, "rows")


@blueprint.post(f"{ONE}/rows")
def imports_rows(import_id: int) -> ResponseReturnValue:
    """Mend rows, or leave them out."""
    typed, right = import_forms.typed_cells(request.form), import_forms.right_rows(request.form)
    left_out = import_forms.left_out_rows(request.form)

    def decide(upload: Import) -> None:
        choices.mend(upload, {number: cells for number, cells in typed.items() if number not in left_out}, right=right)
        choices.leave_out(upload, left_out)

    return _decided(import_id, decide, "rows")


@blueprint.post(f"{ONE}/leave-out")
def imports_leave_out_bad(import_id: int) -> ResponseReturnValue:
    """Leave out every row that has an error."""
    return _decided(import_id, lambda upload: choices.leave_out_bad(access.event(), upload), "rows")


@blueprint.post(f"{ONE}/take-back")
def imports_take_back(import_id: int) -> ResponseReturnValue:
    """Let a row be as it is in the file."""
    number = request.form.get("row", "")
    return _decided(import_id, lambda upload: choices.take_back(upload, number), "rows")


@blueprint.post(f"{ONE}/apply")
def imports_apply(import_id: int) -> ResponseReturnValue:
    """Bring everything in."""
    status = STATUSES.get(request.form.get("status", ""), ParticipantStatus.APPROVED)

    def act(upload: Import) -> None:
        importing.apply(access.event(), upload, access.organizer(), access.now(), status=status)

    return _decided(import_id, act, "")


@blueprint.post(f"{ONE}/discard")
def imports_discard(import_id: int) -> Response:
    """Forget the file."""
    upload = importing.hold(access.event(), import_id)
    importing.discard(access.event(), upload, access.organizer(), access.now())
    db.session.commit()
    flash(_("The file was discarded. Nothing of it was brought in."), "success")
    return see_other(url_for("organizer.imports"))


def _decided(import_id: int, act: Callable[[Import], object], anchor: str) -> ResponseReturnValue:
    """Carry out a decision about an import and show it again; a refusal is shown above it."""
    upload = importing.hold(access.event(), import_id)
    try:
        act(upload)
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        return _page(importing.find(access.event(), import_id), refusal=str(refusal)), 422
    db.session.commit()
    return see_other(url_for("organizer.imports_import", import_id=import_id, _anchor=anchor or None))


def _page(upload: Import, *, refusal: str = "") -> str:
    if upload.applied_at is not None:
        return render_template("organizer/import_applied.html", upload=upload)
    event = access.event()
    preview = importing.look(event, upload)
    return render_template(
        "organizer/import.html",
        upload=upload,
        refusal=refusal,
        preview=preview,
        columns=import_rows.columns_of(upload, preview.table),
        fields=import_rows.choices_of(upload),
        encodings=ENCODINGS,
        unknown_types=choices.unknown_types_in(preview.rows),
        types=participation.types_of(event),
        bad=import_rows.bad_rows(upload, preview.bad[: import_rows.BAD_ROWS_SHOWN]),
        title_of=import_rows.title_of,
        notice_titles=import_rows.NOTICE_TITLES,
        changed=import_rows.changes(preview.steps),
        missing=import_rows.named(preview.missing),
        priorities=priority_labels(),
        changes_shown=CHANGES_SHOWN,
        first=preview.steps[:FIRST_ROWS],
    )
