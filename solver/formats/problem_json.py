"""`b2b-problem/1`, read strictly."""

from __future__ import annotations

from typing import cast

from solver.formats.consistency import refuse_inconsistent
from solver.formats.fields import MAX_COUNT, Fields, Malformed, document, shown
from solver.problem import (
    GOAL_NAMES,
    Assignment,
    GoalName,
    InvalidProblem,
    MaxChanges,
    Meeting,
    Participant,
    Pin,
    Problem,
    Slot,
    Table,
)

FORMAT = "b2b-problem/1"
PROBLEM_NEEDS = ("slots", "tables", "participants", "meetings", "goals")
PROBLEM_FIELDS = frozenset(
    (*PROBLEM_NEEDS, "format", "precedences", "max_break_difference", "previous", "max_changes"),
)
SLOT_FIELDS = frozenset(("id", "session"))
TABLE_FIELDS = frozenset(("id", "zone", "unavailable"))
PARTICIPANT_FIELDS = frozenset(
    ("id", "unavailable", "max_meetings", "min_meetings", "max_consecutive", "free_windows"),
)
MEETING_FIELDS = frozenset(("id", "sides", "weight", "slots", "tables", "pinned", "required"))
PIN_FIELDS = frozenset(("slot", "table", "people"))
ASSIGNMENT_FIELDS = frozenset(("meeting", "slot", "table", "people"))
MAX_CHANGES_FIELDS = frozenset(("total", "per_participant"))
PAIR = 2


def problem_from_json(content: bytes) -> Problem:
    """
    Read a problem.

    Raises
    ------
    InvalidProblem
        If the content is not JSON, not in the format, or contradicts itself; the message says where.
    """
    try:
        problem = ProblemReader().problem(document(content, "The problem", FORMAT))
    except Malformed as error:
        raise InvalidProblem(str(error)) from error
    refuse_inconsistent(problem)
    return problem


class ProblemReader:
    """
    Reads a document's parts.

    Equal sets of slots are kept once: a hundred thousand meetings that may be in the same forty slots would
    otherwise take hundreds of megabytes.
    """

    def __init__(self) -> None:
        self.sets: dict[tuple[int, ...], frozenset[int]] = {}

    def problem(self, fields: Fields) -> Problem:
        """Read the whole document."""
        fields.expect(PROBLEM_FIELDS, PROBLEM_NEEDS)
        return Problem(
            slots=tuple(self.slot(entry) for entry in fields.objects("slots", "Slot")),
            tables=tuple(self.table(entry) for entry in fields.objects("tables", "Table")),
            participants=tuple(self.participant(entry) for entry in fields.objects("participants", "Participant")),
            meetings=tuple(self.meeting(entry) for entry in fields.objects("meetings", "Meeting")),
            goals=goals(fields),
            precedences=precedences(fields),
            max_break_difference=fields.count("max_break_difference"),
            previous=previous(fields),
            max_changes=max_changes(fields),
        )

    def id_set(self, fields: Fields, value: object, name: str) -> frozenset[int]:
        """Read a list of ids as a set."""
        ids = fields.ids(value, name)
        return self.sets.setdefault(ids, frozenset(ids))

    def slot(self, fields: Fields) -> Slot:
        """Read a slot."""
        fields.expect(SLOT_FIELDS, ("id", "session"))
        return Slot(fields.integer("id"), fields.integer("session"))

    def table(self, fields: Fields) -> Table:
        """Read a table."""
        fields.expect(TABLE_FIELDS, ("id",))
        zone = fields.integer("zone") if "zone" in fields.values else 0
        return Table(fields.integer("id"), zone, self.id_set(fields, fields.items("unavailable"), "unavailable"))

    def participant(self, fields: Fields) -> Participant:
        """Read a participant."""
        fields.expect(PARTICIPANT_FIELDS, ("id",))
        windows = [] if fields.values.get("free_windows") is None else fields.items("free_windows")
        return Participant(
            id=fields.integer("id"),
            unavailable=self.id_set(fields, fields.items("unavailable"), "unavailable"),
            max_meetings=fields.count("max_meetings"),
            min_meetings=fields.count("min_meetings"),
            max_consecutive=fields.count("max_consecutive", least=1),
            free_windows=tuple(self.id_set(fields, window, "free_windows") for window in windows),
        )

    def meeting(self, fields: Fields) -> Meeting:
        """Read a meeting."""
        fields.expect(MEETING_FIELDS, ("id", "sides", "weight"))
        slots, tables = fields.values.get("slots"), fields.values.get("tables")
        return Meeting(
            id=fields.integer("id"),
            sides=tuple([fields.ids(side, "sides") for side in fields.items("sides")]),
            weight=fields.integer("weight", most=MAX_COUNT),
            slots=None if slots is None else self.id_set(fields, slots, "slots"),
            tables=None if tables is None else fields.ids(tables, "tables"),
            pinned=pin(fields),
            required=fields.flag("required"),
        )


def pin(meeting: Fields) -> Pin | None:
    """Read a meeting's pin."""
    value = meeting.values.get("pinned")
    if value is None:
        return None
    if not isinstance(value, dict):
        meeting.refuse(f"has {shown(value)} as 'pinned', which must be an object")
    fields = Fields(value, f"The pin of {meeting.place[0].lower()}{meeting.place[1:]}")
    fields.expect(PIN_FIELDS, ("slot",))
    people = fields.id_list(value["people"], "people") if "people" in value else None
    table = None if value.get("table") is None else fields.integer("table")
    return Pin(fields.integer("slot"), table, people)


def goals(fields: Fields) -> tuple[GoalName, ...]:
    """Read the names of the goals."""
    names = fields.items("goals")
    for name in names:
        if name not in GOAL_NAMES:
            fields.refuse(f"has the unknown goal {shown(name)}")
    return tuple(cast("GoalName", name) for name in names)


def precedences(fields: Fields) -> tuple[tuple[int, int], ...]:
    """Read the pairs of meetings."""
    pairs = [fields.id_list(pair, "precedences") for pair in fields.items("precedences")]
    for k, pair in enumerate(pairs):
        if len(pair) != PAIR:
            fields.refuse(f"has {len(pair)} meetings at precedences[{k}], which must be a pair")
    return tuple((first, then) for first, then in pairs)


def previous(fields: Fields) -> tuple[Assignment, ...]:
    """Read the schedule in force."""
    if fields.values.get("previous") is None:
        return ()
    return tuple(assignment(entry) for entry in fields.objects("previous", "The previous assignment"))


def assignment(fields: Fields, least: int = 0) -> Assignment:
    """Read an assignment."""
    fields.expect(ASSIGNMENT_FIELDS, ("meeting", "slot", "table", "people"))
    return Assignment(
        meeting=fields.integer("meeting", least),
        slot=fields.integer("slot", least),
        table=None if fields.values["table"] is None else fields.integer("table", least),
        people=fields.id_list(fields.values["people"], "people", least),
    )


def max_changes(problem: Fields) -> MaxChanges | None:
    """Read the limits on changes."""
    value = problem.values.get("max_changes")
    if value is None:
        return None
    if not isinstance(value, dict):
        problem.refuse(f"has {shown(value)} as 'max_changes', which must be an object")
    fields = Fields(value, "The field 'max_changes'")
    fields.expect(MAX_CHANGES_FIELDS, ())
    return MaxChanges(fields.count("total"), fields.count("per_participant"))
