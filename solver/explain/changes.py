"""The simplest single change after which a meeting can be held; only what is sure is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from solver.explain.reason import Change, ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from solver.explain.obstacles import Obstacles, Wanted
    from solver.explain.reason import Hindrance, Obstacle, SlotObstacles

SIMPLEST_FIRST: tuple[ChangeKind, ...] = get_args(ChangeKind)
LIMITS = frozenset({"max_meetings", "max_consecutive", "free_windows"})


def simplest_change(obstacles: Obstacles, wanted: Wanted, slots: Sequence[SlotObstacles]) -> Change | None:
    """Return the simplest change, the earlier slot first; if only another meeting can give way, the lightest."""
    found = [change for one in slots for change in without_loss(obstacles, wanted, one)]
    if not found:
        found = [change for one in slots for change in for_a_meeting(obstacles, wanted, one)]
    return min(found, key=lambda change: (SIMPLEST_FIRST.index(change.kind), change.weight), default=None)


def without_loss(obstacles: Obstacles, wanted: Wanted, one: SlotObstacles) -> Iterator[Change]:
    """Yield the single changes that would open a slot and cost no meeting."""
    kinds = [obstacle.kind for obstacle in one.obstacles]
    if kinds in (["tables_taken"], ["no_table"]):
        yield from for_a_table(obstacles, wanted, one.slot)
    elif kinds == ["people"]:
        yield from for_a_person(obstacles, wanted, one.slot, one.obstacles[0])
    elif kinds in ([], ["slot_not_allowed"]):
        people = obstacles.people_for(wanted, one.slot)
        if people is not None:
            yield Change("allow_slot" if kinds else "place", one.slot, people, obstacles.table_for(wanted, one.slot))


def for_a_table(obstacles: Obstacles, wanted: Wanted, slot: int) -> Iterator[Change]:
    """Another table than the allowed ones, or one more."""
    people = obstacles.people_for(wanted, slot)
    if people is None:
        return
    if obstacles.free[slot]:
        yield Change("other_table", slot, people, obstacles.free[slot][0])
    elif wanted.tables is None:
        yield Change("add_table", slot, people)


def for_a_person(obstacles: Obstacles, wanted: Wanted, slot: int, blocked: Obstacle) -> Iterator[Change]:
    """A limit raised or a slot freed, for a participant whom nothing else keeps away."""
    table, side = obstacles.table_for(wanted, slot), blocked.side
    if side is None:
        return
    for hindrance in single(blocked.hindrances):
        sides = obstacles.free_people(wanted, slot)
        sides[side] = [hindrance.participant]
        people = obstacles.people_for(wanted, slot, sides)
        if people is None:
            continue
        if hindrance.kind in LIMITS:
            yield Change("raise_limit", slot, people, table, hindrance.participant, hindrance.kind)
        elif hindrance.kind == "unavailable":
            yield Change("make_available", slot, people, table, hindrance.participant)


def for_a_meeting(obstacles: Obstacles, wanted: Wanted, one: SlotObstacles) -> Iterator[Change]:
    """The lightest meeting of the same slot that could give way and so open it; required and pinned ones cannot."""
    problem, by_id = obstacles.schedule.problem, obstacles.schedule.by_id
    if problem.max_break_difference is not None or problem.max_changes is not None:
        return  # what giving way would do to other people's breaks and changes is not looked into
    if any(obstacle.kind not in {"people", "tables_taken"} for obstacle in one.obstacles):
        return
    for identifier in candidates(obstacles, one):
        meeting = by_id.meetings[identifier]
        if meeting.required or meeting.pinned is not None or len(obstacles.schedule.of_meeting[identifier]) > 1:
            continue
        (held,) = obstacles.schedule.of_meeting[identifier]
        sides = [
            [person for person in side if is_freed_by(obstacles.days.hindrances(person, one.slot), identifier)]
            for side in wanted.sides
        ]
        people = obstacles.people_for(wanted, one.slot, sides)
        table = obstacles.table_for(wanted, one.slot)
        if people is not None:
            table = held.table if table is None and wanted.tables != () else table
            yield Change("replace", one.slot, people, table, meeting=identifier, weight=meeting.weight)
            return


def candidates(obstacles: Obstacles, one: SlotObstacles) -> list[int]:
    """Return the meetings each of which, if it were not held, might open a slot, the lightest first."""
    people = [in_the_way(obstacle) for obstacle in one.obstacles if obstacle.kind == "people"]
    tables = [obstacle for obstacle in one.obstacles if obstacle.kind == "tables_taken"]
    if not people:
        # Whoever is at one of the tables: all of them, if any table will do.
        allowed = obstacles.usable[one.slot] if tables[0].tables is None else tables[0].tables
        return by_weight(obstacles, obstacles.meetings_at(allowed, one.slot))
    common = set.intersection(*people)
    if tables:
        common = {meeting for meeting in common if gives_table(obstacles, meeting, tables[0].tables)}
    return by_weight(obstacles, common)


def by_weight(obstacles: Obstacles, meetings: Iterable[int]) -> list[int]:
    """Return meetings, the lightest first."""
    by_id = obstacles.schedule.by_id.meetings
    return sorted(set(meetings), key=lambda meeting: (by_id[meeting].weight, meeting))


def in_the_way(obstacle: Obstacle) -> set[int]:
    """Return the meetings each of which is all that keeps somebody of a side away."""
    return {one.meetings[0] for one in single(obstacle.hindrances) if one.kind == "busy" and len(one.meetings) == 1}


def gives_table(obstacles: Obstacles, meeting: int, allowed: tuple[int, ...] | None) -> bool:
    """Return whether a meeting is at a table of use."""
    return all(
        held.table is not None and (allowed is None or held.table in allowed)
        for held in obstacles.schedule.of_meeting[meeting]
    )


def single(hindrances: tuple[Hindrance, ...]) -> list[Hindrance]:
    """Return the hindrances of those who have only one."""
    people = [one.participant for one in hindrances]
    return [one for one in hindrances if people.count(one.participant) == 1]


def is_freed_by(hindrances: tuple[Hindrance, ...], meeting: int) -> bool:
    """Return whether a participant could come if a meeting were not held."""
    return all(one.kind == "busy" and one.meetings == (meeting,) for one in hindrances)
