"""Everybody's agenda as a strip, in a draft and in the versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, url_for

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.pages import listing
from matchmaking.services.schedule import drafts, publishing, quality, strips
from matchmaking.services.schedule.boards import Board
from matchmaking.services.schedule.legality import Legality

if TYPE_CHECKING:
    from typing import Any

    from flask.typing import ResponseReturnValue

    from matchmaking.models import Schedule

PEOPLE_PER_PAGE = 25


@blueprint.get("/events/<slug>/schedule/drafts/<int:schedule_id>/people")
def schedule_draft_people(schedule_id: int) -> ResponseReturnValue:
    """Show each participant's day in a draft."""
    draft = drafts.find(access.event(), schedule_id)
    meeting_urls = url_for("organizer.schedule_draft_meeting", schedule_id=draft.id, meeting_id=0)[:-1]
    proof = quality.headline(draft)
    return render_template(
        "organizer/draft_people.html", draft=draft, meeting_urls=meeting_urls, proof=proof, **_people(draft)
    )


@blueprint.get("/events/<slug>/schedule/versions/<int:number>/people")
def schedule_version_people(number: int) -> ResponseReturnValue:
    """Show each participant's day in a version."""
    version = publishing.version(access.event(), number)
    return render_template("organizer/version_people.html", version=version, meeting_urls=None, **_people(version))


def _people(schedule: Schedule) -> dict[str, Any]:
    """A page of strips, searched, filtered and sorted as the address says."""
    event = access.event()
    legality = Legality(event, Board(event, schedule), access.now())
    look = listing(strips.SORTS, {"only": ("without",)}, per_page=PEOPLE_PER_PAGE)
    found = strips.standings(
        legality, q=look.q, sort=look.sort, descending=look.descending, without=look.filters["only"] == "without"
    )
    look = look.with_total(len(found))
    shown = found[look.offset : look.offset + look.per_page]
    return {
        "board": legality.board,
        "unscheduled_count": legality.board.unscheduled_count,
        "listing": look,
        "standings": shown,
        "strips": strips.strips(legality, [one.person for one in shown]),
    }
