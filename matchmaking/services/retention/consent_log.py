"""What somebody has said of their data since they agreed: who sees what, and which mails they want."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Audience, AuditEntry
from matchmaking.services.agenda import colleagues
from matchmaking.services.mail import choices
from matchmaking.services.people import visibility

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from matchmaking.models import Participant

ACTIONS = (visibility.CHANGED, colleagues.SHOWN, choices.SWITCHED)


@dataclass(frozen=True)
class Said:
    """One thing that was said, and when."""

    at: datetime
    words: str


def entries(who: Participant) -> list[AuditEntry]:
    """What was written down of it, the earliest first."""
    mine = select(AuditEntry).where(AuditEntry.participant_id == who.id, AuditEntry.action.in_(ACTIONS))
    return list(db.session.scalars(mine.order_by(AuditEntry.at, AuditEntry.id)))


def of(who: Participant) -> list[Said]:
    """The same in words, the latest first."""
    return [
        Said(entry.at, _("%(name)s: %(value)s", name=name, value=value))
        for entry in reversed(entries(who))
        for name, value in _read(entry.action, entry.detail)
    ]


def _read(action: str, detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    if action == visibility.CHANGED:
        return [
            (str(visibility.LABELS[column]), str(visibility.SEEN_BY[Audience(detail[column])]))
            for column in visibility.COLUMNS
            if column in detail
        ]
    name = _("Colleagues see your agenda") if action == colleagues.SHOWN else str(choices.LABELS[detail["mails"]])
    return [(name, _("yes") if detail["wanted"] else _("no"))]
