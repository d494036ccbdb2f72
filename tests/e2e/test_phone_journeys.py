"""From a browser's language to the agenda without network, on a phone, in three scripts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from babel.support import Translations
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, Meeting, MeetingTable, Slot
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import CHECKOUT, PATIENCE, Installation
from tests.e2e.test_agenda import kept
from tests.factories import make_event, make_organization, make_participant, make_session, make_tables, make_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PHONE = 360  # pixels
TABLE = 7


@dataclass(frozen=True)
class Journey:
    """Who comes, what they type, and whom they look for in another spelling."""

    language: str
    browser: str  # what the browser says its language is
    given: str
    family: str
    organization: str
    country: str
    offers: str
    needs: str
    partner: str
    typed: str
    message: str

    @property
    def address(self) -> str:
        return f"{self.language.lower()}@firm.example"

    def say(self, message: str, **values: object) -> str:
        """A message of the product in the language of the journey."""
        found = Translations.load(CHECKOUT / "matchmaking" / "translations", [self.language]).gettext(message)
        return found % values if values else found


JOURNEYS = (
    Journey(
        language="sr",
        browser="sr-RS",
        given="Ђорђе",
        family="Станисављевић-Хаџимихаиловић",
        organization="Кластер прехрамбене индустрије Шумадије и Поморавља",
        country="RS",
        offers="хладњаче",
        needs="амбалажа од стакла",
        partner="Žofie Čtvrtečková",
        typed="чтврт",
        message="О амбалажи за мед",
    ),
    Journey(
        language="el",
        browser="el-GR",
        given="Βασιλική",
        family="Παπακωνσταντινοπούλου-Χατζηγεωργίου",
        organization="Συνεταιρισμός Ελαιοπαραγωγών Θεσσαλονίκης",
        country="GR",
        offers="ελαιόλαδο",
        needs="διανομή",
        partner="Чавдар Чолаков",
        typed="Colakov",
        message="Για το ελαιόλαδο",
    ),
    Journey(
        language="hu",
        browser="hu-HU",
        given="Ágnes",
        family="Szőlősi-Kőműveshegyi",
        organization="Élelmiszer-feldolgozóipari Együttműködési Klaszter",
        country="HU",
        offers="csomagolóanyag-fejlesztés",
        needs="gyümölcs",
        partner="Đorđe Đurđević",
        typed="durdevic",
        message="Gyümölcsről, magyarul vagy angolul",
    ),
)


@pytest.fixture(scope="module")
def slug(installation: Installation) -> str:
    """An event that takes registrations without approval, in whose directory the three partners are."""
    with within(installation):
        event = make_event(languages=["en", "sr", "el", "hu"], approve_registrations=False)
        for journey in JOURNEYS:
            make_participant(
                event,
                journey.partner,
                email=f"partner-of-{journey.address}",
                organization=make_organization(event, f"Firm of {journey.partner}"),
            )
            make_participant(event, organization=make_organization(event, journey.organization))
        make_session(event)
        make_tables(event, TABLE, "Αίθουσα Α")
        return event.slug


@pytest.fixture
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[tuple[Page, Journey]]:
    journey: Journey = request.param
    context = browser.new_context(viewport={"width": PHONE, "height": 740}, locale=journey.browser, has_touch=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: pytest.fail(f"script error: {error}"))
    yield page, journey
    context.close()


def is_in_order(page: Page, journey: Journey) -> None:
    """The page is in the reader's language, no wider than the phone, and axe finds nothing serious."""
    assert page.locator("html").get_attribute("lang") == journey.language
    assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE
    assert serious_findings(page) == []


def press(page: Page, journey: Journey, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=journey.say(name)).first.tap()
    is_in_order(page, journey)


def register(page: Page, journey: Journey, installation: Installation, slug: str) -> None:
    page.goto(f"{installation.url}/e/{slug}/")
    is_in_order(page, journey)
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=journey.say("Register")).first.tap()
    is_in_order(page, journey)
    page.locator("[name=given_name]").fill(journey.given)
    page.locator("[name=family_name]").fill(journey.family)
    page.locator("[name=email]").fill(journey.address)
    page.locator("[name=organization_name]").press_sequentially(journey.organization[:6])
    page.locator("[data-organization]").tap()
    assert page.locator("[name=organization_name]").input_value() == journey.organization
    page.locator("[name=country]").select_option(journey.country)
    page.locator("[name=type_id]").select_option(index=1)
    page.locator("[name=languages][value=en]").check()
    page.locator("[name=consent]").check()
    press(page, journey, "Register")


def newest_mail(page: Page, installation: Installation, address: str, pattern: str) -> str:
    """What this pattern finds in the newest mail to somebody, as the outbox shows it."""
    page.goto(f"{installation.url}/outbox")
    mail = page.locator("article", has_text=address).first.inner_text()
    found = re.search(pattern, mail)
    assert found is not None, mail
    return found[0]


def sign_in(page: Page, journey: Journey, installation: Installation) -> None:
    link = newest_mail(page, installation, journey.address, re.escape(installation.url) + r"/link/\S+")
    page.goto(link)
    is_in_order(page, journey)
    with page.expect_navigation():
        page.locator("main button[type=submit]").tap()


def fill_the_profile(page: Page, journey: Journey) -> None:
    """The first sign-in leads into its steps."""
    is_in_order(page, journey)
    page.locator("[name=offers]").fill(journey.offers)
    press(page, journey, "Save and go on")
    page.locator("[name=needs]").fill(journey.needs)
    for _step in range(3):
        press(page, journey, "Save and go on")
    press(page, journey, "Save")
    assert journey.offers in page.inner_text("main")


def find_and_ask(page: Page, journey: Journey, me: str) -> None:
    page.goto(f"{me}/people")
    page.locator("#search-q").fill(journey.typed)
    found = page.locator("tbody th a")
    found.filter(has_text=journey.partner).wait_for()
    page.wait_for_function("() => document.querySelectorAll('tbody th a').length === 1")
    is_in_order(page, journey)
    with page.expect_navigation():
        found.tap()
    page.locator("[name=rank][value='3']").check()
    page.locator("[name=message]").fill(journey.message)
    press(page, journey, "Ask for a meeting")
    page.goto(f"{me}/requests")
    is_in_order(page, journey)
    assert journey.partner in page.inner_text("main")


def is_accepted_by_mail(page: Page, journey: Journey, installation: Installation) -> None:
    """The partner presses the button behind the link of the mail, without signing in."""
    pattern = re.escape(installation.url) + r"/answer/\S+"
    address = newest_mail(page, installation, f"partner-of-{journey.address}", pattern)
    page.goto(address)
    assert journey.message in page.inner_text("main")
    press(page, journey, "Accept")


def keep_the_last_slot_free(page: Page, journey: Journey, me: str) -> None:
    page.goto(f"{me}/availability")
    is_in_order(page, journey)
    last = page.locator("[name=slot]").last
    last.check()
    with page.expect_navigation():
        page.locator("form", has=last).get_by_role("button", name=journey.say("Save")).tap()
    is_in_order(page, journey)
    assert last.is_checked()


def is_published(installation: Installation, slug: str) -> None:
    """All that was agreed on gets a slot at the last table."""
    with within(installation):
        event = db.session.query(Event).filter_by(slug=slug).one()
        slots = list(db.session.scalars(select(Slot).where(Slot.event_id == event.id).order_by(Slot.starts_at)))
        last = db.session.query(MeetingTable).filter_by(event_id=event.id, number=TABLE).one()
        meetings = db.session.scalars(select(Meeting).where(Meeting.event_id == event.id).order_by(Meeting.id))
        make_version(event, *((meeting, slot, last) for meeting, slot in zip(meetings, slots, strict=False)))


@pytest.mark.parametrize("phone", JOURNEYS, ids=lambda journey: journey.language, indirect=True)
def test_somebody_registers_asks_and_reads_the_agenda_offline(
    installation: Installation, slug: str, phone: tuple[Page, Journey]
) -> None:
    page, journey = phone
    me = f"{installation.url}/e/{slug}/me"
    register(page, journey, installation, slug)
    sign_in(page, journey, installation)
    fill_the_profile(page, journey)
    find_and_ask(page, journey, me)
    is_accepted_by_mail(page, journey, installation)
    keep_the_last_slot_free(page, journey, me)
    is_published(installation, slug)

    page.goto(f"{me}/agenda")
    is_in_order(page, journey)
    assert journey.partner in page.inner_text("main")
    kept(page)
    page.context.set_offline(True)
    page.close()
    again = page.context.new_page()
    again.goto(f"{me}/agenda")
    assert again.locator("[data-saved-copy]").is_visible()
    assert journey.partner in again.inner_text("main")
    assert again.locator("html").get_attribute("lang") == journey.language
    assert again.evaluate("document.scrollingElement.scrollWidth") == PHONE
