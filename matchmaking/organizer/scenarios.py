"""Scenarios side by side: what a run would have come to with something varied."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import make_response, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.forms import given
from matchmaking.organizer import blueprint, run_words, scenario_words
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.scenario_forms import ScenarioForm
from matchmaking.pages import listing, see_other
from matchmaking.queue import queue
from matchmaking.services.refusals import NotFound
from matchmaking.services.runs import claims, failure_words, runs, scenarios
from matchmaking.services.schedule import comparing
from matchmaking.services.schedule.comparing import Kind
from matchmaking.services.schedule.roster import Roster
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import ScheduleRun

SCENARIOS = "/events/<slug>/schedule/scenarios"
NAMED = 20  # meetings of each kind; the comparison has them all


@dataclass(frozen=True, slots=True)
class Named:
    """What a scenario gains and loses against its run: the first meetings by name, and how many there are."""

    run: ScheduleRun
    name: str
    gained: list[str]
    lost: list[str]

    @property
    def parts(self) -> list[tuple[str, list[str], int]]:
        """Both, each with those named and the count of the others."""
        both = ((_("Gained"), self.gained), (_("Lost"), self.lost))
        return [(label, pairs[:NAMED], len(pairs[NAMED:])) for label, pairs in both]


@blueprint.get(SCENARIOS)
def schedule_scenarios() -> ResponseReturnValue:
    """Show what was varied of a run, beside it; without saying which, of the latest."""
    form, bases = _form()
    shown = _shown(bases)
    form.base.data = str(shown.id) if shown else None
    return render_template("organizer/scenarios.html", form=form, bases=bases, **_look(shown), named=_named(shown))


@blueprint.get(f"{SCENARIOS}/progress")
def schedule_scenarios_progress() -> ResponseReturnValue:
    """The table alone; once everything has ended the whole page is new."""
    base = _shown(scenarios.bases(access.event()))
    if base is None:
        raise NotFound(_("There is no such run."))
    look = _look(base)
    response = make_response(render_template("organizer/_scenarios.html", **look))
    if not look["open"]:
        response.headers["HX-Refresh"] = "true"
    return response


@blueprint.post(SCENARIOS)
def schedule_scenarios_plan() -> ResponseReturnValue:
    """Plan scenarios, and begin with the first."""
    event, (form, bases) = access.event(), _form()

    def plan() -> None:
        base = runs.find(event, int(given(form.base.data)))
        scenarios.plan(event, base, form.wanted, access.organizer(), access.now())
        db.session.flush()
        scenarios.queue_next()

    if not form.carried_out(plan):
        shown = next((run for run in bases if str(run.id) == form.base.data), bases[0] if bases else None)
        return render_template(
            "organizer/scenarios.html", form=form, bases=bases, **_look(shown), named=_named(shown)
        ), form.status
    if (waiting := claims.next_waiting()) is not None:
        queue.put("solve_run", waiting)
    return see_other(url_for("organizer.schedule_scenarios", base=form.base.data))


@blueprint.post(f"{SCENARIOS}/<int:run_id>/stop")
def schedule_scenarios_stop(run_id: int) -> ResponseReturnValue:
    """Stop what is being worked on, and begin nothing more."""
    event = access.event()
    base = runs.find(event, run_id)
    return answer_of(
        lambda: scenarios.call_off(event, base, access.organizer(), access.now()),
        _("The scenarios are called off; those that have ended stay."),
        url_for("organizer.schedule_scenarios", base=run_id),
    )


def _form() -> tuple[ScenarioForm, list[ScheduleRun]]:
    event = access.event()
    bases = scenarios.bases(event)
    return ScenarioForm(event, bases, {run.id: _label(run) for run in bases}), bases


def _label(run: ScheduleRun) -> str:
    event = access.event()
    day, clock = short_day(run.created_at, event), hour(run.created_at, event)
    return _("the run of %(day)s, %(hour)s", day=day, hour=clock)


def _shown(bases: list[ScheduleRun]) -> ScheduleRun | None:
    chosen = listing(("name",), {"base": tuple(str(run.id) for run in bases)}).filters["base"] if bases else ""
    return next((run for run in bases if str(run.id) == chosen), bases[0] if bases else None)


def _look(base: ScheduleRun | None) -> dict[str, Any]:
    varied = scenarios.of(base) if base else []
    return {
        "base": base,
        "open": any(run.status in scenarios.WAITING for run in varied),
        "varied": [
            (run, scenario_words.name(run.scenario), run_words.state(run), scenario_words.gain(base, run))
            for run in varied
            if base
        ],
        "words": run_words,
        "why": failure_words.in_short,
        "figure": scenario_words.figure,
    }


def _named(base: ScheduleRun | None) -> list[Named]:
    """Of every scenario that has ended; runs of before plans were kept name nothing."""
    if base is None or not base.held:
        return []
    varied = [run for run in scenarios.of(base) if run.held]
    if not varied:
        return []
    event, roster = access.event(), Roster(access.event())
    before = comparing.spots_of(event, base, roster)

    def named(run: ScheduleRun) -> Named:
        found = comparing.between(before, comparing.spots_of(event, run, roster))
        pairs = {kind: [roster.pair(one.meeting) for one in found if one.kind is kind] for kind in Kind}
        return Named(run, scenario_words.name(run.scenario), pairs[Kind.GAINED], pairs[Kind.LOST])

    return [named(run) for run in varied]
