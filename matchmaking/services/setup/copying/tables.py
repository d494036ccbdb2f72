"""
What of an earlier event goes into a new one: every table and every column of the event is named here.

A table or column that is named nowhere makes a test fail, so that nothing which belongs to the set-up is forgotten.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import gettext as _

from matchmaking.models import EventSession, Participant, ParticipantStatus
from matchmaking.services.agenda.feed_tokens import feed_token
from matchmaking.services.identity.tokens import new_token, new_uid, token_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import ColumnElement


class Part(StrEnum):
    """What an organizer can choose to copy."""

    PROGRAMME = "programme"
    PLACES = "places"
    TYPES = "types"
    TEXTS = "texts"
    HOURS = "hours"
    LIMITS = "limits"
    LOOK = "look"
    ORGANIZERS = "organizers"
    ORGANIZATIONS = "organizations"
    PARTICIPANTS = "participants"


COPIED: dict[str, Part] = {
    "event_session": Part.PROGRAMME,
    "slot": Part.PROGRAMME,
    "zone": Part.PLACES,
    "meeting_table": Part.PLACES,
    "participation_type": Part.TYPES,
    "meeting_rule": Part.TYPES,
    "event_text": Part.TEXTS,
    "event_term": Part.TEXTS,
    "mail_words": Part.TEXTS,
    "event_logo": Part.LOOK,
    "event_organizer": Part.ORGANIZERS,
    "organization": Part.ORGANIZATIONS,
    "kept_apart": Part.ORGANIZATIONS,
    "not_one_organization": Part.ORGANIZATIONS,
    "participant": Part.PARTICIPANTS,
    "profile_term": Part.PARTICIPANTS,
    "not_twins": Part.PARTICIPANTS,
}

NOT_COPIED: dict[str, str] = {
    "acting_time": "what was done was done there",
    "absent_day": "everybody says anew when they come",
    "assignment": "schedules belong to their edition",
    "attendance": "schedules belong to their edition",
    "audit_entry": "what was done was done there",
    "calendar_entry": "calendars belong to their edition",
    "capacity_study": "reckoned for that edition",
    "consent": "nobody has agreed to anything yet",
    "document_file": "what comes of sessions belongs to their edition",
    "document_text": "what comes of sessions belongs to their edition",
    "endorsement": "nobody has endorsed anything yet",
    "feedback": "meetings belong to their edition",
    "further_organization": "everybody says anew whom else they represent",
    "hall_screen": "its address is a secret of that event",
    "hidden_suggestion": "wishes are made anew",
    "import": "files were read there",
    "mail": "mails were written there",
    "mailed_link": "links lead to that event",
    "meeting": "meetings belong to their edition",
    "meeting_change": "meetings belong to their edition",
    "meeting_request": "wishes are made anew",
    "no_show": "the day itself",
    "organization_request": "wishes are made anew",
    "organization_request_no": "wishes are made anew",
    "organizer": "accounts belong to no event",
    "presence": "the day itself",
    "protected_time": "kept free for what is on that day",
    "run_point": "schedules belong to their edition",
    "saved_search": "everybody looks for people anew",
    "shortlisted": "everybody looks for people anew",
    "schedule": "schedules belong to their edition",
    "schedule_run": "schedules belong to their edition",
    "series": "a series holds several events; the copy joins it",
    "session_document": "what comes of sessions belongs to their edition",
    "session_sign_up": "everybody says anew what they attend",
    "session_waiting": "everybody says anew what they attend",
    "session_invitation": "the organizers invite anew",
    "sign_in": "nobody is signed in to the new event",
    "unavailable_slot": "everybody says anew when they are free",
    "unscheduled_meeting": "schedules belong to their edition",
}

EVENT_ANEW = frozenset(
    {
        "id", "name", "slug", "starts_on", "ends_on", "listed", "version_number", "cancelled_at", "cancellation_note",
        "created_at", "calendar_modified_at", "feedback_asked_until", "feedback_closed_at", "anonymised_at",
        "told_ahead_at", "wordings",
    }
)  # fmt: skip
EVENT_ALWAYS = ("time_zone", "venue", "languages", "series_id")
EVENT_PARTS: dict[Part, tuple[str, ...]] = {
    Part.HOURS: ("registration_opens_at", "registration_closes_at", "booking_opens_at", "booking_closes_at"),
    Part.TEXTS: ("taxonomies",),
    Part.LOOK: ("accent", "accent_dark", "logo_hash"),
    Part.TYPES: ("same_organization_meets", "across_countries_only", "common_language_required"),
    Part.LIMITS: (
        "approve_registrations",
        "asks_feedback",
        "kept_days",
        "currency",
        "request_limit",
        "must_limit",
        "max_meetings",
        "max_consecutive",
        "lunch_from",
        "lunch_until",
        "people_change_meetings",
        "tells_evening",
        "tells_morning",
        "sends_invitations",
    ),
}

NEEDS: dict[Part, frozenset[Part]] = {Part.PARTICIPANTS: frozenset({Part.TYPES, Part.ORGANIZATIONS})}

MOMENTS_OF_COPYING = frozenset({"created_at", "modified_at", "joined_at", "calendar_modified_at"})


def _feed_secret() -> dict[str, Any]:
    nonce = new_token()
    return {
        "feed_nonce": nonce,
        "feed_token_hash": token_hash(feed_token(current_app.config["SECRET_KEY"].encode(), nonce)),
    }


# By table: columns that every row gets anew. Whatever else is not a moment is taken over as it is.
ANEW: dict[str, Callable[[], dict[str, Any]]] = {
    "event_session": lambda: {"uid": new_uid(), "sequence": 0, "cancelled_at": None},
    "meeting_table": lambda: {"out_since": None},
    "participant": lambda: {
        "status": ParticipantStatus.PENDING,
        "confirmed_at": None,
        "wanted_consecutive": None,
        **_feed_secret(),
    },
}
SHIFTED = frozenset(
    {("event_session", "starts_at"), ("event_session", "ends_at"), ("slot", "starts_at"), ("slot", "ends_at")}
)
# References that a row can lose; with any other whose goal is not copied, the row is not copied either.
LOOSE = frozenset({("meeting_table", "stand_of_id")})
ONLY: dict[str, ColumnElement[bool]] = {
    "event_session": EventSession.cancelled_at.is_(None),
    "participant": Participant.status == ParticipantStatus.APPROVED,
}


def with_needs(parts: Iterable[Part]) -> frozenset[Part]:
    """The parts, and what they cannot do without."""
    chosen = frozenset(parts)
    return chosen.union(*(NEEDS.get(part, frozenset()) for part in chosen))


def name_of(part: Part) -> str:
    """What a part is called on the page."""
    return {
        Part.PROGRAMME: _("Programme: sessions and slots"),
        Part.PLACES: _("Zones and tables"),
        Part.TYPES: _("Participation types, and who may meet whom"),
        Part.TEXTS: _("Texts, and the terms of profiles"),
        Part.HOURS: _("Hours of registration and booking, as many days before the first day"),
        Part.LIMITS: _("Limits"),
        Part.LOOK: _("Look: colours and logo"),
        Part.ORGANIZERS: _("Organizers"),
        Part.ORGANIZATIONS: _("Organizations"),
        Part.PARTICIPANTS: _("Participants, to be invited: they wait for approval and have no wishes"),
    }[part]
