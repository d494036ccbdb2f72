"""A draft next to the event as it is now: which rules it breaks, and where one of its meetings could go."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.runs import snapshot
from matchmaking.services.schedule.findings import Teller
from solver import schedule as solved
from solver.check import effect_of_move, violations
from solver.explain import Explainer
from solver.problem import Assignment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event
    from matchmaking.services.schedule.boards import Board
    from matchmaking.services.schedule.roster import Period, Seat
    from solver.explain import Reason


@dataclass(frozen=True, slots=True)
class Warned:
    """A rule that a draft breaks, and the meetings concerned."""

    sentence: str
    meetings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """
    One slot for a meeting.

    `obstacles` forbid it; `warnings` are the rules it would break. `tables` are free and meant for this meeting,
    `other_tables` are free as well.
    """

    slot: Period
    here: bool
    obstacles: tuple[str, ...]
    warnings: tuple[str, ...]
    tables: tuple[Seat, ...]
    other_tables: tuple[Seat, ...]

    @property
    def possible(self) -> bool:
        """Whether the meeting can be put there at all."""
        return not self.obstacles

    @property
    def legal(self) -> bool:
        """Whether the meeting can be put there without breaking a rule."""
        return not self.obstacles and not self.warnings


class Legality:
    """Checks one draft against a fresh snapshot; made once a request."""

    def __init__(self, event: Event, board: Board, now: datetime) -> None:
        self.board = board
        self.roster = board.roster
        self.now = now
        self.problem = snapshot.problem_of(event, now)
        self.assignments = [Assignment(h.meeting, h.slot, h.table, h.people) for h in board.held]
        self.schedule = solved.Schedule.of(self.problem, self.assignments)
        self.teller = Teller(self.roster, self.schedule.by_id)

    def warnings(self) -> list[Warned]:
        """Every rule that the draft breaks: what changed since it was made, what hand edits broke."""
        found = violations(self.problem, self.assignments)
        return [Warned(self.teller.sentence(one), one.meetings) for one in found]

    def sides(self, meeting: int) -> tuple[tuple[int, ...], ...] | None:
        """Who may attend on each side; None where the meeting can no longer be held at all."""
        known = self.schedule.by_id.meetings.get(meeting)
        return known.sides if known else None

    def weight(self, meeting: int) -> int:
        """How much a meeting is wished for; nothing where it can no longer be held."""
        known = self.schedule.by_id.meetings.get(meeting)
        return known.weight if known else 0

    def breaks(self, person: int) -> int:
        """How many times someone waits between two meetings of one run of slots."""
        return len(solved.breaks(self.schedule, person))

    def choices(self, meeting: int, people: Sequence[int]) -> list[Choice]:
        """Every slot that takes place, and what is known about holding a meeting there, with these people."""
        slots = [self.roster.slots[slot] for slot in self.schedule.by_id.position]
        return [self._choice(meeting, slot, people) for slot in slots]

    def reason(self, meeting: int) -> Reason | None:
        """Why a meeting is unscheduled, as things are now; None where it can no longer be held at all."""
        return self._explainer.reason(meeting) if meeting in self.schedule.by_id.meetings else None

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self.problem, [held for held in self.assignments if held.meeting in self.schedule.of_meeting])

    def _choice(self, meeting: int, slot: Period, people: Sequence[int]) -> Choice:
        held = self.board.of_meeting.get(meeting)
        tables, others = self._free_tables(meeting, slot.id)
        obstacles = tuple(self._obstacles(meeting, slot, people, has_table=bool(tables or others)))
        warnings: tuple[str, ...] = ()
        if not obstacles:
            seat = self._tried_table(meeting, slot.id, (*tables, *others))
            warnings = self._warnings_of(Assignment(meeting, slot.id, seat, tuple(people)))
        here = held is not None and held.slot == slot.id
        return Choice(slot, here, obstacles, warnings, tables, others)

    def _free_tables(self, meeting: int, slot: int) -> tuple[tuple[Seat, ...], tuple[Seat, ...]]:
        """The tables nobody else has in a slot: those meant for the meeting, and the others."""
        allowed = self.schedule.by_id.meetings[meeting].tables
        free = [
            seat
            for seat in self.roster.tables.values()
            if (there := self.board.at_place.get((slot, seat.id))) is None or there.meeting == meeting
        ]
        meant = tuple(seat for seat in free if allowed is None or seat.id in allowed)
        return meant, tuple(seat for seat in free if seat not in meant)

    def _tried_table(self, meeting: int, slot: int, free: Sequence[Seat]) -> int | None:
        """The table to judge a slot by: where the meeting is now, or the first one meant for it."""
        held = self.board.of_meeting.get(meeting)
        if held is not None and held.slot == slot:
            return held.table
        return free[0].id if free else None

    def _obstacles(self, meeting: int, slot: Period, people: Sequence[int], *, has_table: bool) -> list[str]:
        """What the database itself would refuse, and what has begun."""
        found = [_("This slot has begun.")] if slot.starts_at <= self.now else []
        for person in people:
            for held in self.schedule.of_participant.get(person, ()):
                if held.slot == slot.id and held.meeting != meeting:
                    others = [who for who in held.people if who != person]
                    found.append(
                        _(
                            "%(name)s meets %(others)s.",
                            name=self.roster.name(person),
                            others=self.roster.names(others),
                        )
                    )
        if not has_table and self.schedule.by_id.meetings[meeting].tables != ():
            found.append(_("Every table is taken."))
        return found

    def _warnings_of(self, place: Assignment) -> tuple[str, ...]:
        brought = effect_of_move(self.schedule, place.meeting, place).broken
        return tuple(self.teller.sentence(violation) for violation in brought)
