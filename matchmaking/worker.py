"""The worker: what its jobs do, and what is done each minute; only here is anything solved or sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog
from flask import current_app
from huey import crontab
from huey.consumer import Consumer

from matchmaking.extensions import db
from matchmaking.models import RunStatus
from matchmaking.queue import queue
from matchmaking.services.acting import telling
from matchmaking.services.afterwards import asking
from matchmaking.services.agenda import day_ahead, invitations
from matchmaking.services.files.importing import uploads
from matchmaking.services.mail import mailing, smtp
from matchmaking.services.people import reminding
from matchmaking.services.requests import closing, daily
from matchmaking.services.retention import anonymising
from matchmaking.services.runs import advising, capacity, claims, landing, scenarios, solving
from matchmaking.services.runs.failures import Failure, FailureCode

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.services.runs.claims import Claim
    from matchmaking.services.runs.solving import SolverProcess

log = structlog.get_logger()

TICK = 0.5
"""Seconds between two looks at a solve: how often progress is written, and the organizer's wish to stop is read."""
STALE_AFTER = 50
"""Seconds after which a minute's job is passed over: the next one is about to come."""


@queue.job
def solve_run(run_id: int) -> None:
    """Solve one run, if nobody else does."""
    claim = claims.take(run_id)
    db.session.commit()
    if claim is None:
        return
    log.info("run taken", run=claim.run_id, attempt=claim.attempt)
    try:
        _solve(claim)
        db.session.commit()
    except claims.Superseded as reason:
        db.session.rollback()
        log.warning("run lost", run=claim.run_id, attempt=claim.attempt, reason=str(reason))
    except solving.SolverCrashed as reason:
        _let_go(claim, reason.failure)
        put_back_runs()
    except BaseException:
        # Also when this worker is told to end: another attempt need not wait for the lease to run out.
        _let_go(claim, Failure(FailureCode.DEFECT))
        raise
    _wake_the_next()


def _solve(claim: Claim) -> None:
    """From a claim to a draft; each step forward is committed by itself, the draft with the run's end."""
    order = {
        "time_limit": claim.time_limit,
        "seed": claim.attempt,  # where one attempt crashed, another need not take the same way
        "workers": current_app.config["SOLVER_WORKERS"],
        "memory_mb": current_app.config["SOLVER_MEMORY_MB"],
    }
    try:
        with solving.SolverProcess(claim.problem, **order) as solver:
            while solver.answer is None:
                _follow(claim, solver)
        landing.land(claim, solver.answer)
    except solving.SolverCrashed:
        raise
    except solving.SolverFailed as reason:
        log.warning("solve failed", run=claim.run_id, reason=str(reason))
        claims.fail(claim, reason.failure)


def _follow(claim: Claim, solver: SolverProcess) -> None:
    """Wait a moment, note what was found out, keep the claim alive, and pass on the wish to stop."""
    stop = claims.renew(claim, solver.news(TICK))
    db.session.commit()
    if stop:
        solver.stop()


def _let_go(claim: Claim, why: Failure) -> None:
    """Leave a run to another attempt, unless it is no longer ours anyway."""
    db.session.rollback()
    log.error("run let go", run=claim.run_id, attempt=claim.attempt, why=why.code.value)
    try:
        claims.give_back(claim, why)
        db.session.commit()
    except claims.Superseded:
        db.session.rollback()


def _wake_the_next() -> None:
    scenarios.queue_next()
    waiting = claims.next_waiting()
    db.session.commit()
    if waiting is not None:
        queue.put("solve_run", waiting)


@queue.job
def put_back_runs() -> None:
    """Find runs whose worker died, and those that the queue has forgotten."""
    waiting = claims.put_back_stale()
    scenarios.queue_next()
    db.session.commit()
    for run_id in waiting:
        queue.put("solve_run", run_id)


@queue.job
def study_capacity(event_id: int) -> None:
    """Work out what more tables or slots would be worth, if nobody else does."""
    study = capacity.take(event_id)
    db.session.commit()
    if study is None:
        return

    def done(lines: int) -> None:
        capacity.write(study, RunStatus.RUNNING, done=lines)
        db.session.commit()

    limits = {"workers": current_app.config["SOLVER_WORKERS"], "memory_mb": current_app.config["SOLVER_MEMORY_MB"]}
    try:
        advice = advising.advice(study, **limits, done=done)
        capacity.write(study, RunStatus.RUNNING, status=RunStatus.FINISHED, advice=advice)
    except solving.SolverFailed as reason:
        log.warning("study failed", event_id=event_id, reason=str(reason))
        capacity.write(study, RunStatus.RUNNING, status=RunStatus.FAILED, **reason.failure.columns)
    db.session.commit()


@queue.job
def put_back_studies() -> None:
    """Find studies whose worker died, and those that the queue has forgotten."""
    waiting = capacity.put_back_stale()
    db.session.commit()
    for event_id in waiting:
        queue.put("study_capacity", event_id)


@queue.job
def send_mails() -> None:
    """Send what is due; a claim is committed before its mail is sent, what became of it afterwards."""
    config = current_app.config
    if not config["MAIL_URL"]:
        return
    with smtp.MailServer(config["MAIL_URL"], config["MAIL_FROM"]) as server:
        while (letter := mailing.claim_next()) is not None:
            db.session.commit()
            try:
                server.send(letter)
                mailing.sent(letter)
            except smtp.Refused as reason:
                mailing.refused(letter, str(reason))
            except smtp.Postponed as reason:
                mailing.postponed(letter, str(reason))
                if isinstance(reason, smtp.Unreachable):
                    break
            finally:
                db.session.commit()
    db.session.commit()


@queue.job
def find_overdue_data() -> None:
    """Find events whose data have been kept as long as was promised; each is a job of its own, and fails alone."""
    for event_id in anonymising.due(datetime.now(UTC)):
        queue.put("anonymise", event_id)


@queue.job
def anonymise(event_id: int) -> None:
    """Forget the people of an event, in one transaction, unless that was done meanwhile."""
    if anonymising.anonymise_due(event_id, datetime.now(UTC)):
        db.session.commit()
        log.info("data anonymised", event_id=event_id)


@queue.job
def tell_of_acting() -> None:
    """Participants are told what organizers have done for them."""
    told = telling.tell_all(datetime.now(UTC))
    db.session.commit()
    if told:
        log.info("acting told", count=told)


@queue.job
def remove_old_uploads() -> None:
    """Files that were given and never brought in are not kept."""
    removed = uploads.remove_old(datetime.now(UTC))
    db.session.commit()
    if removed:
        log.info("uploads removed", count=removed)


@queue.job
def close_booking() -> None:
    """Requests that nobody has answered expire when booking closes."""
    expired = closing.expire_unanswered(datetime.now(UTC))
    db.session.commit()
    if expired:
        log.info("requests expired", count=expired)


@queue.job
def remind_of_answers() -> None:
    """Whoever has not answered a request is reminded before booking closes."""
    reminded = reminding.remind_before_closing(datetime.now(UTC))
    db.session.commit()
    if reminded:
        log.info("reminded of answers", count=reminded)


@queue.job
def tell_of_requests() -> None:
    """Whoever wants news of requests once a day gets them in the morning."""
    told = daily.tell_of_requests(datetime.now(UTC))
    db.session.commit()
    if told:
        log.info("requests told", count=told)


@queue.job
def tell_of_meetings() -> None:
    """Participants are told of a day's meetings the evening before, and that morning."""
    told = day_ahead.tell_of_meetings(datetime.now(UTC))
    db.session.commit()
    if told:
        log.info("meetings told", count=told)


@queue.job
def send_invitations() -> None:
    """Meetings go into calendars by mail, where the organizers switched it on."""
    sent = invitations.send_due(datetime.now(UTC))
    db.session.commit()
    if sent:
        log.info("invitations sent", count=sent)


@queue.job
def ask_for_feedback() -> None:
    """Attendees are asked how their meetings went, after each day that had some."""
    asked = asking.ask_after_each_day(datetime.now(UTC))
    db.session.commit()
    if asked:
        log.info("feedback asked for", count=asked)


EACH_MINUTE = (
    put_back_runs,
    put_back_studies,
    send_mails,
    tell_of_acting,
    remove_old_uploads,
    close_booking,
    remind_of_answers,
    tell_of_requests,
    tell_of_meetings,
    send_invitations,
    ask_for_feedback,
    find_overdue_data,
)


def create_consumer(app: Flask) -> Consumer:
    """Huey's consumer: processes that solve, and one more, so that mails never wait for a solve."""
    with app.app_context():
        huey = queue.task().huey
        db.engine.dispose()  # a connection is not to be shared with the processes that are forked from this one

    def each_minute() -> None:
        with app.app_context():
            for job in EACH_MINUTE:
                queue.put(job.__name__)

    # For the first time when the consumer starts.
    huey.periodic_task(crontab(), expires=STALE_AFTER)(each_minute)
    return Consumer(huey, workers=app.config["SOLVER_RUNS"] + 1, worker_type="process", max_delay=1.0)
