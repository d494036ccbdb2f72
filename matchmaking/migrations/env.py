"""How migrations run: on the application's own engine, on SQLite with foreign keys off while tables are rebuilt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext
    from sqlalchemy.engine import Connection

db = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write plain column types: a migration must not change its meaning when the application's own types do."""
    del autogen_context
    if kind == "type" and isinstance(item, TypeDecorator):
        if item.impl.__class__.__name__ == "DateTime":
            return "sa.DateTime(timezone=True)"
        return f"sa.{item.impl.__class__.__name__}()"
    return False


def run(connection: Connection) -> None:
    """Run what is to be run, in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_item=render_item,
        **{key: value for key, value in current_app.extensions["migrate"].configure_args.items() if key != "directory"},
    )
    with context.begin_transaction():
        context.run_migrations()


with db.engine.connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    driver = connection.connection.dbapi_connection
    if sqlite:  # rebuilding a table drops the old one, which would take along what refers to it
        driver.execute("PRAGMA foreign_keys=OFF")
    try:
        run(connection)
        connection.commit()
    finally:
        if sqlite:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")
