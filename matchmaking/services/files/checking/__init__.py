"""The rows of an organizer's list, checked one by one: what each says, and what is to be seen to."""

from __future__ import annotations

from matchmaking.services.files.checking.cells import missing_fields
from matchmaking.services.files.checking.findings import FIELD_LABELS, Finding, Severity
from matchmaking.services.files.checking.participants import ParticipantOptions, check_participants
from matchmaking.services.files.checking.requests import RequestOptions, check_requests
from matchmaking.services.files.checking.rows import CheckedRow, ParticipantRow, RequestRow

__all__ = [
    "FIELD_LABELS",
    "CheckedRow",
    "Finding",
    "ParticipantOptions",
    "ParticipantRow",
    "RequestOptions",
    "RequestRow",
    "Severity",
    "check_participants",
    "check_requests",
    "missing_fields",
]
