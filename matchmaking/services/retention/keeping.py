"""How long an event's data are kept: as long as people were told, at most."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Consent, Participant
from matchmaking.services import audit
from matchmaking.services.refusals import Invalid, PhaseClosed
from matchmaking.services.setup import phases
from matchmaking.services.words import dates
from matchmaking.services.words.times import day_of
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer

MOST_DAYS = 3650


def kept_until(event: Event) -> datetime:
    """The moment from which on the data of people are forgotten: so many days after the event's last midnight."""
    return phases.ends_at(event) + timedelta(days=event.kept_days)


def is_due(event: Event, now: datetime) -> bool:
    """Whether the time has come, and nobody has done it yet."""
    return event.anonymised_at is None and now >= kept_until(event)


def set_days(event: Event, days: int, organizer: Organizer, now: datetime) -> None:
    """Keep the data for fewer days, or for more as long as nobody has relied on what was announced."""
    require_not_anonymised(event)
    if not 0 <= days <= MOST_DAYS:
        raise Invalid(_("Data are kept for %(most)d days at most.", most=MOST_DAYS))
    if days > event.kept_days and promised(event):
        raise Invalid(
            ngettext(
                "Participants agreed to their data being kept for %(num)d day. This can become less, not more.",
                "Participants agreed to their data being kept for %(num)d days. This can become less, not more.",
                event.kept_days,
            )
        )
    if days != event.kept_days:
        audit.record(
            "data.days_changed", at=now, event_id=event.id, organizer=organizer, before=event.kept_days, after=days
        )
        event.kept_days = days


def promised(event: Event) -> bool:
    """Whether somebody has registered, having read how long data are kept."""
    agreed = select(Consent.id).join(Participant).where(Participant.event_id == event.id).limit(1)
    return db.session.scalar(agreed) is not None


def require_not_anonymised(event: Event) -> None:
    """Refuse what would change an event whose people were forgotten."""
    if event.anonymised_at is not None:
        name = worded(event, "name")
        raise PhaseClosed(
            _("The data of %(event)s were anonymised; nothing of it can be changed any more.", event=name)
        )


def promise(event: Event) -> str:
    """What people are told when they register, and agree to."""
    return ngettext(
        "Personal data are kept until %(day)s, %(num)d day after the event, and made anonymous then.",
        "Personal data are kept until %(day)s, %(num)d days after the event, and made anonymous then.",
        event.kept_days,
        day=dates.date_alone(day_of(kept_until(event), event), get_locale()),  # a weekday would have to be declined
    )
