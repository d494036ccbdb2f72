"""Why no schedule can be built: what the locked meetings break, with names and times instead of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.models import Event, Slot
from matchmaking.services.runs.failures import Failure, FailureCode
from matchmaking.services.schedule.findings import Teller
from matchmaking.services.schedule.roster import Roster
from solver.check import violations
from solver.conflict.claims import demanded
from solver.problem import Assignment
from solver.schedule import Schedule

if TYPE_CHECKING:
    from solver.check import Violation
    from solver.conflict import Conflict
    from solver.problem import Problem

SHOWN = 3
BUDGET = frozenset({"max_changes", "max_changes_per_participant"})


def failure(conflict: Conflict | None) -> Failure:
    """What is proven to be impossible, as data: the meetings that must be held, and what kinds of claims."""
    if conflict is None:
        return Failure(FailureCode.CONTRADICTION, {"meetings": None, "claims": []})
    kinds = sorted({claim.kind for claim in conflict.claims})
    return Failure(FailureCode.CONTRADICTION, {"meetings": sorted(demanded(conflict.claims)), "claims": kinds})


def sentence(event_id: int, problem: Problem, data: dict[str, Any]) -> str:
    """Say which locked meetings contradict each other or a rule: of those in the conflict, if one was found."""
    if BUDGET.intersection(data["claims"]):
        return _(
            "So few changes from the version in force leave no schedule that keeps every rule. Allow more of them and "
            "build again."
        )
    involved = data["meetings"]
    locked = _locked(problem, None if involved is None else set(involved))
    roster = Roster(db.session.get_one(Event, event_id))
    broken = [violation for violation in violations(problem, locked) if violation.rule != "must_be_held"]
    if not broken and involved:
        names = "; ".join(roster.pair(meeting) for meeting in involved)
        return _("These locked meetings cannot all be held: %(meetings)s. Unlock one and build again.", meetings=names)
    if not broken:
        return _("The locked meetings leave no schedule that keeps every rule. Unlock some of them and build again.")
    teller = Teller(roster, Schedule.of(problem, locked).by_id)
    reasons = " ".join(dict.fromkeys(_in_words(teller, violation) for violation in broken[:SHOWN]))
    return _(
        "The locked meetings contradict a rule or each other. %(reasons)s Unlock them and build again.", reasons=reasons
    )


def _locked(problem: Problem, involved: set[int] | None) -> list[Assignment]:
    return [
        Assignment(
            meeting.id,
            meeting.pinned.slot,
            meeting.pinned.table,
            meeting.pinned.people or tuple(side[0] for side in meeting.sides),
        )
        for meeting in problem.meetings
        if meeting.pinned is not None and (involved is None or meeting.id in involved)
    ]


def _in_words(teller: Teller, violation: Violation) -> str:
    slot = db.session.get(Slot, violation.slot) if violation.slot is not None else None
    if violation.rule == "allowed_slot" and slot is not None and slot.session.cancelled_at is not None:
        meeting = teller.pair(violation)
        return _("%(meeting)s: “%(session)s” was cancelled.", meeting=meeting, session=slot.session.title)
    return teller.sentence(violation)
