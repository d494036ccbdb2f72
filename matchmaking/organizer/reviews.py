"""The page before publishing: what changes and for whom; and publishing what it showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer.schedule_forms import PublishForm
from matchmaking.pages import listing, see_other
from matchmaking.services.schedule import differences, publishing, reviews
from matchmaking.services.schedule.boards import Board

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Schedule

CHANGES_PER_PAGE = 50


def review_page(source: Schedule) -> ResponseReturnValue:
    """Show what publishing a draft, or an earlier version again, would change; publish it when told to."""
    event, form = access.event(), PublishForm()

    def publish() -> None:
        actor = publishing.Actor(organizer=access.organizer())
        note = form.note.data or ""
        publishing.publish(event, source, actor, access.now(), seen_version=form.seen, note=note)

    if form.carried_out(publish):
        flash(_("Version %(number)s is published; those concerned are told.", number=event.version_number), "success")
        return see_other(url_for("organizer.schedule"))
    form.seen_version.data = str(event.version_number)
    board = Board(event, source)
    found = reviews.of(event, source, board, access.now())
    look = listing(("time",), {"kind": reviews.KINDS}, per_page=CHANGES_PER_PAGE)
    changes = found.of_kind(look.filters["kind"])
    look = look.with_total(len(changes))
    page = render_template(
        "organizer/publish.html",
        source=source,
        form=form,
        roster=board.roster,
        review=found,
        listing=look,
        changes=changes[look.offset : look.offset + look.per_page],
        what_moved=differences.what_moved,
        in_words=differences.place_in_words,
    )
    return page, form.status
