"""Runs: building a schedule, watching it being built, stopping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from matchmaking.organizer import blueprint

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

EVENT = "/events/<slug>/schedule/runs"


@blueprint.get(EVENT)
def schedule_runs() -> ResponseReturnValue:
    """Every run of this event, the latest first."""
    return render_template("organizer/runs.html")


@blueprint.post(EVENT)
def schedule_build() -> ResponseReturnValue:
    """Start a run."""
    return render_template("organizer/runs.html")


@blueprint.get(f"{EVENT}/<int:run_id>")
def schedule_run(run_id: int) -> ResponseReturnValue:
    """One run, live while it works."""
    return render_template("organizer/run.html", run_id=run_id)


@blueprint.post(f"{EVENT}/<int:run_id>/stop")
def schedule_run_stop(run_id: int) -> ResponseReturnValue:
    """End a run early, keeping the best schedule so far."""
    return render_template("organizer/run.html", run_id=run_id)
