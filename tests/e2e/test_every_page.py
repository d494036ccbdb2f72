"""Every page that an organizer, a participant or a passer-by can open, looked at by axe, in light and in dark."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from flask import current_app, url_for
from werkzeug.routing import BuildError

from matchmaking.extensions import db
from matchmaking.models import EventOrganizer, LinkPurpose, MeetingRequest, Organizer
from matchmaking.organizer.guide import CHAPTERS
from matchmaking.services.afterwards import feedback_links
from matchmaking.services.identity import sign_ins
from tests.e2e.axe import serious_findings
from tests.e2e.board_scene import within
from tests.e2e.conftest import ORGANIZER, Installation, new_page
from tests.e2e.test_main_job import sign_in_as_organizer
from tests.factories import NOW
from tests.matchmaking.draft_scene import DraftScene

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from werkzeug.routing import Rule

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FADING = 200  # milliseconds: colours fade into each other
FILES = ("pdf", "xlsx", "csv", "ics", "export", "logo", "look", "progress", "picture", "_board", "_ways", "hall_now")


def is_page(rule: Rule) -> bool:
    """Whether an address shows a page: no file, no part of one, nothing that is posted to."""
    audience, _dot, name = rule.endpoint.partition(".")
    return (
        audience in {"organizer", "participant", "public"}
        and "GET" in (rule.methods or ())
        and not any(word in name for word in FILES)
    )


def addresses(here: DraftScene) -> list[str]:
    """The path of every page about the scene's event; of those whose ids it lacks, none."""
    request = db.session.query(MeetingRequest).first()
    known: dict[str, Any] = {
        "slug": here.event.slug,
        "schedule_id": here.draft.id,
        "number": 1,
        "meeting_id": here.with_cat.id,
        "participant_id": here.cat.id,
        "organization_id": here.bob.organization_id,
        "slot_id": here.slots[0].id,
        "session_id": here.slots[0].session_id,
        "zone_id": here.tables[0].zone_id,
        "type_id": here.bob.type_id,
        "request_id": request.id if request else 0,
        "kept_id": here.bob.id,
        "gone_id": here.dan.id,
        "language": "sr",
        "token": feedback_links.token_of(here.bob),
    }
    found = [f"/organizer/help/{chapter.name}" for chapter in CHAPTERS]
    for rule in current_app.url_map.iter_rules():
        if is_page(rule):
            try:
                found.append(url_for(rule.endpoint, **{name: known[name] for name in rule.arguments}))
            except (KeyError, BuildError):
                continue
    return sorted(set(found))


@pytest.fixture(scope="module")
def scene(installation: Installation) -> tuple[list[str], str]:
    """The paths of the pages, and a sign-in link of a participant."""
    with within(installation):
        here = DraftScene()
        here.publish()
        here.edit()
        ann = db.session.query(Organizer).filter_by(email=ORGANIZER).one()
        db.session.add(EventOrganizer(event_id=here.event.id, organizer_id=ann.id, joined_at=NOW))
        token = sign_ins.new_link(LinkPurpose.SIGN_IN, datetime.now(UTC), participant=here.bob)
        db.session.commit()
        with current_app.test_request_context():
            return addresses(here), f"/link/{token}"


def findings(page: Page) -> list[str]:
    """What axe finds in light, and in dark, where only colours can differ."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = [f"light: {one}" for one in serious_findings(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    page.wait_for_timeout(FADING)
    return found + [f"dark: {one}" for one in serious_findings(page, only=("color-contrast",))]


def test_no_page_has_serious_findings(
    installation: Installation, browser: Browser, scene: tuple[list[str], str]
) -> None:
    paths, link = scene
    page = new_page(browser)
    sign_in_as_organizer(page, installation)
    page.goto(f"{installation.url}{link}")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_load_state()
    found, seen = {}, 0
    for path in paths:
        answer = page.goto(f"{installation.url}{path}")
        if answer is not None and answer.status == 200 and "html" in answer.headers.get("content-type", ""):
            seen += 1
            if serious := findings(page):
                found[path] = serious
    assert found == {}
    assert seen >= 80
