"""What publishing a draft, or an earlier version again, would do: shown before it is done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.schedule import publishing
from matchmaking.services.schedule.changes import ChangeKind
from matchmaking.services.schedule.legality import Legality
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.boards import Board
    from matchmaking.services.schedule.changes import Change
    from matchmaking.services.schedule.legality import Warned
    from matchmaking.services.schedule.roster import Person


@dataclass(frozen=True)
class Review:
    """
    What changes, for whom, and what to think of before.

    `told` are those who get a mail, with the number of their changes; `left_out` meetings were called off since the
    draft was made; `begun` changes cannot be made any more.
    """

    changes: list[Change]
    told: list[tuple[Person, int]]
    left_out: list[int]
    begun: list[Change]
    warnings: list[Warned]

    def count(self, kind: str) -> int:
        """How many changes of one kind there are."""
        return sum(change.kind == kind for change in self.changes)

    def of_kind(self, kind: str) -> list[Change]:
        """The changes of one kind; all of them for none."""
        return [change for change in self.changes if kind in {"", change.kind}]


KINDS = tuple(kind.value for kind in ChangeKind)


def of(event: Event, source: Schedule, board: Board, now: datetime) -> Review:
    """Compare with what attendees were told, and check against the event as it is now."""
    roster = board.roster
    changes = publishing.review(event, source)
    concerned = Counter(person for change in changes for person in change.concerned)
    told = [(roster.people[person], count) for person, count in concerned.items()]
    left_out = [held.meeting for held in board.held if roster.pairs[held.meeting].cancelled]
    gone = set(left_out)
    warnings = [
        warning for warning in Legality(event, board, now).warnings() if not gone.issuperset(warning.meetings or (0,))
    ]
    return Review(
        changes,
        sorted(told, key=lambda one: fold(one[0].name)),
        left_out,
        [change for change in changes if change.touches_before(now)],
        warnings,
    )
