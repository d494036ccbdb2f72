"""What is known of people at an event, how much of it there is, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    AuditEntry,
    Endorsement,
    Import,
    Mail,
    MeetingRequest,
    Organization,
    OrganizationRequest,
    Participant,
    ScheduleRun,
    SignIn,
)
from matchmaking.services.retention.anonymiser import rows_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

    from matchmaking.models import Base, Event


@dataclass(frozen=True)
class Holding:
    """One kind of personal data."""

    kind: str
    count: int
    becomes: str


def of(event: Event) -> list[Holding]:
    """Every kind, each counted with one query."""
    return [
        Holding(
            _("Participants"),
            _count(event, Participant),
            _(
                "Names become “Participant 17”. Addresses, phones, profiles, offers, needs and consents are deleted. "
                "Country, type, fields and languages stay."
            ),
        ),
        Holding(
            _("Organizations"),
            _count(event, Organization),
            _("Names become “Anonymised organization 5”. The country stays."),
        ),
        Holding(
            _("Messages with requests"),
            _messages(event),
            _("Deleted. Who asked whom, how much, and the answer stay as figures."),
        ),
        Holding(
            _("Endorsements"),
            _count(event, Endorsement),
            _("Stay as figures, without the names. The documents themselves stay."),
        ),
        Holding(_("Mails"), _count(event, Mail), _("Deleted, those not sent yet as well.")),
        Holding(
            _("Open sign-ins"),
            _count(event, SignIn, SignIn.ended_at.is_(None)),
            _("Ended. Mailed links and the addresses of personal calendars lead nowhere."),
        ),
        Holding(_("Lists brought in"), _count(event, Import), _("Deleted, with their files and outcomes.")),
        Holding(
            _("Stored scheduling problems"),
            _count(event, ScheduleRun, ScheduleRun.problem != ""),
            _("Deleted, with notes and failures. Published versions stay: they hold numbers and hours only."),
        ),
        Holding(
            _("Entries of the log"),
            _count(event, AuditEntry),
            _("Whom they are about and what was typed is deleted. What was done by which organizer, and when, stays."),
        ),
    ]


def _messages(event: Event) -> int:
    people, organizations = (
        _counting(event, table, table.message != "").scalar_subquery()
        for table in (MeetingRequest, OrganizationRequest)
    )
    return db.session.scalar(select(people + organizations)) or 0


def _count(event: Event, model: type[Base], *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(_counting(event, model, *conditions)) or 0


def _counting(event: Event, model: type[Base], *conditions: ColumnElement[bool]) -> Select[int]:
    return select(func.count()).select_from(model).where(rows_of(event, model), *conditions)
