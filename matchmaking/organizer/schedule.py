"""Where the schedule stands, and publishing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from matchmaking import access
from matchmaking.organizer import blueprint, run_words
from matchmaking.organizer.reviews import mail_page, review_page
from matchmaking.organizer.run_forms import BuildForm, ReplanForm
from matchmaking.services.runs import failure_words, runs
from matchmaking.services.schedule import drafts, quality, versions

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

SCHEDULE = "/events/<slug>/schedule"
RUNS_SHOWN = 5


@blueprint.get(SCHEDULE)
def schedule() -> ResponseReturnValue:
    """Show where things stand: the version in force, drafts, the latest runs."""
    event = access.event()
    in_force = versions.published(event, limit=1)
    return render_template(
        "organizer/schedule.html",
        in_force=in_force[0] if in_force else None,
        proof=quality.headline(in_force[0].schedule) if in_force else "",
        drafts=versions.drafts(event),
        build_form=BuildForm(event),
        replan_form=ReplanForm(),
        fallen_out=runs.fallen_out(event),
        why=failure_words.in_short,
        runs=[(run, run_words.state(run)) for run in runs.latest(event, offset=0, limit=RUNS_SHOWN)],
    )


@blueprint.route(f"{SCHEDULE}/drafts/<int:schedule_id>/publish", methods=["GET", "POST"])
def schedule_publish(schedule_id: int) -> ResponseReturnValue:
    """Review what publishing a draft changes, and publish it."""
    return review_page(drafts.find(access.event(), schedule_id))


@blueprint.get(f"{SCHEDULE}/drafts/<int:schedule_id>/publish/mails/<int:participant_id>")
def schedule_publish_mail(schedule_id: int, participant_id: int) -> ResponseReturnValue:
    """Show the mail that publishing a draft would write to somebody."""
    return mail_page(drafts.find(access.event(), schedule_id), participant_id)
