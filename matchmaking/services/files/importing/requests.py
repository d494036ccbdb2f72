"""Meeting requests from a list: between whom, whether they are known, and what is new about them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest, Participant, Priority, RequestStatus
from matchmaking.services.files.checking import RequestOptions, check_requests
from matchmaking.services.files.importing.steps import Act, act_of
from matchmaking.services.people import limits
from matchmaking.services.requests import meeting_requests, meeting_rules
from matchmaking.services.requests.meeting_requests import Known
from matchmaking.services.requests.pairs import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from matchmaking.models import Event, Import
    from matchmaking.services.files.checking import CheckedRow, RequestRow
    from matchmaking.services.files.tabular import Table

NAMED = 10  # people of whom a remark gives the names


class Circle:
    """Everybody of an event by address, the rules who may meet whom, and the requests there are."""

    def __init__(self, event: Event) -> None:
        self.event = event
        everybody = select(Participant).where(Participant.event_id == event.id).options(joinedload(Participant.type))
        self.people = {person.email_key: person for person in db.session.scalars(everybody)}
        self.rules = meeting_rules.rules_of(event)
        requests = db.session.scalars(select(MeetingRequest).where(MeetingRequest.event_id == event.id))
        self.requests = {(request.requester_id, request.recipient_id): request for request in requests}

    def reason_not(self, one: str, other: str) -> str | None:
        """Why the people of these addresses may not meet."""
        return meeting_rules.reason_not(self.people[one], self.people[other], self.rules)


@dataclass(frozen=True)
class RequestStep:
    """One request of a list, as it is to be known."""

    number: int
    requester: Participant
    recipient: Participant
    known: MeetingRequest | None
    request: Known
    differences: tuple[str, ...]

    @property
    def act(self) -> Act:
        """What this row does."""
        return act_of(self.known, self.differences)

    @property
    def title(self) -> str:
        """Between whom it is."""
        return f"{self.requester.name} → {self.recipient.name}"


def check(circle: Circle, upload: Import, table: Table) -> list[CheckedRow[RequestRow]]:
    """Check the rows against the event's people and rules."""
    mended = {int(number): cells for number, cells in upload.mended.items()}
    options = RequestOptions(circle.people.keys(), circle.reason_not)
    return check_requests(table, upload.columns, options, mended=mended, left_out=set(upload.left_out))


def plan(circle: Circle, rows: Iterable[CheckedRow[RequestRow]]) -> list[RequestStep]:
    """Say of each row that counts which request it concerns and what is new."""
    return [_step(circle, row, row.values) for row in rows if row.counts and row.values is not None]


def write(event: Event, steps: Sequence[RequestStep], now: datetime) -> None:
    """Store the requests, with the meetings that come of them; nobody is told."""
    news = ((step.requester, step.recipient, step.request) for step in steps if step.act is not Act.SAME)
    meeting_requests.put_all(event, news, now)


def remarks(circle: Circle, steps: Sequence[RequestStep]) -> list[str]:
    """Who would have more requests open than the event allows; the organizers' lists may go beyond."""
    after = {ids: (request.priority, request.status) for ids, request in circle.requests.items()}
    for step in steps:
        status = step.request.status_over(step.known) if step.known else step.request.status
        after[step.requester.id, step.recipient.id] = (step.request.priority, status)
    sent = [(ids[0], priority) for ids, (priority, status) in after.items() if status in OPEN]
    requests = Counter(person for person, _priority in sent)
    musts = Counter(person for person, priority in sent if priority is Priority.MUST)
    over_limit = _beyond(circle, requests, "request_limit")
    over_musts = _beyond(circle, musts, "must_limit")
    told = []
    if over_limit:
        told.append(_("More open requests than the event allows will be had by: %(people)s.", people=over_limit))
    if over_musts:
        told.append(_("More requests ranked must than the event allows will be had by: %(people)s.", people=over_musts))
    return told


def _step(circle: Circle, row: CheckedRow[RequestRow], values: RequestRow) -> RequestStep:
    requester, recipient = circle.people[values.requester], circle.people[values.recipient]
    known = circle.requests.get((requester.id, recipient.id))
    said = {field for field, text in row.cells.items() if text.strip()}
    priority, message = Priority(values.priority), values.message
    if known is not None:  # where the list says nothing, nothing is lost
        priority = priority if "priority" in said else known.priority
        message = message if "message" in said else known.message
    request = Known(priority, message, RequestStatus(values.status))
    return RequestStep(row.number, requester, recipient, known, request, _differences(known, request))


def _differences(known: MeetingRequest | None, request: Known) -> tuple[str, ...]:
    if known is None or not request.changes(known):
        return ()
    compared = {
        "priority": known.priority is not request.priority,
        "status": known.status is not request.status_over(known),
    }
    return tuple(field for field, differs in compared.items() if differs) or ("message",)


def _beyond(circle: Circle, counts: Counter[int], limit: str) -> str:
    """Who has more than they may, the most first."""
    people = {person.id: person for person in circle.people.values()}
    beyond = []
    for person, count in counts.most_common():
        most: int | None = getattr(limits.of(circle.event, people[person]), limit)
        if most is not None and count > most:
            words = _("%(name)s (%(count)d, at most %(most)d)", name=people[person].name, count=count, most=most)
            beyond.append(words)
    rest = len(beyond) - NAMED
    return ", ".join([*beyond[:NAMED], *([ngettext("%(num)d other", "%(num)d others", rest)] if rest > 0 else [])])
