"""Where meetings are held: zones of the venue, and the tables in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import MeetingTable, Participant, Zone
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import occupancy
from matchmaking.services.setup.phases import require_not_cancelled

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from matchmaking.models import Event, Organizer

NAME_LENGTH = 100
LAST_NUMBER = 9999
MOST_AT_ONCE = 500
MOST_TABLES = 2000
MOST_ZONES = 100
MOST_NAMED = 8


def zones_of(event: Event) -> list[Zone]:
    """Every zone of the event in its order, with its tables and whose stands they are."""
    return list(
        db.session.scalars(
            select(Zone)
            .where(Zone.event_id == event.id)
            .order_by(Zone.position, Zone.id)
            .options(selectinload(Zone.tables).joinedload(MeetingTable.stand_of).joinedload(Participant.organization))
        )
    )


def zone_of(event: Event, zone_id: int) -> Zone:
    """One zone of this event."""
    zone = db.session.scalar(select(Zone).where(Zone.id == zone_id, Zone.event_id == event.id))
    if zone is None:
        raise NotFound(_("There is no such zone."))
    return zone


def tables_of(event: Event, table_ids: Collection[int]) -> list[MeetingTable]:
    """These tables of this event, by number; any other id answers as if it did not exist."""
    tables = list(
        db.session.scalars(
            select(MeetingTable)
            .where(MeetingTable.event_id == event.id, MeetingTable.id.in_(table_ids))
            .options(joinedload(MeetingTable.stand_of))
            .order_by(MeetingTable.number)
        )
    )
    if len(tables) != len(set(table_ids)):
        raise NotFound(_("There is no such table."))
    return tables


def add_zone(event: Event, name: str, organizer: Organizer, now: datetime) -> Zone:
    """Add a zone after the others."""
    require_not_cancelled(event)
    zones = zones_of(event)
    if len(zones) >= MOST_ZONES:
        raise Conflict(_("An event has at most %(count)d zones.", count=MOST_ZONES))
    _require_free_name(zones, name, None)
    zone = Zone(event_id=event.id, name=name, position=1 + max((zone.position for zone in zones), default=0))
    db.session.add(zone)
    db.session.flush()
    audit.record("zone.added", at=now, event_id=event.id, organizer=organizer, subject=name)
    return zone


def rename_zone(event: Event, zone: Zone, name: str, organizer: Organizer, now: datetime) -> None:
    """Give a zone another name; calendars show it with the next published version."""
    require_not_cancelled(event)
    _require_free_name(zones_of(event), name, zone)
    if zone.wordings and zone.name != name:
        event.calendar_modified_at = now  # published meetings keep the old name, which has no wordings now
    zone.name = name
    audit.record("zone.renamed", at=now, event_id=event.id, organizer=organizer, subject=name)


def move_zone(event: Event, zone: Zone, organizer: Organizer, now: datetime) -> None:
    """Let a zone stand one place further up."""
    require_not_cancelled(event)
    zones = zones_of(event)
    place = zones.index(zone)
    if place > 0:
        zones[place - 1], zones[place] = zones[place], zones[place - 1]
    for position, other in enumerate(zones, start=1):
        other.position = position
    audit.record("zone.moved", at=now, event_id=event.id, organizer=organizer, subject=zone.name)


def remove_zone(event: Event, zone: Zone, organizer: Organizer, now: datetime) -> None:
    """Remove a zone together with its tables, unless something stands at one of them."""
    require_not_cancelled(event)
    _require_free(event, zone.tables)
    audit.record(
        "zone.removed", at=now, event_id=event.id, organizer=organizer, subject=zone.name, tables=_numbers(zone.tables)
    )
    db.session.delete(zone)


def add_tables(event: Event, zone: Zone, numbers: range, organizer: Organizer, now: datetime) -> None:
    """Add the tables with these numbers to a zone."""
    require_not_cancelled(event)
    if not numbers or numbers[0] < 1 or numbers[-1] > LAST_NUMBER:
        raise Invalid(_("Table numbers go from 1 to %(last)d, the smaller one first.", last=LAST_NUMBER))
    if len(numbers) > MOST_AT_ONCE:
        raise Invalid(_("At most %(count)d tables can be added at once.", count=MOST_AT_ONCE))
    if _count_tables(event) + len(numbers) > MOST_TABLES:
        raise Conflict(_("An event has at most %(count)d tables.", count=MOST_TABLES))
    taken = list(
        db.session.scalars(
            select(MeetingTable.number)
            .where(MeetingTable.event_id == event.id, MeetingTable.number.between(numbers[0], numbers[-1]))
            .order_by(MeetingTable.number)
        )
    )
    if taken:
        raise Conflict(_("There are tables with these numbers already: %(numbers)s.", numbers=_listed(taken)))
    db.session.add_all(MeetingTable(event_id=event.id, zone_id=zone.id, number=number) for number in numbers)
    audit.record(
        "tables.added",
        at=now,
        event_id=event.id,
        organizer=organizer,
        subject=zone.name,
        first=numbers[0],
        last=numbers[-1],
    )


def move_tables(event: Event, tables: Sequence[MeetingTable], zone: Zone, organizer: Organizer, now: datetime) -> None:
    """Put tables into another zone; calendars show it with the next published version."""
    require_not_cancelled(event)
    for table in tables:
        table.zone_id = zone.id
    audit.record(
        "tables.moved", at=now, event_id=event.id, organizer=organizer, subject=zone.name, tables=_numbers(tables)
    )


def remove_tables(event: Event, tables: Sequence[MeetingTable], organizer: Organizer, now: datetime) -> None:
    """Remove tables at which nothing stands."""
    require_not_cancelled(event)
    _require_free(event, tables)
    audit.record("tables.removed", at=now, event_id=event.id, organizer=organizer, tables=_numbers(tables))
    for table in tables:
        db.session.delete(table)


def _require_free(event: Event, tables: Collection[MeetingTable]) -> None:
    stands = [table for table in tables if table.stand_of is not None]
    if stands:
        raise Conflict(
            ngettext(
                "Table %(numbers)s is somebody's own stand; take it back first.",
                "Tables %(numbers)s are people's own stands; take them back first.",
                len(stands),
                numbers=_listed(_numbers(stands)),
            )
        )
    occupancy.require_no_meetings_at_tables(event, [table.id for table in tables], _("These tables cannot be removed."))


def _require_free_name(zones: Sequence[Zone], name: str, zone: Zone | None) -> None:
    if not name or len(name) > NAME_LENGTH:
        raise Invalid(_("A zone's name has 1 to %(count)d characters.", count=NAME_LENGTH))
    if any(other is not zone and other.name.casefold() == name.casefold() for other in zones):
        raise Conflict(_("There is a zone “%(name)s” already.", name=name))


def _count_tables(event: Event) -> int:
    return db.session.scalar(select(func.count()).where(MeetingTable.event_id == event.id)) or 0


def _numbers(tables: Collection[MeetingTable]) -> list[int]:
    return [table.number for table in tables]


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:MOST_NAMED])) + (" …" if len(numbers) > MOST_NAMED else "")
