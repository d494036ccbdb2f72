"""
How much one participant may have: their own limits before their type's, and these before the event's.

Of meetings in a row a participant can wish for fewer, never for more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services import audit
from matchmaking.services.refusals import Invalid
from matchmaking.services.setup.event_hours import MOST, Limits

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer, Participant


MOST_WANTED = 6
"""Who wants more in a row need not say so."""


@dataclass(frozen=True)
class OwnLimits:
    """What organizers have said about one participant; None: as for everybody of the type."""

    max_meetings: int | None
    max_consecutive: int | None


def of(event: Event, person: Participant) -> Limits:
    """The limits that hold for a participant."""
    kind = person.type
    return Limits(
        request_limit=_first(kind.request_limit, event.request_limit),
        must_limit=_first(kind.must_limit, event.must_limit),
        max_meetings=_first(person.max_meetings, kind.max_meetings, event.max_meetings),
        max_consecutive=_least(
            _first(person.max_consecutive, kind.max_consecutive, event.max_consecutive), person.wanted_consecutive
        ),
    )


def general(event: Event, person: Participant) -> OwnLimits:
    """What holds for a participant of whom organizers have said nothing."""
    kind = person.type
    return OwnLimits(_first(kind.max_meetings, event.max_meetings), _first(kind.max_consecutive, event.max_consecutive))


def set_own(person: Participant, own: OwnLimits, organizer: Organizer, now: datetime) -> None:
    """Say how many meetings somebody may have, whatever holds for others."""
    values = asdict(own)
    if any(value is not None and not 1 <= value <= MOST for value in values.values()):
        raise Invalid(_("A limit is a number from 1 to %(most)d.", most=MOST))
    if own == OwnLimits(person.max_meetings, person.max_consecutive):
        return
    person.max_meetings, person.max_consecutive = own.max_meetings, own.max_consecutive
    audit.record(
        "participant.limits_changed",
        at=now,
        event_id=person.event_id,
        organizer=organizer,
        participant=person,
        subject=person.name[:100],
        **values,
    )


def set_wanted_row(person: Participant, wanted: int | None) -> bool:
    """Say how many meetings in a row somebody wants at most, None: as many as may be; answers whether that is new."""
    if wanted is not None and not 1 <= wanted <= MOST_WANTED:
        raise Invalid(_("Choose a number from 1 to %(most)d.", most=MOST_WANTED))
    if wanted == person.wanted_consecutive:
        return False
    person.wanted_consecutive = wanted
    return True


def _least(*limits: int | None) -> int | None:
    return min((limit for limit in limits if limit is not None), default=None)


def _first(*limits: int | None) -> int | None:
    return next((limit for limit in limits if limit is not None), None)
