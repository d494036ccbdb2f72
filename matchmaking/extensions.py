"""The Flask extensions, and what SQLite needs to behave like a server's database."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import event

from matchmaking.models import Base

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection, Engine

db = SQLAlchemy(model_class=Base)
migrate = Migrate(render_as_batch=True)
csrf = CSRFProtect()
babel = Babel()
limiter = Limiter(get_remote_address, storage_uri="memory://")

# The last one: what is deleted is overwritten, so that the file does not keep what the product has forgotten.
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=20000", "secure_delete=ON")

# Whether transactions that begin now may write. A read transaction that turns into a write fails at once on SQLite
# (BUSY_SNAPSHOT) whatever the timeout, so whoever may write takes the lock at the start.
may_write: ContextVar[bool] = ContextVar("may_write", default=True)


def prepare_engine(engine: Engine) -> None:
    """Give an SQLite engine foreign keys, a write-ahead log, durable commits and honest transactions."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        del record
        connection.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if may_write.get() else "BEGIN")
