"""
Whether claims can hold together, asked of CP-SAT.

Only the meetings that must be held are in the model, and, where a claim counts the changes from the schedule in force
or compares people's breaks, those others that can help to keep it.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from solver.conflict.claims import CHANGES, Claim, demanded
from solver.index import bits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ortools.sat.python.cp_model import IntVar

    from solver.clock import Clock
    from solver.conflict.facts import Facts, Kept, Place

PROVE = {"num_workers": 1, "cp_model_probing_level": 0, "symmetry_level": 0}
"""Small models, one after the other: a second worker would take longer to start than they take to solve."""


class Model:
    """
    The claims that are kept, as constraints.

    Parameters
    ----------
    assumed
        Whether demands are assumptions, so that the solver names some that cannot be met together.
    """

    def __init__(self, facts: Facts, kept: Kept, *, assumed: bool = False) -> None:
        self.facts = facts
        self.kept = kept
        self.cp = cp_model.CpModel()
        self.chosen: dict[Place, IntVar] = {}
        self.at_person: dict[int, dict[int, list[Place]]] = {}
        self.at_slot: dict[int, list[Place]] = {}
        self.of_meeting: dict[int, list[Place]] = {}
        self.assumption: dict[int, int] = {}
        self._add_meetings(assumed=assumed)
        self._add_people()
        if Claim("one_per_table") in kept:
            self._add_tables()
        self._add_precedences()
        self._add_changes()
        if Claim("max_break_difference") in kept:
            self._add_breaks()

    def literals(self, places: Iterable[Place]) -> list[IntVar]:
        """Return the literals of places."""
        return [self.chosen[place] for place in places]

    def _add_meetings(self, *, assumed: bool) -> None:
        """A meeting is held once, or at most once where that is all that is asked."""
        must = demanded(self.kept)
        wanted = set(must)
        if any(claim.kind in CHANGES for claim in self.kept):
            wanted.update(self.facts.previous)
        if Claim("max_break_difference") in self.kept:
            wanted.update(self.facts.by_id.meetings)
        for meeting in self.facts.problem.meetings:
            if meeting.id not in wanted:
                continue
            places = self.facts.places(meeting, self.kept)
            in_force = self.facts.place_in_force(meeting, self.kept)
            for place in [*places, in_force] if in_force else places:
                self._add_place(place)
            literals = self.literals(self.of_meeting.get(meeting.id, ()))
            if meeting.id not in must:
                self.cp.add_at_most_one(literals)
            elif assumed:
                self._assume(meeting.id, literals)
            else:
                self.cp.add_exactly_one(literals)

    def _assume(self, meeting: int, literals: list[IntVar]) -> None:
        asked = self.cp.new_bool_var("")
        self.assumption[asked.index] = meeting
        self.cp.add_at_most_one(literals)
        self.cp.add_bool_or([*literals, ~asked])
        self.cp.add_assumptions([asked])

    def _add_place(self, place: Place) -> None:
        self.chosen[place] = self.cp.new_bool_var("")
        self.of_meeting.setdefault(place.meeting, []).append(place)
        self.at_slot.setdefault(place.slot, []).append(place)
        for person in place.people:
            self.at_person.setdefault(person, {}).setdefault(place.slot, []).append(place)

    def _add_people(self) -> None:
        """A person is in one meeting at a time, in so many in all and in a row, and keeps a window free."""
        for identifier, day in self.at_person.items():
            person = self.facts.by_id.participants[identifier]
            if Claim("one_at_a_time", (identifier,)) in self.kept:
                for places in day.values():
                    self.cp.add_at_most_one(self.literals(places))
            if person.max_meetings is not None and Claim("max_meetings", (identifier,)) in self.kept:
                self.cp.add(sum(self.literals(p for places in day.values() for p in places)) <= person.max_meetings)
            for claim, slots in self.facts.limits_of(identifier):
                if claim in self.kept:
                    self._leave_one_free(identifier, slots)

    def _leave_one_free(self, person: int, slots: Sequence[int]) -> None:
        busy = [self.busy(person, slot) for slot in slots]
        if all(one is not None for one in busy):
            self.cp.add_bool_or([~one for one in busy if one is not None])

    def busy(self, person: int, slot: int) -> IntVar | None:
        """Return whether a person is in a meeting, `None` if they cannot be."""
        literals = self.literals(self.at_person.get(person, {}).get(slot, ()))
        if len(literals) <= 1:
            return literals[0] if literals else None
        busy = self.cp.new_bool_var("")
        self.cp.add_max_equality(busy, literals)
        return busy

    def _add_tables(self) -> None:
        """A table holds one meeting: counted where sets of tables are nested or apart, else seat by seat."""
        for places in self.at_slot.values():
            groups = sorted({place.seats for place in places if place.seats is not None})
            if all(a & b in {0, a, b} for a, b in combinations(groups, 2)):
                # Hall's condition for the sets themselves is enough then.
                for group in groups:
                    inside = [p for p in places if p.seats is not None and not p.seats & ~group]
                    if len(inside) > group.bit_count():
                        self.cp.add(sum(self.literals(inside)) <= group.bit_count())
            else:
                self._seat([place for place in places if place.seats is not None])

    def _seat(self, places: list[Place]) -> None:
        at_table: dict[int, list[IntVar]] = {}
        for place in places:
            seats = [self.cp.new_bool_var("") for _ in bits(place.seats or 0)]
            for table, literal in zip(bits(place.seats or 0), seats, strict=True):
                at_table.setdefault(table, []).append(literal)
            self.cp.add_exactly_one([*seats, ~self.chosen[place]])
        for literals in at_table.values():
            self.cp.add_at_most_one(literals)

    def _add_precedences(self) -> None:
        """Of two meetings that are both held, one is in an earlier slot."""
        for claim in self.kept:
            if claim.kind != "precedence":
                continue
            ahead, behind = (self.of_meeting.get(meeting, []) for meeting in claim.ids)
            for slot in range(len(self.facts.problem.slots)):
                late = [place for place in ahead if place.slot >= slot]
                early = [place for place in behind if place.slot <= slot]
                if late and early:
                    self.cp.add_at_most_one(self.literals([*late, *early]))

    def _add_changes(self) -> None:
        """Enough meetings, in all and of every person, are exactly where they were."""
        limits, previous = self.facts.problem.max_changes, self.facts.previous
        kept = [place for place in self.chosen if place.kept]
        if limits is not None and limits.total is not None and Claim("max_changes") in self.kept:
            self.cp.add(sum(self.literals(kept)) >= len(previous) - limits.total)
        each = None if limits is None else limits.per_participant
        if each is not None and Claim("max_changes_per_participant") in self.kept:
            for person in {person for held in previous.values() for person in held.people}:
                told = sum(person in held.people for held in previous.values())
                if told > each:
                    self.cp.add(sum(self.literals(p for p in kept if person in p.people)) >= told - each)

    def _add_breaks(self) -> None:
        """Everybody's number of breaks lies between the fewest and so many more."""
        fewest = self.cp.new_int_var(0, len(self.facts.problem.slots), "")
        for person in self.facts.by_id.participants:
            breaks = sum(self._breaks(person))
            self.cp.add(fewest <= breaks)
            self.cp.add(breaks <= fewest + (self.facts.problem.max_break_difference or 0))

    def _breaks(self, person: int) -> list[IntVar]:
        """Return whether a break of a person ends, for each slot where one can."""
        ends, session = [], None
        had: IntVar | None = None
        before: IntVar | None = None
        for position, slot in enumerate(self.facts.problem.slots):
            if slot.session != session:
                session, had, before = slot.session, None, None
            now = self.busy(person, position)
            if now is not None and had is not None and before is not had:
                end = self.cp.new_bool_var("")
                idle = [] if before is None else [~before]
                self.cp.add_bool_or([end, ~now, ~had, *(~one for one in idle)])
                self.cp.add_bool_and([now, had, *idle]).only_enforce_if(end)
                ends.append(end)
            if now is not None and had is not None:
                so_far = self.cp.new_bool_var("")
                self.cp.add_max_equality(so_far, [had, now])
                had = so_far
            else:
                had = had if now is None else now
            before = now
        return ends

    def schedule(self, clock: Clock, seconds: float) -> list[Place] | bool | None:
        """Return a schedule that keeps the claims, `False` if there is none, `None` if time ran out."""
        status, solver = self._solve(clock, seconds)
        if status == cp_model.INFEASIBLE:
            return False
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return None
        return [place for place, literal in self.chosen.items() if solver.boolean_value(literal)]

    def culprits(self, clock: Clock, seconds: float) -> set[int] | None:
        """Return meetings that cannot all be held, `None` if they can or nobody knows; all demands must be assumed."""
        status, solver = self._solve(clock, seconds)
        if status != cp_model.INFEASIBLE:
            return None
        return {self.assumption[index] for index in solver.sufficient_assumptions_for_infeasibility()}

    def _solve(self, clock: Clock, seconds: float) -> tuple[object, cp_model.CpSolver]:
        solver = cp_model.CpSolver()
        for name, value in PROVE.items():
            setattr(solver.parameters, name, value)
        solver.parameters.catch_sigint_signal = False
        if clock.counted:
            solver.parameters.max_deterministic_time = seconds
        else:
            solver.parameters.max_time_in_seconds = seconds
        status = clock.watch(lambda: solver.solve(self.cp), solver.stop_search)
        if clock.counted:
            clock.charge(min(seconds, solver.response_proto.deterministic_time))
        return status, solver
