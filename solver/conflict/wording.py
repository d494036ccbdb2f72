"""Claims and conflicts in English, by ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solver.explain.wording import LISTED, PAIR, listed, numbered

if TYPE_CHECKING:
    from collections.abc import Collection

    from solver.conflict.claims import Claim, Conflict
    from solver.problem import Meeting, Participant, Problem
    from solver.schedule import ById


def sentence_of_claim(by_id: ById, claim: Claim) -> str:
    """Return a claim in one sentence."""
    if claim.kind in {"required", "pinned", "slots", "tables", "online"}:
        return _of_meeting(by_id, by_id.meetings[claim.ids[0]], claim)
    if claim.kind in {"unavailable", "one_at_a_time", "max_meetings", "max_consecutive", "free_window"}:
        return _of_participant(by_id, by_id.participants[claim.ids[0]], claim)
    if claim.kind == "precedence":
        return f"Meeting {claim.ids[0]} must be in an earlier slot than meeting {claim.ids[1]}."
    if claim.kind == "table_unavailable":
        table = by_id.tables[claim.ids[0]]
        return f"Table {table.id} is {_never_in(by_id, table.unavailable)}."
    return _of_schedule(by_id.problem, claim)


def _of_meeting(by_id: ById, meeting: Meeting, claim: Claim) -> str:
    who = " and ".join(" or ".join(map(str, side)) for side in meeting.sides)
    if claim.kind == "required":
        return f"Meeting {meeting.id} of participants {who} is required."
    if claim.kind == "pinned" and meeting.pinned is not None:
        pin = meeting.pinned
        table = "" if pin.table is None else f" at table {pin.table}"
        people = "" if pin.people is None else f" with {numbered('participant', pin.people)}"
        return f"Meeting {meeting.id} of participants {who} is pinned to slot {pin.slot}{table}{people}."
    if claim.kind == "slots" and meeting.slots is not None:
        if not meeting.slots:
            return f"Meeting {meeting.id} may not be in any slot."
        return f"Meeting {meeting.id} may only be {_within(by_id, meeting.slots)}."
    if claim.kind == "tables" and meeting.tables is not None:
        return f"Meeting {meeting.id} may only be at {numbered('table', meeting.tables)}."
    return f"Meeting {meeting.id} is held without a table."


def _of_participant(by_id: ById, person: Participant, claim: Claim) -> str:
    name = f"Participant {person.id}"
    if claim.kind == "unavailable":
        return f"{name} is {_never_in(by_id, person.unavailable)}."
    if claim.kind == "max_meetings":
        return f"{name} has at most {_counted(person.max_meetings, 'meeting')}."
    if claim.kind == "max_consecutive":
        return f"{name} has at most {_counted(person.max_consecutive, 'meeting')} in a row."
    if claim.kind == "free_window":
        window = _in_time(by_id, person.free_windows[claim.ids[1]])
        if len(window) == 1:
            return f"{name} keeps slot {window[0]} free."
        return f"{name} keeps one of the slots {listed(window)} free."
    return f"{name} attends one meeting at a time."


def _of_schedule(problem: Problem, claim: Claim) -> str:
    if claim.kind == "one_per_table":
        count = len(problem.tables)
        if count <= 1:
            return "There is one table, for one meeting at a time." if count else "There is no table."
        return f"There are {count} tables, each for one meeting at a time."
    if claim.kind == "max_break_difference":
        return f"Any two participants' numbers of breaks differ by at most {problem.max_break_difference}."
    limits = problem.max_changes
    if limits is not None and claim.kind == "max_changes":
        return f"At most {_counted(limits.total, 'meeting')} of the schedule in force may be changed."
    each = None if limits is None else limits.per_participant
    return f"At most {_counted(each, 'meeting')} of any one participant may be changed."


def _counted(number: int | None, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _in_time(by_id: ById, slots: Collection[int]) -> list[int]:
    return sorted(slots, key=by_id.position.__getitem__)


def _within(by_id: ById, slots: Collection[int]) -> str:
    """Return in which slots something may be, or, where that is shorter, in which it may not."""
    others = [slot for slot in by_id.position if slot not in slots]
    if len(slots) <= LISTED or not 0 < len(others) <= LISTED:
        return f"in {numbered('slot', _in_time(by_id, slots))}"
    return f"in other slots than {listed(others)}"


def _never_in(by_id: ById, slots: Collection[int]) -> str:
    """Return when somebody or something is unavailable, or, where that is shorter, when available."""
    rest = [slot for slot in by_id.position if slot not in slots]
    if not rest:
        return "unavailable in every slot"
    if len(slots) > LISTED >= len(rest):
        return f"available only in {numbered('slot', rest)}"
    return f"unavailable in {numbered('slot', _in_time(by_id, slots))}"


def headline(problem: Problem, conflict: Conflict) -> str:
    """Return what the claims of a conflict have to do with one another."""
    count, slots = len(conflict.claims), len(problem.slots)
    room = "There is no slot, and so" if not slots else f"With {_counted(slots, 'slot')}"
    if count == 1:
        return f"{room} this cannot hold:"
    together = "these two" if count == PAIR else f"these {count}"
    if conflict.irreducible:
        alone = "the other" if count == PAIR else "the others"
        return f"{room} {together} cannot hold together; without any one of them {alone} can:"
    return f"{room} {together} cannot hold together; perhaps fewer of them cannot, there was no time to find out:"
