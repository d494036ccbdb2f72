from __future__ import annotations

import pytest

from solver.formats import (
    problem_from_dzn,
    problem_from_json,
    problem_to_json,
)
from solver.problem import (
    InvalidProblem,
    Meeting,
    Participant,
    Pin,
    Problem,
    Slot,
    Table,
)
from tests.solver.problems import SHARED

INSTANCE = b"""
% A hand-made instance: three people, three meetings, four slots of which two are the morning.
nBusiness = 3;
nMeetings = 3;
nTables = 2;
nTotalSlots = 4;
nMorningSlots = 2;
requested = [|1, 2,1,
|2, 3,2,
|3, 1,3,
|];
meetingsxBusiness = [{1,2,4},
{1,2,3},
{1,3,4}];
nMeetingsBusiness = [2,2,2];
forbidden = [{0},
{0,2,3},
{4}];
fixed = [0,0,2];
precedences = [{},
{1},
{1,2}];
"""


def test_a_published_instance_becomes_a_problem() -> None:
    assert problem_from_dzn(INSTANCE) == Problem(
        slots=(Slot(1, 0), Slot(2, 0), Slot(3, 0), Slot(4, 0)),
        tables=(Table(1), Table(2)),
        participants=(
            Participant(1),
            Participant(2, unavailable=frozenset({2, 3})),
            Participant(3, unavailable=frozenset({4})),
        ),
        meetings=(
            Meeting(1, ((1,), (2,)), 1, slots=frozenset({1, 2}), required=True),
            Meeting(2, ((2,), (3,)), 1, slots=frozenset({3, 4}), required=True),
            Meeting(3, ((3,), (1,)), 1, pinned=Pin(2), required=True),
        ),
        goals=("breaks",),
        precedences=((1, 2), (1, 3), (2, 3)),
        max_break_difference=2,
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"nTables = 2;", b"", "The file lacks 'nTables', which an instance of this kind has."),
        (b"nTables = 2;", b"nTables 2;", "The file has 'nTables 2' where 'name = value;' is expected."),
        (b"nTables = 2", b"nTables = -2", "'nTables' is '-2', which must be a whole number of at most 1000000."),
        (b"= 3;", b"= 999999999;", "'nBusiness' is '999999999', which must be a whole number of at most 1000000."),
        (b"nMeetings = 3", b"nMeetings = 4", "'requested' has 9 entries where 12 are expected."),
        (b"|3, 1,3", b"|3, 1,9", "Meeting 3 asks for session 9; 1 is the morning, 2 the afternoon, 3 any."),
        (b"|3, 1,3", b"|3, 7,3", "Meeting 3 has unknown participant 7."),
        (b"|3, 1,3", b"|3, x,3", "'requested' holds 'x', which must be a whole number."),
        (b"|3, 1,3", b"|3, 3,3", "Meeting 3 has no different participants for its sides: nobody meets themselves."),
        (b"fixed = [0,0,2]", b"fixed = [0,2]", "'fixed' has 2 entries where 3 are expected."),
        (b"fixed = [0,0,2]", b"fixed = [0,0,5]", "Meeting 3 has unknown slot 5 in its pin."),
        (b"fixed = [0,0,2]", b"fixed = 0", "'fixed' is not a list in square brackets."),
        (b"{4}]", b"{9}]", "Participant 3 has unknown slot 9 among the unavailable ones."),
        (b"{4}]", b"4]", "'forbidden' holds something else than sets of whole numbers."),
        (b"{1,2}]", b"{1,3}]", "The pair precedences[2] puts meeting 3 before itself."),
        (b"hand-made", b"h\xe4nd-made", "The file is not UTF-8 text: byte 7 does not fit."),
    ],
)
def test_a_defect_of_an_instance_is_refused(old: bytes, new: bytes, sentence: str) -> None:
    with pytest.raises(InvalidProblem) as refusal:
        problem_from_dzn(INSTANCE.replace(old, new, 1))
    assert str(refusal.value) == sentence


def test_all_published_instances_are_converted() -> None:
    folder = SHARED / "b2bsp"
    if not folder.exists():
        pytest.skip("the published instances are not beside this checkout")
    rows = [line.split(",") for line in (folder / "optima.csv").read_text().splitlines()[1:]]
    sizes = {}
    for path in folder.glob("*.dzn"):
        problem = problem_from_dzn(path.read_bytes())
        counts = (problem.participants, problem.meetings, problem.slots, problem.tables)
        sizes[path.stem] = [str(len(kind)) for kind in counts]
        assert problem_from_json(problem_to_json(problem)) == problem
    assert len(sizes) == 84
    assert sizes == {row[0]: row[1:5] for row in rows}
