"""What must never be found in a log."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from matchmaking import errors, logs

if TYPE_CHECKING:
    import pytest
    from flask import Flask


def test_secret_addresses_are_masked_wherever_they_stand(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    structlog.get_logger().info("seen", path="/feed/s3cret-token.ics", text="GET /link/other-token?x=1 failed")
    written = capfd.readouterr().err
    assert "s3cret" not in written
    assert "other-token" not in written
    assert "/feed/…" in written


def test_failure_is_logged_with_its_traceback_and_without_the_values_of_variables(
    app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.configure()  # on the standard error that is read here

    def fail() -> None:
        password = "never in a log"  # noqa: F841 - the traceback must not show it
        raise ValueError("broken")

    with app.test_request_context("/feed/s3cret.ics"):
        try:
            fail()
        except ValueError as error:
            errors.failed(error)
    written = capfd.readouterr().err
    assert "ValueError: broken" in written
    assert "in fail" in written
    assert "never in a log" not in written
    assert "s3cret" not in written
