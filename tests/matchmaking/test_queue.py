from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from huey.storage import PostgresStorage, SqliteStorage

from matchmaking.app import create_app
from matchmaking.queue import Queue
from tests.conftest import TEST_CONFIG

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


@pytest.fixture(params=["sqlite", "postgresql"])
def queued(request: pytest.FixtureRequest, tmp_path: Path) -> Flask:
    """An application whose queue is on each kind of storage; SQLAlchemy's spelling of an address will do."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    return create_app({**TEST_CONFIG, "QUEUE_URL": url}, instance_path=str(tmp_path))


def test_a_job_is_done_by_name_with_its_ids(queued: Flask) -> None:
    queue, done = Queue(), []

    @queue.job
    def solve_something(one: int, other: int) -> None:
        done.append((one, other))

    with queued.app_context():
        huey = queue.task().huey
        huey.flush()
        queue.put("solve_something", 4, 7)
        assert done == []
        huey.execute(huey.dequeue())
        assert (done, len(huey)) == ([(4, 7)], 0)
        kind = PostgresStorage if queued.config["QUEUE_URL"] else SqliteStorage
        assert isinstance(huey.storage, kind)
        huey.storage.close()


def test_whoever_puts_a_job_is_not_troubled_by_a_broken_queue(tmp_path: Path) -> None:
    app = create_app(TEST_CONFIG, instance_path=str(tmp_path))
    (tmp_path / "queue.db").write_bytes(b"no database at all" * 100)
    with app.app_context():
        Queue().put("solve_run", 1)


def test_two_installations_in_one_process_have_their_own_queues(tmp_path: Path) -> None:
    queue, apps = Queue(), []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        apps.append(create_app(TEST_CONFIG, instance_path=str(tmp_path / name)))
    with apps[0].app_context():
        queue.put("solve_run", 1)
    lengths = []
    for app in apps:
        with app.app_context():
            lengths.append(len(queue.task().huey))
            queue.task().huey.storage.close()
    assert lengths == [1, 0]
