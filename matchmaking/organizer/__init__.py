"""The organizers' pages: behind their sign-in, each within one of their own events."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, request, url_for

from matchmaking import access
from matchmaking.organizer.navigation import chapter, pages, sections

blueprint = Blueprint("organizer", __name__, url_prefix="/organizer")
blueprint.before_request(access.guard_organizer)


@blueprint.context_processor
def navigation() -> dict[str, Any]:
    """The sections of an event's pages, and the pages of the section that is open."""
    if g.get("failing"):
        return {}
    context: dict[str, Any] = {
        "sign_out_url": url_for("public.sign_out"),
        "account_url": url_for("organizer.account"),
        "help_url": url_for("organizer.help_contents"),
    }
    if g.get("event") is None:
        return context
    here = (request.endpoint or "").removeprefix("organizer.")
    context["event_name"] = g.event.name  # as it is stored, whatever the page's language
    context["nav_items"] = sections(here)
    context["page_items"] = pages(here)
    about = chapter(here)
    if about is not None:
        context["help_url"] = url_for("organizer.help_chapter", chapter=about)
    context["event_url"] = url_for("organizer.overview")
    return context


from matchmaking.organizer import (  # noqa: F401
    account,
    acting,
    boards,
    capacity,
    comparisons,
    copying,
    data,
    desk,
    desk_changes,
    desk_now,
    desk_people,
    desk_wishes,
    downloads,
    drafts,
    events,
    feedback,
    guide,
    imports,
    interpreters,
    log,
    look,
    mails,
    memberships,
    organization_requests,
    organizations,
    organizers,
    overview,
    paper,
    participant,
    participant_erase,
    participant_limits,
    participant_review,
    participants,
    places,
    programme,
    programme_document,
    programme_people,
    reminders,
    report,
    requests,
    rules,
    runs,
    scenarios,
    schedule,
    screens,
    settings,
    stands,
    strips,
    terms,
    twins,
    types,
    versions,
)
