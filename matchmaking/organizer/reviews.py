"""The page before publishing: what changes and for whom; and publishing what it showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer.schedule_forms import FINAL, PRELIMINARY, PublishForm
from matchmaking.pages import listing, see_other
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import announcements, catching_up, differences, publishing, quality, reviews
from matchmaking.services.schedule.boards import Board
from matchmaking.services.setup import phases

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
        standing = {"preliminary": form.preliminary, "tell_final": form.tell_final.data}
        publishing.publish(event, source, actor, access.now(), seen_version=form.seen, note=note, **standing)

    if form.carried_out(publish):
        flash(_("Version %(number)s is published; those concerned are told.", number=event.version_number), "success")
        return see_other(url_for("organizer.schedule"))
    form.seen_version.data = str(event.version_number)
    in_force = publishing.in_force(event)
    if not form.is_submitted():
        may_change = in_force is None and not phases.booking_is_over(event, access.now())
        form.standing.data, form.tell_final.data = (PRELIMINARY if may_change else FINAL), True
    board = Board(event, source)
    found = reviews.of(event, source, board, access.now())
    look = listing(("time",), {"kind": reviews.KINDS}, per_page=CHANGES_PER_PAGE)
    changes = found.of_kind(look.filters["kind"])
    look = look.with_total(len(changes))
    page = render_template(
        "organizer/publish.html",
        source=source,
        form=form,
        was_preliminary=in_force is not None and in_force.preliminary,
        proof=quality.headline(source),
        behind=source.number is None and catching_up.is_behind(event, source),
        roster=board.roster,
        review=found,
        listing=look,
        changes=changes[look.offset : look.offset + look.per_page],
        what_moved=differences.what_moved,
        in_words=differences.place_in_words,
    )
    return page, form.status


def mail_page(source: Schedule, participant_id: int) -> str:
    """Show the mail that publishing would write to somebody, preliminary or final, from the very template."""
    event = access.event()
    changes = reviews.changes_for(event, source, participant_id)
    if not changes:
        raise NotFound(_("Nothing would be written to this person."))
    look = listing(("name",), {"as": (FINAL, PRELIMINARY)})
    preliminary = look.filters["as"] == PRELIMINARY
    issue = publishing.issue_of(event, event.version_number + 1, preliminary=preliminary)
    who, subject, text = announcements.preview(event, issue, participant_id, changes)
    return render_template(
        "organizer/publish_mail.html",
        source=source,
        who=who,
        subject=subject,
        text=text,
        preliminary=preliminary,
        listing=look,
    )
