"""Serve a fresh demonstration event, visit its pages as the organizer, and keep a picture of each."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

CHECKOUT = Path(__file__).resolve().parents[2]
PICTURES = CHECKOUT / "matchmaking" / "static" / "guide"
PORT = 8765
BASE = f"http://localhost:{PORT}"
WIDTH, HEIGHT = 1280, 800
QUALITY = 80
START_SECONDS = 180
# Each picture, and where it is taken; {draft} and {run} are those that the demonstration leaves behind.
PAGES = {
    "overview": "",
    "programme": "programme",
    "rules": "types",
    "participants": "participants",
    "capacity": "schedule/capacity",
    "run": "schedule/runs/{run}",
    "board": "schedule/drafts/{draft}",
    "strips": "schedule/drafts/{draft}/people",
    "desk": "desk",
    "paper": "paper",
    "report": "report",
}


def main() -> None:
    """Take every picture."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is needed for the pictures: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        served, ways = _serve(Path(folder))
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
            for name in _take(page, *ways):
                sys.stdout.write(f"{name}\n")
            browser.close()
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(timeout=30)


def _serve(folder: Path) -> tuple[subprocess.Popen[str], tuple[str, str]]:
    """Start the demonstration and wait for its ways in: the organizer's address and password."""
    command = [sys.executable, "-u", "-m", "flask", "--app", "matchmaking:local_app", "demo", "--port", str(PORT)]
    environment = {**os.environ, "MATCHMAKING_INSTANCE": str(folder)}
    served = subprocess.Popen(command, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, text=True)
    assert served.stdout is not None
    for line in served.stdout:
        found = re.search(r"Organizer\s+\S+\s+(\S+@\S+)\s+(\S+)", line)
        if found is not None:
            return served, (found[1], found[2])
    sys.exit("The demonstration did not start.")


def _take(page: Page, address: str, password: str) -> Iterator[str]:
    """Sign in, begin a draft, and keep a picture of every page."""
    page.goto(f"{BASE}/organizer/sign-in")
    page.get_by_label("address").fill(address)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "sign-in" not in url)
    event = f"{BASE}/organizer/events/days-of-clusters"
    page.goto(f"{event}/schedule")
    page.get_by_role("button", name="Change it by hand").click()
    page.wait_for_url("**/drafts/*")
    draft = page.url.rpartition("/")[2]
    page.goto(f"{event}/schedule/capacity")
    page.get_by_role("button", name="Work it out").click()
    page.locator("svg").first.wait_for(timeout=START_SECONDS * 1000)
    for name, path in PAGES.items():
        answer = page.goto(f"{event}/{path.format(draft=draft, run=1)}".rstrip("/"))
        assert answer is not None, name
        assert answer.ok, f"{name}: {answer.status}"
        page.wait_for_load_state("networkidle")
        picture = Image.open(BytesIO(page.screenshot()))
        picture.save(PICTURES / f"{name}.webp", quality=QUALITY, method=6)
        yield name


if __name__ == "__main__":
    main()
