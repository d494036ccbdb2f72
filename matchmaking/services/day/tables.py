"""Tables that are out of order, and in order again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import MeetingTable, Zone
from matchmaking.services import audit
from matchmaking.services.refusals import NotFound
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer


def of_event(event: Event) -> list[MeetingTable]:
    """Every table of the event, by number."""
    tables = select(MeetingTable).where(MeetingTable.event_id == event.id).order_by(MeetingTable.number)
    return list(db.session.scalars(tables))


def out(event: Event) -> list[tuple[MeetingTable, str]]:
    """The tables that are out of order, with their zones' names."""
    rows = (
        select(MeetingTable, Zone.name)
        .join(Zone, Zone.id == MeetingTable.zone_id)
        .where(MeetingTable.event_id == event.id, MeetingTable.out_since.is_not(None))
        .order_by(MeetingTable.number)
    )
    return [(table, zone) for table, zone in db.session.execute(rows)]


def put_out(event: Event, table_id: int, organizer: Organizer, now: datetime) -> MeetingTable:
    """From now on no meeting that begins is held at this table."""
    table = _table(event, table_id, now)
    if table.out_since is None:
        table.out_since = now
        _record("desk.table_out", event, table, organizer, now)
    return table


def put_back(event: Event, table_id: int, organizer: Organizer, now: datetime) -> MeetingTable:
    """The table is in order again."""
    table = _table(event, table_id, now)
    if table.out_since is not None:
        table.out_since = None
        _record("desk.table_back", event, table, organizer, now)
    return table


def _table(event: Event, table_id: int, now: datetime) -> MeetingTable:
    phases.require_running(event, now)
    table = db.session.get(MeetingTable, table_id)
    if table is None or table.event_id != event.id:
        raise NotFound(_("There is no such table."))
    return table


def _record(action: str, event: Event, table: MeetingTable, organizer: Organizer, now: datetime) -> None:
    audit.record(action, at=now, event_id=event.id, organizer=organizer, subject=f"table {table.number}")
