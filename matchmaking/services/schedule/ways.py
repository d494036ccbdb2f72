"""What would place an unscheduled meeting, and, where that lies within the draft, the steps that do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.schedule import reasons
from matchmaking.services.schedule.rearranging import Place, Step
from solver.explain import ADDED

if TYPE_CHECKING:
    from matchmaking.services.schedule.boards import Board
    from matchmaking.services.schedule.legality import Legality
    from solver.explain import Change
    from solver.problem import Assignment


@dataclass(frozen=True, slots=True)
class Way:
    """
    One change that would place a meeting.

    `steps` do it; none of them where something outside the schedule would have to be allowed first: `needs` names
    what, as `add_table`, `raise_limit` and the like, and `person` whose limit or presence it is.
    """

    sentences: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    needs: str | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Why a meeting has no place, in sentences, and the ways to one, the smallest change first."""

    meeting: int
    why: tuple[str, ...]
    ways: tuple[Way, ...] = ()


def of(legality: Legality, meeting: int) -> Unplaced:
    """Look for ways to place a meeting, as things are now."""
    reason = legality.reason(meeting)
    if reason is None:
        return Unplaced(meeting, (reasons.no_longer(legality.roster, meeting),))
    offered = reasons.offered(reason)
    if reason.kind == "nothing_blocks":  # nobody moves, or is asked, for what is possible without
        offered = [change for change in offered if change.kind == "place"]
    ways = tuple(_way(legality, meeting, change) for change in offered)
    return Unplaced(meeting, tuple(reasons.why(legality.roster, reason)), ways)


def _way(legality: Legality, meeting: int, change: Change) -> Way:
    sentences = tuple(reasons.of_change(legality.roster, change))
    if change.concessions:
        first = change.concessions[0]
        return Way(sentences, needs=first.kind, person=first.participant)
    return Way(sentences, steps=_steps(legality.board, meeting, change))


def _steps(board: Board, meeting: int, change: Change) -> tuple[Step, ...]:
    """What gives way, what moves, and the meeting itself."""
    assert change.table != ADDED
    return (
        *(Step(dropped, seen(board, dropped), None) for dropped in change.dropped),
        *(Step(moved.meeting, seen(board, moved.meeting), _place(moved)) for moved in change.moves),
        Step(meeting, None, Place(change.slot, change.table, change.people)),
    )


def seen(board: Board, meeting: int) -> Place | None:
    """Where a board shows a meeting."""
    held = board.of_meeting.get(meeting)
    return None if held is None else Place(held.slot, held.table, held.people)


def _place(assignment: Assignment) -> Place:
    return Place(assignment.slot, assignment.table, assignment.people)
