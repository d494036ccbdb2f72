"""What an organizer does now: once booking is open, while scheduling, on the day, and afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking.models import ParticipantStatus, RequestStatus
from matchmaking.services.setup import phases
from matchmaking.services.setup.phases import Phase
from matchmaking.services.words.times import day_of

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event
    from matchmaking.services.setup.event_state import Figures


@dataclass(frozen=True)
class Thing:
    """Something to do: what to press, why, and where; the query narrows the list it leads to."""

    act: str
    why: str
    endpoint: str
    query: tuple[tuple[str, str], ...] = ()


def of(event: Event, counted: Figures, now: datetime) -> list[Thing]:
    """The things to do, the most urgent first; none while the event is still set up, or cancelled."""
    phase = phases.phase_of(event, now)
    if phase in {Phase.PREPARATION, Phase.CANCELLED}:
        return []
    if phase is Phase.OVER:
        return _afterwards()
    things = _approving(counted)
    if event.starts_on <= day_of(now, event):
        return [*_on_the_day(), *things]
    if phase is Phase.BOOKING:
        things += _booking(counted)
    if phase in {Phase.SCHEDULING, Phase.PUBLISHED} or (phase is Phase.BOOKING and counted.meetings):
        things += _scheduling(event, counted)
    if phase is Phase.PUBLISHED:
        things += _before_the_day()
    return things


def time_left(event: Event, now: datetime) -> str:
    """How many days are left until what comes next."""
    phase = phases.phase_of(event, now)
    today = day_of(now, event)
    if phase is Phase.BOOKING and event.booking_closes_at and event.booking_closes_at > now:
        days = (day_of(event.booking_closes_at, event) - today).days
        return ngettext("Booking closes in %(num)d day.", "Booking closes in %(num)d days.", days) if days else _(
            "Booking closes today."
        )  # fmt: skip
    if phase in {Phase.OVER, Phase.CANCELLED} or event.starts_on <= today:
        return ""
    days = (event.starts_on - today).days
    return ngettext("%(num)d day is left to the first day.", "%(num)d days are left to the first day.", days)


def _approving(counted: Figures) -> list[Thing]:
    waiting = counted.participants.get(ParticipantStatus.PENDING, 0)
    if not waiting:
        return []
    act = ngettext("Approve %(num)d registration", "Approve %(num)d registrations", waiting)
    why = _("Until then they see nobody, and nobody sees them.")
    return [Thing(act, why, "participants", (("status", ParticipantStatus.PENDING),))]


def _booking(counted: Figures) -> list[Thing]:
    things = []
    if not counted.attending:
        things.append(Thing(_("Bring in participants"), _("Booking is open, and nobody takes part yet."), "imports"))
    if counted.without_wishes:
        act = ngettext(
            "Look at %(num)d participant without wishes",
            "Look at %(num)d participants without wishes",
            counted.without_wishes,
        )
        why = _("Nothing can be scheduled for whoever neither asks nor accepts.")
        things.append(Thing(act, why, "participants_reminders"))
    pending = counted.requests.get(RequestStatus.PENDING, 0)
    if pending:
        act = ngettext("Look at %(num)d unanswered request", "Look at %(num)d unanswered requests", pending)
        why = _("What nobody answers before booking closes expires.")
        things.append(Thing(act, why, "requests", (("status", RequestStatus.PENDING),)))
    return things


def _scheduling(event: Event, counted: Figures) -> list[Thing]:
    if counted.drafts:
        act = ngettext("Review %(num)d draft", "Review %(num)d drafts", counted.drafts)
        return [Thing(act, _("Nobody but the organizers sees a draft before it is published."), "schedule")]
    missing = counted.meetings - counted.scheduled
    if not event.version_number:
        act = ngettext(
            "Build the schedule of %(num)d meeting", "Build the schedule of %(num)d meetings", counted.meetings
        )
        return [
            Thing(act, _("All meetings are placed at once; you look at the draft before anybody sees it."), "schedule")
        ]
    if missing > 0:
        act = ngettext("Place %(num)d meeting more", "Place %(num)d meetings more", missing)
        return [Thing(act, _("They were agreed on, and have no place in the version in force."), "schedule")]
    return []


def _before_the_day() -> list[Thing]:
    return [Thing(_("Print sheets, cards and badges"), _("The venue's network may fail; paper does not."), "paper")]


def _on_the_day() -> list[Thing]:
    return [
        Thing(_("Check people in"), _("Whoever is not here can be replaced while there is time."), "desk"),
        Thing(_("Look at the schedule"), _("Late changes are published as small new versions."), "schedule"),
        Thing(_("Print sheets, cards and badges"), _("For whoever has lost theirs."), "paper"),
    ]


def _afterwards() -> list[Thing]:
    return [
        Thing(_("See what attendees say"), _("Who has said nothing yet can be asked again."), "feedback"),
        Thing(_("Report on the event"), _("As a page, as PDF to hand in, as a workbook."), "report"),
        Thing(_("Copy this event for the next edition"), _("With everything that was set up."), "overview_copy"),
    ]
