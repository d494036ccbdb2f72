"""Mails, files that were brought in, ways to sign in, and what the log says of whom."""

from __future__ import annotations

from matchmaking.models import AuditEntry, HallScreen, Import, Mail, MailedLink, SignIn
from matchmaking.services.retention.anonymiser import emptied, removed

ANONYMISERS = (
    removed(Mail),
    removed(MailedLink),
    removed(SignIn),
    removed(HallScreen),
    removed(Import),
    emptied(AuditEntry, kept=("action",), subject="", detail={}),
)
