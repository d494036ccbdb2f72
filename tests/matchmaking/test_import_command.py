"""`flask import`: what it tells, what it refuses, what it does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Base, Event, Import, Participant, ParticipationType
from tests.factories import make_event, make_type

if TYPE_CHECKING:
    from click.testing import Result
    from flask import Flask

DATA = Path(__file__).parents[1] / "data"
PEOPLE = DATA / "days-of-clusters-participants.xlsx"


def run(app: Flask, *arguments: str | Path) -> Result:
    return app.test_cli_runner().invoke(args=["import", *map(str, arguments)])


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def clusters(*types: str) -> Event:
    event = make_event()
    for name in types:
        make_type(event, name)
    return event


def test_bad_rows_block_the_import_and_are_told_by_number(app: Flask) -> None:
    event = clusters("SME", "Institution", "Cluster organisation", "Expert")
    result = run(app, event.slug, "participants", PEOPLE)
    assert result.exit_code == 1
    assert "Row 8: notice: “P6@ORG2.EXAMPLE ” is read as p6@org2.example.\n" in result.output
    assert "Row 327: error: “not an address” is not an e-mail address.\n" in result.output
    assert "Error: 6 rows are to be mended or left out." in result.output
    assert result.output.endswith("Nothing was brought in.\n")
    assert (count(Participant), count(Import), count(AuditEntry)) == (0, 0, 0)


def test_bad_rows_can_be_left_out_and_types_created(app: Flask) -> None:
    event = clusters("SME")
    result = run(app, event.slug, "participants", PEOPLE, "--leave-out-bad-rows", "--create-types")
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        0,
        "Done: 323 added, 0 changed, 0 as they were, 0 repeated, 6 left out.",
    )
    assert (count(Participant), count(ParticipationType)) == (323, 4)
    result = run(app, event.slug, "participants", PEOPLE, "--leave-out-bad-rows")
    assert result.output.splitlines()[-1] == "Done: 0 added, 0 changed, 323 as they were, 0 repeated, 6 left out."


def test_dry_run_only_tells(app: Flask) -> None:
    event = clusters("SME")
    result = run(app, event.slug, "participants", PEOPLE, "--leave-out-bad-rows", "--create-types", "--dry-run")
    assert (result.exit_code, result.output.splitlines()[-1]) == (
        0,
        "Would be: 323 added, 0 changed, 0 as they were, 0 repeated, 6 left out. Nothing was brought in.",
    )
    assert (count(Participant), count(Import), count(ParticipationType)) == (0, 0, 1)


def test_unknown_event_and_unreadable_file_are_refused_in_a_sentence(app: Flask, tmp_path: Path) -> None:
    event = clusters("SME")
    assert run(app, "nowhere", "participants", PEOPLE).output == "Error: There is no event “nowhere”.\n"
    picture = tmp_path / "list.csv"
    picture.write_bytes(b"\x89PNG....")
    result = run(app, event.slug, "participants", picture)
    assert (result.exit_code, result.output) == (
        1,
        "Error: This is not a spreadsheet. Give an XLSX or a CSV file. Nothing was brought in.\n",
    )
