"""Kinds of sessions in words."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaking.models import SessionKind, SignUpMode


def name_of(kind: SessionKind) -> str:
    """What a kind of session is called."""
    return {
        SessionKind.MEETINGS: _("Meetings"),
        SessionKind.PLENARY: _("Plenary"),
        SessionKind.ASSEMBLY: _("Assembly"),
        SessionKind.ROUND_TABLE: _("Round table"),
        SessionKind.VISIT: _("Visit"),
        SessionKind.PAUSE: _("Pause"),
    }[kind]


def mode_in_words(mode: SignUpMode) -> str:
    """Who may sign up."""
    return {
        SignUpMode.OPEN: _("Every participant"),
        SignUpMode.INVITED: _("Invited participants only; nobody else sees the session"),
        SignUpMode.CLOSED: _("Nobody: it is for whoever comes"),
    }[mode]
