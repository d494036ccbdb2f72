"""The demonstration: the whole main job on a fictional event, by the services, imports and worker of a real one."""

from __future__ import annotations

import os
import secrets
import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import func, select

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import (
    CalendarEntry,
    Event,
    LinkPurpose,
    Organizer,
    Participant,
    RunPoint,
    RunStatus,
    Schedule,
    ScheduleRun,
)
from matchmaking.services.agenda import feed_tokens
from matchmaking.services.demonstration import setting_up
from matchmaking.services.identity import accounts, sign_ins
from matchmaking.services.runs import failure_words, runs
from matchmaking.services.schedule import drafts, publishing
from matchmaking.services.schedule.publishing import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

ORGANIZER = "organizer@demo.example"
DAYS_AHEAD = 30
SOLVE_SECONDS = 30
LOOK = 0.5


class CannotDemonstrate(RuntimeError):  # noqa: N818 - it names what is found
    """The demonstration event could not be made; the message is a sentence."""


@dataclass(frozen=True)
class Ways:
    """The ways in, for whoever started the demonstration."""

    email: str
    password: str
    participant: str
    link: str  # path
    feed: str  # path


def prepare(say: Callable[[str], None]) -> Event:
    """Make the demonstration event as far as it is not there yet, telling each step."""
    event = setting_up.find()
    if event is None:
        event = _set_up(say)
    if not event.version_number:
        draft = next(iter(drafts.of_event(event)), None) or _solve(event, say)
        say("publishing: everyone who meets is written to, in the outbox")
        publishing.publish(event, draft, Actor(organizer=_organizer()), _now(), seen_version=event.version_number)
        db.session.commit()
    return event


def ways_in(event: Event) -> Ways:
    """Make a fresh link for the participant with the most meetings."""
    busiest = db.session.scalars(
        select(Participant)
        .join(CalendarEntry, CalendarEntry.participant_id == Participant.id)
        .where(Participant.event_id == event.id, CalendarEntry.cancelled.is_(False))
        .group_by(Participant.id)
        .order_by(func.count().desc(), Participant.id)
        .limit(1)
    ).one()
    token = sign_ins.new_link(LinkPurpose.SIGN_IN, _now(), participant=busiest, event=event)
    feed = feed_tokens.feed_token(current_app.config["SECRET_KEY"].encode(), busiest.feed_nonce)
    ways = Ways(ORGANIZER, _password(), busiest.name, f"/link/{token}", f"/feed/{feed}.ics")
    db.session.commit()
    # This process now only waits: it must not hold a transaction, which keeps others from writing.
    db.session.remove()
    return ways


def _set_up(say: Callable[[str], None]) -> Event:
    now = _now()
    organizer = accounts.find(ORGANIZER) or accounts.create("Demonstration", ORGANIZER, _password(), now)
    for step in setting_up.set_up(organizer, now.date() + timedelta(days=DAYS_AHEAD), now):
        say(step)
    db.session.commit()
    event = setting_up.find()
    if event is None:
        raise CannotDemonstrate("The demonstration event was removed while it was made.")
    return event


def _solve(event: Event, say: Callable[[str], None]) -> Schedule:
    """Build the schedule as the worker does, and show how it gets on."""
    run = db.session.scalar(
        select(ScheduleRun).where(ScheduleRun.event_id == event.id, ScheduleRun.status.in_(runs.OPEN))
    ) or runs.start(event, _organizer(), _now(), time_limit=SOLVE_SECONDS)
    run_id = run.id
    db.session.commit()
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way

    def solve() -> None:
        with app.app_context():
            worker.solve_run(run_id)

    thread = threading.Thread(target=solve)
    thread.start()
    while thread.is_alive():
        say(_progress(run_id))
        thread.join(LOOK)
    ended = db.session.get_one(ScheduleRun, run_id, populate_existing=True)
    draft = db.session.scalar(select(Schedule).where(Schedule.run_id == run_id, Schedule.number.is_(None)))
    if ended.status is not RunStatus.FINISHED or draft is None:
        why = failure_words.in_short(ended) or "The schedule could not be built; start again to try once more."
        raise CannotDemonstrate(why)
    say(_progress(run_id))
    return draft


def _progress(run_id: int) -> str:
    """How far the solve is: what was found so far, and what no schedule can pass."""
    point = db.session.execute(
        select(RunPoint.incumbent, RunPoint.bound)
        .where(RunPoint.run_id == run_id, RunPoint.goal == "value", RunPoint.incumbent.is_not(None))
        .order_by(RunPoint.id.desc())
        .limit(1)
    ).first()
    db.session.rollback()  # the worker is not kept waiting, and what it writes next is seen next time
    if point is None:
        return "schedule: beginning"
    bound = "" if point.bound is None else f", proven bound {point.bound}"
    return f"schedule: value {point.incumbent}{bound}"


def _organizer() -> Organizer:
    return db.session.scalars(select(Organizer).where(Organizer.email_key == ORGANIZER)).one()


def _password() -> str:
    """The organizer's password: random, kept beside the other secrets so that a second start knows it."""
    path = Path(current_app.instance_path) / "demonstration-password"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(12))
    return path.read_text(encoding="utf-8")


def _now() -> datetime:
    return datetime.now(UTC)


class Line:
    """Steps on the terminal: those of a kind on one line that is written over, where there is a terminal."""

    def __init__(self, write: Callable[[str], None], *, terminal: bool) -> None:
        self._write = write
        self._terminal = terminal
        self._begun = time.monotonic()
        self._last = ""

    def say(self, text: str) -> None:
        """Show a step, once."""
        if text == self._last:
            return
        same_kind = self._terminal and self._last.partition(":")[0] == text.partition(":")[0]
        self._last = text
        start = "\x1b[1A\x1b[2K" if same_kind else ""
        self._write(f"{start}{time.monotonic() - self._begun:6.1f} s  {text}")
