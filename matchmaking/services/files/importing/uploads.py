"""Files on their way in: begun, found again, discarded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import defer

from matchmaking.extensions import db
from matchmaking.models import Import
from matchmaking.services import audit
from matchmaking.services.files.recognition import Kind, recognise
from matchmaking.services.files.tabular import read_table
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.retention.keeping import require_not_anonymised
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, ImportKind, Organizer

FILENAME_LENGTH = 255
KEPT = timedelta(days=7)
"""How long a file waits to be brought in: it may hold the data of people who never came."""


def begin(  # noqa: PLR0913, PLR0917 - a file, what it is, and who brings it
    event: Event, kind: ImportKind, filename: str, content: bytes, organizer: Organizer | None, now: datetime
) -> Import:
    """Take a file and recognise its columns; refuse one that cannot be read."""
    require_not_cancelled(event)
    require_not_anonymised(event)
    table = read_table(content, filename)
    upload = Import(
        event_id=event.id,
        organizer_id=organizer.id if organizer else None,
        kind=kind,
        filename=clean(filename)[-FILENAME_LENGTH:] or _("A file without a name"),
        content=content,
        columns=dict(recognise(table.header, Kind(kind.value)).columns),
        mended={},
        left_out=[],
        outcome={},
        created_at=now,
    )
    db.session.add(upload)
    db.session.flush()
    return upload


def find(event: Event, import_id: int) -> Import:
    """One import of this event."""
    upload = db.session.scalar(select(Import).where(Import.id == import_id, Import.event_id == event.id))
    if upload is None:
        raise NotFound(_("There is no such import."))
    return upload


def hold(event: Event, import_id: int) -> Import:
    """One import of this event, for change: nobody else changes or applies it until the transaction ends."""
    db.session.execute(select(Import.id).where(Import.id == import_id, Import.event_id == event.id).with_for_update())
    upload = find(event, import_id)
    if upload.applied_at is not None:
        raise Conflict(_("This list was brought in already."))
    return upload


def list_of(event: Event) -> list[Import]:
    """The event's imports without their contents, the latest first."""
    query = select(Import).where(Import.event_id == event.id).options(defer(Import.content))
    return list(db.session.scalars(query.order_by(Import.created_at.desc(), Import.id.desc())))


def discard(event: Event, upload: Import, organizer: Organizer, now: datetime) -> None:
    """Forget a file of which nothing was brought in."""
    audit.record("import.discarded", at=now, event_id=event.id, organizer=organizer, subject=upload.filename[:100])
    db.session.delete(upload)


def remove_old(now: datetime) -> int:
    """Forget the files of which nothing was brought in for so long; answers how many these were."""
    old = (
        select(Import)
        .where(Import.applied_at.is_(None), Import.created_at <= now - KEPT)
        .options(defer(Import.content))
    )
    found = db.session.scalars(old).all()
    for upload in found:
        audit.record("import.expired", at=now, event_id=upload.event_id, subject=upload.filename[:100])
        db.session.delete(upload)
    return len(found)
