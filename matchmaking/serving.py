"""Serving a local installation: made at the first start, then pages and worker as two processes that end together."""

from __future__ import annotations

import ctypes
import gc
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlsplit

import flask_migrate
from flask import current_app

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

HOST = "127.0.0.1"
CHECKOUT = Path(__file__).resolve().parents[1]
FLASK = (sys.executable, "-m", "flask", "--app", "matchmaking")
LOOK = 0.2
PATIENCE = 10.0
PR_SET_PDEATHSIG = 1
COLLECT_AFTER = (20_000, 20, 20)  # new objects; rounds of the young before the next older; and again
CONFIGURATION = """\
# This installation's own settings; instance/config.example.py lists them all.

SECRET_KEY = {secret!r}

# Works without a mail server: mails are read on this computer, at /outbox.
LOCAL = True
"""


class CannotServe(RuntimeError):  # noqa: N818 - it names what is found
    """The pages or the worker cannot be started, or have ended; the message is a sentence."""


class Told(BaseException):
    """Somebody told this process to end."""


def spare_collections() -> None:
    """
    Look for garbage seldom, and never among what the application is made of.

    A page that reads a whole event makes a hundred thousand objects that live until it is answered; by Python's own
    settings they are searched dozens of times meanwhile, which takes a third of the page's time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def make_installation(folder: Path) -> None:
    """Make `instance/config.py` with a secret of its own, unless there is one or the environment brings one."""
    if "MATCHMAKING_SECRET_KEY" in os.environ:
        return
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        descriptor = os.open(folder / "config.py", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(secret=secrets.token_urlsafe(48)))


def migrate() -> None:
    """Bring the database to the tables of this version."""
    flask_migrate.upgrade()


def run_local(port: int | None, ready: Callable[[str], None]) -> None:
    """
    Serve pages and worker until told to end; `ready` is told the address once the pages answer.

    Raises
    ------
    CannotServe
        With the reason, after both have been stopped.

    """
    port = port or urlsplit(current_app.config["BASE_URL"]).port or 80
    _require_free(port)
    url = f"http://localhost:{port}"
    environment = {**os.environ, "MATCHMAKING_BASE_URL": url}
    for name in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(name, _end)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.append(_start(("web", "--port", str(port)), environment))
        processes.append(_start(("worker",), environment))
        _wait_for(port, processes)
        ready(url)
        while True:
            _require_alive(processes)
            time.sleep(LOOK)
    except Told:
        pass
    finally:
        _stop(processes)


def _start(arguments: Sequence[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    # In a session of its own: Ctrl-C reaches this process alone, which then ends the others in order.
    return subprocess.Popen(
        (*FLASK, *arguments),
        cwd=CHECKOUT,
        env=environment,
        start_new_session=True,
        preexec_fn=_end_with(os.getpid()),  # noqa: PLW1509 - this process has one thread
    )


def _end_with(parent: int) -> Callable[[], None] | None:
    """
    Let a child end when its parent does, even by kill -9, which leaves the parent no time to end it.

    Linux alone can be asked for that; elsewhere a parent that ends in any other way still ends its children.
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it has ended already
            os._exit(1)

    return ask


def _stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, until - time.monotonic()))
        # And whatever it has started itself.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CannotServe(f"Port {port} cannot be used ({error.strerror}). Choose another with --port.") from error


def _wait_for(port: int, processes: Sequence[subprocess.Popen[bytes]]) -> None:
    while True:
        _require_alive(processes)
        with suppress(OSError), socket.create_connection((HOST, port), timeout=LOOK):
            return
        time.sleep(LOOK)


def _require_alive(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is not None:
            name = process.args[len(FLASK)] if isinstance(process.args, tuple) else "A process"
            raise CannotServe(f"“{name}” has ended (status {process.returncode}); its messages stand above.")


def _end(signum: int, frame: FrameType | None) -> NoReturn:
    del signum, frame
    raise Told
