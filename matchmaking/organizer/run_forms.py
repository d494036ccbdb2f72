"""The form that builds a schedule; the schedule's own page shows it as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from matchmaking.forms import Form, number, one_of
from matchmaking.services.runs import runs
from matchmaking.services.schedule import drafts
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from matchmaking.models import Event, Schedule

NO_DRAFT = ""


class BuildForm(Form):
    """How long a run may take, and which draft's locks it keeps; offers the usual time and the newest locks."""

    time_limit = number(
        _l("Seconds"),
        runs.LEAST_SECONDS,
        runs.MOST_SECONDS,
        description=_l("It ends earlier once the schedule is proven best, and you can stop it at any time."),
    )
    locks_from = one_of(_l("Locked meetings"), description=_l("They stay where they are; all others may move."))

    def __init__(self, event: Event) -> None:
        locked = runs.drafts_with_locks(event)
        newest = str(locked[0][0].id) if locked else NO_DRAFT
        super().__init__(data={"time_limit": current_app.config["SOLVER_SECONDS"], "locks_from": newest})
        self.locks_from.choices = [(NO_DRAFT, _("Keep none"))]
        self.locks_from.choices += [(str(draft.id), _label(event, draft, count)) for draft, count in locked]

    def chosen_draft(self, event: Event) -> Schedule | None:
        """The draft whose locks are to be kept."""
        return drafts.find(event, int(self.locks_from.data)) if self.locks_from.data else None


def _label(event: Event, draft: Schedule, count: int) -> str:
    return ngettext(
        "%(num)d of the draft of %(day)s, %(hour)s",
        "%(num)d of the draft of %(day)s, %(hour)s",
        count,
        day=short_day(draft.created_at, event),
        hour=hour(draft.created_at, event),
    )
