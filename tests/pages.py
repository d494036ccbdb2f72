"""Every page of the product about one event: for tests that look at them all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, url_for
from werkzeug.routing import BuildError

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest, OrganizationRequest
from matchmaking.organizer.guide import CHAPTERS
from matchmaking.services.afterwards import feedback_links

if TYPE_CHECKING:
    from werkzeug.routing import Rule

    from tests.matchmaking.draft_scene import DraftScene

FILES = (
    "pdf",
    "xlsx",
    "csv",
    "ics",
    "profile_data",
    "export",
    "logo",
    "look",
    "progress",
    "picture",
    "_board",
    "_ways",
    "register_organizations",
    "hall_now",
)


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
    to_all = db.session.query(OrganizationRequest).first()
    known: dict[str, Any] = {
        "slug": here.event.slug,
        "schedule_id": here.draft.id,
        "number": 1,
        "meeting_id": here.with_cat.id,
        "participant_id": here.cat.id,
        "organization_id": here.cat.organization_id,
        "slot_id": here.slots[0].id,
        "session_id": here.slots[0].session_id,
        "zone_id": here.tables[0].zone_id,
        "type_id": here.bob.type_id,
        "request_id": request.id if request else 0,
        "to_all_id": to_all.id if to_all else 0,
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
