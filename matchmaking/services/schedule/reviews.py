"""What publishing a draft, or an earlier version again, would do: shown before it is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Participant
from matchmaking.services.schedule import announcements, publishing
from matchmaking.services.schedule.changes import ChangeKind
from matchmaking.services.schedule.legality import Legality
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.boards import Board
    from matchmaking.services.schedule.changes import Change
    from matchmaking.services.schedule.legality import Warned
    from matchmaking.services.schedule.roster import Person, Roster


@dataclass(frozen=True, slots=True)
class Told:
    """Who gets a mail: in which language, and how many meetings are new, moved or cancelled in their eyes."""

    person: Person
    language: str
    kinds: Counter[ChangeKind]

    @property
    def group(self) -> tuple[str, tuple[ChangeKind, ...]]:
        """Those of one group get the same kind of mail."""
        return self.language, tuple(kind for kind in ChangeKind if self.kinds[kind])


@dataclass(frozen=True)
class Review:
    """
    What changes, for whom, and what to think of before.

    `told` are those who get a mail, with what changes for them; `left_out` meetings were called off since the
    draft was made; `begun` changes cannot be made any more.
    """

    changes: list[Change]
    told: list[Told]
    left_out: list[int]
    begun: list[Change]
    warnings: list[Warned]

    @property
    def mails(self) -> list[tuple[Told, int]]:
        """One person of each kind of recipient, and how many there are of it."""
        groups: dict[tuple[str, tuple[ChangeKind, ...]], list[Told]] = {}
        for one in self.told:
            groups.setdefault(one.group, []).append(one)
        return [(group[0], len(group)) for _kind, group in sorted(groups.items())]

    def count(self, kind: str) -> int:
        """How many changes of one kind there are."""
        return sum(change.kind == kind for change in self.changes)

    def of_kind(self, kind: str) -> list[Change]:
        """The changes of one kind; all of them for none."""
        return [change for change in self.changes if kind in {"", change.kind}]


def changes_for(event: Event, source: Schedule, participant_id: int) -> list[Change]:
    """What publishing would change for one person."""
    return [change for change in publishing.review(event, source) if participant_id in change.concerned]


def _told(changes: Sequence[Change], roster: Roster) -> list[Told]:
    of_person: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        for person in change.concerned:
            of_person[person].append(change)
    rows = db.session.execute(select(Participant.id, Participant.language).where(Participant.id.in_(of_person)))
    languages = {person: language for person, language in rows}  # noqa: C416 - rows are not pairs to mypy
    return [
        Told(roster.people[person], languages[person], Counter(announcements.kinds_for(person, theirs)))
        for person, theirs in of_person.items()
    ]


KINDS = tuple(kind.value for kind in ChangeKind)


def of(event: Event, source: Schedule, board: Board, now: datetime) -> Review:
    """Compare with what attendees were told, and check against the event as it is now."""
    roster = board.roster
    changes = publishing.review(event, source)
    left_out = [held.meeting for held in board.held if roster.pairs[held.meeting].cancelled]
    gone = set(left_out)
    warnings = [
        warning for warning in Legality(event, board, now).warnings() if not gone.issuperset(warning.meetings or (0,))
    ]
    return Review(
        changes,
        sorted(_told(changes, roster), key=lambda one: fold(one.person.name)),
        left_out,
        [change for change in changes if change.touches_before(now)],
        warnings,
    )
