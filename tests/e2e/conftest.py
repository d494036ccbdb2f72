"""A whole installation, its pages and worker as `make run` starts them, and a real browser to use it with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import unavailable
from tests.processes import free_port, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).resolve().parents[2]
FLASK = [sys.executable, "-m", "flask", "--app", "matchmaking:local_app"]
ORGANIZER, PASSWORD = "ann@network.example", "a long enough password"
PATIENCE = 30_000  # milliseconds that a page may take on a busy machine
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Installation:
    """Where it answers, and where it keeps what it owns."""

    url: str
    folder: Path

    def latest_link(self, page: Page, subject: str) -> str:
        """The sign-in link in the newest mail with this in its subject, as the outbox shows it."""
        page.goto(f"{self.url}/outbox")
        mail = page.locator("article", has_text=subject).first
        found = re.search(re.escape(self.url) + r"/link/\S+", mail.inner_text())
        assert found is not None
        return found[0]


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An empty installation with one organizer."""
    with served(tmp_path_factory.mktemp("installation")) as one:
        yield one


@contextmanager
def served(folder: Path) -> Iterator[Installation]:
    """An installation in this folder, with one organizer, served by its own processes."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MATCHMAKING_")}
    environment["MATCHMAKING_INSTANCE"] = str(folder)
    port = free_port()
    process = subprocess.Popen([*FLASK, "run-local", "--port", str(port)], cwd=CHECKOUT, env=environment)
    try:
        wait_for(f"http://localhost:{port}/", process)
        create = [*FLASK, "create-organizer", ORGANIZER, "--name", "Ann", "--password", PASSWORD]
        subprocess.run(create, cwd=CHECKOUT, env=environment, check=True)
        yield Installation(f"http://localhost:{port}", folder)
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        unavailable("no Chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        chromium.close()


def new_page(browser: Browser, *, width: int = 1280) -> Page:
    """A page in a browser profile of its own: another person, with no cookies."""
    page = browser.new_context(viewport={"width": width, "height": 900}, locale="en-GB").new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    return page
