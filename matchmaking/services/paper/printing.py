"""What can be printed of an event, each as one PDF."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Participant, ParticipantStatus
from matchmaking.services.day import check_in
from matchmaking.services.paper import badges, cards, doors, fonts, sheets
from matchmaking.services.paper.badges import Badge
from matchmaking.services.paper.packs import Cut, Pack
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import publishing
from matchmaking.services.schedule.boards import Board
from matchmaking.services.words.countries import country_name
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event

Thing = TypeVar("Thing")


class Kind(StrEnum):
    """What is printed."""

    PARTICIPANTS = "participants"
    TABLES = "tables"
    SLOTS = "slots"
    ZONES = "zones"
    DOORS = "doors"
    TABLE_CARDS = "table_cards"
    BADGES = "badges"


OF_A_SCHEDULE = frozenset({Kind.PARTICIPANTS, Kind.TABLES, Kind.SLOTS, Kind.ZONES})


def pdf_of(event: Event, kind: Kind, now: datetime, cut: Cut, participant_id: int | None = None) -> bytes:
    """
    One PDF; refused where there would be nothing on it.

    What hangs on a wall, stands on a table or is worn is read by everybody: it is all in the event's first language,
    whoever prints it. A participant's own sheet is in theirs.
    """
    board = _board_in_force(event) if kind in OF_A_SCHEDULE else None
    nothing = _nothing(kind)
    with force_locale(event.languages[0]):
        if board is not None:
            return sheets.pdf(event.name, _some(_sheets(Pack(event, board, now, cut), kind, participant_id), nothing))
        if kind is Kind.BADGES:
            return badges.pdf(_("Badges"), _some(_badges(event, participant_id), nothing))
        if kind is Kind.DOORS:
            return cards.pdf(_("Door cards"), _some(doors.door_cards(event, now, cut), nothing))
        return cards.pdf(_("Table cards"), _some(doors.table_cards(event, now, cut), nothing))


def _board_in_force(event: Event) -> Board:
    version = publishing.in_force(event)
    if version is None:
        raise NotFound(_("Nothing is published yet."))
    return Board(event, version)


def _nothing(kind: Kind) -> str:
    """Why there is nothing to print, for the organizer who asked."""
    if kind is Kind.BADGES:
        return _("Nobody takes part yet.")
    if kind is Kind.DOORS:
        return _("There is no room yet: add zones, or sessions with a room.")
    if kind is Kind.TABLE_CARDS:
        return _("There is no table yet.")
    return _("No meeting is held then.")


def _sheets(pack: Pack, kind: Kind, participant_id: int | None) -> list[sheets.Sheet]:
    if kind is Kind.PARTICIPANTS:
        return pack.participants(participant_id)
    return {Kind.TABLES: pack.tables, Kind.SLOTS: pack.slots, Kind.ZONES: pack.zones}[kind]()


def unprintable_names(event: Event) -> list[str]:
    """Participants and organizations with letters that paper cannot show."""
    people = _taking_part(event)
    names = [person.name for person in people] + [person.organization.name for person in people]
    return list(dict.fromkeys(fonts.unprintable(names)))


def _some(found: list[Thing], otherwise: str) -> list[Thing]:
    if not found:
        raise NotFound(otherwise)
    return found


def _badges(event: Event, participant_id: int | None) -> list[Badge]:
    people = [person for person in _taking_part(event) if participant_id in (None, person.id)]
    return [
        Badge(
            person.name,
            person.organization.name,
            country_name(person.country),
            person.type.name,
            event.name,
            check_in.badge_url(event, person),
        )
        for person in sorted(people, key=lambda person: fold(person.name))
    ]


def _taking_part(event: Event) -> list[Participant]:
    return list(
        db.session.scalars(
            select(Participant)
            .where(Participant.event_id == event.id, Participant.status == ParticipantStatus.APPROVED)
            .options(joinedload(Participant.organization), joinedload(Participant.type))
            .order_by(Participant.id)
        )
    )
