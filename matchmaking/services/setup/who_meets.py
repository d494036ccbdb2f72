"""Which types meet, filled in one go; and the rules about organizations, countries and languages."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Meeting, Participant, ParticipantStatus
from matchmaking.services import audit
from matchmaking.services.refusals import Invalid
from matchmaking.services.requests.meeting_rules import allowed, rules_of, type_pair
from matchmaking.services.setup import participation
from matchmaking.services.setup.phases import require_not_cancelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import datetime

    from matchmaking.models import Event, Organizer, ParticipationType
    from matchmaking.services.requests.meeting_rules import TypePair


class Fill(StrEnum):
    """A way to fill the matrix of types in one go."""

    ALL = "all"
    NONE = "none"
    ACROSS = "across"  # every type meets all the others, none itself


class Side(StrEnum):
    """Where a type stands at an event of two sides, which meet across only."""

    ONE = "one"
    OTHER = "other"
    EITHER = "either"


@dataclass(frozen=True)
class Switches:
    """Rules beside the matrix, as an event has them."""

    same_organization_meets: bool
    across_countries_only: bool
    common_language_required: bool


def fill(event: Event, how: Fill, organizer: Organizer, now: datetime) -> None:
    """Let all types meet, none, or each only the others."""
    ids = [kind.id for kind in participation.types_of(event)]
    pairs = [] if how is Fill.NONE else list(combinations_with_replacement(ids, 2))
    if how is Fill.ACROSS:
        pairs = [(one, other) for one, other in pairs if one != other]
    participation.set_rules(event, pairs, organizer, now)


def set_sides(event: Event, sides: Mapping[int, Side], organizer: Organizer, now: datetime) -> None:
    """Let types meet across only; one that stands on either side meets everybody."""
    types = participation.types_of(event)
    if {kind.id for kind in types} != set(sides):
        raise Invalid(_("Choose a side for each type. Reload the page if types were added or removed meanwhile."))
    pairs = [pair for pair in combinations_with_replacement(sides, 2) if _across(sides[pair[0]], sides[pair[1]])]
    participation.set_rules(event, pairs, organizer, now)


def sides_of(types: Iterable[ParticipationType], matrix: AbstractSet[TypePair]) -> dict[int, Side]:
    """The sides that come nearest to the matrix: types that meet themselves on either, the others turn by turn."""
    sides: dict[int, Side] = {}
    for kind in types:
        opposite = {sides[other] for other in sides if type_pair(kind.id, other) in matrix}
        if (kind.id, kind.id) in matrix:
            sides[kind.id] = Side.EITHER
        else:
            sides[kind.id] = Side.OTHER if Side.ONE in opposite else Side.ONE
    return sides


def set_switches(event: Event, switches: Switches, organizer: Organizer, now: datetime) -> None:
    """Say what else must hold of two who meet; requests stay, meetings that break a rule are not scheduled."""
    require_not_cancelled(event)
    changed = {name: value for name, value in asdict(switches).items() if getattr(event, name) is not value}
    for name, value in changed.items():
        setattr(event, name, value)
    if changed:
        audit.record("rules.switched", at=now, event_id=event.id, organizer=organizer, **changed)


def forbidden_meetings(event: Event) -> list[int]:
    """The meetings of two who take part, not cancelled, that the rules forbid by now."""
    people = {
        person.id: person
        for person in db.session.scalars(
            select(Participant).where(
                Participant.event_id == event.id, Participant.status == ParticipantStatus.APPROVED
            )
        )
    }
    rules = rules_of(event)
    meetings = db.session.execute(
        select(Meeting.id, Meeting.low_id, Meeting.high_id).where(
            Meeting.event_id == event.id, Meeting.cancelled_at.is_(None)
        )
    )
    return [
        meeting
        for meeting, low, high in meetings
        if low in people and high in people and not allowed(people[low], people[high], rules)
    ]


def _across(one: Side, other: Side) -> bool:
    return Side.EITHER in {one, other} or one is not other
