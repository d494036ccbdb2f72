"""Who did not come to a meeting: marked five minutes after it should have begun, and taken back when they come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.models import NoShow, Participant
from matchmaking.services import audit
from matchmaking.services.day.today import PATIENCE, Today
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.schedule import small_versions
from matchmaking.services.setup import phases
from matchmaking.services.words.times import hour

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer
    from matchmaking.services.schedule.boards import Held


def mark(event: Event, meeting: int, person: int, organizer: Organizer, now: datetime) -> bool:
    """Mark that somebody did not come to where a meeting stands; answers whether that is new."""
    held = _held(event, meeting, person, now)
    if now < held.starts_at + PATIENCE:
        patience = hour(held.starts_at + PATIENCE, event)
        raise Conflict(_("Whoever is not there counts as not having come from %(hour)s on.", hour=patience))
    if db.session.get(NoShow, (meeting, held.slot, person)) is not None:
        return False
    db.session.add(NoShow(meeting_id=meeting, slot_id=held.slot, participant_id=person, marked_at=now))
    _record("desk.no_show", event, meeting, person, organizer, now)
    return True


def take_back(event: Event, meeting: int, person: int, organizer: Organizer, now: datetime) -> bool:
    """They came after all; answers whether they were marked. Too late once the place was given to others."""
    held = _held(event, meeting, person, now)
    found = db.session.get(NoShow, (meeting, held.slot, person))
    if found is None:
        return False
    db.session.delete(found)
    _record("desk.no_show_undone", event, meeting, person, organizer, now)
    return True


def _held(event: Event, meeting: int, person: int, now: datetime) -> Held:
    """Where a meeting stands, while nobody else refills it."""
    phases.require_running(event, now)
    small_versions.hold(event)
    found = Today(event, now).board.of_meeting.get(meeting)
    if found is None or person not in found.people:
        raise NotFound(_("This meeting is not in the schedule any more; its place may have been given to others."))
    return found


def _record(  # noqa: PLR0913, PLR0917 - who did not come where, and who says so
    action: str, event: Event, meeting: int, person: int, organizer: Organizer, now: datetime
) -> None:
    participant = db.session.get_one(Participant, person)
    audit.record(
        action,
        at=now,
        event_id=event.id,
        organizer=organizer,
        participant=participant,
        subject=participant.name[:100],
        meeting=meeting,
    )
