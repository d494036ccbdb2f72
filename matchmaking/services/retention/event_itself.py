"""The event itself, as its organizers published it: it stays."""

from __future__ import annotations

from matchmaking.models import (
    DocumentFile,
    DocumentText,
    Event,
    EventLogo,
    EventOrganizer,
    EventSession,
    EventTerm,
    EventText,
    MailWords,
    MeetingRule,
    MeetingTable,
    ParticipationType,
    SessionDocument,
    Slot,
    Zone,
)
from matchmaking.services.retention.anonymiser import stays

ANONYMISERS = (
    stays(
        Event,
        *("name", "slug", "time_zone", "venue", "languages", "currency", "cancellation_note", "wordings"),
        *("accent", "accent_dark", "logo_hash", "taxonomies"),
    ),
    stays(EventLogo, "content"),
    stays(EventText, "language", "about", "practical", "consent", "privacy", "accessibility"),
    stays(MailWords, "kind", "language", "subject", "text"),
    stays(EventTerm, "key", "labels"),
    stays(EventOrganizer),
    stays(EventSession, "uid", "title", "description", "room", "wordings"),
    stays(SessionDocument),
    stays(DocumentText, "language", "title", "note"),
    stays(DocumentFile, "name", "content_hash", "content"),
    stays(Slot),
    stays(Zone, "name", "wordings"),
    stays(MeetingTable),
    stays(ParticipationType, "name", "name_key", "wordings"),
    stays(MeetingRule),
)
