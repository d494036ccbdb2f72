"""The capacity adviser: how many meetings the tables and slots can hold, and what more of them would add."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint, capacity_words
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.capacity_picture import picture
from matchmaking.queue import queue
from matchmaking.services.runs import capacity as studies
from matchmaking.services.runs import failure_words, readiness, runs

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

CAPACITY = "/events/<slug>/schedule/capacity"


@blueprint.get(CAPACITY)
def capacity() -> ResponseReturnValue:
    """Show the latest study, or what is missing for one."""
    event = access.event()
    study = studies.of(event)
    advice = study.advice if study else {}
    return render_template(
        "organizer/capacity.html",
        missing=readiness.missing(event),
        study=study,
        open=study is not None and study.status in runs.OPEN,
        of_now=bool(advice) and study is not None and studies.is_of_now(event, study, access.now()),
        failure=failure_words.in_short(study) if study else "",
        sentences=capacity_words.sentences(advice, len(study.wishes)) if study and advice else [],
        picture=picture(advice) if advice else None,
    )


@blueprint.get(f"{CAPACITY}/progress")
def capacity_progress() -> ResponseReturnValue:
    """How far the study is; once it has ended the whole page is new."""
    study = studies.of(access.event())
    response = make_response(render_template("organizer/_capacity_progress.html", study=study))
    if study is None or study.status not in runs.OPEN:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.post(CAPACITY)
def capacity_study() -> ResponseReturnValue:
    """Work it out for the event as it is now."""
    event = access.event()
    answer = answer_of(
        lambda: studies.ask(event, access.organizer(), access.now()),
        _("This is being worked out; it takes a few seconds."),
        url_for("organizer.capacity"),
    )
    queue.put("study_capacity", event.id)
    return answer
