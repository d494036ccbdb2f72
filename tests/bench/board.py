"""
`python -m tests.bench.board`: how long the board keeps an organizer waiting.

The event has 2,000 meetings in 24 slots at 90 tables.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matchmaking.app import create_app
from tests.bench import board_event
from tests.e2e.conftest import QUIET, new_page, served
from tests.e2e.test_main_job import sign_in_as_organizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Response

TIMES = 7
# What the browser itself measures: from the key or the button to the picture that shows the answer.
WATCH = """
() => {
  window.waits = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.waits.push(one.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: false });
}
"""
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 60)))"


def main() -> None:
    """Make the event, measure, print."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - started once the server answers

    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as installation:
        with create_app(instance_path=folder).app_context():
            made = board_event.make()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=QUIET)
            page = new_page(browser)
            sign_in_as_organizer(page, installation)
            measure(page, f"{installation.url}/organizer/events/{made.slug}/schedule/drafts/{made.draft}")
            browser.close()


def measure(page: Page, url: str) -> None:
    """Every interaction, on one day and on both."""
    begun = time.perf_counter()
    page.goto(url)
    page.locator(".board.ready").wait_for()
    say("board ready", [1000 * (time.perf_counter() - begun)])
    for day in ("one day, 12 slots", "both days, 24 slots"):
        if day.startswith("both"):
            page.get_by_label("Day").select_option("all")
        page.evaluate(WATCH)
        for name, act in ACTS.items():
            page.evaluate(DRAWN)
            say(f"{day}: {name}", [waited(page, act) for _ in range(TIMES)])
        sys.stdout.flush()
    answers = [answered(page, url, "/board"), answered(page, url, "/people")]
    for path, times in zip(("board as data", "people view"), answers, strict=True):
        say(f"server: {path}", times)
    say("server: a change", MOVES)


MOVES: list[float] = []


def waited(page: Page, act: Callable[[Page], None]) -> float:
    """The longest that the browser counted for one act; what is below 16 ms it does not tell."""
    page.evaluate("() => { window.waits = []; }")
    act(page)
    page.evaluate(DRAWN)
    longest: float = page.evaluate("() => Math.max(0, ...window.waits)")
    page.keyboard.press("Escape")
    page.evaluate(DRAWN)
    return longest


def focus_a_meeting(page: Page) -> None:
    page.evaluate(
        """() => {
          const held = [...document.querySelectorAll(".cell")].filter((cell) => cell.meetings.length);
          held[Math.floor(Math.random() * held.length)].focus();
        }"""
    )
    page.evaluate("() => { window.waits = []; }")


def pick(page: Page) -> None:
    focus_a_meeting(page)
    page.keyboard.press("Enter")


def look_around(page: Page) -> None:
    pick(page)
    page.evaluate(DRAWN)
    page.evaluate("() => { window.waits = []; }")
    page.keyboard.press("ArrowDown")


def hover(page: Page) -> None:
    pick(page)
    page.evaluate(DRAWN)
    page.evaluate("() => { window.waits = []; }")
    box: Any = page.locator("[data-board-scroll]").bounding_box()
    page.mouse.move(box["x"] + 300, box["y"] + 150)
    page.mouse.move(box["x"] + 500, box["y"] + 250)


def drop(page: Page) -> None:
    pick(page)
    page.keyboard.press("n")
    page.evaluate(DRAWN)
    page.evaluate("() => { window.waits = []; }")
    if not page.evaluate("() => document.activeElement.dataset.mark === 'legal'"):
        return
    with page.expect_response("**/rearrange") as answer:
        page.keyboard.press("Enter")
    MOVES.append(timing(answer.value))


def search(page: Page) -> None:
    page.locator("#board-q").focus()
    page.locator("#board-q").fill("")
    page.evaluate(DRAWN)
    page.evaluate("() => { window.waits = []; }")
    page.keyboard.type("iva", delay=40)


def zoom(page: Page) -> None:
    for size in ("Overview", "Details", "Names"):
        page.get_by_role("button", name=size, exact=True).click()
        page.evaluate(DRAWN)


def choose(label: str) -> Callable[[Page], None]:
    """Another entry of a list, by its keys, and back."""

    def act(page: Page) -> None:
        for key in ("ArrowDown", "ArrowUp"):
            page.get_by_label(label, exact=True).focus()
            page.keyboard.press(key)
            page.evaluate(DRAWN)

    return act


ACTS: dict[str, Callable[[Page], None]] = {
    "pick": pick,
    "next place while one is picked": look_around,
    "hover while one is picked": hover,
    "drop": drop,
    "search, each of three letters": search,
    "zoom, each of three steps": zoom,
    "filter by country and back": choose("Country"),
    "another zone and back": choose("Zone"),
    "another day and back": choose("Day"),
}


def answered(page: Page, url: str, path: str) -> list[float]:
    return [
        page.evaluate(
            """async (url) => {
              const begun = performance.now();
              await (await fetch(url)).text();
              return performance.now() - begun;
            }""",
            f"{url}{path}",
        )
        for _ in range(5)
    ]


def timing(answer: Response) -> float:
    """From asking to the last byte."""
    answer.finished()
    return answer.request.timing["responseEnd"]


def say(what: str, times: list[float]) -> None:
    """One line: the middle and the longest."""
    if times:
        sys.stdout.write(f"{what:55} {statistics.median(times):6.0f} ms, at most {max(times):6.0f} ms\n")


if __name__ == "__main__":
    main()
