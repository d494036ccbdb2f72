"""From registering to being erased by keyboard alone: the focus is always seen, and never lost."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, Meeting, MeetingTable, Participant, Slot
from tests.e2e.board_scene import within
from tests.e2e.conftest import Installation, new_page
from tests.e2e.test_main_job import heading
from tests.factories import (
    make_event,
    make_organization,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FURTHEST = 90  # stops of the Tab key on the longest page of this journey
BOB = "bob@firm.example"
FIRM = "Συνεταιρισμός Θεσσαλονίκης"
ASKED, ASKING = "Čedomir Čolić", "Žofie Čtvrtečková"

# What has the focus: whether it has one that counts, and whether it is seen and within the window.
FOCUS = """() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return {lost: true};
    const style = getComputedStyle(focused), box = focused.getBoundingClientRect();
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.right > 0
        && box.top < innerHeight && box.left < innerWidth && style.visibility === "visible";
    return {lost: false, outlined: outlined || focused.id === "content", seen, what: focused.outerHTML.slice(0, 200)};
}"""


@dataclass(frozen=True)
class Scene:
    slug: str
    url: str


@pytest.fixture
def scene(installation: Installation) -> Scene:
    """An event that takes registrations without approval, with two to meet and somewhere to meet them."""
    with within(installation):
        event = make_event(languages=["en"], approve_registrations=False)
        for name in (ASKED, ASKING):
            make_participant(event, name, organization=make_organization(event, f"Firm of {name}"))
        make_participant(event, organization=make_organization(event, FIRM))
        make_session(event)
        make_tables(event, 2)
        return Scene(event.slug, f"{installation.url}/e/{event.slug}")


def focus_is_seen(page: Page) -> None:
    focus = page.evaluate(FOCUS)
    assert not focus["lost"], "the focus is lost"
    assert focus["outlined"], f"no outline: {focus['what']}"
    assert focus["seen"], f"out of sight: {focus['what']}"


def reach(page: Page, target: Locator, key: str = "Tab") -> None:
    """Go on with the Tab key until the focus is there, and see it at every stop."""
    for _stop in range(FURTHEST):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press(key)
        focus_is_seen(page)
    pytest.fail(f"{key} does not lead to {target}")


def enter(page: Page, target: Locator) -> None:
    """Press what leads to another page, whose first stop is the way past its head."""
    reach(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    focus_is_seen(page)
    assert page.evaluate("document.activeElement.matches('.skip-link')")


def follow(page: Page, name: str) -> None:
    """Follow a link of the event's or the account's navigation."""
    enter(page, page.locator("header").get_by_role("link", name=name, exact=True))


def press(page: Page, name: str) -> None:
    """Go to the content past the head of the page, and press a button there."""
    page.keyboard.press("Enter")
    enter(page, page.locator("main").get_by_role("button", name=name).first)


def write(page: Page, name: str, text: str) -> None:
    reach(page, page.locator(f"[name={name}]"))
    page.keyboard.type(text)


def tick(page: Page, box: Locator) -> None:
    reach(page, box)
    page.keyboard.press("Space")
    assert box.is_checked()
    focus_is_seen(page)


def register(page: Page) -> None:
    enter(page, page.locator("main").get_by_role("link", name="Register").first)
    page.keyboard.press("Enter")
    write(page, "given_name", "Vasiliki")
    write(page, "family_name", "Papadopoulou")
    write(page, "email", BOB)
    write(page, "organization_name", "Συνετ")
    offered = page.locator("[data-organization]")
    offered.wait_for()
    reach(page, offered)
    page.keyboard.press("Enter")
    focus_is_seen(page)
    assert page.locator("[name=organization_name]").input_value() == FIRM
    reach(page, page.locator("[name=country]"))
    page.keyboard.type("Greece")
    reach(page, page.locator("[name=type_id]"))
    page.keyboard.press("ArrowDown")
    tick(page, page.locator("[name=languages][value=en]"))
    tick(page, page.locator("[name=consent]"))
    reach(page, page.locator("[name=given_name]"), "Shift+Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type("Βασιλική")
    enter(page, page.locator("main").get_by_role("button", name="Register"))


def sign_in(page: Page, installation: Installation) -> None:
    page.goto(f"{installation.url}/outbox")
    found = re.search(re.escape(installation.url) + r"/link/\S+", page.inner_text("main"))
    assert found is not None
    page.goto(found[0])
    enter(page, page.locator("main button[type=submit]").first)


def fill_the_profile(page: Page) -> None:
    page.keyboard.press("Enter")
    write(page, "offers", "olive oil")
    enter(page, page.get_by_role("button", name="Save and go on"))
    page.keyboard.press("Enter")
    write(page, "needs", "glass")
    enter(page, page.get_by_role("button", name="Save and go on"))
    for _step in range(2):
        press(page, "Save and go on")
    press(page, "Save")
    assert "olive oil" in page.inner_text("main")


def find_and_ask(page: Page) -> None:
    follow(page, "Directory")
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("searchbox"))
    page.keyboard.type("colic")
    found = page.locator("tbody th a")
    page.wait_for_function("() => document.querySelectorAll('tbody th a').length === 1")
    focus_is_seen(page)
    enter(page, found)
    assert heading(page) == ASKED
    rank = page.locator("[name=rank]")
    reach(page, page.locator("[name=rank]:checked"))
    page.keyboard.press("ArrowDown")
    focus_is_seen(page)
    assert not rank.first.is_checked()
    write(page, "message", "About jars")
    enter(page, page.get_by_role("button", name="Ask for a meeting"))


def rank_it(page: Page) -> None:
    follow(page, "Requests")
    rank = page.get_by_label(f"Rank of the request to {ASKED}")
    reach(page, rank)
    page.keyboard.type("Must")
    enter(page, page.get_by_role("button", name="Change"))
    assert rank.input_value() == "3"


def think_twice_and_accept(page: Page) -> None:
    """Declining is asked back: Escape leaves it, and the focus is where it was."""
    decline = page.get_by_role("button", name=f"Decline {ASKING}")
    reach(page, decline)
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    focus_is_seen(page)
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    focus_is_seen(page)
    assert decline.evaluate("element => element === document.activeElement")
    reach(page, page.get_by_role("button", name=f"Accept {ASKING}"), "Shift+Tab")
    enter(page, page.get_by_role("button", name=f"Accept {ASKING}"))
    assert page.get_by_role("button", name=f"Call off {ASKING}").count() == 1


def keep_the_last_slot_free(page: Page) -> None:
    follow(page, "Availability")
    page.keyboard.press("Enter")
    last = page.locator("[name=slot]").last
    tick(page, last)
    enter(page, page.locator("form", has=last).get_by_role("button", name="Save"))
    assert last.is_checked()


def is_asked(installation: Installation, scene: Scene) -> None:
    with within(installation):
        people = {
            one.name: one for one in db.session.scalars(select(Participant).join(Event).filter_by(slug=scene.slug))
        }
        who = next(one for one in people.values() if one.email == BOB)
        make_request(people[ASKING], who)


def is_published(installation: Installation, scene: Scene) -> None:
    with within(installation):
        event = db.session.query(Event).filter_by(slug=scene.slug).one()
        meeting = db.session.query(Meeting).filter_by(event_id=event.id).one()
        slot = db.session.scalars(select(Slot).where(Slot.event_id == event.id).order_by(Slot.starts_at)).first()
        table = db.session.query(MeetingTable).filter_by(event_id=event.id, number=1).one()
        assert slot is not None
        make_version(event, (meeting, slot, table))


def look_at_the_agenda(page: Page) -> None:
    follow(page, "Agenda")
    page.keyboard.press("Enter")
    enter(page, page.locator("main").get_by_role("link", name=ASKING).last)
    assert ASKING in heading(page)


def read_my_data(page: Page) -> None:
    follow(page, "Profile")
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("link", name="Download all that is held about you"))
    with page.expect_download() as kept:
        page.keyboard.press("Enter")
    held = json.loads(Path(kept.value.path()).read_text(encoding="utf-8"))
    assert BOB in json.dumps(held)
    focus_is_seen(page)


def erase_myself(page: Page) -> None:
    enter(page, page.get_by_role("link", name="Erase your data"))
    page.keyboard.press("Enter")
    tick(page, page.locator("[name=understood]"))
    enter(page, page.locator("main").get_by_role("button", name="Erase"))


@pytest.mark.parametrize("width", [360, 1280])
def test_somebody_without_a_mouse_registers_meets_and_is_erased(
    installation: Installation, browser: Browser, scene: Scene, width: int
) -> None:
    page = new_page(browser, width=width)
    page.goto(f"{scene.url}/")
    register(page)
    sign_in(page, installation)
    fill_the_profile(page)
    find_and_ask(page)
    is_asked(installation, scene)
    rank_it(page)
    think_twice_and_accept(page)
    keep_the_last_slot_free(page)
    is_published(installation, scene)
    look_at_the_agenda(page)
    read_my_data(page)
    erase_myself(page)
    page.goto(f"{scene.url}/me/agenda")
    assert "Sign in" in heading(page)
