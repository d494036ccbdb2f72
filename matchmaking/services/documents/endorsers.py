"""Who endorses a document: counted by organization, listed by person."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, selectinload

from matchmaking.extensions import db
from matchmaking.models import (
    DocumentFile,
    Endorsement,
    EventSession,
    Organization,
    Participant,
    SessionDocument,
    SignUpMode,
)
from matchmaking.services.people import participants
from matchmaking.services.words.times import moment

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement, Select

    from matchmaking.models import Event

SORTS = ("organization", "name", "country", "hour")


def count(file: DocumentFile, words: str = "") -> int:
    """How many people endorse a file, of those whom words find."""
    rows = select(func.count(Endorsement.id)).join(Endorsement.participant).where(*_fitting(file, words))
    return db.session.scalar(rows) or 0


def organizations(files: Collection[int]) -> dict[int, int]:
    """How many organizations endorse each of these files: one counts once, however many of its people do."""
    rows = db.session.execute(
        select(Endorsement.file_id, func.count(Participant.organization_id.distinct()))
        .join(Endorsement.participant)
        .where(Endorsement.file_id.in_(files))
        .group_by(Endorsement.file_id)
    )
    return dict(rows.all())


def entries(  # noqa: PLR0913 - which list, in which order, how much of it
    file: DocumentFile,
    words: str = "",
    *,
    sort: str = "organization",
    descending: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> list[Endorsement]:
    """Those who endorse a file and whom words find, in order."""
    orders: dict[str, ColumnElement[Any]] = {
        "organization": Organization.name_key.expression,
        "name": Participant.family_name.expression,
        "country": Participant.country.expression,
        "hour": Endorsement.endorsed_at.expression,
    }
    first = orders[sort]
    rows = _ordered([file.id], first.desc() if descending else first.asc()).where(*_fitting(file, words))
    return list(db.session.scalars(rows.offset(offset).limit(limit)))


def table(
    event: Event, file: DocumentFile, words: str, *, sort: str, descending: bool
) -> tuple[list[str], list[list[str]]]:
    """The list as rows of a file."""
    rows = [
        [
            row.participant.organization.name,
            row.participant.name,
            row.participant.country,
            moment(row.endorsed_at, event),
        ]
        for row in entries(file, words, sort=sort, descending=descending)
    ]
    return [_("Organization"), _("Name"), _("Country"), _("Endorsed")], rows


def published(event: Event) -> dict[int, tuple[SessionDocument, list[Endorsement]]]:
    """By session: the documents whose endorsers everybody may see, and these, by organization."""
    documents = db.session.scalars(
        select(SessionDocument)
        .join(SessionDocument.session)
        .where(
            EventSession.event_id == event.id,
            EventSession.sign_up_mode != SignUpMode.INVITED,
            SessionDocument.published_at.is_not(None),
            SessionDocument.endorsers_public,
        )
        .options(selectinload(SessionDocument.texts), selectinload(SessionDocument.files))
    ).all()
    listed: defaultdict[int, list[Endorsement]] = defaultdict(list)
    for row in db.session.scalars(_ordered([document.file.id for document in documents])):
        listed[row.file_id].append(row)
    return {document.session_id: (document, listed[document.file.id]) for document in documents}


def summary(event: Event) -> list[tuple[str, int]]:
    """Every published document of an event, as its session is called, and how many organizations endorse it."""
    documents = db.session.scalars(
        select(SessionDocument)
        .join(SessionDocument.session)
        .where(EventSession.event_id == event.id, SessionDocument.published_at.is_not(None))
        .options(contains_eager(SessionDocument.session), selectinload(SessionDocument.files))
        .order_by(EventSession.starts_at, EventSession.id)
    ).all()
    counts = organizations([document.file.id for document in documents])
    return [(document.session.title, counts.get(document.file.id, 0)) for document in documents]


def _ordered(files: Collection[int], *first: ColumnElement[Any]) -> Select[Endorsement]:
    """The endorsements of files, by this order, then by organization and name."""
    return (
        select(Endorsement)
        .join(Endorsement.participant)
        .join(Participant.organization)
        .where(Endorsement.file_id.in_(files))
        .options(contains_eager(Endorsement.participant).contains_eager(Participant.organization))
        .order_by(*first, Organization.name_key, Participant.search, Endorsement.id)
    )


def _fitting(file: DocumentFile, words: str) -> list[ColumnElement[bool]]:
    return [Endorsement.file_id == file.id, *participants.matches(words)]
