"""
From a problem that cannot be solved to claims that cannot hold together, none of them too many.

First some meetings that cannot all be held: by counting where that shows them, else as CP-SAT names them. Then claims
are given up in ever smaller groups as long as the rest still cannot hold, a deletion filter (Chinneck and Dravnieks,
ORSA Journal on Computing 3, 1991) in the order of QuickXplain's halves (Junker, AAAI 2004).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from solver.conflict.claims import CLAIM_KINDS, DEMANDS, Claim, Conflict, claims_of, demanded, limits_of
from solver.conflict.facts import Facts, Place
from solver.conflict.suspects import fewest_suspects, suspects
from solver.conflict.witness import Witness, put_all, tractable
from solver.conflict.wording import sentence_of_claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from solver.clock import Clock
    from solver.problem import Problem


def find_conflict(problem: Problem, clock: Clock, seconds: float) -> Conflict:
    """
    Return claims of an infeasible problem that cannot hold together, irreducible if time allows.

    Parameters
    ----------
    clock
        Whose stop and limit are kept; all work is charged to it.
    seconds
        How much of its unit may be spent at most.
    """
    facts = Facts(problem)
    search = Search(facts, clock, clock.spent + seconds)
    kept = search.shrink(search.begin())
    told = (replace(claim, sentence=sentence_of_claim(facts.by_id, claim)) for claim in in_order(kept))
    return Conflict(tuple(told), irreducible=search.sure)


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims as they are told: what must be held first, then what stands against it."""
    return sorted(claims, key=lambda claim: (CLAIM_KINDS.index(claim.kind), claim.ids))


class Search:
    """
    The search for one conflict.

    Attributes
    ----------
    needed
        Claims without which the others can hold.
    sure
        Whether every question so far was answered in time.
    """

    def __init__(self, facts: Facts, clock: Clock, until: float) -> None:
        self.facts = facts
        self.clock = clock
        self.until = until
        self.needed: set[Claim] = set()
        self.sure = True

    @property
    def left(self) -> float:
        """What may still be spent."""
        return min(self.until - self.clock.spent, self.clock.left)

    def begin(self) -> list[Claim]:
        """Return claims that cannot hold together, of as few meetings as can be said at once."""
        problem = self.facts.problem
        every = {meeting.id for meeting in problem.meetings}
        claims = list(claims_of(problem, demanded(claims_of(problem, every))))
        found = fewest_suspects(self.facts, frozenset(claims))
        if found is None:
            found = self.ask_for_culprits(claims)
        if found is not None:
            return list(claims_of(problem, found))
        whole = [*claims_of(problem, every), *limits_of(problem)]
        found = self.ask_for_culprits(whole)
        if found is None:
            return whole
        return [claim for claim in whole if claim.kind not in DEMANDS or claim.ids[0] in found]

    def ask_for_culprits(self, claims: Sequence[Claim]) -> set[int] | None:
        """Return meetings that cannot all be held as CP-SAT names them, asking again while it names fewer."""
        confirmed: set[int] | None = None
        doubted = demanded(claims)
        while self.left > 0:
            asked = frozenset(claim for claim in claims if claim.kind not in DEMANDS or claim.ids[0] in doubted)
            from solver.conflict.model import Model  # noqa: PLC0415 - what counting finds does without OR-Tools

            named = Model(self.facts, asked, assumed=True).culprits(self.clock, self.left)
            if named is None:
                break
            confirmed = doubted
            if len(named) >= len(doubted):
                break
            doubted = named
        return confirmed

    def shrink(self, claims: Sequence[Claim]) -> list[Claim]:
        """Give up all claims that can be given up: whole kinds first, then one by one, demands last."""
        kept = list(claims)
        for kind in reversed(CLAIM_KINDS):
            rest = [claim for claim in kept if claim.kind != kind]
            if len(rest) < len(kept) and self.impossible(rest, kept):
                kept = rest
        self.learn(kept, {})
        for kind in reversed(CLAIM_KINDS):
            kept = self.without(kept, [claim for claim in kept if claim.kind == kind])
        return kept

    def without(self, kept: list[Claim], doubted: Sequence[Claim]) -> list[Claim]:
        """Give up what can be given up of some claims; the others stay."""
        doubted = [claim for claim in doubted if claim not in self.needed]
        if not doubted:
            return kept
        rest = [claim for claim in kept if claim not in set(doubted)]
        if self.impossible(rest, kept):
            return rest
        if len(doubted) == 1:
            self.needed.update(doubted)
            return kept
        half = len(doubted) // 2
        return self.without(self.without(kept, doubted[:half]), doubted[half:])

    def impossible(self, claims: Sequence[Claim], of: Sequence[Claim]) -> bool:
        """Return whether some claims of a conflict cannot hold together; what there is no time to say is thought to."""
        kept, facts = frozenset(claims), self.facts
        if next(suspects(facts, kept), None) is not None:
            return True
        places = {meeting: facts.places(facts.by_id.meetings[meeting], kept) for meeting in demanded(kept)}
        if tractable(kept):
            witness = Witness(facts, kept)
            if all(witness.make_room(meeting) for meeting in put_all(witness, places)):
                self.learn(of, {m: Place(m, held.people, held.slot, None) for m, held in witness.held.items()})
                return False
        if self.left <= 0:
            self.sure = False
            return False
        from solver.conflict.model import Model  # noqa: PLC0415 - likewise

        schedule = Model(facts, kept).schedule(self.clock, self.left)
        if isinstance(schedule, list):
            self.learn(of, {place.meeting: place for place in schedule})
        self.sure &= schedule is not None
        return schedule is False

    def learn(self, claims: Sequence[Claim], schedule: Mapping[int, Place]) -> None:
        """Learn from a schedule that keeps most claims of a conflict which of them are needed in it."""
        kept, facts = frozenset(claims), self.facts
        doubted = kept - self.needed
        if not doubted or not tractable(kept):
            return
        witness = Witness(facts, kept)
        places = {meeting: facts.places(facts.by_id.meetings[meeting], kept) for meeting in demanded(kept)}
        first = {m: [place] for m, place in schedule.items() if m in places}
        missing = [*(m for m in places if m not in first), *put_all(witness, first)]
        missing = put_all(witness, {meeting: places[meeting] for meeting in missing})
        if len(missing) == 1:
            self.needed |= witness.rotate(missing[0], doubted)
