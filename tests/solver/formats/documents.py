"""One problem with every field in use, as a document and as data, and ways to spoil it."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from solver.problem import (
    MaxChanges,
    Meeting,
    Participant,
    Pin,
    Problem,
    Slot,
    Table,
)
from tests.solver.problems import held

DOCUMENT: dict[str, Any] = {
    "format": "b2b-problem/1",
    "slots": [{"id": 1, "session": 0}, {"id": 2, "session": 0}, {"id": 3, "session": 1}],
    "tables": [{"id": 1, "zone": 2, "unavailable": [3]}, {"id": 2}],
    "participants": [
        {
            "id": 1,
            "unavailable": [2],
            "max_meetings": 3,
            "min_meetings": 1,
            "max_consecutive": 2,
            "free_windows": [[1, 2]],
        },
        {"id": 2},
        {"id": 3},
        {"id": 4},
    ],
    "meetings": [
        {
            "id": 4,
            "sides": [[1], [2, 3]],
            "weight": 5,
            "slots": [1, 3],
            "tables": [2],
            "pinned": {"slot": 1, "table": 2, "people": [1, 3]},
            "required": True,
        },
        {"id": 7, "sides": [[2], [4]], "weight": 0},
    ],
    "precedences": [[4, 7]],
    "max_break_difference": 2,
    "goals": ["value", "breaks"],
    "previous": [
        {"meeting": 7, "slot": 2, "table": None, "people": [2, 4]},
        {"meeting": 99, "slot": 1, "table": 1, "people": [8, 9]},
    ],
    "max_changes": {"total": 4, "per_participant": 1},
}

PROBLEM = Problem(
    slots=(Slot(1, 0), Slot(2, 0), Slot(3, 1)),
    tables=(Table(1, 2, frozenset({3})), Table(2)),
    participants=(
        Participant(1, frozenset({2}), 3, 1, 2, (frozenset({1, 2}),)),
        Participant(2),
        Participant(3),
        Participant(4),
    ),
    meetings=(
        Meeting(4, ((1,), (2, 3)), 5, frozenset({1, 3}), (2,), Pin(1, 2, (1, 3)), required=True),
        Meeting(7, ((2,), (4,)), 0),
    ),
    goals=("value", "breaks"),
    precedences=((4, 7),),
    max_break_difference=2,
    previous=(held(7, 2, None, 2, 4), held(99, 1, 1, 8, 9)),
    max_changes=MaxChanges(4, 1),
)


def written(document: object) -> bytes:
    return json.dumps(document).encode()


def with_change(document: dict[str, Any], path: str, value: object) -> bytes:
    """The document with one place changed: "meetings.0.weight"; an `Ellipsis` takes it away."""
    document = deepcopy(document)
    *way, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
    place: Any = document
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    elif last == "+":
        place.append(value)
    else:
        place[last] = value
    return written(document)
