from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from solver.__main__ import main
from solver.formats import problem_from_json, problem_to_json, solution_to_json
from solver.problem import Participant, Slot
from solver.solution import Result, Status
from tests.solver.cli.conftest import PROBLEM
from tests.solver.formats.test_dzn import INSTANCE
from tests.solver.problems import held, problem_of, shared_tool, wish

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("folder")
def test_a_solution_that_keeps_the_rules_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "problem.json", "solution.json"]) == 0
    assert capsys.readouterr() == ("No rule is broken. Optimal: value 3 (bound 3).\n", "")


def test_every_broken_rule_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads((folder / "solution.json").read_bytes())
    document["assignments"].append({"meeting": 2, "slot": 1, "table": 1, "people": [1, 3]})
    (folder / "solution.json").write_text(json.dumps(document))
    assert main(["check", "problem.json", "solution.json"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "Table 1 has the meetings 1 and 2 in slot 1.",
        "Participant 1 has the meetings 1 and 2 in slot 1.",
        "The unscheduled meetings are not exactly those without an assignment.",
    ]


def test_without_a_schedule_there_is_nothing_to_check_or_explain(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = Result(Status.INFEASIBLE, None, seconds=1.0, seed=1, workers=1, solver="test")
    (folder / "solution.json").write_bytes(solution_to_json(PROBLEM, result))
    assert main(["check", "problem.json", "solution.json"]) == 0
    assert capsys.readouterr().out == "No rule is broken. No schedule: infeasible.\n"
    assert main(["explain", "problem.json", "solution.json"]) == 0
    assert capsys.readouterr() == ("", "There is no schedule to explain: the status is infeasible.\n")


@pytest.mark.usefixtures("folder")
def test_unscheduled_meetings_are_explained_in_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "problem.json", "solution.json"]) == 0
    assert capsys.readouterr().out == (
        "Meeting 2: participants 1 and 3 are both available only in slot 1; "
        "there participant 1 is already in another meeting. "
        "It could be held in slot 1 instead of meeting 1, which weighs 3.\n"
    )


@pytest.mark.usefixtures("folder")
def test_unscheduled_meetings_are_explained_as_one_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "problem.json", "solution.json", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    reason = json.loads(line)
    assert (reason["meeting"], reason["kind"], reason["changes"][0]["dropped"]) == (2, "blocked", [1])


def test_replan_writes_the_next_schedule_and_says_what_changes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    late = replace(
        PROBLEM,
        previous=(held(1, 1, 1, 1, 2),),
        participants=(*PROBLEM.participants[:1], Participant(2, frozenset({1})), *PROBLEM.participants[2:]),
    )
    (folder / "late.json").write_bytes(problem_to_json(late))
    assert main(["replan", "late.json", "-o", "next.json", "--time-limit", "5"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Changes 1 (bound 1), value 1 (bound 1).",
        "2 meetings change: 1 cancelled, 1 new; participants concerned: 3.",
        "Meeting 1 is cancelled: it was in slot 1 at table 1, with participants 1 and 2.",
        "Meeting 2 is new: in slot 1 at table 1, with participants 1 and 3.",
        "Participant 1: 1 cancelled, 1 new.",
        "Participant 2: 1 cancelled.",
        "Participant 3: 1 new.",
    ]
    assert main(["check", "late.json", "next.json"]) == 0


def test_standby_says_who_could_meet_in_a_slot(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    free = replace(PROBLEM, slots=(*PROBLEM.slots, Slot(2, 0)))
    (folder / "free.json").write_bytes(problem_to_json(free))
    assert main(["standby", "free.json", "solution.json", "--slot", "2"]) == 0
    assert main(["standby", "free.json", "solution.json", "--slot", "1"]) == 0
    assert main(["standby", "free.json", "solution.json", "--slot", "2", "--person", "2"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 meeting could be held in slot 2.",
        "Meeting 2 in slot 2 at table 1 with 1, 3: weight 1, 1 meeting between them.",
        "Nothing more could be held in slot 1.",
        "Nothing more could be held in slot 2.",
    ]
    assert main(["standby", "free.json", "solution.json", "--slot", "2", "--json"]) == 0
    offer = json.loads(capsys.readouterr().out)
    assert (offer["place"], offer["together"]) == ({"meeting": 2, "slot": 2, "table": 1, "people": [1, 3]}, True)
    assert main(["standby", "free.json", "solution.json", "--slot", "7"]) == 2
    assert capsys.readouterr().err == "free.json: There is no slot 7.\n"


@pytest.mark.usefixtures("folder")
def test_replan_needs_a_schedule_in_force(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replan", "problem.json", "-o", "next.json"]) == 2
    assert capsys.readouterr().err == (
        "problem.json: There is no schedule in force to re-plan from: previous is empty.\n"
    )


def test_an_instance_is_converted(folder: Path) -> None:
    (folder / "instance.dzn").write_bytes(INSTANCE)
    assert main(["convert", "instance.dzn", "-o", "converted.json"]) == 0
    assert len(problem_from_json((folder / "converted.json").read_bytes()).meetings) == 3


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["check", "none.json", "solution.json"], "none.json: The file cannot be read: No such file or directory."),
        (["check", ".", "solution.json"], ".: The file cannot be read: Is a directory."),
        (
            ["check", "solution.json", "solution.json"],
            "solution.json: The problem has the format 'b2b-solution/1', not 'b2b-problem/1'.",
        ),
        (
            ["explain", "problem.json", "problem.json"],
            "problem.json: The solution has the format 'b2b-problem/1', not 'b2b-solution/1'.",
        ),
        (["solve", "cut.json", "-o", "new.json"], "cut.json: The file is not JSON (it ends too early): "),
        (
            ["solve", "problem.json", "-o", "nowhere/new.json"],
            "nowhere/new.json: The file cannot be written: No such file or directory.",
        ),
        (["solve", "problem.json", "-o", "link.json"], "link.json: The output would replace the file that is read"),
        (["replan", "problem.json", "-o", "problem.json"], "problem.json: The output would replace the file that is"),
        (["convert", "good.dzn", "-o", "good.dzn"], "good.dzn: The output would replace the file that is read; name"),
        (["solve", "problem.json", "-o", "."], ".: The file cannot be written: Is a directory."),
        (["convert", "problem.json", "-o", "new.json"], "problem.json: The file has "),
    ],
)
def test_unusable_input_is_one_sentence_with_the_file(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    (folder / "cut.json").write_bytes(problem_to_json(PROBLEM)[:-2])
    (folder / "link.json").symlink_to("problem.json")
    (folder / "good.dzn").write_bytes(INSTANCE)
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(sentence)
    assert err.count("\n") == 1
    assert not (folder / "new.json").exists()


@pytest.mark.parametrize(
    "options",
    [
        ["--time-limit", "0"],
        ["--time-limit", "nan"],
        ["--time-limit", "inf"],
        ["--time-limit", "soon"],
        ["--workers", "0"],
        ["--workers", "1.5"],
        ["--workers", "999999"],
        ["--seed", "-1"],
        ["--seed", "9" * 5000],
        ["--work", "-1"],
        ["--fast"],
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_senseless_option_is_refused(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["solve", "problem.json", "-o", "new.json", *options])
    assert refusal.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_problem_is_solved_and_the_independent_judge_agrees(folder: Path) -> None:
    assert main(["solve", "problem.json", "-o", "new.json", "--time-limit", "5", "--workers", "1", "--seed", "7"]) == 0
    document = json.loads((folder / "new.json").read_bytes())
    assert (document["status"], document["seed"], document["workers"]) == ("optimal", 7, 1)
    assert document["goals"] == [{"name": "value", "value": 3, "bound": 3}]
    judge = shared_tool("check_solution")
    broken, found = judge.judge(json.loads((folder / "problem.json").read_bytes()), document)
    assert (broken, found["value"]) == ([], 3)


def test_an_infeasible_problem_is_written_and_explained_as_such(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = problem_of(wish(1, 1, 2, required=True), wish(2, 1, 3, required=True), slots=1)
    (folder / "problem.json").write_bytes(problem_to_json(problem))
    assert main(["solve", "problem.json", "-o", "new.json", "--time-limit", "5"]) == 0
    told = (
        "With 1 slot these 3 cannot hold together; without any one of them the others can:\n"
        "- Meeting 1 of participants 1 and 2 is required.\n"
        "- Meeting 2 of participants 1 and 3 is required.\n"
        "- Participant 1 attends one meeting at a time.\n"
    )
    assert capsys.readouterr() == (told, "")
    document = json.loads((folder / "new.json").read_bytes())
    assert (document["status"], document["unscheduled"]) == ("infeasible", [1, 2])
    assert [claim["kind"] for claim in document["conflict"]["claims"]] == ["required", "required", "one_at_a_time"]
    assert main(["explain", "problem.json", "new.json"]) == 0
    assert capsys.readouterr() == (told, "")
    assert main(["explain", "problem.json", "new.json", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == document["conflict"]
