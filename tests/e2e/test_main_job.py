"""The main job in a real browser: from spreadsheets to everyone's calendar, and a change that follows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import icalendar
import pytest

from tests.e2e.conftest import ORGANIZER, PASSWORD, Installation, new_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

DATA = Path(__file__).resolve().parents[1] / "data"
PARTICIPANTS = DATA / "days-of-clusters-participants.xlsx"
REQUESTS = DATA / "days-of-clusters-requests.csv"
EVENT = "Days of Clusters"
BUILD_SECONDS = 15
UNLOCKED = ".meeting-card:not(.locked) a"
# Of all meetings: the board draws cards only near what is in sight.
LOCKED_ON_THE_BOARD = """() => {
  const { places } = document.querySelector("[data-board]").board.facts;
  return [...places.values()].filter((place) => place.locked).length;
}"""


def press(page: Page, name: str, *, exact: bool = False) -> None:
    """Press a button by its words, and confirm where a question comes up."""
    page.get_by_role("button", name=name, exact=exact).first.click()
    dialog = page.locator("dialog[open]")
    if dialog.count():
        # The form is sent once the dialog has closed: the page that stands here is loaded already.
        with page.expect_navigation():
            dialog.get_by_role("button").first.click()
    page.wait_for_load_state()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def sign_in_as_organizer(page: Page, installation: Installation) -> None:
    page.goto(f"{installation.url}/organizer/sign-in")
    page.get_by_label("address").fill(ORGANIZER)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")


def set_the_event_up(page: Page, installation: Installation) -> None:
    page.goto(f"{installation.url}/organizer/events/new")
    page.get_by_label("Name", exact=True).fill(EVENT)
    page.get_by_label("First day").fill("2030-05-14")
    page.get_by_label("Last day").fill("2030-05-15")
    page.get_by_label("Time zone").select_option("Europe/Sofia")
    page.locator("main button[type=submit]").click()
    page.wait_for_load_state()
    assert EVENT in page.locator(".event-name").inner_text()
    follow(page, "Set-up")
    follow(page, "Event")
    page.get_by_label("Show the public page").check()
    press(page, "Save")


def add_session(page: Page, title: str, day: str, starts: str, ends: str) -> None:
    follow(page, "Programme")
    follow(page, "New session")
    page.get_by_label("Kind").select_option("meetings")
    page.get_by_label("Title").fill(title)
    page.get_by_label("Day").select_option(day)
    page.get_by_label("Starts").fill(starts)
    page.get_by_label("Ends").fill(ends)
    page.get_by_label("Minutes of one slot").fill("20")
    page.get_by_label("Minutes to change tables").fill("5")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    assert heading(page) == "Programme"


def add_tables(page: Page) -> None:
    follow(page, "Tables")
    follow(page, "New zone")
    page.get_by_label("Name of the zone").fill("Hall A")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    follow(page, "Tables")
    follow(page, "Add tables")
    page.get_by_label("From number").fill("1")
    page.get_by_label("To number").fill("60")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    assert page.locator(".table-numbers li").count() == 60


def bring_in_participants(page: Page) -> None:
    """Its bad rows are mended or left out: nothing comes in before."""
    follow(page, "People")
    follow(page, "Import")
    page.get_by_label("Participants", exact=True).check()
    page.get_by_label("File").set_input_files(PARTICIPANTS)
    press(page, "Look at the file")
    for box in page.locator("select[name^=type-]").all():
        box.select_option("new")
    press(page, "Read the types so")
    assert page.get_by_role("button", name="Bring in").count() == 0
    text = page.locator("main").inner_text()
    assert "Row 327" in text
    assert "Row 326" in text
    page.locator("input[name='cell-327-email']").fill("mended@org3.example")
    press(page, "Check again")
    press(page, "Leave out")
    press(page, "Bring in")
    assert page.locator("main").inner_text().count("Added") >= 1


def let_all_types_meet(page: Page) -> None:
    follow(page, "Set-up")
    follow(page, "Rules")
    for box in page.locator("main table input[type=checkbox]").all():
        box.check()
    press(page, "Save the rules")


def bring_in_requests(page: Page) -> None:
    follow(page, "People")
    follow(page, "Import")
    page.get_by_label("Meeting requests").check()
    page.get_by_label("File").set_input_files(REQUESTS)
    press(page, "Look at the file")
    if page.get_by_role("button", name="Leave out").count():
        press(page, "Leave out")
    press(page, "Bring in")


def sign_in_by_mailed_link(page: Page, installation: Installation, slug: str, address: str) -> None:
    page.goto(f"{installation.url}/e/{slug}/sign-in")
    page.get_by_label("address").fill(address)
    press(page, "Send me a link")
    page.goto(installation.latest_link(page, "ign"))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()
    assert heading(page) == "Agenda"


def ask_for_a_meeting(page: Page, installation: Installation, slug: str, typed: str, organization: str) -> None:
    """Found by typing without marks."""
    page.goto(f"{installation.url}/e/{slug}/me/people")
    page.get_by_role("searchbox").fill(typed)
    press(page, "Show")
    page.locator("tbody tr", has_text=organization).locator("th a").click()
    page.wait_for_load_state()
    page.get_by_label("Must").check()
    page.get_by_label("line of text").fill("About joint purchasing")
    press(page, "Ask for a meeting")
    assert page.get_by_role("button", name="Ask for a meeting").count() == 0


def accept(page: Page, installation: Installation, slug: str, name: str) -> None:
    page.goto(f"{installation.url}/e/{slug}/me/requests")
    card = page.locator("li.card", has_text=name).filter(has=page.get_by_role("button", name="Accept"))
    card.get_by_role("button", name="Accept").click()
    page.wait_for_load_state()


def build(page: Page) -> None:
    follow(page, "Schedule")
    page.get_by_label("Seconds").fill(str(BUILD_SECONDS))
    press(page, "Build schedule")
    page.get_by_role("heading", name="Schedule built").wait_for(timeout=120_000)
    page.get_by_role("link", name=re.compile("Open (the )?draft")).first.click()
    page.wait_for_load_state()


def lock_first_meeting(page: Page) -> str:
    """Its page offers no other place any more; answers the names of the two who meet."""
    follow(page, "Show the plain table")
    page.locator(".meeting-card a").first.click()
    page.wait_for_load_state()
    press(page, "Lock")
    assert page.get_by_role("button", name="Unlock").count() == 1
    assert page.get_by_role("button", name="Move here").count() == 0
    return heading(page)


def move_a_meeting(page: Page, draft: str, cards: str, who: str = "") -> None:
    """The first of these meetings that could be elsewhere, to the first slot and table that are free for it."""
    for number in range(10):
        page.goto(f"{draft}/grid")
        page.locator(cards, has_text=who).nth(number).click()
        page.wait_for_load_state()
        free = page.locator("tbody tr").filter(has=page.get_by_text("Free", exact=True))
        if free.count():
            slot = free.first.locator("th").inner_text()
            free.first.get_by_role("button", name="Move here").click()
            page.wait_for_load_state()
            assert slot in page.locator("main dl").first.inner_text()
            page.goto(draft)
            return
    pytest.fail("none of the first ten meetings could be moved")


def publish(page: Page) -> None:
    follow(page, "Review and publish")
    press(page, "Publish version")
    page.get_by_text(re.compile("is published")).first.wait_for()


def feed_address(page: Page, installation: Installation, slug: str) -> str:
    page.goto(f"{installation.url}/e/{slug}/me/agenda")
    return page.get_by_label("Address of your feed").input_value()


def feed(address: str) -> dict[str, tuple[int, str]]:
    """Of every entry its sequence and start, by UID."""
    with urlopen(address) as answer:
        calendar = icalendar.Calendar.from_ical(answer.read())
    return {str(entry["UID"]): (entry.sequence, str(entry.start)) for entry in calendar.events}


def test_from_spreadsheets_to_calendars_and_a_change_that_follows(installation: Installation, browser: Browser) -> None:
    ann = new_page(browser)
    sign_in_as_organizer(ann, installation)
    set_the_event_up(ann, installation)
    slug = "days-of-clusters"
    add_session(ann, "First day", "2030-05-14", "09:00", "16:30")
    add_session(ann, "Second day", "2030-05-15", "09:00", "16:30")
    add_tables(ann)
    bring_in_participants(ann)
    let_all_types_meet(ann)
    bring_in_requests(ann)
    ann.goto(f"{installation.url}/organizer/events/{slug}/settings/hours")
    press(ann, "Open booking now")

    # Both are in the file, and neither has asked the other there.
    bob, cat = new_page(browser), new_page(browser, width=360)
    sign_in_by_mailed_link(bob, installation, slug, "p1@org1.example")
    sign_in_by_mailed_link(cat, installation, slug, "P4@ORG4.example")
    ask_for_a_meeting(bob, installation, slug, "jiri zdarsky", "Žďárský-Organic 4 Ltd.")
    accept(cat, installation, slug, "Žarko Petrović")

    ann.goto(f"{installation.url}/organizer/events/{slug}/schedule")
    build(ann)
    draft = ann.url
    locked = lock_first_meeting(ann)
    move_a_meeting(ann, draft, UNLOCKED)
    ann.locator(".board.ready").wait_for()
    assert ann.evaluate(LOCKED_ON_THE_BOARD) == 1
    publish(ann)

    address = feed_address(bob, installation, slug)
    before = feed(address)
    assert len(before) > 1
    ann.goto(f"{installation.url}/organizer/events/{slug}/schedule")
    press(ann, "Change it by hand")
    move_a_meeting(ann, ann.url, UNLOCKED, "Žarko Petrović (Chamber")
    publish(ann)
    after = feed(address)
    changed = {uid for uid in before if before[uid] != after[uid]}
    assert after.keys() == before.keys()
    assert len(changed) == 1
    uid = changed.pop()
    assert after[uid][0] == before[uid][0] + 1
    assert after[uid][1] != before[uid][1]
    assert locked
