from __future__ import annotations

import gc
import os
import runpy
import signal
import socket
import stat
import sys
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from matchmaking import serving
from tests.processes import descendants, flask, is_alive, wait_until

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
        return number


def test_the_first_start_makes_a_local_installation_with_a_secret_of_its_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        serving.make_installation(tmp_path / name)
    one, two = (runpy.run_path(str(tmp_path / name / "config.py")) for name in ("one", "two"))
    assert one["LOCAL"] is True
    assert len(one["SECRET_KEY"]) >= 32
    assert one["SECRET_KEY"] != two["SECRET_KEY"]
    assert stat.S_IMODE((tmp_path / "one" / "config.py").stat().st_mode) == 0o600


def test_a_second_start_leaves_the_installation_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text("SITE_NAME = 'Ours'\n")
    serving.make_installation(tmp_path)
    assert (tmp_path / "config.py").read_text() == "SITE_NAME = 'Ours'\n"


def test_an_installation_that_is_configured_by_its_environment_gets_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MATCHMAKING_SECRET_KEY", "x" * 40)
    serving.make_installation(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_pages_and_worker_start_together_and_end_together(tmp_path: Path, port: int, order: signal.Signals) -> None:
    with flask(tmp_path, "run-local", "--port", str(port)) as process:
        assert process.stdout is not None
        said = next(line for line in process.stdout if b"Open http" in line)
        assert said.decode().strip() == f"Open http://localhost:{port} in a browser. Ctrl-C ends it."
        with urlopen(f"http://localhost:{port}/") as page:
            assert page.status == 200
        started = descendants(process.pid)
        assert [kind for kind in ("web", "worker") if any(f" {kind} " in line for line in started.values())] == [
            "web",
            "worker",
        ]
        process.send_signal(order)
        assert process.wait(20) == 0
        assert [pid for pid in started if is_alive(pid)] == []
    assert (tmp_path / "matchmaking.db").exists()


def test_pages_are_served_without_searching_the_application_itself_for_garbage() -> None:
    before = gc.get_threshold()
    try:
        serving.spare_collections()
        assert gc.get_freeze_count() > len(sys.modules)
        assert gc.get_threshold() == serving.COLLECT_AFTER > before
        assert gc.isenabled()
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)


def test_a_port_that_is_taken_is_named(tmp_path: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with flask(tmp_path, "run-local", "--port", str(port)) as process:
            output, _errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Port {port} cannot be used" in output.decode()


def test_when_one_ends_the_other_is_ended_too(tmp_path: Path, port: int) -> None:
    with flask(tmp_path, "run-local", "--port", str(port)) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if b"Open http" in line)
        started = descendants(process.pid)
        web = next(pid for pid, line in started.items() if " web " in line)
        os.kill(web, signal.SIGKILL)
        assert process.wait(20) == 1
        assert "“web” has ended (status -9)" in process.stdout.read().decode()
        assert [pid for pid in started if is_alive(pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_killing_it_leaves_nothing_running(tmp_path: Path, port: int) -> None:
    with flask(tmp_path, "run-local", "--port", str(port)) as process:
        assert process.stdout is not None
        next(line for line in process.stdout if b"Open http" in line)
        started = descendants(process.pid)
        assert len(started) > 1
        process.kill()
        wait_until(lambda: not any(map(is_alive, started)), 20)
