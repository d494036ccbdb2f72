"""Words of the organizers' lists for what is stored as numbers and codes."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaking.models import ParticipantStatus, Priority, RequestStatus


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
