"""Why somebody cannot come to a meeting, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from matchmaking.models import ChangeReason

REASONS = {
    ChangeReason.OTHER_APPOINTMENT: _l("Another appointment at this time"),
    ChangeReason.LATE_OR_EARLY: _l("Arriving later, or leaving earlier"),
    ChangeReason.UNWELL: _l("Unwell"),
    ChangeReason.NOT_OF_USE: _l("The meeting is of no use any more"),
    ChangeReason.OTHER: _l("Another reason"),
}


def why(reason: ChangeReason) -> str:
    """One reason, in the reader's language."""
    return str(REASONS[reason])
