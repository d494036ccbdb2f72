"""A day of the programme in a real browser, by keyboard alone: built, moved, and endorsed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import Organizer
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import ORGANIZER, Installation, new_page
from tests.e2e.test_main_job import heading, sign_in_as_organizer, sign_in_by_mailed_link
from tests.factories import NOW, make_event, make_organization, make_participant
from tests.matchmaking.services.documents.test_uploads import PDF

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FURTHEST = 150  # stops of the Tab key on the longest page of this journey
BOB = "bob@firm.example"
TABLE = "Кръгла маса: преход към кръгова икономика"


@dataclass(frozen=True)
class Scene:
    """An event of two days with nothing in its programme yet, and Bob who takes part."""

    slug: str
    url: str


@pytest.fixture(scope="module")
def scene(installation: Installation) -> Scene:
    with within(installation):
        event = make_event(db.session.query(Organizer).filter_by(email=ORGANIZER).one(), languages=["en"])
        firm = make_organization(event, "Συνεταιρισμός Θεσσαλονίκης")
        make_participant(event, "Bob Kovač", email=BOB, organization=firm).confirmed_at = NOW
        db.session.commit()
        return Scene(event.slug, f"{installation.url}/organizer/events/{event.slug}/programme")


def test_programme_is_built_moved_and_endorsed_by_keyboard_alone(
    installation: Installation, browser: Browser, scene: Scene
) -> None:
    page = new_page(browser)
    sign_in_as_organizer(page, installation)
    add(page, scene, kind="Plenary", title="Opening", room="Danube Hall", hours=("09:00", "10:00"))
    add(page, scene, kind="Meetings", title="Meetings", room="Sava Hall", hours=("10:00", "12:00"))
    add(page, scene, kind="Round table", title=TABLE, room="Room Tisa", hours=("14:00", "15:00"), seats="5")
    assert page.locator(".timetable .session").count() == 3
    put_back_what_was_moved(page)
    move_to_another_hour_and_room(page)
    publish_a_document(page)
    endorse_it(installation, new_page(browser), scene)


def reach(page: Page, target: Locator) -> None:
    """Go on with the Tab key until the focus is there."""
    for _stop in range(FURTHEST):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("the Tab key does not lead there")


def enter(page: Page, target: Locator) -> None:
    """Press what leads to another page."""
    reach(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write(page: Page, label: str, text: str) -> None:
    reach(page, page.get_by_label(label, exact=True))
    page.keyboard.type(text)


def add(page: Page, scene: Scene, *, kind: str, title: str, room: str, hours: tuple[str, str], seats: str = "") -> None:
    page.goto(f"{scene.url}/new")
    write(page, "Kind", kind)
    write(page, "Title", title)
    write(page, "Room (optional)", room)
    for label, hour in zip(("Starts", "Ends"), hours, strict=True):
        field = page.get_by_label(label, exact=True)
        reach(page, field)
        field.fill(hour)  # which keys make an hour depends on the language of the browser
    write(page, "Seats (optional)", seats)
    enter(page, page.get_by_role("button", name="Add to the programme"))
    assert heading(page) == "Programme"


def handle(page: Page) -> Locator:
    return page.get_by_role("button", name=f"Move or resize “{TABLE}”")


def said(page: Page) -> str:
    return page.locator("#editor-said").inner_text()


def put_back_what_was_moved(page: Page) -> None:
    """By Escape while moving, and by leaving it as it is once it is seen what it would do."""
    reach(page, handle(page))
    where = "14:00–15:00, Room Tisa"
    for leave in ("Escape", "Enter"):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("PageDown")
        assert said(page).endswith("14:05–15:05, Room Tisa")
        page.keyboard.press(leave)
    reach(page, page.locator("dialog[open]").get_by_role("button", name="Leave it as it is"))
    page.keyboard.press("Enter")
    page.locator("dialog").wait_for(state="detached")
    assert said(page).endswith(where)
    assert handle(page).evaluate("element => element === document.activeElement")


def move_to_another_hour_and_room(page: Page) -> None:
    """Half an hour later, an hour and a half long, in the room to the left; seen before it is done."""
    keys = ["ArrowDown"] * 6 + ["Shift+ArrowDown"] * 6 + ["ArrowLeft"]
    for key in keys:
        page.keyboard.press(key)
    assert said(page).endswith("14:30–16:00, Danube Hall")
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    assert "Room Tisa → Danube Hall" in dialog.inner_text()
    assert serious_findings(page) == []
    enter(page, dialog.get_by_role("button", name="Change it"))
    moved = page.locator(".session", has_text=TABLE)
    moved.wait_for()
    page.get_by_text("Saved.").wait_for()
    assert "14:30–16:00" in " ".join(moved.inner_text().split()).replace(" – ", "–")
    assert "Danube Hall" in page.locator(".room", has=moved).inner_text()


def publish_a_document(page: Page) -> None:
    enter(page, page.get_by_role("link", name=TABLE))
    enter(page, page.get_by_role("link", name="Result document"))
    page.get_by_label("File").set_input_files({"name": "Декларация.pdf", "mimeType": "", "buffer": PDF})
    write(page, "Title (optional)", "Declaration")
    reach(page, page.get_by_label("Published"))
    page.keyboard.press("Space")
    enter(page, page.get_by_role("button", name="Save"))
    page.get_by_text("Saved.").wait_for()
    assert serious_findings(page) == []
    assert "deklaraciya.pdf" in page.locator("main").inner_text()


def endorse_it(installation: Installation, page: Page, scene: Scene) -> None:
    """As Bob, for whom he represents; and the organizer sees it."""
    sign_in_by_mailed_link(page, installation, scene.slug, BOB)
    enter(page, page.get_by_role("link", name="Documents", exact=True))
    assert serious_findings(page) == []
    enter(page, page.get_by_role("button", name="Endorse it for Συνεταιρισμός Θεσσαλονίκης"))
    page.get_by_text("You endorse “Declaration” for Συνεταιρισμός Θεσσαλονίκης.").wait_for()
    assert "1 organization endorses it." in page.locator("main").inner_text()
