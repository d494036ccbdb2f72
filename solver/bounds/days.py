"""
A bound on breaks and idle slots: what people's days must look like in any schedule that keeps the goals before.

The duals of an earlier goal's relaxation price every slot that a person leaves idle, every meeting that is not held and
every choice that loses against the bound; a schedule that keeps the goal loses no more than is to spare. With a
multiplier for that one inequality each person's day stands alone, and the cheapest day is found by dynamic programming
over its slots: Lagrangian relaxation (Geoffrion 1974). Every multiplier gives a bound; all of it is done in integers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solver.index import UNLIMITED, bits
from solver.linear.formulation import one_of_these_stays_free, windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from solver.index import Index
    from solver.linear.formulation import Formulation
    from solver.linear.lp import Certificate
    from solver.linear.rows import Integers

SHARES = 6
"""Losses are counted in sixths, so that two or three people can share one evenly."""
FINEST = 1 << 16
"""The certificate's units are made no smaller than one goal unit by this, so that no sum leaves 64 bits."""
NEVER = 1 << 50
MOST = 1 << 38
"""Larger losses count as this much."""
STEEPEST = 1 << 11


@dataclass(frozen=True, slots=True)
class Losses:
    """
    What people's days lose against the bound of a relaxation, in sixths of the certificate's unit.

    Attributes
    ----------
    idle, busy
        By person and slot: at least what is lost if they have no meeting there, or one.
    unheld
        By person and number: at least what is lost if so many of the meetings that need them are not held.
    below
        By person: what is lost for each meeting that they have less than the most.
    given
        By person: what `idle` counts too much, for the slots that they have to leave free anyway.
    spare
        More than all losses together in any schedule that keeps the goal.
    unit
        One unit of the goal.
    """

    idle: Integers
    busy: Integers
    unheld: Integers
    below: Integers
    given: Integers
    spare: int
    unit: int

    @classmethod
    def of(cls, model: Formulation, proof: Certificate, spare: int) -> Losses:
        """Share every loss among those who would all see it in their day."""
        index, finer = model.index, max(1, proof.scale // FINEST)
        people, slots = len(index.person_ids), index.slot_count
        price = _shares(proof.price // finer)
        idle = _priced(price, model.row_of_place()).reshape(people, slots)
        busy = np.full(people * slots, NEVER)
        sizes = np.array([len(ways) for ways in model.people], np.int64)[model.way]
        lost = _shares(np.maximum(-proof.reduced[: model.size], 0) // finer) // sizes
        np.minimum.at(busy, model.attendant * slots + model.slot[model.attending], lost[model.attending])
        given, first = np.zeros(people, np.int64), model.first_row(one_of_these_stays_free)
        for row, (person, mask, _) in enumerate(windows(model), start=first):
            # Whoever leaves one of these slots free loses nothing yet.
            idle[person, list(bits(mask))] += price[row]
            given[person] += price[row]
        return cls(
            idle,
            busy.reshape(people, slots),
            _unheld(model, price),
            _priced(price, model.row_of_most()),
            given,
            SHARES * -(-spare // finer),
            SHARES * proof.scale // finer,
        )


def _priced(price: Integers, row: Integers) -> Integers:
    """Return the price of each row, 0 for -1."""
    return np.append(price, 0)[row]


def _shares(losses: Integers) -> Integers:
    return np.minimum(losses, MOST // SHARES) * SHARES


def _unheld(model: Formulation, price: Integers) -> Integers:
    """Return by person and number what it loses at least not to hold so many of the meetings that need them."""
    index, row = model.index, model.row_of_meeting()
    prices: list[list[int]] = [[] for _ in index.person_ids]
    for meeting, options in enumerate(index.options):
        needed = set.intersection(*map(set, options)) if options else set()
        for person in needed:
            prices[person].append(MOST if index.must[meeting] else int(price[row[meeting]]) // len(needed))
    most = max(map(len, prices), default=0)
    sums = np.full((len(prices), most + 1), -1)
    for person, own in enumerate(prices):
        sums[person, : len(own) + 1] = np.minimum(np.cumsum([0, *sorted(own)]), MOST)
    return sums


def days_cost(index: Index, losses: Losses, costs: tuple[int, int], multiplier: int) -> int:
    """
    Return the least cost of breaks plus `multiplier` times the losses, over everybody's days.

    Parameters
    ----------
    costs
        Of a break's first idle slot and of each further one.
    """
    people, slots = losses.idle.shape
    longest = np.array([person.max_consecutive or 0 for person in index.problem.participants], np.int64)
    runs = int(longest.max(initial=1)) or 1
    # By person, number of meetings and state: none yet in the session, so many in a row, in a break, at an end.
    state = np.full((people, slots + 1, runs + 3), NEVER)
    state[:, 0, 0] = 0
    opening = {first for first, _ in index.sessions}
    for slot in range(slots):
        if slot in opening:
            ended = np.delete(state, runs + 1, axis=2).min(axis=2)
            state = np.full_like(state, NEVER)
            state[:, :, 0] = ended
        idle = (multiplier * losses.idle[:, slot])[:, None]
        busy = np.where(losses.busy[:, slot] >= NEVER, NEVER, multiplier * losses.busy[:, slot])[:, None]
        state = _step(state, idle, busy, longest[:, None], costs)
    days = np.delete(state, runs + 1, axis=2).min(axis=2)
    return sum(_best_day(index, losses, days[person], person, multiplier) for person in range(people))


def _step(state: Integers, idle: Integers, busy: Integers, longest: Integers, costs: tuple[int, int]) -> Integers:
    """Return the states after one more slot."""
    runs = state.shape[2] - 3
    none, running, resting, done = state[:, :, 0], state[:, :, 1 : runs + 1], state[:, :, runs + 1], state[:, :, -1]
    after = np.full_like(state, NEVER)
    just = running.min(axis=2)
    after[:, :, 0] = none + idle
    after[:, :, runs + 1] = np.minimum(just + costs[0], resting + costs[1]) + idle
    after[:, :, -1] = np.minimum(just, done) + idle
    after[:, 1:, 1] = np.minimum(none, resting)[:, :-1] + busy
    for run in range(1, runs + 1):
        into = min(run + 1, runs)
        longer = np.where((longest == 0) | (run < longest), running[:, :-1, run - 1] + busy, NEVER)
        after[:, 1:, into] = np.minimum(after[:, 1:, into], longer)
    return np.minimum(after, NEVER)


def _best_day(index: Index, losses: Losses, days: Integers, person: int, multiplier: int) -> int:
    """Return the least cost of a person's day, whatever the number of its meetings."""
    most = min(len(days) - 1, index.cap[person] if index.cap[person] < UNLIMITED else len(days))
    unheld = losses.unheld[person]
    needing = int((unheld >= 0).sum()) - 1
    missing = np.maximum(needing - np.arange(most + 1), 0)
    below = losses.below[person] * (most - np.arange(most + 1))
    lost = unheld[missing] + below - losses.given[person]
    return int((days[: most + 1] + multiplier * lost).min())


def days_bound(index: Index, losses: Losses, costs: tuple[int, int], out: Callable[[], bool]) -> int:
    """
    Return a proven least cost of breaks, in all, of schedules that lose no more than is to spare.

    Parameters
    ----------
    costs
        Of a break's first idle slot and of each further one.
    out
        Says whether time is up; then the best bound so far is returned.
    """
    if losses.spare < 0:
        return 0
    best, weight = 0, 16 * losses.unit
    begin, go_on = costs
    # The bound is concave in the multiplier: climb from one unit of cost for a unit of the goal, to either side.
    for factor in (2.0, 0.5):
        multiplier = 16 if factor > 1 else 8
        before = -1
        while 1 <= multiplier <= STEEPEST and not out():
            total = days_cost(index, losses, (weight * begin, weight * go_on), multiplier) - multiplier * losses.spare
            reached = -(-total // weight)
            best = max(best, reached)
            if reached <= before:
                break
            before, multiplier = reached, int(multiplier * factor)
    return best
