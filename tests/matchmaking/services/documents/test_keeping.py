from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, DocumentReaders, Endorsement, Mail, SessionDocument, SessionKind
from matchmaking.services.documents import endorsing, keeping, uploads
from matchmaking.services.documents.keeping import DocumentValues
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import programme
from tests.factories import NOW, make_event, make_organizer, make_participant, make_session
from tests.matchmaking.services.documents.test_uploads import PDF

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, EventSession, Organizer

NEXT = PDF.replace(b"1.7", b"1.6")


@pytest.fixture
def ann(app: Flask) -> Organizer:
    del app
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


@pytest.fixture
def plenary(event: Event) -> EventSession:
    return make_session(event, "Plenary", kind=SessionKind.PLENARY)


def said(
    title: str = "Declaration",
    *,
    readers: DocumentReaders = DocumentReaders.SEEING,
    published: bool = True,
    until: datetime | None = None,
    public: bool = False,
    **texts: tuple[str, str],
) -> DocumentValues:
    return DocumentValues({"en": (title, "What we agreed on"), **texts}, readers, published, until, public)


def put(
    event: Event,
    session: EventSession,
    ann: Organizer,
    values: DocumentValues | None = None,
    *,
    content: bytes | None = PDF,
    at: datetime = NOW,
) -> SessionDocument:
    upload = None if content is None else uploads.made_of("declaration.pdf", content)
    document = keeping.keep(event, session, values or said(), ann, at, upload=upload)
    db.session.commit()
    return document


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_document_has_words_in_the_languages_of_the_event_and_is_written_down(
    ann: Organizer, event: Event, plenary: EventSession
) -> None:
    document = put(event, plenary, ann, said(sr=("Декларација", ""), el=("not a language of this event", "")))
    assert [(text.language, text.title) for text in document.texts] == [("en", "Declaration"), ("sr", "Декларација")]
    assert keeping.words_of(document, event, ["sr"]).title == "Декларација"
    assert keeping.words_of(document, event, ["el"]).title == "Declaration"
    assert (document.file.name, document.file.size, document.file.content) == ("declaration.pdf", len(PDF), PDF)
    assert actions()[-1] == "document.taken"
    put(event, plenary, ann, said("Conclusions"), content=None)
    assert [text.title for text in document.texts] == ["Conclusions"]
    assert actions()[-1] == "document.changed"


def test_document_needs_a_file_and_a_title(ann: Organizer, event: Event, plenary: EventSession) -> None:
    with pytest.raises(Invalid, match="Choose a file"):
        put(event, plenary, ann, content=None)
    with pytest.raises(Invalid, match="needs a title"):
        put(event, plenary, ann, said("", sr=("", "")))
    with pytest.raises(Invalid, match="needs a title"):
        put(event, plenary, ann, said(sr=("", "A line without a title")))


def test_meeting_session_has_no_document(ann: Organizer, event: Event) -> None:
    with pytest.raises(NotFound, match="has no document"):
        put(event, make_session(event), ann)


def test_hour_of_publishing_stays_until_it_is_taken_back(ann: Organizer, event: Event, plenary: EventSession) -> None:
    document = put(event, plenary, ann, at=NOW)
    put(event, plenary, ann, content=None, at=NOW + timedelta(hours=1))
    assert document.published_at == NOW
    put(event, plenary, ann, said(published=False), content=None)
    assert document.published_at is None


def test_replaced_file_stays_for_those_who_endorsed_it_who_are_told(
    ann: Organizer, event: Event, plenary: EventSession
) -> None:
    document, bob = put(event, plenary, ann), make_participant(event)
    former = document.file.id
    endorsing.endorse(bob, former, NOW)
    put(event, plenary, ann, content=NEXT)
    assert [file.id for file in document.files] == [former, document.file.id]
    assert db.session.scalars(select(Endorsement.file_id)).all() == [former]
    mail = db.session.scalars(select(Mail).where(Mail.kind == "document_replaced")).one()
    assert (mail.participant_id, mail.subject) == (bob.id, "There is a new text: Declaration")


def test_replaced_file_that_nobody_endorsed_is_gone(ann: Organizer, event: Event, plenary: EventSession) -> None:
    put(event, plenary, ann)
    document = put(event, plenary, ann, content=NEXT)
    assert [file.content for file in document.files] == [NEXT]


def test_nobody_is_written_to_about_a_document_that_is_not_published(
    ann: Organizer, event: Event, plenary: EventSession
) -> None:
    document = put(event, plenary, ann)
    endorsing.endorse(make_participant(event), document.file.id, NOW)
    put(event, plenary, ann, said(published=False), content=NEXT)
    assert db.session.scalars(select(Mail.id).where(Mail.kind == "document_replaced")).all() == []


def test_the_same_file_again_is_refused(ann: Organizer, event: Event, plenary: EventSession) -> None:
    put(event, plenary, ann)
    with pytest.raises(Invalid, match="very file"):
        put(event, plenary, ann)


def test_session_whose_document_is_endorsed_is_not_removed(ann: Organizer, event: Event, plenary: EventSession) -> None:
    document, bob = put(event, plenary, ann), make_participant(event)
    endorsing.endorse(bob, document.file.id, NOW)
    with pytest.raises(Conflict, match="its document is endorsed"):
        programme.remove(event, plenary, ann, NOW)
    assert programme.effects_of_end(event, plenary, cancel=False).refusals == (
        "“Plenary” cannot be removed: its document is endorsed.",
    )
    endorsing.withdraw(bob, document.file.id, NOW)
    shown = programme.effects_of_end(event, plenary, cancel=False)
    programme.remove(event, plenary, ann, NOW, seen=shown.token)
    db.session.commit()
    assert db.session.scalars(select(SessionDocument)).all() == []


def test_removed_document_takes_its_endorsements_along(ann: Organizer, event: Event, plenary: EventSession) -> None:
    document = put(event, plenary, ann)
    endorsing.endorse(make_participant(event), document.file.id, NOW)
    keeping.remove(event, plenary, ann, NOW)
    db.session.commit()
    assert keeping.find(plenary) is None
    assert db.session.scalars(select(Endorsement)).all() == []
    assert actions()[-1] == "document.removed"
