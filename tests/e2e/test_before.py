"""Before the event in a real browser, by keyboard alone: set up, opened, and its people looked after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Organizer, ParticipantStatus
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import ORGANIZER, Installation, new_page
from tests.e2e.test_main_job import heading, sign_in_as_organizer
from tests.e2e.test_programme import enter, reach, write
from tests.factories import make_event, make_meeting, make_organization, make_participant, make_session, make_type

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

BOB, CAT, DAN = "Bob Kovač", "Елена Константинова-Христодулова", "Δημήτρης Παπαδόπουλος"


@dataclass(frozen=True)
class Scene:
    """An event with a session of slots and no tables; Bob, Cat and Dan have registered, Bob before this already."""

    slug: str
    url: str


@pytest.fixture(scope="module")
def scene(installation: Installation) -> Scene:
    with within(installation):
        event = make_event(db.session.query(Organizer).filter_by(email=ORGANIZER).one(), booking_opens_at=None)
        make_type(event, "Cluster")
        make_session(event)
        firm = make_organization(event, "Συνεταιρισμός Θεσσαλονίκης")
        first = make_participant(event, BOB, organization=firm)
        make_meeting(first, make_participant(event, "Ана Петровић"))
        for name in (BOB, CAT, DAN):
            make_participant(event, name, organization=firm, status=ParticipantStatus.PENDING)
        return Scene(event.slug, f"{installation.url}/organizer/events/{event.slug}")


def main_text(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def test_event_is_set_up_and_its_people_looked_after_by_keyboard_alone(
    installation: Installation, browser: Browser, scene: Scene
) -> None:
    page = new_page(browser)
    sign_in_as_organizer(page, installation)
    begin_at_the_checklist(page, scene)
    let_another_type_meet(page, scene)
    add_tables(page, scene)
    open_booking(page, scene)
    review_by_one_key(page, scene)
    merge_twins(page, scene)
    remind(page, scene)
    work_out_the_capacity(page, scene)


def begin_at_the_checklist(page: Page, scene: Scene) -> None:
    """It says that tables are missing, and leads there."""
    page.goto(f"{scene.url}/")
    tables = page.locator(".setup-steps li", has=page.get_by_role("link", name="Zones and tables"))
    reveal(page)
    assert "to do" in tables.inner_text() or "next" in tables.inner_text()
    assert serious_findings(page) == []
    enter(page, tables.get_by_role("link"))
    assert heading(page) == "Tables"


def reveal(page: Page) -> None:
    """Open the list of steps where it is folded below what is to be done now."""
    folded = page.locator("main summary", has_text="Set-up:")
    if folded.count():
        reach(page, folded)
        page.keyboard.press("Enter")


def let_another_type_meet(page: Page, scene: Scene) -> None:
    page.goto(f"{scene.url}/types/new")
    write(page, "Name", "Buyer")
    enter(page, page.locator("main form button[type=submit]").first)
    page.goto(f"{scene.url}/types")
    pair = page.get_by_label("Buyer may meet Cluster")
    reach(page, pair)
    if not pair.is_checked():
        page.keyboard.press("Space")
    enter(page, page.get_by_role("button", name="Save the rules"))
    assert page.get_by_label("Buyer may meet Cluster").is_checked()
    assert serious_findings(page) == []


def add_tables(page: Page, scene: Scene) -> None:
    page.goto(f"{scene.url}/tables/zones/new")
    write(page, "Name of the zone", "Зала А")
    enter(page, page.locator("main form button[type=submit]").first)
    page.goto(f"{scene.url}/tables/new")
    for label, number in (("From number", "1"), ("To number", "4")):
        reach(page, page.get_by_label(label))
        page.keyboard.press("Control+a")
        page.keyboard.type(number)
    enter(page, page.get_by_role("button", name="Add the tables"))
    assert page.locator(".table-numbers li").count() == 4


def open_booking(page: Page, scene: Scene) -> None:
    page.goto(f"{scene.url}/settings/hours")
    enter_confirmed(page, "Open booking now")
    assert page.get_by_role("button", name="Open booking now").count() == 0


def enter_confirmed(page: Page, name: str) -> None:
    """Press, and press again where it is asked back."""
    button = page.get_by_role("button", name=name).first
    if button.get_attribute("data-confirm") is None:
        enter(page, button)
        return
    reach(page, button)
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    enter(page, page.locator("dialog[open]").get_by_role("button").first)


def review_by_one_key(page: Page, scene: Scene) -> None:
    """Approved by A, undone by U, approved again, until nobody waits."""
    page.goto(f"{scene.url}/participants/review")
    assert heading(page) == BOB
    assert "once more" in main_text(page)
    assert serious_findings(page) == []
    for key, who in (("a", CAT), ("u", BOB), ("a", CAT), ("a", DAN)):
        with page.expect_navigation():
            page.keyboard.press(key)
        assert heading(page) == who
    with page.expect_navigation():
        page.keyboard.press("a")
    assert "Nobody waits for approval" in main_text(page)


def merge_twins(page: Page, scene: Scene) -> None:
    page.goto(f"{scene.url}/participants/twins")
    assert serious_findings(page) == []
    enter(page, page.get_by_role("link", name=f"Compare: {BOB}").or_(page.get_by_role("link", name="Compare")).first)
    assert heading(page) == "Are these two one person?"
    assert serious_findings(page) == []
    enter_confirmed(page, "Merge")
    page.get_by_text(f"The two are one now: {BOB}.").wait_for()
    page.goto(f"{scene.url}/participants/twins")
    assert "No twins found" in main_text(page)


def remind(page: Page, scene: Scene) -> None:
    """Whoever sent no request is written to once: within three days the box cannot be ticked again."""
    page.goto(f"{scene.url}/participants/reminders")
    assert serious_findings(page) == []
    reach(page, page.get_by_label(CAT))
    page.keyboard.press("Space")
    enter(page, page.get_by_role("button", name="Remind those ticked"))
    page.get_by_text("1 reminder is on its way.").wait_for()
    assert page.get_by_label(CAT).is_disabled()


def work_out_the_capacity(page: Page, scene: Scene) -> None:
    page.goto(f"{scene.url}/schedule/capacity")
    enter(page, page.get_by_role("button", name="Work it out"))
    page.get_by_text("You are here", exact=True).wait_for()
    assert page.locator(".advice li").count() > 0
    assert serious_findings(page) == []
