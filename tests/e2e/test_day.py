"""The day in a real browser: the desk on a phone, and the hall's screen that shows what was done there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import EventOrganizer, Organizer
from matchmaking.services.day import check_in
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import ORGANIZER, Installation, new_page
from tests.e2e.test_main_job import press, sign_in_as_organizer
from tests.factories import NOW
from tests.matchmaking.day_scene import DayScene

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PHONE = 360
MINUTES_AGO = 7


@dataclass(frozen=True)
class Day:
    """Where the desk of the scene's event is, and who is who there."""

    url: str
    cat: int
    fay: int
    badge: str

    @property
    def desk(self) -> str:
        return f"{self.url}/desk"


@pytest.fixture(scope="module")
def day(installation: Installation) -> Day:
    """The event of the day's tests, with its first slot running for seven minutes."""
    with within(installation):
        here = DayScene()
        ann = db.session.query(Organizer).filter_by(email=ORGANIZER).one()
        db.session.add(EventOrganizer(event_id=here.event.id, organizer_id=ann.id, joined_at=NOW))
        here.begin(minutes_ago=MINUTES_AGO)
        url = f"{installation.url}/organizer/events/{here.event.slug}"
        return Day(url, here.cat.id, here.fay.id, check_in.badge_code(here.cat))


@pytest.fixture(scope="module")
def ann(installation: Installation, browser: Browser) -> Page:
    """Ann at the desk, with a phone."""
    page = new_page(browser, width=PHONE)
    sign_in_as_organizer(page, installation)
    return page


def main_text(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def fits(page: Page) -> bool:
    """Whether nothing sticks out of the phone's window."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width <= PHONE


def test_the_day(installation: Installation, browser: Browser, ann: Page, day: Day) -> None:
    check_somebody_in(ann, day)
    refill_a_place(ann, day)
    place_a_wish(ann, day)
    address = make_a_screen(ann, day)
    screen = new_page(browser)
    screen.goto(address)
    screen.locator("#hall-people li", has_text="Popa Fay").wait_for()
    assert "These meetings end at" in screen.locator("#hall-what").inner_text()
    shown = [" ".join(text.split()) for text in screen.locator("#hall-people li").all_inner_texts()]
    assert len(shown) == 4  # Bob and Eva as planned, Fay and Gus as wished for at the desk
    assert screen.get_by_role("button", name="Sound on").is_visible()


def check_somebody_in(page: Page, day: Day) -> None:
    """Found by typing in another script, and by the badge."""
    page.goto(day.desk)
    page.get_by_role("searchbox").press_sequentially("ivanova")
    page.locator("#desk-people li").nth(1).wait_for(state="detached")
    page.get_by_role("button", name="Check in").click()
    page.get_by_text("Цвета Иванова is here.").wait_for()
    assert "1 Here" in " ".join(page.locator("#desk-counts").inner_text().split())
    assert fits(page)
    page.goto(f"{day.desk}/badge/{day.badge}")
    assert page.locator("h1").inner_text() == "Цвета Иванова"
    assert "Checked in at" in main_text(page)


def refill_a_place(page: Page, day: Day) -> None:
    """Fay does not come; Eva, who did, meets Dan at the same table."""
    page.goto(f"{day.desk}/now")
    assert fits(page)
    press(page, "Fay Popa is missing")
    assert "Fay Popa did not come" in main_text(page)
    offer = page.locator(".desk-list li", has_text="Dan")
    assert "Eva Çela" in offer.inner_text()
    offer.get_by_role("button").click()
    page.get_by_text("Placed: version 2 is published").wait_for()
    assert "Dan Νικολάου" in main_text(page)
    assert "Цвета Иванова" in main_text(page)


def place_a_wish(page: Page, day: Day) -> None:
    """Fay has come after all, and wants to meet Gus."""
    page.goto(f"{day.desk}/{day.fay}/wish")
    page.get_by_role("searchbox").fill("gus")
    press(page, "Find")
    press(page, "Both agree")
    assert "Fay Popa and Gus Novák have agreed to meet." in main_text(page)
    press(page, "Place")
    page.get_by_text("Placed: version 3 is published").wait_for()
    assert page.locator(".agenda", has_text="Gus Novák").is_visible()


def make_a_screen(page: Page, day: Day) -> str:
    page.goto(f"{day.url}/screens")
    press(page, "New address" if page.get_by_role("button", name="New address").count() else "Make an address")
    return page.get_by_label("Address of the screen").input_value()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_stumbles_over_the_pages_of_the_day(ann: Page, day: Day, scheme: str) -> None:
    ann.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    address = make_a_screen(ann, day)
    person = f"/desk/{day.cat}"
    pages = ["/desk", "/desk?q=nobody+at+all", person, f"{person}/wish?q=a", "/desk/now", "/desk/changes"]
    urls = [*(f"{day.url}{page}" for page in pages), f"{day.url}/screens", address]
    for url in urls:
        ann.goto(url)
        assert serious_findings(ann) == [], url
        assert fits(ann), url


def test_the_screen_goes_on_without_a_network_and_says_so(ann: Page, browser: Browser, day: Day) -> None:
    address = make_a_screen(ann, day)
    screen = new_page(browser)
    screen.clock.install()
    screen.goto(address)
    screen.locator("#hall-people li").first.wait_for()
    screen.context.set_offline(True)
    before = screen.locator("#hall-left").inner_text()
    screen.clock.run_for(90_000)
    screen.get_by_text("No connection. What is shown is as of").wait_for()
    assert screen.locator("#hall-left").inner_text() < before
    assert screen.locator("#hall-people li").count() > 0


def test_the_bell_rings_two_minutes_before_the_end_for_those_who_see_it(ann: Page, browser: Browser, day: Day) -> None:
    address = make_a_screen(ann, day)
    screen = new_page(browser)
    screen.clock.install()
    screen.goto(address)
    screen.locator("#hall-people li").first.wait_for()
    screen.get_by_role("button", name="Sound on").click()
    screen.get_by_role("button", name="Sound is on").wait_for()
    screen.context.set_offline(True)  # the server's clock would put the browser's right
    left = screen.locator("#hall-left").inner_text().split(":")
    until_warning = int(left[-2]) * 60 + int(left[-1]) - 120
    screen.clock.run_for((until_warning + 2) * 1000)
    assert screen.locator("#hall-said").inner_text() == "Two minutes left."
    assert "warning" in (screen.locator("#hall-flash").get_attribute("class") or "")
