"""The schedule to take along: XLSX, CSV, iCalendar, and pages to print."""

from __future__ import annotations

from flask import render_template

from matchmaking.organizer import blueprint

SCHEDULE = "/events/<slug>/schedule"
DRAFT = f"{SCHEDULE}/drafts/<int:schedule_id>"
VERSION = f"{SCHEDULE}/versions/<int:number>"


@blueprint.get(f"{SCHEDULE}/schedule.xlsx")
@blueprint.get(f"{DRAFT}/schedule.xlsx")
@blueprint.get(f"{VERSION}/schedule.xlsx")
def schedule_xlsx(schedule_id: int | None = None, number: int | None = None) -> str:
    """As a workbook."""
    return render_template("organizer/versions.html", schedule_id=schedule_id, number=number)


@blueprint.get(f"{SCHEDULE}/schedule.csv")
@blueprint.get(f"{DRAFT}/schedule.csv")
@blueprint.get(f"{VERSION}/schedule.csv")
def schedule_csv(schedule_id: int | None = None, number: int | None = None) -> str:
    """As comma-separated values."""
    return render_template("organizer/versions.html", schedule_id=schedule_id, number=number)


@blueprint.get(f"{SCHEDULE}/schedule.ics")
@blueprint.get(f"{DRAFT}/schedule.ics")
@blueprint.get(f"{VERSION}/schedule.ics")
def schedule_ics(schedule_id: int | None = None, number: int | None = None) -> str:
    """As a calendar."""
    return render_template("organizer/versions.html", schedule_id=schedule_id, number=number)


@blueprint.get(f"{SCHEDULE}/print")
@blueprint.get(f"{DRAFT}/print")
@blueprint.get(f"{VERSION}/print")
def schedule_print(schedule_id: int | None = None, number: int | None = None) -> str:
    """A page per participant."""
    return render_template("organizer/versions.html", schedule_id=schedule_id, number=number)
