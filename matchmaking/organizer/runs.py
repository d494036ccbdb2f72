"""Runs: building a schedule, watching it being built, stopping it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, flash, make_response, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.forms import given
from matchmaking.models import Organizer
from matchmaking.organizer import blueprint, run_words
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.run_forms import BuildForm, NoteForm, ReplanForm
from matchmaking.organizer.run_picture import picture
from matchmaking.pages import listing, see_other
from matchmaking.queue import queue
from matchmaking.services.runs import failure_words, runs, stops
from matchmaking.services.runs.goals import Budget

if TYPE_CHECKING:
    from datetime import datetime

    from flask.typing import ResponseReturnValue

    from matchmaking.models import ScheduleRun

RUNS = "/events/<slug>/schedule/runs"


@blueprint.get(RUNS)
def schedule_runs() -> ResponseReturnValue:
    """Every run of this event, the latest first."""
    return _list(BuildForm(access.event()))


@blueprint.post(RUNS)
def schedule_build() -> ResponseReturnValue:
    """Start a run, and go and watch it."""
    event, form = access.event(), BuildForm(access.event())
    started: list[int] = []

    def start() -> None:
        run = runs.start(
            event,
            access.organizer(),
            access.now(),
            time_limit=given(form.time_limit.data),
            locks_from=form.chosen_draft(event),
            goals=form.goals.names,
            budget=form.budget,
        )
        started.append(run.id)

    if form.goals.moved:
        return _list(form)
    if (already := runs.open_run(event)) is not None:
        flash(_("A schedule is being built already: this one. Wait for it to end, or stop it."), "warning")
        return see_other(url_for("organizer.schedule_run", run_id=already))
    if not form.carried_out(start):
        return _list(form), form.status
    queue.put("solve_run", started[0])
    return see_other(url_for("organizer.schedule_run", run_id=started[0]))


@blueprint.post("/events/<slug>/schedule/replan")
def schedule_replan() -> ResponseReturnValue:
    """Build the next schedule from the one in force, with few changes for anybody."""
    event, form = access.event(), ReplanForm()
    started: list[int] = []

    def start() -> None:
        seconds: int = current_app.config["SOLVER_SECONDS"]
        budget = Budget(each=given(form.each.data))
        run = runs.start(event, access.organizer(), access.now(), time_limit=seconds, budget=budget)
        started.append(run.id)

    if not form.carried_out(start):
        for sentence in (*form.form_errors, *form.each.errors):
            flash(sentence, "refusal")
        return see_other(url_for("organizer.schedule"))
    queue.put("solve_run", started[0])
    return see_other(url_for("organizer.schedule_run", run_id=started[0]))


@blueprint.get(f"{RUNS}/<int:run_id>")
def schedule_run(run_id: int) -> ResponseReturnValue:
    """One run, live while it works."""
    run = runs.find(access.event(), run_id)
    return _page(run, NoteForm(obj=run))


@blueprint.post(f"{RUNS}/<int:run_id>/note")
def schedule_run_note(run_id: int) -> ResponseReturnValue:
    """Note what is to be remembered of a run."""
    event, form = access.event(), NoteForm()
    run = runs.find(event, run_id)
    if form.carried_out(lambda: runs.write_note(event, run, form.note.data or "", access.organizer(), access.now())):
        flash(_("The note is saved."), "success")
        return see_other(url_for("organizer.schedule_run", run_id=run_id))
    return _page(run, form), form.status


@blueprint.get(f"{RUNS}/<int:run_id>/progress")
def schedule_run_progress(run_id: int) -> ResponseReturnValue:
    """The part of the run's page that changes; once the run has ended the whole page is new."""
    look = _look(runs.find(access.event(), run_id))
    response = make_response(render_template("organizer/_run_progress.html", **look))
    if not look["open"]:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.post(f"{RUNS}/<int:run_id>/stop")
def schedule_run_stop(run_id: int) -> ResponseReturnValue:
    """End a run early, keeping the best schedule so far."""
    event = access.event()
    run = runs.find(event, run_id)
    return answer_of(
        lambda: runs.request_stop(event, run, access.organizer(), access.now()),
        _("The run is being stopped; the best schedule so far is kept."),
        url_for("organizer.schedule_run", run_id=run_id),
    )


def _list(form: BuildForm) -> str:
    event = access.event()
    look = listing(("started",), {}).with_total(runs.count(event))
    shown = runs.latest(event, offset=look.offset, limit=look.per_page)
    return render_template(
        "organizer/runs.html",
        build_form=form,
        listing=look,
        runs=[(run, run_words.state(run), _seconds(run, access.now())) for run in shown],
        schedules=runs.schedules_of(shown),
        words=run_words,
        why=failure_words.in_short,
        stops=stops.of(event, shown),
    )


def _page(run: ScheduleRun, form: NoteForm) -> str:
    requested_by = db.session.get(Organizer, run.requested_by_id) if run.requested_by_id else None
    failure = failure_words.sentence(run)
    return render_template(
        "organizer/run.html",
        requested_by=requested_by,
        failure=failure,
        note_form=form,
        stop=stops.of(access.event(), [run]).get(run.id),
        **_look(run),
    )


def _look(run: ScheduleRun) -> dict[str, Any]:
    """Everything that a run's page shows of it."""
    points = runs.points_of(run)
    latest = {point.goal: point for point in points}
    seconds = _seconds(run, access.now())
    return {
        "run": run,
        "open": run.status in runs.OPEN,
        "state": run_words.state(run),
        "at_work": run_words.at_work(run, points[-1] if points else None),
        "proof": run_words.proof(run, latest),
        "value": latest.get("value"),
        "seconds": seconds,
        "goals": list(latest.values()),
        "picture": picture([point for point in points if point.goal == "value"], seconds),
        "schedule": runs.schedules_of([run]).get(run.id),
        "words": run_words,
    }


def _seconds(run: ScheduleRun, now: datetime) -> float:
    """How long a run has worked."""
    return ((run.ended_at or now) - run.started_at).total_seconds() if run.started_at else 0.0
