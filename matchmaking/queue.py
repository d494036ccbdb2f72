"""
The queue between pages and workers: it carries the name of a job and ids, never data.

What is to be done stands in the database; a message that is lost or comes twice does no harm, because jobs claim
their row and a sweep each minute finds what was forgotten. So whoever puts a job is never troubled by the queue.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import psycopg
import structlog
from flask import current_app
from huey import Huey, PostgresHuey, SqliteHuey

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from huey.api import TaskWrapper

log = structlog.get_logger()

# SQLAlchemy's spelling of a PostgreSQL address, which libpq does not know.
DIALECT = "postgresql+psycopg://"


class Queue:
    """Jobs by their names; the worker says what they do, anybody may put one."""

    def __init__(self) -> None:
        self._jobs: dict[str, Callable[..., None]] = {}

    def job(self, job: Callable[..., None]) -> Callable[..., None]:
        """Make a function of the worker a job that can be put by its name."""
        self._jobs[job.__name__] = job
        return job

    def put(self, job: str, *ids: int) -> None:
        """Hand a job to a worker; call it after the commit, or the worker finds nothing to do."""
        try:
            self.task()(job, *ids)
        except (sqlite3.Error, psycopg.Error, OSError) as error:
            log.warning("queue", job=job, ids=ids, error=str(error))

    def task(self) -> TaskWrapper:
        """Huey's task of the current application, connected at its first use."""
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way

        def perform(job: str, *ids: int) -> None:
            with app.app_context():
                self._jobs[job](*ids)

        if "queue" not in app.extensions:
            app.extensions["queue"] = _connect(app).task()(perform)
        return app.extensions["queue"]


def _connect(app: Flask) -> Huey:
    """On the storage that the configuration names: an SQLite file in `instance/`, or PostgreSQL."""
    url: str = app.config["QUEUE_URL"]
    if url:
        return PostgresHuey("matchmaking", dsn=url.replace(DIALECT, "postgresql://"), results=False)
    return SqliteHuey("matchmaking", filename=f"{app.instance_path}/queue.db", results=False)


queue = Queue()
