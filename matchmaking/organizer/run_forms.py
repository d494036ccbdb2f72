"""The form that builds a schedule; the schedule's own page shows it as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from matchmaking.forms import Form, number, one_of, paragraphs
from matchmaking.organizer.run_goals import GoalOrder
from matchmaking.services.runs import readiness, runs
from matchmaking.services.runs.goals import Budget
from matchmaking.services.schedule import drafts
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from matchmaking.models import Event, Schedule

NO_DRAFT = ""
MOST_CHANGES = 9999
NOTE_LENGTH = 500


class BuildForm(Form):
    """What a run is to reach and how long it may take; offers the usual goals and time and the newest locks."""

    time_limit = number(
        _l("Seconds"),
        runs.LEAST_SECONDS,
        runs.MOST_SECONDS,
        description=_l("It ends earlier once the schedule is proven best, and you can stop it at any time."),
    )
    most_changes = number(
        _l("Changes in all, at most"), 0, MOST_CHANGES, required=False, description=_l("Empty: as many as it takes.")
    )
    most_changes_each = number(
        _l("Changes per person, at most"),
        0,
        MOST_CHANGES,
        required=False,
        description=_l("Empty: as many as it takes."),
    )
    locks_from = one_of(_l("Locked meetings"), description=_l("They stay where they are; all others may move."))

    def __init__(self, event: Event) -> None:
        self.goals = GoalOrder(event)
        self.missing = readiness.missing(event)
        locked = runs.drafts_with_locks(event)
        newest = str(locked[0][0].id) if locked else NO_DRAFT
        super().__init__(data={"time_limit": current_app.config["SOLVER_SECONDS"], "locks_from": newest})
        self.locks_from.choices = [(NO_DRAFT, _("Keep none"))]
        self.locks_from.choices += [(str(draft.id), _label(event, draft, count)) for draft, count in locked]

    @property
    def budget(self) -> Budget:
        """How many changes from the version in force there may be."""
        return Budget(self.most_changes.data, self.most_changes_each.data)

    def chosen_draft(self, event: Event) -> Schedule | None:
        """The draft whose locks are to be kept."""
        return drafts.find(event, int(self.locks_from.data)) if self.locks_from.data else None


class ReplanForm(Form):
    """Fill what has become free, moving people as little as is wished."""

    each = number(_l("Changes per person, at most"), 0, MOST_CHANGES, default=1)


class NoteForm(Form):
    """What is to be remembered of a run."""

    note = paragraphs(
        _l("Note"), NOTE_LENGTH, description=_l("For yourself and your colleagues: what was tried, and why.")
    )


def _label(event: Event, draft: Schedule, count: int) -> str:
    return ngettext(
        "%(num)d of the draft of %(day)s, %(hour)s",
        "%(num)d of the draft of %(day)s, %(hour)s",
        count,
        day=short_day(draft.created_at, event),
        hour=hour(draft.created_at, event),
    )
