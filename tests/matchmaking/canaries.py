"""An event with one row in every table that belongs to it, and a canary in every column of text."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Date, Enum, LargeBinary, String, insert, select

from matchmaking.extensions import db
from matchmaking.models import Base
from matchmaking.models.base import UtcDateTime
from matchmaking.services.retention.anonymiser import rows_of

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

    from matchmaking.models import Event, Organizer

CANARY = "Canary"
NAME = f"{CANARY} {CANARY}ović"
"""Of somebody who is to be found nowhere any more."""
BEGIN = datetime(2026, 1, 12, 9, tzinfo=UTC)
TWICE = {"organization", "participant", "participation_type"}
"""Tables of which other rows name two."""


def models() -> dict[str, type[Base]]:
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def is_text(column: Column[Any]) -> bool:
    """Whatever somebody's words may stand in: text, JSON, bytes; not the values of an enum."""
    return isinstance(column.type, (String, JSON, LargeBinary)) and not isinstance(column.type, Enum)


def plant(event: Event, organizer: Organizer, kept: dict[str, frozenset[str]]) -> set[str]:
    """Fill every table of the event; answer the columns that got a canary, all but those that are kept."""
    keys: dict[str, list[dict[str, Any]]] = defaultdict(list)
    keys["event"], keys["organizer"] = [{"id": event.id}], [{"id": organizer.id}]
    planted = set()
    for table in Base.metadata.sorted_tables:
        if table.name in {"event", "organizer"} or str(rows_of(event, models()[table.name])) == "false":
            continue
        for number in range(2 if table.name in TWICE else 1):
            values = {c.name: _value(c, number, kept[table.name]) for c in table.columns if not _is_counted_up(c)}
            values |= _references(table, keys)
            made = db.session.execute(insert(table).values(**values).returning(*table.columns)).one()
            keys[table.name].append(dict(made._mapping))
        planted |= {f"{table.name}.{c.name}" for c in table.columns if is_text(c) and c.name not in kept[table.name]}
    db.session.commit()
    return planted


def found() -> set[str]:
    """The columns of the whole database in which a canary stands."""
    sightings = set()
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            sightings |= {
                f"{table.name}.{name}" for name, value in row._mapping.items() if CANARY.encode() in _bytes(value)
            }
    return sightings


def _is_counted_up(column: Column[Any]) -> bool:
    return column is column.table._autoincrement_column


def _bytes(value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _value(column: Column[Any], number: int, kept: frozenset[str]) -> Any:
    if is_text(column):
        return _words(column, number, planted=column.name not in kept)
    if isinstance(column.type, Enum):
        return list(column.type.enum_class or ())[-1]
    if isinstance(column.type, UtcDateTime):
        return BEGIN + timedelta(hours=1 if column.name.startswith("ends") else 0)
    if isinstance(column.type, Date):
        return BEGIN.date()
    return False if isinstance(column.type, Boolean) else 1


def _words(column: Column[Any], number: int, *, planted: bool) -> Any:
    word = f"{CANARY} {column.name} {number}" if planted else f"{number}"
    if isinstance(column.type, JSON):
        return {"who": word, "all": [word]}
    if isinstance(column.type, LargeBinary):
        return word.encode()
    return word[: column.type.length or len(word)]  # type: ignore[attr-defined]


def _references(table: Table, keys: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Every foreign key at a row of the event; the second one to the same table at its second row."""
    values: dict[str, Any] = {}
    uses: dict[str, int] = defaultdict(int)
    for column in table.columns:
        for key in column.foreign_keys:
            target = key.column.table.name
            rows = keys[target]
            # Where a row may name one thing or another, it names a participant: a sign-in, a pair that is kept apart.
            if not rows or (column.nullable and target not in {"event", "participant"}):
                values[column.name] = None
            else:
                values[column.name] = rows[min(uses[target], len(rows) - 1)][key.column.name]
                uses[target] += 1
    return values
