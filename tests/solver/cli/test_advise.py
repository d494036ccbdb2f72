from __future__ import annotations

import json

import pytest

from solver.__main__ import main


@pytest.mark.usefixtures("folder")
def test_advice_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", "problem.json", "--tables", "1:3:2", "--slots", "1:2", "--weight", "3"]) == 0
    advice = json.loads(capsys.readouterr().out)
    assert [(point["slots"], point["tables"], point["bound"], point["reached"]) for point in advice["points"]] == [
        (1, 1, 3, 3),
        (1, 3, 3, 3),
        (2, 1, 4, 4),
        (2, 3, 4, 4),
    ]
    assert advice["enough"] == {
        "wishes": 1,
        "weight": 3,
        "bound": 3,
        "needed": 1,
        "shown": 1,
        "all_fit": True,
    }


@pytest.mark.parametrize("numbers", ["", "a", "1:2:0", "5:4", "1:2:3:4", "-1", "1:99999"])
@pytest.mark.usefixtures("folder")
def test_senseless_numbers_are_refused(numbers: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["advise", "problem.json", f"--tables={numbers}"])
    assert refusal.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_meeting_that_does_not_exist_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["advise", "problem.json", "--meetings", "99"]) == 2
    assert capsys.readouterr().err == "problem.json: There is no meeting 99.\n"
