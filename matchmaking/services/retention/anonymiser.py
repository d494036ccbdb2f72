"""What becomes of one table when an event's people are forgotten: it stays, is removed, is emptied, or is rewritten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, false, or_, select, update

from matchmaking.extensions import db

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, FromClause, Table

    from matchmaking.models import Base, Event


def _nothing(event: Event) -> None:
    del event


@dataclass(frozen=True)
class Anonymiser:
    """
    One table, and what is done to the rows of an event.

    `kept` names the columns of text that stay because they are counted or were published and name nobody. Every other
    column of text must be gone afterwards; a test reads all tables to see that.
    """

    model: type[Base]
    act: Callable[[Event], None] = _nothing
    kept: frozenset[str] = field(default=frozenset())


def stays(model: type[Base], *kept: str) -> Anonymiser:
    """A table of ids, times and figures; and of these columns of text."""
    return Anonymiser(model, kept=frozenset(kept))


def removed(model: type[Base]) -> Anonymiser:
    """A table whose rows are about people alone."""
    return Anonymiser(model, lambda event: _execute(delete(model).where(rows_of(event, model))))


def emptied(model: type[Base], kept: tuple[str, ...] = (), **blank: Any) -> Anonymiser:
    """A table whose rows are counted, and whose words are not."""
    return Anonymiser(
        model, lambda event: _execute(update(model).where(rows_of(event, model)).values(**blank)), frozenset(kept)
    )


def table_of(model: type[Base]) -> Table:
    """The table of a model."""
    return model.metadata.tables[model.__tablename__]


def rows_of(event: Event, model: type[Base]) -> ColumnElement[bool]:
    """The rows that belong to an event: those that name it, and those that hang on a row that does."""
    found = _belongs(event.id, table_of(model))
    return false() if found is None else found


def _belongs(
    event_id: int, table: FromClause, above: frozenset[FromClause] = frozenset()
) -> ColumnElement[bool] | None:
    """One way to the event is enough where it is always there; else any of them."""
    perhaps = []
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        target = key.column.table
        if target.name == "event":
            way: ColumnElement[bool] = key.parent == event_id
        elif target in above or (holder := _belongs(event_id, target, above | {table})) is None:
            continue
        else:
            way = key.parent.in_(select(key.column).where(holder))
        if not key.parent.nullable:
            return way
        perhaps.append(way)
    return or_(*perhaps) if perhaps else None


def _execute(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
