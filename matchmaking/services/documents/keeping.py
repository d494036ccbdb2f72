"""The document of a session, as its organizers keep it: uploaded, named, published, replaced, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel import negotiate_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import (
    DocumentFile,
    DocumentReaders,
    DocumentText,
    Endorsement,
    EventSession,
    Participant,
    SessionDocument,
)
from matchmaking.services import audit
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.people.availability import NOT_ATTENDED
from matchmaking.services.refusals import Invalid, NotFound
from matchmaking.services.setup.phases import require_not_cancelled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from matchmaking.models import Event, Organizer
    from matchmaking.services.documents.uploads import Upload

    Texts = Mapping[str, tuple[str, str]]

TITLE_LENGTH = 200
NOTE_LENGTH = 500


@dataclass(frozen=True)
class DocumentValues:
    """What an organizer says about a document; by language its title and a line on it."""

    texts: Texts
    readers: DocumentReaders
    published: bool
    endorsed_until: datetime | None
    endorsers_public: bool


def find(session: EventSession) -> SessionDocument | None:
    """The document of a session, with its texts and files but not what these hold."""
    query = select(SessionDocument).where(SessionDocument.session_id == session.id)
    return db.session.scalar(
        query.options(
            joinedload(SessionDocument.session),
            selectinload(SessionDocument.texts),
            selectinload(SessionDocument.files),
        )
    )


def document_of(session: EventSession) -> SessionDocument:
    """The document of a session that has one."""
    found = find(session)
    if found is None:
        raise NotFound(_("There is no such document."))
    return found


def require_possible(session: EventSession) -> None:
    """Nothing to be endorsed comes of meetings and pauses."""
    if session.kind in NOT_ATTENDED:
        raise NotFound(_("A session of this kind has no document."))


def keep(  # noqa: PLR0913 - a file comes with what is said of it
    event: Event,
    session: EventSession,
    values: DocumentValues,
    organizer: Organizer,
    now: datetime,
    *,
    upload: Upload | None = None,
) -> SessionDocument:
    """Give a session its document, or change what there is; another file replaces the one before."""
    require_not_cancelled(event)
    require_possible(session)
    texts = _texts(event, values)
    document = hold(session)
    if document is None:
        if upload is None:
            raise Invalid(_("Choose a file."))
        document = SessionDocument(session_id=session.id)
        db.session.add(document)
    _write(document, values, texts, now)
    if upload is None:
        audit.record("document.changed", at=now, event_id=event.id, organizer=organizer, subject=session.title)
    else:
        _take(event, document, upload, now)
        audit.record(
            "document.taken",
            at=now,
            event_id=event.id,
            organizer=organizer,
            subject=session.title,
            file=upload.name,
            hash=upload.content_hash,
        )
    return document


def remove(event: Event, session: EventSession, organizer: Organizer, now: datetime) -> None:
    """Take a document away, and with it who has endorsed it."""
    require_not_cancelled(event)
    document = hold(session)
    if document is None:
        return
    db.session.delete(document)
    audit.record("document.removed", at=now, event_id=event.id, organizer=organizer, subject=session.title)


def hold(session: EventSession) -> SessionDocument | None:
    """The document, changed by nobody else until the transaction ends: nobody endorses what is being replaced."""
    turn = select(EventSession.id).where(EventSession.id == session.id).with_for_update()
    db.session.execute(turn)
    return db.session.scalar(
        select(SessionDocument)
        .where(SessionDocument.session_id == session.id)
        .options(selectinload(SessionDocument.texts), selectinload(SessionDocument.files))
        .execution_options(populate_existing=True)
    )


def words_of(document: SessionDocument, event: Event, wanted: Sequence[str]) -> DocumentText:
    """What a document is called in the first of the wanted languages, else of the event's, that it has a title in."""
    texts = {text.language: text for text in document.texts}
    written = [code for code in (*event.languages, *texts) if code in texts]
    return texts[negotiate_locale(list(wanted), written) or written[0]]


def _texts(event: Event, values: DocumentValues) -> Texts:
    texts = {code: text for code, text in values.texts.items() if code in event.languages and any(text)}
    if not texts or not all(title for title, _note in texts.values()):
        raise Invalid(_("A document needs a title in every language that something is said of it in."))
    return texts


def _write(document: SessionDocument, values: DocumentValues, texts: Texts, now: datetime) -> None:
    document.readers = values.readers
    document.published_at = (document.published_at or now) if values.published else None
    document.endorsed_until = values.endorsed_until
    document.endorsers_public = values.endorsers_public
    known = {text.language: text for text in document.texts}
    for code in known.keys() - texts.keys():
        document.texts.remove(known[code])
    for code, (title, note) in texts.items():
        text = known.get(code)
        if text is None:
            text = DocumentText(language=code)
            document.texts.append(text)
        text.title, text.note = title, note
    db.session.flush()


def _take(event: Event, document: SessionDocument, upload: Upload, now: datetime) -> None:
    former = document.files[-1] if document.files else None
    if former is not None and former.content_hash == upload.content_hash:
        raise Invalid(_("This is the very file that is there already."))
    document.files.append(
        DocumentFile(
            name=upload.name,
            size=len(upload.content),
            content_hash=upload.content_hash,
            content=upload.content,
            taken_at=now,
        )
    )
    db.session.flush()
    if former is not None:
        _retire(event, document, former, now)


def _retire(event: Event, document: SessionDocument, former: DocumentFile, now: datetime) -> None:
    """Ask those who endorsed the former file anew; the file stays as long as anybody stands by it."""
    rows = select(Participant).join(Endorsement, Endorsement.participant_id == Participant.id)
    endorsers = db.session.scalars(rows.where(Endorsement.file_id == former.id).order_by(Participant.id)).all()
    if not endorsers:
        document.files.remove(former)
    for participant in endorsers if document.published_at else ():
        outbox.write(
            "document_replaced",
            participant,
            now=now,
            dedupe_key=f"document:{document.file.id}:{participant.id}",
            event=event,
            title=words_of(document, event, [participant.language]).title,
            url=addresses.page("participant.documents", slug=event.slug),
        )
