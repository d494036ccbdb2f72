"""The list of meeting requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest, Participant, Priority, RequestStatus
from matchmaking.services.refusals import NotFound
from matchmaking.services.words.sounds import found_in

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.base import ExecutableOption

    from matchmaking.models import Event

SORTS = ("requester", "recipient", "priority", "status", "created")
REQUESTER, RECIPIENT = aliased(Participant), aliased(Participant)
OTHER = aliased(MeetingRequest)
PRIORITY_WORDS = {Priority.MUST: "must", Priority.WOULD_LIKE: "would like", Priority.OPEN_TO: "open to"}


@dataclass(frozen=True)
class Search:
    """What is looked for; empty strings stand for everything."""

    words: str = ""
    status: str = ""
    priority: str = ""
    mutual: str = ""


@dataclass(frozen=True)
class Entry:
    """A request, and whether the other side has asked as well."""

    request: MeetingRequest
    mutual: bool


def count(event: Event, search: Search) -> int:
    """How many fit."""
    query = (
        select(func.count(MeetingRequest.id))
        .join(MeetingRequest.requester.of_type(REQUESTER))
        .join(MeetingRequest.recipient.of_type(RECIPIENT))
    )
    return db.session.scalar(query.where(*_fitting(event, search))) or 0


def entries(  # noqa: PLR0913 - which list, in which order, how much of it
    event: Event, search: Search, *, sort: str, descending: bool, offset: int = 0, limit: int | None = None
) -> list[Entry]:
    """Those that fit, in order, with both people and their organizations."""
    first = _order(sort)
    rows = db.session.execute(
        select(MeetingRequest, _is_mutual())
        .join(MeetingRequest.requester.of_type(REQUESTER))
        .join(MeetingRequest.recipient.of_type(RECIPIENT))
        .where(*_fitting(event, search))
        .options(
            contains_eager(MeetingRequest.requester.of_type(REQUESTER)).joinedload(REQUESTER.organization),
            contains_eager(MeetingRequest.recipient.of_type(RECIPIENT)).joinedload(RECIPIENT.organization),
        )
        .order_by(first.desc() if descending else first.asc(), MeetingRequest.id)
        .offset(offset)
        .limit(limit)
    )
    return [Entry(request, mutual) for request, mutual in rows]


def of(participant: Participant) -> list[MeetingRequest]:
    """Every request that somebody has sent or was sent."""
    query = select(MeetingRequest).where(
        or_(MeetingRequest.requester_id == participant.id, MeetingRequest.recipient_id == participant.id)
    )
    return list(db.session.scalars(query.options(*_people()).order_by(MeetingRequest.created_at, MeetingRequest.id)))


def request(event: Event, request_id: int) -> MeetingRequest:
    """One request of this event."""
    found = db.session.scalar(
        select(MeetingRequest)
        .where(MeetingRequest.id == request_id, MeetingRequest.event_id == event.id)
        .options(*_people())
    )
    if found is None:
        raise NotFound(_("There is no such request."))
    return found


def counterpart(request: MeetingRequest) -> MeetingRequest | None:
    """What the recipient has asked the requester, if anything."""
    return db.session.scalar(
        select(MeetingRequest).where(
            MeetingRequest.requester_id == request.recipient_id, MeetingRequest.recipient_id == request.requester_id
        )
    )


def table(event: Event, search: Search, *, sort: str, descending: bool) -> tuple[list[str], list[list[str]]]:
    """All that fit, as a file that can be brought in again."""
    header = [
        _("Requester"), _("Recipient"), _("Priority"), _("Message"), _("Status"), _("Each asked the other"),
        _("Name of the one who asks"), _("Organization of the one who asks"),
        _("Name of the one who is asked"), _("Organization of the one who is asked"),
    ]  # fmt: skip
    listed = entries(event, search, sort=sort, descending=descending)
    return header, [_row(entry) for entry in listed]


def _row(entry: Entry) -> list[str]:
    one, other = entry.request.requester, entry.request.recipient
    return [
        one.email,
        other.email,
        PRIORITY_WORDS[entry.request.priority],
        entry.request.message,
        entry.request.status.value,
        _("yes") if entry.mutual else _("no"),
        one.name,
        one.organization.name,
        other.name,
        other.organization.name,
    ]


def _fitting(event: Event, search: Search) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [MeetingRequest.event_id == event.id]
    conditions += found_in(search.words, REQUESTER.search, RECIPIENT.search)
    if search.status:
        conditions.append(MeetingRequest.status == RequestStatus(search.status))
    if search.priority:
        conditions.append(MeetingRequest.priority == Priority(int(search.priority)))
    if search.mutual:
        conditions.append(_is_mutual() if search.mutual == "yes" else ~_is_mutual())
    return conditions


def _is_mutual() -> ColumnElement[bool]:
    return exists().where(
        and_(OTHER.requester_id == MeetingRequest.recipient_id, OTHER.recipient_id == MeetingRequest.requester_id)
    )


def _order(sort: str) -> ColumnElement[Any]:
    orders: dict[str, ColumnElement[Any]] = {
        "requester": REQUESTER.search.expression,
        "recipient": RECIPIENT.search.expression,
        "priority": MeetingRequest.priority.expression,
        "status": MeetingRequest.status.expression,
        "created": MeetingRequest.created_at.expression,
    }
    return orders[sort]


def _people() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(MeetingRequest.requester).joinedload(Participant.organization),
        joinedload(MeetingRequest.recipient).joinedload(Participant.organization),
    )
