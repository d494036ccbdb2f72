"""Real processes: a worker of one installation in a session of its own, what it has started, and other servers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHECKOUT = Path(__file__).resolve().parents[1]
ENVIRONMENT = {
    "MATCHMAKING_LOCAL": "1",
    "MATCHMAKING_SECRET_KEY": "only for the tests, and long enough for them",
    "MATCHMAKING_SOLVER_WORKERS": "1",
}


@contextmanager
def flask(instance: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of the product on the installation in `instance`; whatever is left of it ends with the test."""
    environment = {**os.environ, **ENVIRONMENT, "MATCHMAKING_INSTANCE": str(instance)}
    command = [sys.executable, "-m", "flask", "--app", "matchmaking", *arguments]
    process = subprocess.Popen(
        command, cwd=CHECKOUT, env=environment, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def descendants(pid: int) -> dict[int, str]:
    """Every process under this one, with its command line."""
    found: dict[int, str] = {}
    with suppress(FileNotFoundError, ProcessLookupError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            found[int(child)] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            found |= descendants(int(child))
    return found


def is_alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def wait_until(what: Callable[[], bool], seconds: float = 60) -> None:
    """Fail unless it becomes true in time."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.1)


def free_port() -> int:
    """Find a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Fail unless the server answers in time."""

    def answers() -> bool:
        assert server.poll() is None, "the server has ended"
        try:
            with urlopen(url, timeout=1):
                return True
        except (URLError, OSError):
            return False

    wait_until(answers)
