"""The agenda on a phone: what is now and next, and the copy that opens without network."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error

from matchmaking.extensions import db
from matchmaking.models import Event, LinkPurpose, Participant
from matchmaking.services.identity import sign_ins
from tests import moving
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import PATIENCE, Installation
from tests.factories import NOW, make_event, make_meeting, make_participant, make_session, make_tables, make_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ELENI, SOFIA = "eleni@firm.example", "sofia@firm.example"


@pytest.fixture(scope="module")
def slug(installation: Installation) -> str:
    """Ελένη meets Đorđe now and Σοφία next; Σοφία meets nobody else."""
    with within(installation):
        event = make_event()
        eleni = make_participant(event, "Ελένη Παπαδημητρίου", email=ELENI, country="GR")
        sofia = make_participant(event, "Σοφία Ιωάννου", email=SOFIA, country="GR")
        dorde = make_participant(event, "Đorđe Đorđević")
        slots, tables = make_session(event).slots, make_tables(event, 12, "Αίθουσα Α")
        make_version(
            event, (make_meeting(eleni, dorde), slots[0], tables[11]), (make_meeting(eleni, sofia), slots[1], tables[4])
        )
        moving.begin(event, minutes_ago=10)
        db.session.commit()
        return event.slug


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    context.close()


def sign_in(page: Page, installation: Installation, slug: str, email: str) -> None:
    with within(installation):
        event = db.session.query(Event).filter_by(slug=slug).one()
        who = db.session.query(Participant).filter_by(event_id=event.id, email=email).one()
        who.confirmed_at = NOW  # not for the first time, which leads to the profile
        token = sign_ins.new_link(LinkPurpose.SIGN_IN, datetime.now(UTC), participant=who)
        db.session.commit()
    page.goto(f"{installation.url}/link/{token}")
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/me/agenda")


def kept(page: Page) -> None:
    """Wait until the worker has kept this person's page alone, and the last thing it is drawn with."""
    page.wait_for_function(
        """async () => {
          const [name, ...others] = await caches.keys();
          if (!name || others.length) return false;
          const cache = await caches.open(name);
          const agenda = await cache.match(location.pathname);
          const who = document.querySelector(".account a").textContent;
          if (!agenda || !(await agenda.text()).includes(`>${who}</a>`)) return false;
          return (await cache.keys()).some((one) => one.url.endsWith("icon.svg"));
        }"""
    )


def glance(page: Page, part: str) -> str:
    return page.locator(f"[data-part={part}]").inner_text()


def test_agenda_says_what_is_now_and_next_and_opens_without_network(
    installation: Installation, phone: Page, slug: str
) -> None:
    sign_in(phone, installation, slug, ELENI)
    agenda = phone.url
    assert "Đorđe Đorđević" in glance(phone, "now")
    assert "Σοφία Ιωάννου" in glance(phone, "next")
    assert serious_findings(phone) == []
    kept(phone)
    phone.context.set_offline(True)
    phone.close()
    again = phone.context.new_page()
    again.goto(agenda)
    copy = again.locator("[data-saved-copy]")
    assert copy.is_visible()
    assert "version 1. You are offline." in copy.inner_text()
    assert "Σοφία Ιωάννου" in glance(again, "next")
    assert again.evaluate("getComputedStyle(document.querySelector('.now-next')).display") == "grid"
    other = again.context.new_page()  # the copy reloads itself as soon as it thinks to be on the net again
    other.goto(f"{installation.url}/e/{slug}/me/requests")
    other.get_by_role("heading", name="You are offline", level=1).wait_for()


def test_nothing_of_an_agenda_is_left_after_signing_out(installation: Installation, phone: Page, slug: str) -> None:
    sign_in(phone, installation, slug, ELENI)
    agenda = phone.url
    kept(phone)
    phone.get_by_role("button", name="Sign out").click()
    phone.wait_for_url(f"{installation.url}/")
    assert phone.evaluate("caches.keys()") == []
    phone.context.set_offline(True)
    with pytest.raises(Error):
        phone.goto(agenda)


def test_whoever_signs_in_next_on_a_shared_phone_finds_nothing_of_another(
    installation: Installation, phone: Page, slug: str
) -> None:
    sign_in(phone, installation, slug, ELENI)
    kept(phone)
    phone.context.clear_cookies()  # as if her sign-in had ended by itself
    sign_in(phone, installation, slug, SOFIA)
    phone.wait_for_function(
        """async () => {
          for (const name of await caches.keys()) {
            const agenda = await (await caches.open(name)).match(location.pathname);
            if (agenda && (await agenda.text()).includes("Đorđe Đorđević")) return false;
          }
          return true;
        }"""
    )
