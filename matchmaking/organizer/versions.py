"""Published versions: each one, and an earlier one published again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.boards import Frame, frame_of
from matchmaking.organizer.grids import grid_of
from matchmaking.organizer.reviews import mail_page, review_page
from matchmaking.pages import listing, see_other
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import drafts, publishing, quality, versions
from matchmaking.services.schedule.boards import Board

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

VERSIONS = "/events/<slug>/schedule/versions"


@blueprint.get(VERSIONS)
def schedule_versions() -> ResponseReturnValue:
    """Show every version, the latest first."""
    look = listing(("number",), {}).with_total(access.event().version_number)
    shown = versions.published(access.event(), offset=look.offset, limit=look.per_page)
    return render_template("organizer/versions.html", listing=look, versions=shown)


@blueprint.get(f"{VERSIONS}/<int:number>")
def schedule_version(number: int) -> ResponseReturnValue:
    """Show one version, to be read."""
    event = access.event()
    version = publishing.version(event, number)
    board = Board(event, version)
    return render_template(
        "organizer/version.html",
        version=version,
        board=board,
        grid=grid_of(event, board),
        proof=quality.headline(version),
        quality=quality.sentences(version) if version.goals else [],  # the headline says that there is nothing
        warned=frozenset(),
        frame=_frame(board) if number == event.version_number else None,
    )


def _frame(board: Board) -> Frame:
    """The board of what is in force; earlier versions may hold meetings in slots that are no more."""
    number = board.schedule.number
    facts = url_for("organizer.schedule_version_board", number=number)
    return frame_of(board, {"facts": facts}, url_for("organizer.schedule_version_grid", number=number))


@blueprint.get(f"{VERSIONS}/<int:number>/grid")
def schedule_version_grid(number: int) -> ResponseReturnValue:
    """Show a version as a plain table."""
    event = access.event()
    version = publishing.version(event, number)
    board = Board(event, version)
    grid = grid_of(event, board)
    return render_template(
        "organizer/version_grid.html", version=version, board=board, grid=grid, warned=frozenset(), meeting_urls=None
    )


@blueprint.route(f"{VERSIONS}/<int:number>/again", methods=["GET", "POST"])
def schedule_again(number: int) -> ResponseReturnValue:
    """Publish an earlier version again, after a review."""
    return review_page(publishing.version(access.event(), number))


@blueprint.get(f"{VERSIONS}/<int:number>/again/mails/<int:participant_id>")
def schedule_again_mail(number: int, participant_id: int) -> ResponseReturnValue:
    """Show the mail that publishing an earlier version again would write to somebody."""
    return mail_page(publishing.version(access.event(), number), participant_id)


@blueprint.post("/events/<slug>/schedule/edit")
def schedule_edit() -> ResponseReturnValue:
    """Begin a draft from the version in force."""
    source = publishing.in_force(access.event())
    if source is None:
        raise NotFound(_("Nothing is published yet."))
    draft = drafts.copy_version(access.event(), source, access.now())
    db.session.commit()
    flash(
        _(
            "This draft is as version %(number)s. Attendees see nothing of it until it is published.",
            number=source.number,
        ),
        "success",
    )
    return see_other(url_for("organizer.schedule_draft", schedule_id=draft.id))
