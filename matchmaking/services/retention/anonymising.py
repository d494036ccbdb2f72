"""Forgetting an event's people: everything in one transaction, once, and what can be counted stays as it was."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import func, select, update

from matchmaking.extensions import db
from matchmaking.models import Event, Organizer, Participant, ScheduleRun, Series
from matchmaking.services import audit
from matchmaking.services.refusals import Conflict, Invalid, PhaseClosed
from matchmaking.services.retention import event_itself, letters, meetings, people
from matchmaking.services.retention.keeping import is_due
from matchmaking.services.runs.runs import OPEN
from matchmaking.services.setup import phases
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.engine import CursorResult

ANONYMISERS = (
    *event_itself.ANONYMISERS,
    *people.ANONYMISERS,
    *meetings.ANONYMISERS,
    *letters.ANONYMISERS,
)
OF_THE_INSTALLATION = (Organizer, Series)
"""Accounts of organizers belong to no event, and series to several."""


def due(now: datetime) -> list[int]:
    """Events whose data have been kept as long as was promised."""
    # Whatever the zone, an event's midnight lies within a day of ours.
    perhaps = select(Event).where(Event.anonymised_at.is_(None), Event.ends_on < (now + timedelta(days=1)).date())
    return [event.id for event in db.session.scalars(perhaps.order_by(Event.id)) if is_due(event, now)]


def anonymise_due(event_id: int, now: datetime) -> bool:
    """Forget the people of an event whose time has come; answer whether there was anything to do."""
    event = db.session.get(Event, event_id)
    if event is None or not is_due(event, now) or _run_is_open(event):
        return False
    return _anonymise(event, None, now)


def anonymise_now(event: Event, typed_name: str, organizer: Organizer, now: datetime) -> None:
    """Forget the people of an event before its time; not before the event is over."""
    require_over(event, now)
    if fold(typed_name) != fold(event.name):
        raise Invalid(_("This is not the event's name. Nothing was anonymised."))
    if _run_is_open(event):
        raise Conflict(_("A schedule is being built. Wait for it, or stop it first."))
    if not _anonymise(event, organizer, now):
        raise Conflict(_("The data of %(event)s are anonymised already.", event=event.name))


def require_over(event: Event, now: datetime) -> None:
    """Nobody is forgotten while the event is still to come or under way."""
    if event.cancelled_at is None and now < phases.ends_at(event):
        raise PhaseClosed(_("The data are needed until %(event)s is over.", event=event.name))


def _anonymise(event: Event, organizer: Organizer | None, now: datetime) -> bool:
    if not _take(event, now):
        return False
    for anonymiser in ANONYMISERS:
        anonymiser.act(event)
    # What this session has read before is no longer so.
    db.session.expire_all()
    count = db.session.scalar(select(func.count(Participant.id)).where(Participant.event_id == event.id))
    audit.record("data.anonymised", at=now, event_id=event.id, organizer=organizer, participants=count)
    return True


def _take(event: Event, now: datetime) -> bool:
    """Compare and set: of two who begin at once, one goes on, and nothing is counted or numbered twice."""
    db.session.flush()
    taken: CursorResult[tuple[()]] = db.session.execute(  # type: ignore[assignment]
        update(Event)
        .where(Event.id == event.id, Event.anonymised_at.is_(None))
        .values(anonymised_at=now, asks_feedback=False)  # there is nobody left to ask
        .execution_options(synchronize_session=False)
    )
    return taken.rowcount == 1


def _run_is_open(event: Event) -> bool:
    open_run = select(ScheduleRun.id).where(ScheduleRun.event_id == event.id, ScheduleRun.status.in_(OPEN)).limit(1)
    return db.session.scalar(open_run) is not None
