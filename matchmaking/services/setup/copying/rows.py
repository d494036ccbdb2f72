"""Copying the rows of one event to another: references lead to the copies, moments move with the first day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from matchmaking.extensions import db
from matchmaking.services.setup.copying.tables import ANEW, COPIED, LOOSE, MOMENTS_OF_COPYING, ONLY, SHIFTED
from matchmaking.services.words.wall_clock import carried

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime, timedelta

    from sqlalchemy import Column, Select, Table

    from matchmaking.models import Event
    from matchmaking.services.setup.copying.tables import Part

    Row = Mapping[Any, Any]


class RowCopier:
    """Copies table after table, those that others refer to first; remembers which copy stands for which row."""

    def __init__(self, source: Event, target: Event, by: timedelta, now: datetime) -> None:
        self._source, self._target, self._by, self._now = source, target, by, now
        self._copies: dict[str, dict[int, int]] = {}

    def copy(self, parts: Collection[Part], sessions_left_out: Collection[int]) -> None:
        """Copy every table of these parts."""
        for table in db.metadata.sorted_tables:
            if COPIED.get(table.name) in parts:
                self._copy_table(table, sessions_left_out if table.name == "event_session" else ())

    def _copy_table(self, table: Table, left_out: Collection[int]) -> None:
        rows = [
            (row, values)
            for row in db.session.execute(self._rows_of(table)).mappings()
            if row.get("id") not in left_out and (values := self._values(table, row)) is not None
        ]
        if not rows:
            return
        statement, made_of = insert(table), [values for _row, values in rows]
        if "id" not in table.c:
            db.session.execute(statement, made_of)
            return
        made = db.session.scalars(statement.returning(table.c.id, sort_by_parameter_order=True), made_of)
        self._copies[table.name] = dict(zip((row["id"] for row, _values in rows), made, strict=True))

    def _rows_of(self, table: Table) -> Select[Any]:
        """In the order of their keys: a pair whose lower id stands first keeps it so."""
        rows = select(table).order_by(*table.primary_key.columns)
        if table.name in ONLY:
            rows = rows.where(ONLY[table.name])
        if "event_id" in table.c:
            return rows.where(table.c.event_id == self._source.id)
        owner = next(column for column in table.columns if _referred(column) in COPIED)
        return rows.where(owner.in_(self._copies.get(_referred(owner), ())))

    def _values(self, table: Table, row: Row) -> dict[str, Any] | None:
        """The copy of a row; None where it is about something that was not copied."""
        anew = ANEW[table.name]() if table.name in ANEW else {}
        values: dict[str, Any] = {}
        for column in table.columns:
            if column.name == "id":
                continue
            if column.name in anew:
                values[column.name] = anew[column.name]
                continue
            value = self._value(table, column, row[column.name])
            if value is None and row[column.name] is not None and (table.name, column.name) not in LOOSE:
                return None
            values[column.name] = value
        return values

    def _value(self, table: Table, column: Column[Any], value: Any) -> Any:
        if column.name == "event_id":
            return self._target.id
        if column.name in MOMENTS_OF_COPYING:
            return self._now
        if value is not None and (table.name, column.name) in SHIFTED:
            return carried(value, self._source.time_zone, self._target.time_zone, self._by)
        if _referred(column) in COPIED:
            return self._copies.get(_referred(column), {}).get(value)
        return value


def _referred(column: Column[Any]) -> str:
    """The table a column refers to, or nothing."""
    return next((key.column.table.name for key in column.foreign_keys), "")
