"""Reasons in English, by ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from solver.explain.reason import Hindrance, HindranceKind, Obstacle, Reason

PAIR = 2
LISTED = 6
"""More slots than these are counted instead of listed."""

KEPT_BY: dict[HindranceKind, tuple[str, str]] = {
    "unavailable": ("is unavailable", "are unavailable"),
    "busy": ("is already in another meeting", "are already in other meetings"),
    "max_meetings": ("has as many meetings as allowed", "have as many meetings as allowed"),
    "max_consecutive": ("has as many meetings in a row as allowed", "have as many meetings in a row as allowed"),
    "free_windows": ("would lose a break to be kept", "would lose a break to be kept"),
}


def sentence_of_reason(reason: Reason) -> str:
    """Return why a meeting is unscheduled in one sentence."""
    if reason.kind == "no_slot_allowed":
        return f"Meeting {reason.meeting} may not be in any slot."
    if reason.kind == "no_common_slot":
        where = "no slot" if reason.allowed_slots is None else "none of the slots it may be in"
        return f"Meeting {reason.meeting}: in {where} {are_available(reason)}."
    free = [one.slot for one in reason.slots if not one.obstacles]
    if free:
        return f"Meeting {reason.meeting}: nothing stands in the way in {numbered('slot', free)}."
    common = [one.slot for one in reason.slots]
    only = f"only in {numbered('slot', common)}" if len(common) <= LISTED else f"in {len(common)} slots"
    return f"Meeting {reason.meeting}: {are_available(reason)} {only}; {', '.join(clauses(reason))}."


def are_available(reason: Reason) -> str:
    """Return who has to be available."""
    if any(len(side) > 1 for side in reason.sides):
        return "every side has somebody available"
    people = [side[0] for side in reason.sides]
    return f"participants {listed(people)} are {'both' if len(people) == PAIR else 'all'} available"


def clauses(reason: Reason) -> list[str]:
    """
    Return what is in the way: as few things as together keep every slot closed.

    Found greedily: what closes most slots first, then what closes most of the others.
    """
    closes: dict[str, list[int]] = {}
    for one in reason.slots:
        for words in dict.fromkeys(map(in_the_way, one.obstacles)):
            closes.setdefault(words, []).append(one.slot)
    told, open_slots = [], {one.slot for one in reason.slots}
    while open_slots:
        words = max(closes, key=lambda words: len(open_slots.intersection(closes[words])))
        told.append(f"{where([slot for slot in closes[words] if slot in open_slots], len(reason.slots))} {words}")
        open_slots.difference_update(closes[words])
    return told


def where(slots: Sequence[int], of: int) -> str:
    """Return in which of the slots something is in the way."""
    if len(slots) == of:
        return "there" if of == 1 else "in both" if of == PAIR else "in all of them"
    return f"in {numbered('slot', slots)}" if len(slots) <= LISTED else f"in {len(slots)} of them"


def in_the_way(obstacle: Obstacle) -> str:
    """Return an obstacle as a clause; obstacles that differ only in the meetings concerned read the same."""
    if obstacle.kind == "people":
        return hindered(obstacle.hindrances)
    if obstacle.kind in {"tables_taken", "no_table"}:
        return without_table(obstacle)
    if obstacle.kind == "precedence":
        return f"it would be on the wrong side of {numbered('meeting', obstacle.meetings)}"
    return "it may not be" if obstacle.kind == "slot_not_allowed" else "numbers of breaks would differ too much"


def without_table(obstacle: Obstacle) -> str:
    """Return why there is no table."""
    if obstacle.kind == "no_table":
        return "no table it may be at can be used"
    if obstacle.tables is None:
        return "the only table is taken" if obstacle.count == 1 else f"all {obstacle.count} tables are taken"
    return f"{numbered('table', obstacle.tables)} {'is' if len(obstacle.tables) == 1 else 'are'} taken"


def hindered(hindrances: Sequence[Hindrance]) -> str:
    """Return what keeps people away, for each of them the first thing."""
    first: dict[int, HindranceKind] = {}
    for one in hindrances:
        first.setdefault(one.participant, one.kind)
    groups: dict[HindranceKind, list[int]] = {}
    for person, kind in sorted(first.items()):
        groups.setdefault(kind, []).append(person)
    return " and ".join(
        f"{numbered('participant', people)} {KEPT_BY[kind][len(people) > 1]}" for kind, people in groups.items()
    )


def numbered(noun: str, ids: Sequence[int]) -> str:
    """Return things by number: slot 3, slots 3 and 7."""
    return f"{noun}{'' if len(ids) == 1 else 's'} {listed(ids)}"


def listed(ids: Sequence[int]) -> str:
    """Return ids as words: 4, 7 and 9."""
    *first, last = map(str, ids)
    return f"{', '.join(first)} and {last}" if first else last
