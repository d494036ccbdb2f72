"""The phases of an event: what its hours allow now, and the reason where they do not."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from matchmaking.services.refusals import PhaseClosed
from matchmaking.services.words.times import moment
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from matchmaking.models import Event


class Phase(StrEnum):
    """Where an event stands; registration and booking may be open at once, then the later one names the phase."""

    PREPARATION = "preparation"
    REGISTRATION = "registration"
    BOOKING = "booking"
    SCHEDULING = "scheduling"
    PUBLISHED = "published"
    OVER = "over"
    CANCELLED = "cancelled"


def ends_at(event: Event) -> datetime:
    """Midnight after the event's last day, in its zone."""
    return datetime.combine(event.ends_on + timedelta(days=1), time(), ZoneInfo(event.time_zone))


def registration_is_open(event: Event, now: datetime) -> bool:
    """Whether people may register now."""
    return _within(event.registration_opens_at, event.registration_closes_at, now) and not _ended(event, now)


def booking_is_open(event: Event, now: datetime) -> bool:
    """Whether requests may be sent and answered now."""
    return _within(event.booking_opens_at, event.booking_closes_at, now) and not _ended(event, now)


def booking_is_over(event: Event, now: datetime) -> bool:
    """Whether nobody can answer a request any more."""
    return _ended(event, now) or (event.booking_closes_at is not None and event.booking_closes_at <= now)


def phase_of(event: Event, now: datetime) -> Phase:  # noqa: PLR0911 - one line a phase
    """Name the event's phase."""
    if event.cancelled_at:
        return Phase.CANCELLED
    if now >= ends_at(event):
        return Phase.OVER
    if booking_is_open(event, now):
        return Phase.BOOKING
    if event.version_number:
        return Phase.PUBLISHED
    if event.booking_closes_at and event.booking_closes_at <= now:
        return Phase.SCHEDULING
    if registration_is_open(event, now):
        return Phase.REGISTRATION
    return Phase.PREPARATION


def require_registration(event: Event, now: datetime) -> None:
    """Refuse, with the reason, unless people may register now."""
    _refuse_if_ended(event, now)
    if event.registration_opens_at is None or now < event.registration_opens_at:
        raise PhaseClosed(_opens_sentence(_("Registration"), event, event.registration_opens_at))
    if event.registration_closes_at and event.registration_closes_at <= now:
        raise PhaseClosed(_("Registration closed on %(moment)s.", moment=moment(event.registration_closes_at, event)))


def require_booking(event: Event, now: datetime) -> None:
    """Refuse, with the reason, unless requests may be sent and answered now."""
    _refuse_if_ended(event, now)
    if event.booking_opens_at is None or now < event.booking_opens_at:
        raise PhaseClosed(_opens_sentence(_("Booking"), event, event.booking_opens_at))
    if event.booking_closes_at and event.booking_closes_at <= now:
        raise PhaseClosed(_("Booking closed on %(moment)s.", moment=moment(event.booking_closes_at, event)))


def require_running(event: Event, now: datetime) -> None:
    """Refuse once the event is cancelled or over."""
    _refuse_if_ended(event, now)


def require_not_cancelled(event: Event) -> None:
    """Refuse once the event is cancelled: what is set up may change, even afterwards, until then."""
    if event.cancelled_at:
        raise PhaseClosed(_("%(event)s was cancelled.", event=worded(event, "name")))


def _within(opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> bool:
    return opens_at is not None and opens_at <= now and (closes_at is None or now < closes_at)


def _ended(event: Event, now: datetime) -> bool:
    return event.cancelled_at is not None or now >= ends_at(event)


def _refuse_if_ended(event: Event, now: datetime) -> None:
    require_not_cancelled(event)
    if now >= ends_at(event):
        raise PhaseClosed(_("%(event)s is over.", event=worded(event, "name")))


def _opens_sentence(what: str, event: Event, opens_at: datetime | None) -> str:
    if opens_at is None:
        return _("%(what)s is not open yet; the organizers have not announced when it will be.", what=what)
    return _("%(what)s opens on %(moment)s.", what=what, moment=moment(opens_at, event))
