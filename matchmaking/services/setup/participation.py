"""Participation types, and the rules who may meet whom."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, func, select, update

from matchmaking.extensions import db
from matchmaking.models import MeetingRule, Participant, ParticipationType
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.requests.meeting_rules import type_pair, type_pairs
from matchmaking.services.setup.event_hours import require_possible
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from matchmaking.models import Event, Organizer
    from matchmaking.services.requests.meeting_rules import TypePair
    from matchmaking.services.setup.event_hours import Limits

NAME_LENGTH = 100
MOST_TYPES = 40


def types_of(event: Event) -> list[ParticipationType]:
    """Every participation type of the event, in its order."""
    return list(
        db.session.scalars(
            select(ParticipationType)
            .where(ParticipationType.event_id == event.id)
            .order_by(ParticipationType.position, ParticipationType.id)
        )
    )


def type_of(event: Event, type_id: int) -> ParticipationType:
    """One participation type of this event."""
    kind = db.session.scalar(
        select(ParticipationType).where(ParticipationType.id == type_id, ParticipationType.event_id == event.id)
    )
    if kind is None:
        raise NotFound(_("There is no such participation type."))
    return kind


def count_by_type(event: Event) -> dict[int, int]:
    """How many participants each type has, in whatever state; what interpreters are does not matter."""
    rows = db.session.execute(
        select(Participant.type_id, func.count())
        .where(Participant.event_id == event.id, ~Participant.interpreter)
        .group_by(Participant.type_id)
    )
    return dict(rows.all())


def add_first_type(event: Event) -> ParticipationType:
    """Give a new event one type that meets itself, so that nobody has to understand types before they need them."""
    kind = _new(event, _("Participant"), position=1, self_registration=True)
    db.session.add(MeetingRule(low_type_id=kind.id, high_type_id=kind.id))
    return kind


def add_type(
    event: Event, name: str, organizer: Organizer | None, now: datetime, *, self_registration: bool
) -> ParticipationType:
    """Add a type, which may meet nobody before the rules say so."""
    require_not_cancelled(event)
    types = types_of(event)
    if len(types) >= MOST_TYPES:
        raise Conflict(_("An event has at most %(count)d participation types.", count=MOST_TYPES))
    _require_free_name(event, name, None)
    position = 1 + max((kind.position for kind in types), default=0)
    kind = _new(event, name, position=position, self_registration=self_registration)
    audit.record("type.added", at=now, event_id=event.id, organizer=organizer, subject=name)
    return kind


def change_type(  # noqa: PLR0913 - a type's values, and who changes them
    event: Event, kind: ParticipationType, name: str, organizer: Organizer, now: datetime, *, self_registration: bool
) -> None:
    """Rename a type, or say whether it can be chosen when registering."""
    require_not_cancelled(event)
    _require_free_name(event, name, kind)
    kind.name, kind.name_key, kind.self_registration = name, _key(name), self_registration
    audit.record("type.changed", at=now, event_id=event.id, organizer=organizer, subject=name)


def set_limits(event: Event, kind: ParticipationType, limits: Limits, organizer: Organizer, now: datetime) -> None:
    """Give a type limits of its own instead of the event's; what goes beyond them stays."""
    require_not_cancelled(event)
    require_possible(limits)
    values = asdict(limits)
    changed = {name: value for name, value in values.items() if getattr(kind, name) != value}
    for name, value in changed.items():
        setattr(kind, name, value)
    if changed:
        audit.record(
            "type.limits_changed", at=now, event_id=event.id, organizer=organizer, subject=kind.name, **changed
        )


def move_type(event: Event, kind: ParticipationType, organizer: Organizer, now: datetime) -> None:
    """Let a type stand one place further up."""
    require_not_cancelled(event)
    types = types_of(event)
    place = types.index(kind)
    if place > 0:
        types[place - 1], types[place] = types[place], types[place - 1]
    for position, other in enumerate(types, start=1):
        other.position = position
    audit.record("type.moved", at=now, event_id=event.id, organizer=organizer, subject=kind.name)


def remove_type(event: Event, kind: ParticipationType, organizer: Organizer, now: datetime) -> None:
    """Remove a type that no participant has; the event keeps at least one."""
    require_not_cancelled(event)
    count = count_by_type(event).get(kind.id, 0)
    if count:
        raise Conflict(
            ngettext(
                "“%(name)s” cannot be removed: %(num)d participant is of this type.",
                "“%(name)s” cannot be removed: %(num)d participants are of this type.",
                count,
                name=kind.name,
            )
        )
    if len(types_of(event)) == 1:
        raise Conflict(_("An event keeps at least one participation type."))
    audit.record("type.removed", at=now, event_id=event.id, organizer=organizer, subject=kind.name)
    other = next(one for one in types_of(event) if one is not kind)
    interpreting = (Participant.type_id == kind.id) & Participant.interpreter
    db.session.execute(update(Participant).where(interpreting).values(type_id=other.id))
    db.session.delete(kind)


def set_rules(event: Event, pairs: Collection[TypePair], organizer: Organizer, now: datetime) -> None:
    """Say which types may meet; the requests that there are stay as they are."""
    require_not_cancelled(event)
    known = {kind.id for kind in types_of(event)}
    wanted = {type_pair(*pair) for pair in pairs}
    if not {kind_id for pair in wanted for kind_id in pair} <= known:
        raise NotFound(_("There is no such participation type."))
    before = type_pairs(event)
    for low, high in before - wanted:
        db.session.execute(delete(MeetingRule).where(MeetingRule.low_type_id == low, MeetingRule.high_type_id == high))
    db.session.add_all(MeetingRule(low_type_id=low, high_type_id=high) for low, high in sorted(wanted - before))
    if wanted != before:
        audit.record(
            "rules.changed",
            at=now,
            event_id=event.id,
            organizer=organizer,
            allowed=sorted(wanted - before),
            forbidden=sorted(before - wanted),
        )


def _new(event: Event, name: str, *, position: int, self_registration: bool) -> ParticipationType:
    kind = ParticipationType(
        event_id=event.id, name=name, name_key=_key(name), position=position, self_registration=self_registration
    )
    db.session.add(kind)
    db.session.flush()
    return kind


def _require_free_name(event: Event, name: str, kind: ParticipationType | None) -> None:
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("A participation type's name has 1 to %(count)d characters.", count=NAME_LENGTH))
    taken = db.session.scalar(
        select(ParticipationType.id).where(
            ParticipationType.event_id == event.id, ParticipationType.name_key == _key(name)
        )
    )
    if taken is not None and (kind is None or taken != kind.id):
        raise Conflict(_("There is a participation type “%(name)s” already.", name=name))


def _key(name: str) -> str:
    # Folding may make a text longer.
    return fold(name)[:NAME_LENGTH]
