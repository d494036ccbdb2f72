"""The migrations make the very tables that the models describe."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import flask_migrate
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.models import Slot
from tests.conftest import TEST_CONFIG
from tests.factories import make_event, make_session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database that only the migrations have seen."""
    if request.param == "sqlite":
        yield from _migrated(create_app(TEST_CONFIG, instance_path=str(tmp_path)))
        return
    url = request.getfixturevalue("postgres_url")
    maintenance = create_engine(url, isolation_level="AUTOCOMMIT")
    with maintenance.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS migrated WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE migrated"))
    own = make_url(url).set(database="migrated").render_as_string(hide_password=False)
    yield from _migrated(create_app({**TEST_CONFIG, "DATABASE_URL": own}, instance_path=str(tmp_path)))
    maintenance.dispose()


def _migrated(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def test_migrated_database_has_nothing_more_and_nothing_less_than_the_models(migrated_app: Flask) -> None:
    flask_migrate.check()


def test_migrated_database_refuses_slots_that_overlap(migrated_app: Flask) -> None:
    event = make_event()
    slot = make_session(event, slots=2).slots[0]
    overlapping = slot.starts_at + timedelta(minutes=5)
    db.session.add(
        Slot(
            event_id=event.id,
            session_id=slot.session_id,
            starts_at=overlapping,
            ends_at=overlapping + timedelta(minutes=5),
        )
    )
    with pytest.raises(IntegrityError, match="ex_slot_no_overlap"):
        db.session.commit()
    db.session.rollback()


def test_migrations_go_down_and_up_again(migrated_app: Flask) -> None:
    flask_migrate.downgrade(revision="base")
    flask_migrate.upgrade()
    event = make_event()
    assert event.created_at <= datetime.now(UTC)
