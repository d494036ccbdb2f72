"""Who stopped which run, and when, as the log has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Organizer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event, ScheduleRun

ONE, ALL = "run.stopped", "scenarios.stopped"


@dataclass(frozen=True, slots=True)
class Stop:
    """Somebody's act; nobody's name where the account is gone."""

    by: str | None
    at: datetime


def of(event: Event, runs: Sequence[ScheduleRun]) -> dict[int, Stop]:
    """Of those runs that were stopped; a scenario by itself, or with all that were planned beside it."""
    acts = {run.id: [(ALL, f"run {run.base_id}"), (ONE, f"run {run.id}")] for run in runs if run.stop_requested}
    rows = db.session.execute(
        select(AuditEntry.action, AuditEntry.subject, Organizer.name, AuditEntry.at)
        .outerjoin(Organizer, Organizer.id == AuditEntry.organizer_id)
        .where(
            AuditEntry.event_id == event.id,
            AuditEntry.action.in_((ONE, ALL)),
            AuditEntry.subject.in_({subject for pairs in acts.values() for _action, subject in pairs}),
        )
        .order_by(AuditEntry.id)
    )
    stops = {(action, subject): Stop(name, at) for action, subject, name, at in rows}
    return {run: stops[act] for run, pairs in acts.items() for act in pairs if act in stops}
