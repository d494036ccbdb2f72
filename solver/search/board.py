"""
A schedule under construction: put, take and reseat meetings, undo any of it, and know every rule and goal throughout.

Legality stands here and nowhere else in the search. `missing`, `excess` and `uneven` count what is still owed: meetings
that must be held and are not, changes above their limits, people whose breaks differ too much. They may be positive on
the way; a board without such debt is a valid schedule.
"""

from __future__ import annotations

from solver.index import NOWHERE, UNLIMITED, bits
from solver.search.ledger import Ledger


class Board(Ledger):
    """The mutable schedule of one search: what is put on it keeps every rule."""

    def conflicts(self, slot: int, people: tuple[int, ...]) -> bool:
        """Whether a rule about these people keeps them from one more meeting in this slot."""
        index = self.index
        for person in people:
            busy = self.busy[person]
            if busy >> slot & 1 or busy.bit_count() >= index.cap[person]:
                return True
            for mask in index.full[person][slot]:
                if (busy | 1 << slot) & mask == mask:
                    return True
        return False

    def in_order(self, meeting: int, slot: int) -> bool:
        """Whether the precedences allow the meeting in this slot beside those that are held."""
        index, at = self.index, self.slot
        return all(at[other] < slot for other in index.before[meeting]) and all(
            at[other] > slot or at[other] == NOWHERE for other in index.after[meeting]
        )

    def insert(self, meeting: int, slot: int, people: tuple[int, ...]) -> bool:
        """Hold the meeting there if every rule allows it and a table can be found or, by moving others, freed."""
        index = self.index
        if self.conflicts(slot, people):
            return False
        if (index.before[meeting] or index.after[meeting]) and not self.in_order(meeting, slot):
            return False
        if index.seatless[meeting]:
            self._put(meeting, slot, people, NOWHERE)
            return True
        table = self._table_for(meeting, slot, people)
        if table == NOWHERE or self._moves_too_many(slot, people, table):
            return False
        self._put(meeting, slot, people, table)
        return True

    def _moves_too_many(self, slot: int, people: tuple[int, ...], table: int) -> bool:
        """Whether one more meeting there makes more table changes than the search has a use for."""
        if not self.watch_tables or self.most_table_changes == UNLIMITED:
            return False
        added = sum(self._table_steps(person, slot, table) for person in people)
        return self.table_changes + added > self.most_table_changes

    def remove(self, meeting: int) -> None:
        """Take a meeting that is held out of the schedule."""
        self._take(meeting)

    def place_exactly(self, meeting: int, slot: int, people: tuple[int, ...], table: int) -> bool:
        """Hold the meeting at exactly this place, if every rule allows it and the table is free."""
        index = self.index
        if slot == NOWHERE or not index.options[meeting].get(people, 0) >> slot & 1:
            return False
        seatable = table == NOWHERE if index.seatless[meeting] else self.may_sit(meeting, slot, table)
        if not seatable or self.conflicts(slot, people) or not self.in_order(meeting, slot):
            return False
        self._put(meeting, slot, people, table)
        return True

    def may_sit(self, meeting: int, slot: int, table: int) -> bool:
        """Whether the table suits the meeting and is free then."""
        return table != NOWHERE and bool(self.free_tables[slot] & self.index.seats[meeting] & 1 << table)

    def reseat(self, meeting: int, table: int) -> None:
        """Move a held meeting to a free table."""
        slot, people = self.slot[meeting], self.people[meeting]
        self._take(meeting)
        self._put(meeting, slot, people, table)

    def rearrange(self, table_of: dict[int, int]) -> None:
        """Move held meetings to tables that are free or that others of them leave."""
        places = [(meeting, self.slot[meeting], self.people[meeting]) for meeting in table_of]
        for meeting in table_of:
            self._take(meeting)
        for meeting, slot, people in places:
            self._put(meeting, slot, people, table_of[meeting])

    def begin_to_watch_tables(self) -> None:
        """Keep the number of table changes up to date from now on."""
        if not self.watch_tables:
            held = self.snapshot()
            self.restore([])
            self.watch_tables = True
            self.restore(held)

    def snapshot(self) -> list[tuple[int, int, tuple[int, ...], int]]:
        """Return (meeting, slot, people, table) of everything held."""
        return [(m, self.slot[m], self.people[m], self.table[m]) for m in range(len(self.slot)) if self.slot[m] >= 0]

    def restore(self, snapshot: list[tuple[int, int, tuple[int, ...], int]]) -> None:
        """Make the board hold exactly what a snapshot of a valid schedule says."""
        wanted = {meeting: place for meeting, *place in snapshot}
        for meeting in range(len(self.slot)):
            if self.slot[meeting] >= 0 and wanted.get(meeting) != [
                self.slot[meeting],
                self.people[meeting],
                self.table[meeting],
            ]:
                self._take(meeting)
        for meeting, slot, people, table in snapshot:
            if self.slot[meeting] == NOWHERE:
                self._put(meeting, slot, people, table)
        self._balance()
        self.forget()

    def _balance(self) -> None:
        """Measure everybody's breaks against the fewest that anybody has."""
        if self.spread != UNLIMITED and self.busy:
            breaks = [self.day_figures(busy)[0] for busy in self.busy]
            self.fewest_breaks = min(breaks)
            self.uneven = sum(self._off_balance(count) for count in breaks)

    def _table_for(self, meeting: int, slot: int, people: tuple[int, ...]) -> int:
        """Return a free table for the meeting, made free by moving others if need be, or `NOWHERE`."""
        index, free = self.index, self.free_tables[slot]
        suitable = free & index.seats[meeting]
        before = index.previous[meeting]
        if (
            before is not None
            and before.slot == slot
            and before.people == people
            and self.may_sit(meeting, slot, before.table)
        ):
            return before.table
        if suitable:
            near = self._tables_near(slot, people) if self.watch_tables else 0
            pick = suitable & near or suitable & index.common_tables or suitable
            return (pick & -pick).bit_length() - 1
        if not free or index.seats[meeting] == index.every_table:
            return NOWHERE
        return self._make_room(meeting, slot)

    def _tables_near(self, slot: int, people: tuple[int, ...]) -> int:
        """Return the tables at which these people sit next before and after in the session."""
        near = 0
        for person in people:
            for slots in self.index.slots_around(slot):
                table = self.next_table(person, slots)
                near |= 0 if table == NOWHERE else 1 << table
        return near

    def _make_room(self, meeting: int, slot: int) -> int:
        """Free a table for the meeting along a shortest augmenting path (Kuhn 1955), or return `NOWHERE`."""
        index, free, sitting = self.index, self.free_tables[slot], self.sitting[slot]
        seen = index.seats[meeting] & index.open_tables[slot]
        queue = list(bits(seen))
        wanted_by = dict.fromkeys(queue, NOWHERE)
        for table in queue:
            suitable = index.seats[sitting[table]] & free
            if suitable:
                return self._shift(slot, table, (suitable & -suitable).bit_length() - 1, wanted_by)
            fresh = index.seats[sitting[table]] & index.open_tables[slot] & ~seen
            seen |= fresh
            for other in bits(fresh):
                wanted_by[other] = table
                queue.append(other)
        return NOWHERE

    def _shift(self, slot: int, table: int, target: int, wanted_by: dict[int, int]) -> int:
        """Move each sitter on the path one table on, and return the table that becomes free at its beginning."""
        while True:
            self.reseat(self.sitting[slot][table], target)
            if wanted_by[table] == NOWHERE:
                return table
            table, target = wanted_by[table], table
