"""A participant's wishes on a phone, by keyboard alone: suggested, asked, answered from the mail, times kept free."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import LinkPurpose, ProfileTerm, TermKind
from matchmaking.services.identity import sign_ins
from matchmaking.services.words.text import fold
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import Installation, new_page
from tests.factories import make_event, make_participant, make_request, make_session, speak

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
TABS = 60  # no control of these pages is further than that


@dataclass(frozen=True)
class Scene:
    me: str
    link: str


@pytest.fixture(scope="module")
def scene(installation: Installation) -> Scene:
    """Чавдар looks for what Βασιλική offers, and the other way round."""
    with within(installation):
        event = make_event()
        make_session(event)
        who, other = make_participant(event, "Чавдар Чолаков"), make_participant(event, "Βασιλική Παπαδοπούλου")
        make_participant(event, "Zoran Z")
        for person, needs, offers in ((who, "логистика", "амбалажа"), (other, "ambalaža", "logistika")):
            for kind, text in ((TermKind.NEED, needs), (TermKind.OFFER, offers)):
                person.terms.append(ProfileTerm(kind=kind, position=0, text=text, key=fold(text)))
            speak(person, "en")
        token = sign_ins.new_link(LinkPurpose.SIGN_IN, datetime.now(UTC), participant=who)
        db.session.commit()
        return Scene(f"{installation.url}/e/{event.slug}/me", f"{installation.url}/link/{token}")


def tab_to(page: Page, goal: Locator) -> None:
    """Press Tab until the goal has the focus, as somebody without a mouse does."""
    for _press in range(TABS):
        if goal.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not lead to {goal}")


def press(page: Page, goal: Locator) -> None:
    tab_to(page, goal)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_suggestion_is_asked_answered_by_mail_ranked_and_an_afternoon_kept_free(
    installation: Installation, browser: Browser, scene: Scene
) -> None:
    page = new_page(browser, width=360)
    page.goto(scene.link)
    press(page, page.locator("main button[type=submit]").first)

    page.goto(f"{scene.me}/suggestions")
    card = page.locator("main .card").first
    assert "You look for “логистика”, which they offer." in card.inner_text()
    tab_to(page, card.get_by_label("A line of text"))
    page.keyboard.type("За амбалажа и логистика")
    press(page, card.get_by_role("button", name="Ask for a meeting"))
    assert "Your request to Βασιλική Παπαδοπούλου is sent." in page.inner_text("main")

    page.goto(f"{installation.url}/outbox")
    found = re.search(re.escape(installation.url) + r"/answer/\S+", page.inner_text("main"))
    assert found is not None
    other = new_page(browser, width=360)
    other.goto(found[0])
    assert "За амбалажа и логистика" in other.inner_text("main")
    press(other, other.get_by_role("button", name="Accept"))
    assert "You meet Чавдар Чолаков." in other.inner_text("main")

    page.goto(f"{scene.me}/requests")
    tab_to(page, page.get_by_label("Rank of the request to Βασιλική Παπαδοπούλου"))
    page.keyboard.press("ArrowUp")
    press(page, page.get_by_role("button", name="Change"))
    assert page.get_by_label("Rank of the request to Βασιλική Παπαδοπούλου").input_value() == "3"

    page.goto(f"{scene.me}/availability")
    press(page, page.get_by_role("button", name=re.compile("Keep the morning free")))
    assert page.get_by_role("button", name=re.compile("Open the morning")).count() == 1
    for address in ("suggestions", "requests", "availability"):
        page.goto(f"{scene.me}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_wish_is_dragged_to_another_rank(installation: Installation, browser: Browser) -> None:
    with within(installation):
        event = make_event()
        who, other = make_participant(event, "Чавдар Чолаков"), make_participant(event, "Βασιλική Παπαδοπούλου")
        make_request(who, other)
        make_request(who, make_participant(event, "Zoran Z"))
        token = sign_ins.new_link(LinkPurpose.SIGN_IN, datetime.now(UTC), participant=who)
        db.session.commit()
        ranks = f"{installation.url}/e/{event.slug}/me/requests/ranks"
    page = new_page(browser, width=360)
    page.goto(f"{installation.url}/link/{token}")
    page.locator("main button[type=submit]").first.click()
    page.goto(ranks)
    grip = page.locator("li", has_text="Βασιλική").locator(".grip").bounding_box()
    must = page.locator("[data-rank='3']").bounding_box()
    assert grip is not None
    assert must is not None
    page.mouse.move(grip["x"] + 5, grip["y"] + 5)
    page.mouse.down()
    page.mouse.move(must["x"] + 20, must["y"] + 10, steps=5)
    assert page.locator("[data-rank='3'].over").count() == 1
    with page.expect_navigation():
        page.mouse.up()
    assert "Βασιλική Παπαδοπούλου" in page.locator("[data-rank='3']").inner_text()
    assert "Zoran Z" in page.locator("[data-rank='2']").inner_text()
    assert serious_findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360
