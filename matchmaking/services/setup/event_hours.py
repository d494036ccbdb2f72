"""The hours of an event's phases, and the limits on what participants may do in them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from datetime import datetime, time

    from matchmaking.models import Event, Organizer

MOST = 1000


class Door(StrEnum):
    """What opens and closes at announced hours."""

    REGISTRATION = "registration"
    BOOKING = "booking"


# The columns of an event that say when each opens and closes.
DOOR_HOURS = {door: (f"{door}_opens_at", f"{door}_closes_at") for door in Door}


@dataclass(frozen=True)
class Hours:
    """When registration and booking open and close; None: not announced, or not until the event is over."""

    registration_opens_at: datetime | None
    registration_closes_at: datetime | None
    booking_opens_at: datetime | None
    booking_closes_at: datetime | None


@dataclass(frozen=True)
class Limits:
    """How many requests and meetings a participant may have; None: as many as they like."""

    request_limit: int | None
    must_limit: int | None
    max_meetings: int | None
    max_consecutive: int | None


@dataclass(frozen=True)
class Lunch:
    """The hours between which everybody keeps a slot free, every day; None: nobody needs to."""

    begins: time | None
    ends: time | None


def set_hours(event: Event, hours: Hours, organizer: Organizer, now: datetime) -> None:
    """Announce other hours."""
    phases.require_not_cancelled(event)
    _check(event, _("Registration"), hours.registration_opens_at, hours.registration_closes_at)
    _check(event, _("Booking"), hours.booking_opens_at, hours.booking_closes_at)
    for name, moment in asdict(hours).items():
        setattr(event, name, moment)
    _record(event, "event.hours_changed", organizer, now)


def open_now(event: Event, door: Door, organizer: Organizer, now: datetime) -> None:
    """Open registration or booking at once; an hour of closing that has passed is taken away."""
    phases.require_running(event, now)
    if _is_open(event, door, now):
        raise Conflict(_("This is open already."))
    setattr(event, f"{door}_opens_at", now)
    closes_at = getattr(event, f"{door}_closes_at")
    if closes_at and closes_at <= now:
        setattr(event, f"{door}_closes_at", None)
    _record(event, f"event.{door}_opened", organizer, now)


def close_now(event: Event, door: Door, organizer: Organizer, now: datetime) -> None:
    """Close registration or booking at once."""
    phases.require_running(event, now)
    if not _is_open(event, door, now):
        raise Conflict(_("This is not open."))
    setattr(event, f"{door}_closes_at", now)
    _record(event, f"event.{door}_closed", organizer, now)


def set_limits(event: Event, limits: Limits, organizer: Organizer, now: datetime) -> None:
    """Set other limits; requests and meetings that go beyond them stay."""
    phases.require_not_cancelled(event)
    require_possible(limits)
    given = asdict(limits)
    for name, value in given.items():
        setattr(event, name, value)
    _record(event, "event.limits_changed", organizer, now, **given)


def require_possible(limits: Limits) -> None:
    """Refuse limits that nobody could mean."""
    if any(value is not None and not 1 <= value <= MOST for value in asdict(limits).values()):
        raise Invalid(_("A limit is a number from 1 to %(most)d.", most=MOST))
    if limits.must_limit and limits.request_limit and limits.must_limit > limits.request_limit:
        raise Invalid(_("There cannot be more requests of the highest rank than requests."))


def set_lunch(event: Event, lunch: Lunch, organizer: Organizer, now: datetime) -> None:
    """Say between which hours everybody keeps a slot free."""
    phases.require_not_cancelled(event)
    if (lunch.begins is None) is not (lunch.ends is None):
        raise Invalid(_("Lunch needs both hours, or none."))
    if lunch.begins and lunch.ends and lunch.ends <= lunch.begins:
        raise Invalid(_("Lunch ends before it begins."))
    if lunch != Lunch(event.lunch_from, event.lunch_until):
        event.lunch_from, event.lunch_until = lunch.begins, lunch.ends
        _record(event, "event.lunch_changed", organizer, now)


def set_approval(event: Event, organizer: Organizer, now: datetime, *, approve_registrations: bool) -> None:
    """Say whether those who register wait for an organizer's approval."""
    phases.require_not_cancelled(event)
    if event.approve_registrations != approve_registrations:
        event.approve_registrations = approve_registrations
        _record(event, "event.approval_changed", organizer, now, approve_registrations=approve_registrations)


def set_changes_by_people(event: Event, organizer: Organizer, now: datetime, *, allowed: bool) -> None:
    """Say whether participants may agree among themselves on another time or a substitute."""
    phases.require_not_cancelled(event)
    if event.people_change_meetings != allowed:
        event.people_change_meetings = allowed
        _record(event, "event.people_change_meetings", organizer, now, allowed=allowed)


def _check(event: Event, what: str, opens_at: datetime | None, closes_at: datetime | None) -> None:
    if closes_at and not opens_at:
        raise Invalid(_("%(what)s closes, but never opens: say when it opens.", what=what))
    if opens_at and closes_at and closes_at <= opens_at:
        raise Invalid(_("%(what)s closes before it opens.", what=what))
    over = phases.ends_at(event)
    if opens_at and opens_at >= over:
        raise Invalid(_("%(what)s would open after the event is over.", what=what))
    if closes_at and closes_at > over:
        raise Invalid(_("%(what)s would close after the event is over.", what=what))


def _is_open(event: Event, door: Door, now: datetime) -> bool:
    if door is Door.BOOKING:
        return phases.booking_is_open(event, now)
    return phases.registration_is_open(event, now)


def _record(event: Event, action: str, organizer: Organizer, now: datetime, **detail: Any) -> None:
    audit.record(action, at=now, event_id=event.id, organizer=organizer, **detail)
