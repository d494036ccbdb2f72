"""A board too large for any screen: only what is in sight is drawn, and nothing is missing where somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.board_scene import BoardScene, make_scene
from tests.e2e.conftest import Installation, new_page
from tests.e2e.test_board import cell, drag, held, open_board
from tests.e2e.test_main_job import sign_in_as_organizer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TABLES = 90
LAST = TABLES - 1


@pytest.fixture(scope="module")
def ann(installation: Installation, browser: Browser) -> Page:
    """Ann, signed in."""
    page = new_page(browser)
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in_as_organizer(page, installation)
    return page


@pytest.fixture
def here(installation: Installation, ann: Page) -> BoardScene:
    """A draft with many tables; Ana and Boris meet at the last of them, far below."""
    scene = make_scene(installation, tables=TABLES)
    scene.move_behind_its_back()
    open_board(ann, scene)
    return scene


def drawn(page: Page) -> list[int]:
    """The rows, from 0, whose cells the browser lays out."""
    found: list[int] = page.evaluate(
        """() => [...document.querySelectorAll(".board-row:has(.cell)")]
          .map((row, number) => [number, row.querySelector(".cell").checkVisibility({ contentVisibilityAuto: true })])
          .filter(([, visible]) => visible)
          .map(([number]) => number)"""
    )
    return found


def scroll_to_the_end(page: Page) -> None:
    page.locator("[data-board-scroll]").evaluate("(box) => box.scrollTo(0, box.scrollHeight)")


@pytest.mark.usefixtures("here")
def test_only_rows_in_sight_or_near_are_drawn(ann: Page) -> None:
    above = drawn(ann)
    assert above == list(range(len(above)))
    assert 10 < len(above) < 40
    assert cell(ann, 5, LAST).locator(".board-card").count() == 0

    scroll_to_the_end(ann)
    cell(ann, 5, LAST).get_by_text("Boris Иванов").wait_for()
    below = drawn(ann)
    assert below == list(range(TABLES - len(below), TABLES))
    assert 10 < len(below) < 40


@pytest.mark.usefixtures("here")
def test_key_leads_to_a_row_that_was_not_drawn(ann: Page) -> None:
    cell(ann, 5, 0).focus()
    ann.keyboard.press("Control+End")
    assert ann.evaluate("document.activeElement.getAttribute('aria-label')") == "Ana Petrović – Boris Иванов"
    assert LAST in drawn(ann)


@pytest.mark.usefixtures("here")
def test_what_stood_at_the_upper_left_stays_there_when_the_size_changes(ann: Page) -> None:
    first_in_sight = """() => {
      const top = document.querySelector(".board-head").getBoundingClientRect().bottom;
      const rows = [...document.querySelectorAll(".board-row:has(.cell)")];
      return rows.findIndex((row) => row.getBoundingClientRect().bottom > top + 4);
    }"""
    ann.locator("[data-board-scroll]").evaluate("(box) => box.scrollTo(0, 40 * 48)")
    before = ann.evaluate(first_in_sight)
    assert before > 30
    for size in ("Overview", "Details", "Names"):
        ann.get_by_role("button", name=size, exact=True).click()
        assert abs(ann.evaluate(first_in_sight) - before) <= 1


@pytest.mark.usefixtures("here")
def test_paper_has_every_row(ann: Page) -> None:
    ann.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    assert drawn(ann) == list(range(TABLES))
    assert cell(ann, 5, LAST).inner_text().split("\n") == ["Ana Petrović", "Boris Иванов"]
    ann.evaluate("() => dispatchEvent(new Event('afterprint'))")
    ann.wait_for_function("() => document.querySelectorAll('.board-row.far').length > 50")


@pytest.mark.usefixtures("here")
def test_meeting_is_dragged_from_afar(ann: Page) -> None:
    ann.get_by_role("button", name="Overview").click()
    with ann.expect_response("**/rearrange"):
        drag(ann, cell(ann, 2, 2), cell(ann, 1, 4))
    assert "10:20 5 Boris, Dora" in held(ann)
