"""The report on the event: as a page with pictures, as PDF, as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.exports import XLSX
from matchmaking.pages import download
from matchmaking.services.afterwards import heat, report_files, tables
from matchmaking.services.afterwards.report import Report

if TYPE_CHECKING:
    from flask import Response

REPORT = "/events/<slug>/report"


@blueprint.get(REPORT)
def report() -> str:
    """Show what came of the event."""
    made = Report(access.event(), access.now())
    return render_template(
        "organizer/report.html",
        report=made,
        tables=tables.tables_of(made),
        heat=heat.matrix_of(made),
        percent=tables.percent,
        money=tables.money(made),
        definitions=tables.definitions(),
        proof=report_files.proof(made),
    )


@blueprint.get(f"{REPORT}.pdf")
def report_pdf() -> Response:
    """The report to hand in."""
    event = access.event()
    content = report_files.pdf(Report(event, access.now()))
    return download(content, f"{event.slug}-report.pdf", "application/pdf")


@blueprint.get(f"{REPORT}.xlsx")
def report_xlsx() -> Response:
    """The report's figures to go on with."""
    event = access.event()
    content = report_files.xlsx(Report(event, access.now()))
    return download(content, f"{event.slug}-report.xlsx", XLSX)
