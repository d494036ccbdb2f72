"""The report as files: a PDF for those who paid for the event, a workbook for those who go on calculating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import EventOrganizer, Organizer
from matchmaking.services.afterwards import tables
from matchmaking.services.files.tabular import Sheet, write_workbook
from matchmaking.services.paper import figures
from matchmaking.services.schedule import quality
from matchmaking.services.words.times import day, moment

if TYPE_CHECKING:
    from matchmaking.services.afterwards.report import Report


def proof(report: Report) -> str:
    """How good the schedule is proven to be, in one sentence."""
    return quality.headline(report.version) if report.version else ""


def pdf(report: Report) -> bytes:
    """A title page's head, the figures that matter, every table with its picture, and how things are counted."""
    event = report.event
    parts = [
        figures.Part(table.title, table.head, table.rows, table.note, table.bars) for table in tables.tables_of(report)
    ]
    return figures.pdf(
        figures.Document(
            title=_("Report: %(event)s", event=event.name),
            facts=[fact for fact in _facts(report) if fact[1]],
            parts=parts,
            notes_title=_("How this is counted"),
            notes=tables.definitions(),
            foot=_("%(event)s. Report of %(moment)s.", event=event.name, moment=moment(report.made_at, event)),
        )
    )


def xlsx(report: Report) -> bytes:
    """A sheet for each table, after one with the facts."""
    sheets = [Sheet(_("Event"), (_("What"), _("Figure")), _facts(report))]
    sheets += [Sheet(table.title, table.head, table.rows) for table in tables.tables_of(report)]
    sheets.append(Sheet(_("How this is counted"), (_("Definition"),), [(line,) for line in tables.definitions()]))
    return write_workbook(sheets)


def _facts(report: Report) -> list[tuple[str, str]]:
    event = report.event
    days = day(event.starts_on)
    if event.ends_on != event.starts_on:
        days = _("%(first)s – %(last)s", first=days, last=day(event.ends_on))
    return [
        (_("Event"), event.name),
        (_("Days"), days),
        (_("Venue"), event.venue),
        (_("Organizers"), ", ".join(_organizers(report))),
        (_("Participants"), str(len(report.taking_part))),
        (_("Countries"), str(len(report.countries()))),
        (_("Meetings scheduled"), str(len(report.meetings))),
        (_("Meetings held"), str(len(report.held))),
        (_("Declared value"), tables.money(report)),
        (_("People reached, as declared"), str(report.reached)),
        (_("Schedule"), proof(report)),
    ]


def _organizers(report: Report) -> list[str]:
    return list(
        db.session.scalars(
            select(Organizer.name)
            .join(EventOrganizer, EventOrganizer.organizer_id == Organizer.id)
            .where(EventOrganizer.event_id == report.event.id)
            .order_by(Organizer.name)
        )
    )
