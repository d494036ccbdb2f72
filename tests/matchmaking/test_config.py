"""What an installation needs before it starts, and what it is told otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from matchmaking.app import create_app
from matchmaking.config import InvalidConfiguration

CHECKOUT = Path(__file__).resolve().parents[2]
COMPLETE: dict[str, Any] = {
    "SECRET_KEY": "x" * 40,
    "BASE_URL": "https://meet.example.org",
    "MAIL_URL": "smtp://mail.example.org",
    "MAIL_FROM": "meet@example.org",
}


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"BASE_URL": ""}, "BASE_URL"),
        ({"BASE_URL": "meet.example.org"}, "BASE_URL"),
        ({"MAIL_URL": ""}, "MAIL_URL"),
        ({"MAIL_FROM": ""}, "MAIL_FROM"),
    ],
)
def test_installation_does_not_start_without_what_has_no_safe_default(
    tmp_path: Path, wrong: dict[str, str], named: str
) -> None:
    with pytest.raises(InvalidConfiguration, match=named):
        create_app(COMPLETE | wrong, instance_path=str(tmp_path))


def test_complete_installation_starts_with_secure_cookies_and_without_an_outbox(tmp_path: Path) -> None:
    app = create_app(COMPLETE, instance_path=str(tmp_path))
    assert app.config["SESSION_COOKIE_SECURE"] is True
    answer = app.test_client().get("/outbox", base_url="https://meet.example.org")
    assert answer.status_code == 404


def test_forged_host_is_refused(tmp_path: Path) -> None:
    app = create_app(COMPLETE, instance_path=str(tmp_path))
    assert app.test_client().get("/organizer/sign-in", base_url="https://evil.example").status_code == 400


def test_command_line_says_what_is_missing_without_a_stack_trace(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MATCHMAKING_")}
    told = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "matchmaking", "worker"],
        cwd=CHECKOUT,
        env=environment | {"MATCHMAKING_INSTANCE": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr.startswith("Error: Set SECRET_KEY in ")
    assert "Traceback" not in told.stderr
