"""Documents as participants read and endorse them: as themselves, for the organization they represent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import (
    DocumentFile,
    DocumentReaders,
    Endorsement,
    EventSession,
    Participant,
    ParticipantStatus,
    SessionDocument,
    SessionSignUp,
    SignUpMode,
)
from matchmaking.services import audit
from matchmaking.services.documents import keeping
from matchmaking.services.people import seating
from matchmaking.services.refusals import Conflict, NotFound, PhaseClosed

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement


def readable(participant: Participant) -> list[SessionDocument]:
    """The published documents that a participant may read, in the order of the programme."""
    rows = (
        select(SessionDocument)
        .join(SessionDocument.session)
        .where(_may_read(participant))
        .options(
            contains_eager(SessionDocument.session),
            selectinload(SessionDocument.texts),
            selectinload(SessionDocument.files),
        )
        .order_by(EventSession.starts_at, EventSession.id)
    )
    return list(db.session.scalars(rows))


def any_readable(participant: Participant) -> bool:
    """Whether there is a document that a participant may read."""
    found = select(SessionDocument.session_id).join(SessionDocument.session).where(_may_read(participant))
    return db.session.scalar(found.limit(1)) is not None


def file_of(participant: Participant, file_id: int) -> DocumentFile:
    """A file that a participant may read: the newest of a document, or a former one that they stand by."""
    found = db.session.scalar(
        select(DocumentFile)
        .join(DocumentFile.document)
        .join(SessionDocument.session)
        .where(DocumentFile.id == file_id, _may_read(participant))
        .options(contains_eager(DocumentFile.document).contains_eager(SessionDocument.session))
    )
    if found is None or (found is not found.document.file and not _endorsed(participant, [file_id])):
        raise NotFound(_("There is no such document."))
    return found


def endorse(participant: Participant, file_id: int, now: datetime) -> SessionDocument:
    """Stand by a document as it is now; once more changes nothing."""
    document = _held(participant, file_id, now)
    if document.file.id != file_id:
        raise Conflict(_("The document was replaced meanwhile. Read the new text before you endorse it."))
    if not participant.organization_confirmed:
        raise Conflict(
            _("Nobody has confirmed yet that you are of %(organization)s.", organization=participant.organization.name)
        )
    if not _endorsed(participant, [file_id]):
        db.session.add(Endorsement(file_id=file_id, participant_id=participant.id, endorsed_at=now))
        db.session.flush()
        _note("document.endorsed", participant, document, now)
    return document


def withdraw(participant: Participant, file_id: int, now: datetime) -> SessionDocument:
    """Stand by a file no longer; nobody needs to have endorsed it."""
    document = _held(participant, file_id, now)
    found = db.session.scalar(
        select(Endorsement).where(Endorsement.file_id == file_id, Endorsement.participant_id == participant.id)
    )
    if found is not None:
        db.session.delete(found)
        db.session.flush()
        _note("document.withdrawn", participant, document, now)
    return document


def mine(participant: Participant, documents: Collection[SessionDocument]) -> dict[int, Endorsement]:
    """What a participant has endorsed of these documents, by file."""
    files = [file.id for document in documents for file in document.files]
    return {row.file_id: row for row in _endorsed(participant, files)}


def of_organization(participant: Participant, documents: Collection[SessionDocument]) -> dict[int, Endorsement]:
    """Who endorsed these documents first for a participant's organization, by file."""
    files = [document.file.id for document in documents]
    rows = db.session.scalars(
        select(Endorsement)
        .join(Endorsement.participant)
        .where(Endorsement.file_id.in_(files), Participant.organization_id == participant.organization_id)
        .options(joinedload(Endorsement.participant))
        .order_by(Endorsement.id.desc())
    )
    return {row.file_id: row for row in rows}


def is_open(document: SessionDocument, now: datetime) -> bool:
    """Whether endorsements are given and withdrawn now."""
    return document.endorsed_until is None or now < document.endorsed_until


def _held(participant: Participant, file_id: int, now: datetime) -> SessionDocument:
    document = keeping.hold(file_of(participant, file_id).document.session)
    if document is None:
        raise NotFound(_("There is no such document."))
    if not is_open(document, now):
        raise PhaseClosed(_("Endorsements of this document are closed."))
    return document


def _endorsed(participant: Participant, files: Collection[int]) -> list[Endorsement]:
    rows = select(Endorsement).where(Endorsement.participant_id == participant.id, Endorsement.file_id.in_(files))
    return list(db.session.scalars(rows))


def _may_read(participant: Participant) -> ColumnElement[bool]:
    attends = exists().where(
        SessionSignUp.session_id == EventSession.id,
        SessionSignUp.participant_id == participant.id,
        SessionSignUp.withdrawn_at.is_(None),
    )
    sees = or_(EventSession.sign_up_mode != SignUpMode.INVITED, attends, seating.invited(participant))
    readers = SessionDocument.readers
    takes_part = participant.status is ParticipantStatus.APPROVED
    return (
        (EventSession.event_id == (participant.event_id if takes_part else None))
        & SessionDocument.published_at.is_not(None)
        & or_(
            readers == DocumentReaders.EVERYBODY,
            (readers == DocumentReaders.SEEING) & sees,
            (readers == DocumentReaders.ATTENDING) & attends,
        )
    )


def _note(action: str, participant: Participant, document: SessionDocument, now: datetime) -> None:
    audit.record(action, at=now, event_id=participant.event_id, participant=participant, subject=document.session.title)
