"""The goals in a form: boxes in an order of their own, moved by buttons; it works without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request

from matchmaking.organizer.run_words import GOALS
from matchmaking.services.runs import goals

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

    from matchmaking.models import Event

MOVE, ORDER, CHOSEN = "move", "order", "goal"


@dataclass(frozen=True, slots=True)
class Row:
    """One goal as the form shows it."""

    name: str
    label: LazyString
    hint: LazyString
    chosen: bool
    needed: bool


class GoalOrder:
    """Which goals a run has, in which order: as they were sent, or as they usually are."""

    def __init__(self, event: Event) -> None:
        offered = goals.offered(event)
        self.moved = request.form.get(MOVE, "") if ORDER in request.form else ""
        if ORDER in request.form:
            sent = [name for name in dict.fromkeys(request.form.getlist(ORDER)) if name in offered]
            self.chosen = set(request.form.getlist(CHOSEN))
        else:
            sent = list(goals.usual(event))
            self.chosen = set(sent)
        self.order: list[str] = [*sent, *(name for name in offered if name not in sent)]
        self._move()

    @property
    def names(self) -> list[str]:
        """The goals that were chosen, the most important one first; nothing that was made up is left out."""
        return [*(name for name in self.order if name in self.chosen), *sorted(self.chosen.difference(self.order))]

    @property
    def rows(self) -> list[Row]:
        """Every goal, in order."""
        return [Row(name, *GOALS[name], name in self.chosen, name == goals.NEEDED) for name in self.order]

    def _move(self) -> None:
        """As a button without scripts asks: `up:breaks` or `down:breaks`."""
        way, _colon, name = self.moved.partition(":")
        if name not in self.order:
            return
        here = self.order.index(name)
        there = max(0, here - 1) if way == "up" else min(len(self.order) - 1, here + 1)
        self.order.insert(there, self.order.pop(here))
