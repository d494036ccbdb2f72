"""The board in a real browser: by keys alone, by dragging, beside somebody else, and for those who cannot see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest

from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import BoardScene, make_scene
from tests.e2e.conftest import Installation, new_page
from tests.e2e.test_main_job import sign_in_as_organizer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

WHOLE: ViewportSize = {"width": 1280, "height": 1400}  # board and tray in sight at once, to drag between them
SAVED = re.compile(r"/(rearrange|set-lock)$")


@pytest.fixture(scope="module")
def ann(installation: Installation, browser: Browser) -> Page:
    """Ann, signed in."""
    page = new_page(browser)
    page.set_viewport_size(WHOLE)
    sign_in_as_organizer(page, installation)
    return page


@pytest.fixture
def here(installation: Installation, ann: Page) -> BoardScene:
    """A fresh draft, open on the board."""
    scene = make_scene(installation)
    open_board(ann, scene)
    return scene


def open_board(page: Page, scene: BoardScene) -> None:
    page.goto(scene.draft_url)
    page.locator(".board.ready").wait_for()


def told(page: Page) -> str:
    return page.locator("[data-board-told]").inner_text()


def held(page: Page) -> set[str]:
    """Who is where, as the board shows it: `10:00 1 Ana, Boris`."""
    found: set[str] = set(
        page.evaluate(
            """() => {
              const { facts } = document.querySelector("[data-board]").board;
              return [...facts.places].map(([meeting, place]) => {
                const names = facts.names(facts.attending(meeting)).map((name) => name.split(" ")[0]).join(", ");
                return `${facts.slot.get(place.slot).hour} ${facts.table.get(place.table)?.number} ${names}`;
              });
            }"""
        )
    )
    return found


def cell(page: Page, hour: int, table: int) -> Locator:
    """A place by the number of its slot and its table, from 0."""
    return page.locator(".board-row:has(.cell)").nth(table).locator(".cell").nth(hour)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def press_and_save(page: Page, key: str) -> None:
    with page.expect_response(SAVED):
        page.keyboard.press(key)


def drag(page: Page, start: Locator, end: Locator) -> None:
    """As a hand does it: not in one leap, and not before what is seen stands still."""
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    box, goal = start.bounding_box(), end.bounding_box()
    assert box is not None
    assert goal is not None
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 30, box["y"] + 20, steps=3)
    page.mouse.move(goal["x"] + goal["width"] / 2, goal["y"] + goal["height"] / 2, steps=5)
    page.mouse.up()


def test_meeting_is_found_moved_locked_and_taken_out_by_keys_alone(here: BoardScene, ann: Page) -> None:
    press(ann, "Tab")
    ann.locator("#board-q").focus()
    ann.keyboard.type("cacak")
    assert ann.locator("[data-board-found]").inner_text() == "Found here: 1, of 2 in all"
    press(ann, "Enter")
    assert "10:20, table 2" in told(ann)
    for _ in range(12):
        press(ann, "Tab")
        if ann.evaluate("document.activeElement.classList.contains('cell')"):
            break
    assert ann.evaluate("document.activeElement.getAttribute('aria-label')") == "Ana Petrović – Čedomir Čačak"

    press(ann, "Enter", "ArrowRight")
    assert "10:40, table 2: possible, but it breaks a rule. Čedomir Čačak is not available then." in told(ann)
    press(ann, "ArrowDown")
    assert "10:40, table 3: not possible. Boris Иванов – Dora Ευγενίου is held here." in told(ann)
    press(ann, "Home", "ArrowUp", "ArrowUp")
    assert "not possible. Ana Petrović – Boris Иванов is held here." in told(ann)
    press(ann, "n")
    assert "10:20, table 1: free." in told(ann)
    press_and_save(ann, "Enter")
    assert "Ana Petrović – Čedomir Čačak moved to" in told(ann)
    open_board(ann, here)
    assert "10:20 1 Ana, Čedomir" in held(ann)

    cell(ann, 1, 0).focus()
    press(ann, "Space", "Escape")
    assert told(ann) == "Ana Petrović – Čedomir Čačak stays where it was."
    press_and_save(ann, "l")
    press(ann, "Enter")
    assert told(ann) == "Ana Petrović – Čedomir Čačak is locked. Unlock it first."
    press_and_save(ann, "l")
    press_and_save(ann, "Delete")
    assert ann.locator("[data-tray-count]").inner_text() == "2"
    press_and_save(ann, "Control+z")
    open_board(ann, here)
    assert held(ann) == {"10:00 1 Ana, Boris", "10:20 1 Ana, Čedomir", "10:40 3 Boris, Dora"}


def test_meetings_are_dragged_to_another_place_and_off_the_board_and_back(here: BoardScene, ann: Page) -> None:
    with ann.expect_response(SAVED):
        drag(ann, cell(ann, 0, 0), cell(ann, 3, 1))
    assert "11:00 2 Ana, Boris" in held(ann)
    with ann.expect_response(SAVED):
        drag(ann, cell(ann, 2, 2), ann.locator("#board-tray-title"))
    assert ann.locator("[data-tray-count]").inner_text() == "2"
    with ann.expect_response(SAVED):
        drag(ann, ann.locator(".tray-card", has_text="Boris"), cell(ann, 2, 0))
    open_board(ann, here)
    assert held(ann) == {"11:00 2 Ana, Boris", "10:20 2 Ana, Čedomir", "10:40 1 Boris, Dora"}


def test_two_meetings_of_one_person_are_swapped(here: BoardScene, ann: Page) -> None:
    drag(ann, cell(ann, 2, 2), cell(ann, 0, 0))
    assert "It cannot go there." in told(ann)
    with ann.expect_response(SAVED):
        drag(ann, cell(ann, 0, 0), cell(ann, 3, 1))
    drag(ann, cell(ann, 3, 1), cell(ann, 1, 1))
    question = "Let Ana Petrović – Boris Иванов and Ana Petrović – Čedomir Čačak exchange their places?"
    assert ann.locator("dialog[open] p").inner_text() == question
    ann.get_by_role("button", name="Go back").click()
    assert "11:00 2 Ana, Boris" in held(ann)
    drag(ann, cell(ann, 3, 1), cell(ann, 1, 1))
    with ann.expect_response(SAVED):
        ann.get_by_role("button", name="Swap").click()
    open_board(ann, here)
    assert held(ann) == {"10:20 2 Ana, Boris", "11:00 2 Ana, Čedomir", "10:40 3 Boris, Dora"}


def test_smallest_change_that_places_a_meeting_is_made_by_one_press(here: BoardScene, ann: Page) -> None:
    item = ann.locator(".tray-item", has_text="Dora")
    item.locator(".tray-why p").first.wait_for()
    assert "if Ana Petrović – Čedomir Čačak moved to" in item.inner_text()
    with ann.expect_response(SAVED):
        item.get_by_role("button", name="Do it").first.click()
    open_board(ann, here)
    assert len(held(ann)) == 4
    assert ann.locator("[data-tray-note]").inner_text() == "Every meeting has its place."


def test_what_somebody_else_moved_meanwhile_is_shown_and_not_overwritten(here: BoardScene, ann: Page) -> None:
    here.move_behind_its_back()
    with ann.expect_response(SAVED) as saved:
        drag(ann, cell(ann, 0, 0), cell(ann, 3, 0))
    assert saved.value.status == 409
    ann.get_by_text("Somebody else moved this meeting meanwhile.").wait_for()
    assert "11:40 3 Ana, Boris" in held(ann)


def test_what_else_somebody_changed_is_shown_after_ones_own_change(here: BoardScene, ann: Page) -> None:
    here.move_behind_its_back()
    with ann.expect_response(SAVED):
        drag(ann, cell(ann, 2, 2), cell(ann, 2, 1))
    ann.get_by_text("Somebody else changed this draft meanwhile.").wait_for()
    assert held(ann) == {"11:40 3 Ana, Boris", "10:20 2 Ana, Čedomir", "10:40 2 Boris, Dora"}


def test_filters_zoom_and_search_stand_in_the_address(here: BoardScene, ann: Page) -> None:
    ann.get_by_label("Country").select_option("GR")
    ann.get_by_role("button", name="Overview").click()
    ann.wait_for_url("**?country=GR&zoom=1")
    ann.reload()
    ann.locator(".board.ready").wait_for()
    assert ann.locator("[data-board-found]").inner_text() == "Found here: 1, of 2 in all"
    assert ann.locator("[data-board-scroll]").get_attribute("data-zoom") == "1"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_serious_on_board_and_strips(
    here: BoardScene, ann: Page, scheme: Literal["light", "dark"], width: int
) -> None:
    ann.emulate_media(color_scheme=scheme)
    ann.set_viewport_size({"width": width, "height": 900})
    try:
        assert serious_findings(ann) == []
        cell(ann, 0, 0).click()
        press(ann, "Enter")
        ann.locator(".tray-why p").first.wait_for()
        assert serious_findings(ann) == []
        press(ann, "Escape")
        ann.locator("#board-q").fill("dora")
        assert serious_findings(ann) == []
        ann.goto(f"{here.draft_url}/people")
        assert serious_findings(ann) == []
        ann.goto(f"{here.draft_url}/unscheduled")
        assert serious_findings(ann) == []
    finally:
        ann.emulate_media(color_scheme="light")
        ann.set_viewport_size(WHOLE)
