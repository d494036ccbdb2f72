"""Every page that somebody can open: looked at by axe in light and dark, and on a phone with long words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from flask import current_app

from matchmaking import serving
from matchmaking.extensions import db
from matchmaking.models import Consent, EventOrganizer, LinkPurpose, Organizer, ParticipantStatus, Priority
from matchmaking.services.identity import sign_ins
from matchmaking.services.people import further_organizations
from matchmaking.services.requests import organization_requests
from matchmaking.services.words.text import fold
from tests.e2e import pseudo_language
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import ORGANIZER, Installation, new_page, served
from tests.e2e.test_main_job import sign_in_as_organizer
from tests.factories import NOW, make_participant
from tests.matchmaking.draft_scene import DraftScene
from tests.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PHONE = 360  # pixels
LONG_WORDED = (pseudo_language.LOCALE, "bg")
"""A language that nobody speaks in the place of a real one, and one whose letters are wide."""


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with a language of words longer than any real one's."""
    folder = tmp_path_factory.mktemp("installation")
    serving.make_installation(folder)
    words = pseudo_language.install(folder / "translations")
    with (folder / "config.py").open("a", encoding="utf-8") as settings:
        settings.write(f"BABEL_TRANSLATION_DIRECTORIES = 'translations;{words}'\n")
    with served(folder) as one:
        yield one


def give_long_names(here: DraftScene) -> None:
    """Words that no blank and no hyphen breaks, for whatever people give names to."""
    here.event.name = "Διασυνεταιριστικοσυμβουλευτική Ηλεκτροτεχνολογικοβιομηχανική"
    here.event.venue = "Τσεχοσλοβακικοελληνοβουλγαρικόν"
    here.cat.given_name, here.cat.family_name = "Александринатеодораевдокия", "Константинополскапападопулоставрева"
    here.dan.family_name = "Παπαχαραλαμποκωνσταντινοπουλόπουλος"
    here.cat.email = here.cat.email_key = "aleksandrinateodoraevdokiya.konstantinopolska@elektropromishlenost.example"
    for name, organization in (
        ("Електропромишленопроизводственотърговскоинвестиционна", here.cat.organization),
        ("Ηλεκτρομηχανολογικοκατασκευαστικοεμπορική", here.bob.organization),
    ):
        organization.name, organization.name_key = name, fold(name)
    here.bob.type.name = "Научноизследователскопроизводствена"
    here.slots[0].session.title = "Διαπραγματευτικοσυμβουλευτικοενημερωτική"
    here.slots[0].session.room = "Конгресноизложбеноконферентна"
    here.tables[0].zone.name = "Κεντροδυτικοευρωπαϊκοβαλκανική"


@pytest.fixture(scope="module")
def scene(installation: Installation) -> tuple[list[str], str, str]:
    """The paths of the pages, and sign-in links of a participant and of somebody who has withdrawn."""
    with within(installation):
        here = DraftScene()
        give_long_names(here)
        newcomer = make_participant(here.event, "Fin Νεοφερμένος", organization=here.bob.organization)
        newcomer.organization_confirmed, newcomer.confirmed_at = False, NOW
        fay = make_participant(here.event, "Fay Τρίτη")
        organization_requests.ask(fay, here.bob.organization, Priority.MUST, "Διαπραγματεύσεις", NOW)
        further_organizations.add(here.cat, "Кластерномашиностроителнометалургична")
        here.publish()
        here.edit()
        ann = db.session.query(Organizer).filter_by(email=ORGANIZER).one()
        db.session.add(EventOrganizer(event_id=here.event.id, organizer_id=ann.id, joined_at=NOW))
        token = sign_ins.new_link(LinkPurpose.SIGN_IN, datetime.now(UTC), participant=here.bob)
        gus = make_participant(here.event, "Gus Αποχωρηθησόμενος", status=ParticipantStatus.WITHDRAWN)
        gus.consents = [Consent(wording="Συγκατατίθεμαι.", language="el", given_at=NOW)]
        left = sign_ins.new_link(LinkPurpose.SIGN_IN, datetime.now(UTC), participant=gus)
        db.session.commit()
        with current_app.test_request_context():
            return addresses(here), f"/link/{token}", f"/link/{left}"


def findings(page: Page) -> list[str]:
    """What axe finds in light, and in dark, where only colours can differ."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = [f"light: {one}" for one in serious_findings(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    return found + [f"dark: {one}" for one in serious_findings(page, only=("color-contrast",))]


@pytest.fixture(scope="module")
def everybody(installation: Installation, browser: Browser, scene: tuple[list[str], str, str]) -> Page:
    """A browser in which an organizer and a participant are signed in."""
    page = new_page(browser)
    sign_in_as_organizer(page, installation)
    page.goto(f"{installation.url}{scene[1]}")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()
    return page


def test_no_page_has_serious_findings(
    installation: Installation, everybody: Page, scene: tuple[list[str], str, str]
) -> None:
    paths, page = scene[0], everybody
    found, seen = {}, 0
    for path in paths:
        answer = page.goto(f"{installation.url}{path}")
        if answer is not None and answer.status == 200 and "html" in answer.headers.get("content-type", ""):
            seen += 1
            if serious := findings(page):
                found[path] = serious
    assert found == {}
    assert seen >= 80


@pytest.mark.parametrize("language", LONG_WORDED)
def test_no_page_is_wider_than_a_phone(
    installation: Installation, everybody: Page, scene: tuple[list[str], str, str], language: str
) -> None:
    everybody.context.add_cookies([{"name": "language", "value": language, "url": installation.url}])
    everybody.set_viewport_size({"width": PHONE, "height": 800})
    found, seen = {}, 0
    for path in scene[0]:
        answer = everybody.goto(f"{installation.url}{path}")
        if answer is not None and answer.status == 200 and "html" in answer.headers.get("content-type", ""):
            seen += everybody.locator("html").get_attribute("lang") == language
            if (width := everybody.evaluate("document.scrollingElement.scrollWidth")) > PHONE:
                found[path] = width
    assert found == {}
    assert seen >= 80


def test_data_of_somebody_who_has_withdrawn(
    installation: Installation, browser: Browser, scene: tuple[list[str], str, str]
) -> None:
    page = new_page(browser, width=PHONE)
    page.goto(f"{installation.url}{scene[2]}")
    page.locator("main button[type=submit]").first.click()
    page.get_by_role("link", name="Erase your data").wait_for()
    assert page.url.endswith("/me/profile")
    assert findings(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") == PHONE
