"""Words of the organizers' lists for what is stored as numbers and codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import ParticipantStatus, Priority, RequestStatus
from matchmaking.services.people.reminding import Lack
from matchmaking.services.words import alphabets
from matchmaking.services.words.countries import country_name

if TYPE_CHECKING:
    from collections.abc import Iterable


def country_choices(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Codes of countries with their names, by name."""
    return alphabets.by_name((code, country_name(code)) for code in codes)


def priority_labels() -> dict[Priority, str]:
    """How much a meeting is wished for."""
    return {Priority.MUST: _("Must"), Priority.WOULD_LIKE: _("Would like"), Priority.OPEN_TO: _("Open to")}


def participant_statuses() -> dict[str, str]:
    """Whether a participant takes part."""
    return {
        ParticipantStatus.PENDING.value: _("Pending"),
        ParticipantStatus.APPROVED.value: _("Approved"),
        ParticipantStatus.DECLINED.value: _("Declined"),
        ParticipantStatus.WITHDRAWN.value: _("Withdrawn"),
    }


def request_statuses() -> dict[str, str]:
    """Where a request stands."""
    return {
        RequestStatus.PENDING.value: _("Pending"),
        RequestStatus.ACCEPTED.value: _("Accepted"),
        RequestStatus.DECLINED.value: _("Declined"),
        RequestStatus.WITHDRAWN.value: _("Withdrawn"),
        RequestStatus.EXPIRED.value: _("Expired"),
    }


def lacks() -> dict[Lack, str]:
    """What somebody has not done yet."""
    return {
        Lack.NO_REQUESTS: _("No requests sent"),
        Lack.UNANSWERED: _("Requests unanswered"),
        Lack.NEVER_SIGNED_IN: _("Never signed in"),
    }


def acts() -> dict[str, str]:
    """What was done about a participant."""
    return {
        "participant.added": _("Added by hand"),
        "participant.changed": _("Profile changed"),
        "participant.days_changed": _("Days changed"),
        "participant.limits_changed": _("Limits changed"),
        "participant.hours_changed": _("Hours of arriving and leaving changed"),
        "participant.vip": _("Marked as a VIP"),
        "participant.no_vip": _("No VIP any more"),
        "participant.protected": _("Time protected"),
        "participant.unprotected": _("Time protected no longer"),
        "participant.approved": _("Approved"),
        "participant.declined": _("Declined"),
        "participant.review_undone": _("Decision taken back"),
        "participant.merged": _("Merged with a twin"),
        "participant.withdrawn": _("Withdrawn"),
        "participant.link_sent": _("Link to sign in sent"),
        "desk.checked_in": _("Checked in"),
        "desk.check_in_undone": _("Check-in taken back"),
        "desk.hours_noted": _("Hours of the day noted"),
        "desk.left": _("Left for the day"),
        "desk.no_show": _("Did not come to a meeting"),
        "desk.no_show_undone": _("Came to a meeting after all"),
    }


def rule_labels() -> dict[str, str]:
    """The rules of which two who meet must keep each."""
    return {
        "two": _("Two participants of one event"),
        "take_part": _("Taking part"),
        "organizations": _("Organizations"),
        "types": _("Participation types"),
        "apart": _("Kept apart"),
        "countries": _("Countries"),
        "languages": _("Languages"),
    }
