"""How many requests a participant may have open: the organizers' limits, and what is left of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest, OrganizationRequest, Priority, RequestStatus
from matchmaking.services.people import limits
from matchmaking.services.refusals import Conflict
from matchmaking.services.requests.pairs import OPEN

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Participant


DAY = timedelta(days=1)
MOST_A_DAY = 60
"""More are no wishes but a mailing, whatever the organizers allow in all."""


@dataclass(frozen=True)
class Quota:
    """Open requests that somebody has sent, how many of them must take place, and the limits of both (None: none)."""

    sent: int
    limit: int | None
    musts: int
    must_limit: int | None

    @property
    def left(self) -> int | None:
        """How many more may be sent."""
        return None if self.limit is None else max(0, self.limit - self.sent)

    @property
    def musts_left(self) -> int | None:
        """How many more may be ranked must."""
        return None if self.must_limit is None else max(0, self.must_limit - self.musts)


def of(event: Event, participant: Participant) -> Quota:
    """Count what a participant has open; what came to nothing is theirs again."""
    counts: Counter[Priority] = Counter()
    for table, is_open in (
        (MeetingRequest, MeetingRequest.shown.in_(OPEN)),
        (OrganizationRequest, OrganizationRequest.status == RequestStatus.PENDING),
    ):
        rows = select(table.priority, func.count()).where(table.requester_id == participant.id, is_open)
        for priority, count in db.session.execute(rows.group_by(table.priority)):
            counts[priority] += count
    allowed = limits.of(event, participant)
    return Quota(counts.total(), allowed.request_limit, counts[Priority.MUST], allowed.must_limit)


def require_room(event: Event, requester: Participant, priority: Priority) -> None:
    """Refuse one request more than the organizers allow."""
    quota = of(event, requester)
    if quota.left == 0:
        raise Conflict(
            ngettext(
                "You have %(num)d open request, as many as are allowed. Withdraw it first.",
                "You have %(num)d open requests, as many as are allowed. Withdraw one first.",
                quota.sent,
            )
        )
    _require_must(quota, priority)


def require_pace(requester: Participant, now: datetime) -> None:
    """Refuse to ask more people within a day than anybody can mean."""
    asked = sum(
        db.session.scalar(select(func.count()).where(table.requester_id == requester.id, table.created_at > now - DAY))
        or 0
        for table in (MeetingRequest, OrganizationRequest)
    )
    if asked >= MOST_A_DAY:
        raise Conflict(
            _(
                "You have asked %(count)d people within 24 hours, as many as are possible. Go on tomorrow.",
                count=MOST_A_DAY,
            )
        )


def require_must(event: Event, requester: Participant, priority: Priority) -> None:
    """Refuse one must more than the organizers allow."""
    _require_must(of(event, requester), priority)


def _require_must(quota: Quota, priority: Priority) -> None:
    if priority is Priority.MUST and quota.musts_left == 0:
        raise Conflict(
            ngettext(
                "You have ranked %(num)d request “must”, as many as are allowed. Rank it lower.",
                "You have ranked %(num)d requests “must”, as many as are allowed. Rank one lower.",
                quota.musts,
            )
        )
