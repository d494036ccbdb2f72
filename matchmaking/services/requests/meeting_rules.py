"""Who may meet whom: the one place that decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import and_, exists, or_, select

from matchmaking.extensions import db
from matchmaking.models import MeetingRule, Participant, ParticipantStatus, ParticipationType

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from sqlalchemy import ColumnElement

    from matchmaking.models import Event

TypePair = tuple[int, int]


def may_meet(one: Participant, other: Participant) -> bool:
    """Whether these two may meet at their event."""
    return reason_not(one, other) is None


def reason_not(one: Participant, other: Participant, rules: AbstractSet[TypePair] | None = None) -> str | None:
    """
    Say why these two may not meet, or None if they may.

    `rules` are the event's, from `type_pairs`, for those who ask about many pairs.
    """
    if one.id == other.id:
        return _("Nobody can meet themselves.")
    if one.event_id != other.event_id:
        return _("They do not take part in the same event.")
    for person in (one, other):
        if person.status is not ParticipantStatus.APPROVED:
            return _("%(name)s does not take part, or is not approved yet.", name=person.name)
    if one.organization_id == other.organization_id:
        return _("They come from the same organization.")
    pair = type_pair(one.type_id, other.type_id)
    allowed = pair in rules if rules is not None else db.session.get(MeetingRule, pair) is not None
    if not allowed:
        return _("%(one)s and %(other)s do not meet at this event.", one=one.type.name, other=other.type.name)
    return None


def type_pair(one: int, other: int) -> TypePair:
    """Two participation types, the lower id first, as rules are stored."""
    return (one, other) if one <= other else (other, one)


def type_pairs(event: Event) -> frozenset[TypePair]:
    """Every two participation types of this event that may meet."""
    rows = db.session.execute(
        select(MeetingRule.low_type_id, MeetingRule.high_type_id)
        .join(ParticipationType, ParticipationType.id == MeetingRule.low_type_id)
        .where(ParticipationType.event_id == event.id)
    )
    return frozenset((low, high) for low, high in rows)


def meetable(participant: Participant) -> ColumnElement[bool]:
    """Those whom this participant may meet, as a condition on `Participant`: `reason_not`, said in SQL."""
    if participant.status is not ParticipantStatus.APPROVED:
        return Participant.id != Participant.id  # nobody
    mine = participant.type_id
    allowed = exists().where(
        or_(
            and_(MeetingRule.low_type_id == mine, MeetingRule.high_type_id == Participant.type_id),
            and_(MeetingRule.high_type_id == mine, MeetingRule.low_type_id == Participant.type_id),
        )
    )
    return and_(
        Participant.event_id == participant.event_id,
        Participant.status == ParticipantStatus.APPROVED,
        Participant.organization_id != participant.organization_id,
        allowed,
    )
