"""Clauses on numbers of breaks: nobody far from another, no more than so many in all, and only days that allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solver.bounds.patterns import Patterns
    from solver.exact.clauses import Clauses
    from solver.exact.required import Required


def with_breaks_at_most(model: Required, most: int, patterns: Patterns) -> Clauses:
    """Return the formula that there is a schedule with at most so many breaks."""
    formula = model.clauses.copy()
    few_breaks(model, formula, most, patterns)
    only_cheap_days(model, formula, most, patterns)
    return formula


def with_forced_breaks(model: Required, patterns: Patterns) -> Clauses:
    """Return the formula that there is a schedule, in which everybody has the breaks that their day forces."""
    formula = model.clauses.copy()
    for ends, forced in zip(model.ends, patterns.least, strict=True):
        formula.at_least(ends, forced or 0)
    return formula


def even_breaks(model: Required, clauses: Clauses) -> None:
    """The numbers of breaks of any two people differ at most by so many."""
    spread = model.index.problem.max_break_difference
    if spread is None:
        return
    top = min((len(ends) for ends in model.ends), default=0)
    # Literal k says that everybody has more than k breaks; beyond the top nobody can be made to.
    everybody = [clauses.new() for _ in range(top)]
    for ends in model.ends:
        has = clauses.count(ends, top + spread + 1)
        lacks = clauses.count([-end for end in ends], len(ends))
        for k, more in enumerate(everybody):
            clauses.add(-more, -lacks[len(ends) - k - 1])
        for k in range(top + 1):
            if k + spread < len(has):
                clauses.add(*everybody[k : k + 1], -has[k + spread])


def few_breaks(model: Required, clauses: Clauses, most: int, patterns: Patterns) -> None:
    """There are at most so many breaks in all, and of each person at least as many as their day forces."""
    spare = most - sum(least or 0 for least in patterns.least)
    if spare < 0:
        clauses.add()
        return
    beyond = []
    for ends, forced in zip(model.ends, patterns.least, strict=True):
        least = forced or 0
        clauses.at_least(ends, least)
        has = clauses.count(ends, least + spare + 1)
        if len(has) > least + spare:
            clauses.add(-has[least + spare])
        beyond += has[least : least + spare]
    clauses.at_most(beyond, spare)


def only_cheap_days(model: Required, clauses: Clauses, most: int, patterns: Patterns) -> None:
    """Nobody's day is dearer, and no slot emptier, than the prices of slots leave room for."""
    for person in range(len(model.index.person_ids)):
        busy, free = patterns.settled(person, most)
        for slot, at in enumerate(model.busy):
            if person in at and (busy | free) >> slot & 1:
                clauses.add(at[person] if busy >> slot & 1 else -at[person])
    for slot, at in enumerate(model.busy):
        clauses.at_least(list(at.values()), patterns.people_at_least(slot, most))
