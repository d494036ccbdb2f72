"""The grid of slots and tables: which points there are, how each is found, and what one says of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.advise.advice import Advice, Enough, Point
from solver.advise.curve import Curve
from solver.advise.reaching import schedules, values
from solver.advise.varied import least_slots, named_tables, only, with_slots, with_tables
from solver.index import Index

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from solver.clock import Clock
    from solver.problem import Problem


class Grid:
    """Bounds and values by numbers of slots and tables, those of the problem and beside it included."""

    def __init__(self, problem: Problem, slots: Sequence[int], tables: Sequence[int], clock: Clock) -> None:
        self.problem = problem
        self.clock = clock
        self.slots, self.tables = len(problem.slots), len(problem.tables)
        self.session = sum(slot.session == problem.slots[-1].session for slot in problem.slots)
        self.least_slots, self.least_tables = least_slots(problem), len(named_tables(problem))
        self.beside = (self.slots - self.session, self.slots - 1, self.slots, self.slots + 1, self.slots + self.session)
        self.table_counts = sorted({n for n in (*tables, self.tables, self.tables + 1) if n >= self.least_tables})
        self.asked = [(count, n) for count in slots for n in tables]
        others = {count for count in (*slots, *self.beside) if count >= self.least_slots} - {self.slots}
        self.other_counts = sorted(count for count in others if self._counts(count))
        self.every_count = range(self.least_tables, self.table_counts[-1] + 1)
        self.whole: Curve | None = None
        self.bound: dict[tuple[int, int], int] = {}
        self.reached: dict[tuple[int, int], int] = {}

    def curve(self, slots: int) -> list[Point]:
        """Find the points of one number of slots."""
        counts = self._counts(slots)
        index = Index(with_tables(with_slots(self.problem, slots), counts[-1]))
        reached = values(index, counts, self.clock)
        if slots == self.slots:
            curve = self.whole = Curve(index, self.every_count, self.clock, fine=True)
        else:
            curve = Curve(index, counts, self.clock, fine=self.fine)
        bounds = curve.bounds({count: reached.get(count, 0) for count in counts})
        return [Point(slots, count, bound, reached.get(count)) for count, bound in bounds.items()]

    @property
    def fine(self) -> bool:
        """Whether the programmes of the slots may be better, as they were at the problem's own number of slots."""
        return self.whole is None or self.whole.fine

    def _counts(self, slots: int) -> list[int]:
        """Return the numbers of tables to look at: those asked for, and the problem's own where slots are beside it."""
        if slots == self.slots:
            return self.table_counts
        wanted = {n for count, n in self.asked if count == slots}
        wanted.update({self.tables} if slots in self.beside else ())
        return [count for count in self.table_counts if count in wanted]

    def take(self, points: Sequence[Point]) -> None:
        """Note points; each bounds those of fewer slots and tables, and is reached by those of more."""
        for point in points:
            self.bound[point.slots, point.tables] = point.bound
            if point.reached is not None:
                self.reached[point.slots, point.tables] = point.reached

    def point(self, slots: int, tables: int) -> Point | None:
        """Return a point, `None` if it is impossible; what is true of others that say something of it is used."""
        if slots < self.least_slots or tables < self.least_tables:
            return None
        bounds = [bound for (s, n), bound in self.bound.items() if s >= slots and n >= tables]
        reached = [value for (s, n), value in self.reached.items() if s <= slots and n <= tables]
        return Point(slots, tables, min(bounds), max(reached, default=None))

    def enough(self, wishes: Collection[int] | None) -> Enough:
        """Find out how many tables are enough for some wishes, with the slots as they are."""
        curve = self.whole
        if wishes is not None or curve is None:
            problem = self.problem if wishes is None else only(self.problem, set(wishes))
            index = Index(with_tables(with_slots(problem, self.slots), self.table_counts[-1]))
            curve = Curve(index, self.every_count, self.clock, fine=self.fine)
        bound, needed = curve.fewest_for_most()
        most = self.table_counts[-1]
        meetings = curve.index.problem.meetings
        counts = sorted({min(needed + more, most) for more in (0, 1, 3, 7, most)})
        made = schedules(curve.index, counts, self.clock, along_chains=True)
        return Enough(
            wishes=len(meetings),
            weight=sum(one.weight for one in meetings),
            bound=bound,
            needed=needed,
            shown=next((count for count, board in made if not board.debt and board.value >= bound), None),
        )

    def advice(self, enough: Enough) -> Advice:
        """Return what was found."""
        points = [self.point(count, n) for count, n in self.asked]
        now = self.point(self.slots, self.tables)
        table_more = self.point(self.slots, self.tables + 1)
        beside = [self.point(count, self.tables) for count in self.beside]
        session_less, slot_less, _, slot_more, session_more = beside
        assert now is not None
        assert table_more is not None
        assert slot_more is not None
        assert session_more is not None
        return Advice(
            slots=self.slots,
            tables=self.tables,
            least_slots=self.least_slots,
            least_tables=self.least_tables,
            points=tuple(point for point in points if point is not None),
            now=now,
            table_more=table_more,
            slot_more=slot_more,
            slot_less=slot_less,
            session_more=session_more,
            session_less=session_less,
            enough=enough,
        )
