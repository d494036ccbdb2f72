"""Paper: packs, cards and badges as PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, render_template, request

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.row_ids import row_id
from matchmaking.services.files.lists import people
from matchmaking.services.paper import printing
from matchmaking.services.paper.packs import Cut
from matchmaking.services.paper.printing import Kind
from matchmaking.services.setup import places

if TYPE_CHECKING:
    from datetime import date

    from flask.typing import ResponseReturnValue

PAPER = "/events/<slug>/paper"
PDF = "application/pdf"


@blueprint.get(PAPER)
def paper() -> ResponseReturnValue:
    """Choose what to print."""
    event = access.event()
    return render_template(
        "organizer/paper.html",
        kinds=Kind,
        days=people.days_of(event),
        zones=places.zones_of(event),
        unprintable=printing.unprintable_names(event),
    )


@blueprint.get(f"{PAPER}/<any({', '.join(sorted(Kind))}):pack>.pdf")
def paper_pack(pack: str) -> Response:
    """Give a whole pack, or that of one day and zone."""
    event = access.event()
    return _pdf(Kind(pack), Cut(_day(), _zone()), f"{event.slug}-{pack}")


@blueprint.get(f"{PAPER}/participants/<int:participant_id>/<any(participants, badges):pack>.pdf")
def paper_participant(participant_id: int, pack: str) -> Response:
    """Give one participant's sheet or badge."""
    event = access.event()
    people.person(event, participant_id)
    return _pdf(Kind(pack), Cut(), f"{event.slug}-{pack}-{participant_id}", participant_id)


def _pdf(kind: Kind, cut: Cut, name: str, participant_id: int | None = None) -> Response:
    """Shown by the browser, which can print it or keep it."""
    content = printing.pdf_of(access.event(), kind, access.now(), cut, participant_id)
    response = Response(content, content_type=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _day() -> date | None:
    """The day of the address; what is none of the event's days stands for all."""
    return next((day for day in people.days_of(access.event()) if day.isoformat() == request.args.get("day")), None)


def _zone() -> int | None:
    chosen = request.args.get("zone", type=row_id)
    return places.zone_of(access.event(), chosen).id if chosen else None
