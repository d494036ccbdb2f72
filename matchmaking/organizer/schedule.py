"""Where the schedule stands, and publishing it."""

from __future__ import annotations

from flask import render_template

from matchmaking.organizer import blueprint

SCHEDULE = "/events/<slug>/schedule"


@blueprint.get(SCHEDULE)
def schedule() -> str:
    """Where things stand: the version in force, drafts, the latest runs."""
    return render_template("organizer/schedule.html")


@blueprint.route(f"{SCHEDULE}/drafts/<int:schedule_id>/publish", methods=["GET", "POST"])
def schedule_publish(schedule_id: int) -> str:
    """Review what publishing a draft changes, and publish it."""
    return render_template("organizer/schedule.html", schedule_id=schedule_id)
