"""The goals of a run in a real browser: dragged, moved by their buttons, and told to whoever cannot see."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.board_scene import make_scene
from tests.e2e.conftest import Installation, new_page
from tests.e2e.test_main_job import sign_in_as_organizer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FIRST, SECOND = "Most wished-for meetings", "Nobody without a meeting"


@pytest.fixture(scope="module")
def signed_in(installation: Installation, browser: Browser) -> Page:
    page = new_page(browser)
    page.set_viewport_size({"width": 1280, "height": 1200})
    sign_in_as_organizer(page, installation)
    return page


@pytest.fixture
def page(installation: Installation, signed_in: Page) -> Page:
    """The page on which a schedule is built."""
    signed_in.goto(f"{make_scene(installation).url}/runs")
    return signed_in


def order(page: Page) -> list[str]:
    return page.locator("[data-goals] > li .choice span").all_inner_texts()


def told(page: Page) -> str:
    return page.locator("[data-goals-said]").inner_text()


def carry(page: Page, goal: str, below: str) -> None:
    """Take a goal by its grip and carry it past another, without letting go."""
    start = page.locator("[data-goals] > li", has_text=goal).locator(".goal-grip").bounding_box()
    end = page.locator("[data-goals] > li", has_text=below).bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"], end["y"] + end["height"] - 2, steps=5)


def test_goal_is_dragged_below_another_and_told_where_it_stands(page: Page) -> None:
    assert order(page)[:2] == [FIRST, SECOND]
    carry(page, FIRST, below=SECOND)
    page.mouse.up()
    assert order(page)[:2] == [SECOND, FIRST]
    assert told(page) == f"{FIRST} is now number 2 of {len(order(page))}."


def test_escape_puts_a_goal_back_where_it_was(page: Page) -> None:
    before = order(page)
    carry(page, FIRST, below=SECOND)
    assert order(page) != before
    page.keyboard.press("Escape")
    page.mouse.up()
    assert order(page) == before
    assert told(page) == ""


def test_buttons_at_the_ends_cannot_be_pressed_wherever_goals_were_dragged(page: Page) -> None:
    carry(page, FIRST, below=SECOND)
    page.mouse.up()
    first, second = (page.locator("[data-goals] > li").nth(place).get_by_role("button").first for place in (0, 1))
    assert (first.is_disabled(), second.is_disabled()) == (True, False)
    second.focus()
    page.keyboard.press("Enter")
    assert order(page)[:2] == [FIRST, SECOND]
    assert page.evaluate("document.activeElement.closest('li').querySelector('.choice span').textContent") == FIRST
