"""After the event in a real browser, by keyboard alone: feedback, report, log, and the data let go."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pypdf
import pytest

from matchmaking.extensions import db
from matchmaking.models import EventOrganizer, Organizer
from matchmaking.services.afterwards import feedback_links
from tests import moving
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import ORGANIZER, Installation, new_page
from tests.e2e.test_main_job import heading, sign_in_as_organizer
from tests.e2e.test_programme import enter, reach, write
from tests.factories import NOW
from tests.matchmaking.afterwards_scene import AfterwardsScene

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PHONE = 390
DAYS_AGO = 3
COMMENT = "Договорихме пробна доставка"


@dataclass(frozen=True)
class Over:
    """An event that ended days ago: its name, where its organizer works, and Bob's link to say how it went."""

    name: str
    url: str
    link: str
    cat: int


@pytest.fixture(scope="module")
def over(installation: Installation) -> Over:
    with within(installation):
        scene = AfterwardsScene()
        ann = db.session.query(Organizer).filter_by(email=ORGANIZER).one()
        db.session.add(EventOrganizer(event_id=scene.event.id, organizer_id=ann.id, joined_at=NOW))
        moving.begin(scene.event, minutes_ago=DAYS_AGO * 24 * 60)
        token = feedback_links.token_of(scene.bob)
        url = f"{installation.url}/organizer/events/{scene.event.slug}"
        return Over(scene.event.name, url, f"{installation.url}/feedback/{token}", scene.with_cat.id)


def main_text(page: Page) -> str:
    return " ".join(page.locator("main").inner_text().split())


def test_what_attendees_say_is_reported_and_their_data_are_let_go(
    installation: Installation, browser: Browser, over: Over
) -> None:
    say_how_it_went(new_page(browser, width=PHONE), over)
    page = new_page(browser)
    sign_in_as_organizer(page, installation)
    read_what_was_said(page, over)
    take_the_report_along(page, over)
    change_and_find_it_in_the_log(page, over)
    anonymise(page, over)


def say_how_it_went(page: Page, over: Over) -> None:
    """By the link of the mail alone, with no sign-in, on a phone."""
    page.goto(over.link)
    assert heading(page) == "Your meetings"
    card = page.locator(f"#meeting-{over.cat}")
    reach(page, card.get_by_label("Yes", exact=True))
    page.keyboard.press("Space")
    reach(page, card.get_by_label("No answer"))  # which is chosen until something is; the list goes round
    for _step in range(2):
        page.keyboard.press("ArrowDown")
    assert card.get_by_label("4", exact=True).is_checked()
    reach(page, card.get_by_label("What follows?"))
    page.keyboard.type("A deal")
    reach(page, card.get_by_label("Its value"))
    page.keyboard.type("12500")
    reach(page, card.get_by_label("Anything else"))
    page.keyboard.type(COMMENT)
    assert serious_findings(page) == []
    enter(page, card.get_by_role("button", name="Save"))
    page.get_by_text("Saved: your meeting with Cat Иванова.").wait_for()
    assert "Answered" in card.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def read_what_was_said(page: Page, over: Over) -> None:
    page.goto(over.url)
    enter(page, page.get_by_role("link", name="Afterwards", exact=True))
    assert heading(page) == "Report"
    enter(page, page.get_by_role("link", name="Feedback", exact=True))
    said = main_text(page)
    assert "Bob Kovač: took place; 4 of 5; Deal; 12,500 EUR" in said
    assert COMMENT in said
    assert serious_findings(page) == []


def take_the_report_along(page: Page, over: Over) -> None:
    """The page, the PDF and the workbook say the same."""
    page.goto(f"{over.url}/report")
    assert serious_findings(page) == []
    assert "Declared value" in main_text(page)
    assert "12,500" in main_text(page)
    pdf = pypdf.PdfReader(BytesIO(downloaded(page, "PDF")))
    text = " ".join(" ".join(leaf.extract_text() for leaf in pdf.pages).split())
    assert over.name in text
    assert "12,500" in text
    book = openpyxl.load_workbook(BytesIO(downloaded(page, "XLSX")), read_only=True)
    cells = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert any("12,500" in str(cell) for cell in cells)


def downloaded(page: Page, name: str) -> bytes:
    reach(page, page.get_by_role("link", name=name, exact=True))
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    return Path(coming.value.path()).read_bytes()


def change_and_find_it_in_the_log(page: Page, over: Over) -> None:
    """Kept for less time than was said; the log knows who did it."""
    page.goto(f"{over.url}/data")
    field = page.get_by_label("Days after the event")
    reach(page, field)
    page.keyboard.press("Control+a")
    page.keyboard.type("90")
    enter(page, page.get_by_role("button", name="Save"))
    page.goto(f"{over.url}/log")
    everything = page.locator("tbody tr").count()
    reach(page, page.get_by_role("searchbox"))
    page.keyboard.type("published")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    rows = page.locator("tbody tr")
    assert 0 < rows.count() < everything
    assert all("ublished" in row for row in rows.all_inner_texts())
    assert serious_findings(page) == []


def anonymise(page: Page, over: Over) -> None:
    """Not by a press alone: the event's name is typed; then nobody is named any more, and figures are the same."""
    page.goto(f"{over.url}/data")
    enter(page, page.get_by_role("link", name="Anonymise now …"))
    assert serious_findings(page) == []
    write(page, "Type the event's name", "Another event")
    enter(page, page.get_by_role("button", name="Anonymise now"))
    assert heading(page).startswith("Anonymise the data")
    reach(page, page.get_by_label("Type the event's name"))
    page.keyboard.press("Control+a")
    page.keyboard.type(over.name)
    enter(page, page.get_by_role("button", name="Anonymise now"))
    page.get_by_text("Anonymised on").wait_for()
    page.goto(f"{over.url}/feedback")
    assert "Kovač" not in main_text(page)
    assert COMMENT not in main_text(page)
    page.goto(f"{over.url}/report")
    assert "12,500" in main_text(page)
