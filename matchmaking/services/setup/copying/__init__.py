"""Setting up an event as a copy of an earlier one: planned and shown first, then done in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.models import Event, EventOrganizer
from matchmaking.services import audit
from matchmaking.services.setup import event_setup, participation
from matchmaking.services.setup.copying import plan as plans
from matchmaking.services.setup.copying.plan import Misfit, Plan
from matchmaking.services.setup.copying.rows import RowCopier
from matchmaking.services.setup.copying.tables import EVENT_ALWAYS, EVENT_PARTS, Part, name_of, with_needs

if TYPE_CHECKING:
    from datetime import date, datetime

    from matchmaking.models import Organizer, Wordings

__all__ = ["Misfit", "Part", "Plan", "Wanted", "carry_out", "name_of", "plan_of"]


@dataclass(frozen=True)
class Wanted:
    """What the new event is to be; without a last day it lasts as long as the event that is copied."""

    name: str
    slug: str
    starts_on: date
    ends_on: date | None
    parts: frozenset[Part]


def plan_of(source: Event, wanted: Wanted, now: datetime) -> Plan:
    """Say what a copy would hold."""
    basics = event_setup.Basics(
        name=wanted.name,
        slug=wanted.slug,
        starts_on=wanted.starts_on,
        ends_on=wanted.ends_on or wanted.starts_on + (source.ends_on - source.starts_on),
        time_zone=source.time_zone,
        venue=source.venue,
        languages=tuple(source.languages),
    )
    event_setup.require_possible(basics)
    return plans.make(source, basics, with_needs(wanted.parts), now)


def carry_out(source: Event, plan: Plan, organizer: Organizer, now: datetime) -> Event:
    """Make the copy; whoever does so organizes it."""
    copy = Event(created_at=now, calendar_modified_at=now)
    event_setup.write(copy, plan.basics)
    _copy_columns(source, copy, plan)
    copy.wordings = _wordings(source, copy)
    db.session.add(copy)
    db.session.flush()
    RowCopier(source, copy, plan.by, now).copy(plan.parts, plan.sessions_left_out)
    if Part.TYPES not in plan.parts:
        participation.add_first_type(copy)
    if db.session.get(EventOrganizer, (copy.id, organizer.id)) is None:
        db.session.add(EventOrganizer(event_id=copy.id, organizer_id=organizer.id, joined_at=now))
    db.session.flush()
    audit.record(
        "event.copied",
        at=now,
        event_id=copy.id,
        organizer=organizer,
        subject=copy.name,
        source=source.slug,
        parts=sorted(plan.parts),
        left_out=[misfit.what for misfit in plan.misfits],
    )
    return copy


def _wordings(source: Event, copy: Event) -> Wordings:
    """Those of the venue, and those of the name where it is the same."""
    kept = [part for part in Event.WORDED if getattr(source, part) == getattr(copy, part)]
    found = {code: {part: parts[part] for part in kept if part in parts} for code, parts in source.wordings.items()}
    return {code: parts for code, parts in found.items() if parts}


def _copy_columns(source: Event, copy: Event, plan: Plan) -> None:
    names = [*EVENT_ALWAYS, *(name for part in plan.parts for name in EVENT_PARTS.get(part, ()))]
    for name in names:
        setattr(copy, name, getattr(source, name))
    for name, moment in plan.hours.items():
        setattr(copy, name, moment)
