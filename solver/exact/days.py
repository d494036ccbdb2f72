"""
Days in the CP-SAT model: when a person is busy, has had a meeting in the session, and ends a break.

The held / end-of-break model and its implied constraints: Bofill et al., JAIR 74 (2022).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import IntVar, LinearExprT

    from solver.exact.model import Model


class Days:
    """The literals of people's days, made for those people and sessions that are asked for."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._busy: dict[tuple[int, int], IntVar] = {}
        self._ends: dict[int, list[IntVar]] = {}

    def busy(self, person: int, slot: int) -> IntVar | None:
        """Return whether a person has a meeting in a slot, `None` if they cannot have one."""
        key = (person, slot)
        if key not in self._busy:
            model = self.model
            columns = model.formulation.at(person, slot).tolist()
            literals = [model.chosen[c] for c in columns if c in model.chosen]
            if not literals:
                return None
            self._busy[key] = literals[0] if len(literals) == 1 else model.cp.new_bool_var("")
            if len(literals) > 1:
                model.cp.add_exactly_one([*literals, ~self._busy[key]])
        return self._busy[key]

    def breaks_of(self, person: int) -> list[IntVar]:
        """Return the literals of a person's ends of breaks; none where no break can be."""
        if person not in self._ends:
            ends = [self._ends_in(person, first, past) for first, past in self.model.index.sessions]
            self._ends[person] = [end for session in ends for end in session]
            self._busy_as_often_as_bound(person)
        return self._ends[person]

    def _busy_as_often_as_bound(self, person: int) -> None:
        """Imply that who attends nothing but meetings that must be held is busy in as many slots."""
        index = self.model.index
        meetings = index.meetings_of[person]
        if all(index.must[m] and all(person in people for people in index.options[m]) for m in meetings):
            days = [self.busy(person, slot) for slot in range(index.slot_count)]
            self.model.cp.add(sum(busy for busy in days if busy is not None) == len(meetings))

    def _ends_in(self, person: int, first: int, past: int) -> list[IntVar]:
        """Define the ends of breaks of one session."""
        cp, ends = self.model.cp, []
        had: IntVar | None = None
        before: IntVar | None = None
        for slot in range(first, past):
            now = self.busy(person, slot)
            if now is not None and had is not None and had is not before:
                end = cp.new_bool_var("")
                idle = [] if before is None else [before]
                cp.add_bool_or([~now, *idle, ~had, end])
                cp.add_implication(end, now)
                cp.add_implication(end, had)
                for other in idle:
                    cp.add_implication(end, ~other)
                ends.append(end)
            had = self._had_by(had, now)
            before = now
        return ends

    def _had_by(self, had: IntVar | None, now: IntVar | None) -> IntVar | None:
        """Return whether there has been a meeting in the session so far, this slot included."""
        if had is None or now is None:
            return had if now is None else now
        cp = self.model.cp
        either = cp.new_bool_var("")
        cp.add_implication(had, either)
        cp.add_implication(now, either)
        cp.add_bool_or([had, now, ~either])
        return either

    def idle(self) -> LinearExprT:
        """Return the number of idle slots between two meetings of a session, for everybody."""
        gaps = [
            gap
            for person in range(len(self.model.index.person_ids))
            for first, past in self.model.index.sessions
            for gap in self._idle_in(person, first, past)
        ]
        return sum(gaps)

    def _idle_in(self, person: int, first: int, past: int) -> list[IntVar]:
        cp = self.model.cp
        day = [self.busy(person, slot) for slot in range(first, past)]
        earlier, later = self._sweep(day), self._sweep(day[::-1])[::-1]
        found = []
        for k in range(1, len(day) - 1):
            before, after, now = earlier[k - 1], later[k + 1], day[k]
            if before is not None and after is not None:
                gap = cp.new_bool_var("")
                cp.add_bool_or([~before, ~after, gap, *([] if now is None else [now])])
                found.append(gap)
        return found

    def _sweep(self, day: list[IntVar | None]) -> list[IntVar | None]:
        """Return slot by slot whether there has been a meeting so far."""
        swept: list[IntVar | None] = []
        for now in day:
            swept.append(self._had_by(swept[-1] if swept else None, now))
        return swept
