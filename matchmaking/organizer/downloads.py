"""The schedule to take along: XLSX, CSV, iCalendar, and pages to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.pages import download
from matchmaking.services.agenda import ical
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import drafts, printed, publishing, schedule_files
from matchmaking.services.schedule.boards import Board

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Schedule

SCHEDULE = "/events/<slug>/schedule"
DRAFT = f"{SCHEDULE}/drafts/<int:schedule_id>"
VERSION = f"{SCHEDULE}/versions/<int:number>"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get(f"{SCHEDULE}/schedule.xlsx")
@blueprint.get(f"{DRAFT}/schedule.xlsx")
@blueprint.get(f"{VERSION}/schedule.xlsx")
def schedule_xlsx(schedule_id: int | None = None, number: int | None = None) -> Response:
    """Give a workbook."""
    board = _board(schedule_id, number)
    return download(schedule_files.xlsx(access.event(), board), _filename(board, "xlsx"), XLSX)


@blueprint.get(f"{SCHEDULE}/schedule.csv")
@blueprint.get(f"{DRAFT}/schedule.csv")
@blueprint.get(f"{VERSION}/schedule.csv")
def schedule_csv(schedule_id: int | None = None, number: int | None = None) -> Response:
    """Give comma-separated values."""
    board = _board(schedule_id, number)
    return download(schedule_files.csv(access.event(), board), _filename(board, "csv"), "text/csv; charset=utf-8")


@blueprint.get(f"{SCHEDULE}/schedule.ics")
@blueprint.get(f"{DRAFT}/schedule.ics")
@blueprint.get(f"{VERSION}/schedule.ics")
def schedule_ics(schedule_id: int | None = None, number: int | None = None) -> Response:
    """Give a calendar."""
    board = _board(schedule_id, number)
    return download(schedule_files.ics(access.event(), board), _filename(board, "ics"), ical.CONTENT_TYPE)


@blueprint.get(f"{SCHEDULE}/print")
@blueprint.get(f"{DRAFT}/print")
@blueprint.get(f"{VERSION}/print")
def schedule_print(schedule_id: int | None = None, number: int | None = None) -> ResponseReturnValue:
    """Show a page per participant, or one participant's alone."""
    board = _board(schedule_id, number)
    chosen = request.args.get("participant", type=int)
    sheets = printed.sheets(access.event(), board, chosen)
    return render_template(
        "organizer/print.html",
        board=board,
        schedule=board.schedule,
        sheets=sheets,
        title_of=printed.title_of,
        place_of=printed.place_of,
        one=chosen is not None,
    )


def _board(schedule_id: int | None, number: int | None) -> Board:
    event = access.event()
    return Board(event, _schedule(schedule_id, number))


def _schedule(schedule_id: int | None, number: int | None) -> Schedule:
    """The draft or the version that the address names; without either the version in force."""
    event = access.event()
    if schedule_id is not None:
        return drafts.find(event, schedule_id)
    if number is not None:
        return publishing.version(event, number)
    in_force = publishing.in_force(event)
    if in_force is None:
        raise NotFound(_("Nothing is published yet."))
    return in_force


def _filename(board: Board, extension: str) -> str:
    return f"{schedule_files.name_of(board.schedule, access.event())}.{extension}"
