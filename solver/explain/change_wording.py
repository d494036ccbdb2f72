"""Changes in English, by ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.explain.wording import numbered

if TYPE_CHECKING:
    from solver.explain.change import Change, Concession, LimitName

LIMITS: dict[LimitName, str] = {
    "max_meetings": "if participant {participant} might have one meeting more",
    "max_consecutive": "if participant {participant} might have {to} meetings in a row",
    "free_windows": "if participant {participant} gave up a break to be kept",
    "max_break_difference": "if numbers of breaks might differ by {to}",
}


def sentence_of_change(change: Change) -> str:
    """Return the change that would place a meeting, and what else it would place."""
    if change.kind == "place":
        return f"It can be held in slot {change.slot} as things are."
    conditions = [condition(change, one) for one in change.concessions]
    if change.moves:
        conditions.append(f"if {' and '.join(moved(change))}")
    if change.dropped:
        conditions.append(f"instead of {numbered('meeting', change.dropped)}, {weighing(change)}")
    sentence = f"It could be held in slot {change.slot} {' and '.join(conditions)}."
    if not change.also:
        return sentence
    return f"{sentence} That would make room for {numbered('meeting', [held.meeting for held in change.also])} as well."


def condition(change: Change, concession: Concession) -> str:
    """Return what would have to be allowed, as a clause."""
    if concession.limit is not None:
        return LIMITS[concession.limit].format(participant=concession.participant, to=concession.to)
    return {
        "other_table": f"at table {change.table} if it might be there",
        "add_table": "with one table more",
        "make_available": f"if participant {concession.participant} were available",
        "allow_slot": "if it might be held then",
    }.get(concession.kind, f"with one person more to choose from on side {(concession.side or 0) + 1}")


def moved(change: Change) -> list[str]:
    """Return where other meetings would move."""
    return [
        f"meeting {held.meeting} moved to slot {held.slot}{'' if held.table is None else f' at table {held.table}'}"
        for held in change.moves
    ]


def weighing(change: Change) -> str:
    """Return what the meetings that give way weigh."""
    return f"which weighs {change.cost}" if len(change.dropped) == 1 else f"which weigh {change.cost} together"
