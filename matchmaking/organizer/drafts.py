"""Drafts: the grid, the people, what is unscheduled, and edits by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking import access
from matchmaking.forms import given
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.boards import draft_urls, frame_of
from matchmaking.organizer.grids import grid_of
from matchmaking.organizer.meeting_pages import meeting_page
from matchmaking.organizer.schedule_forms import PlaceForm
from matchmaking.pages import listing, see_other
from matchmaking.services.schedule import board_facts, catching_up, draft_lists, drafts, quality, ways
from matchmaking.services.schedule.boards import Board
from matchmaking.services.schedule.legality import Legality

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.catching_up import Taken

DRAFT = "/events/<slug>/schedule/drafts/<int:schedule_id>"
MEETING = f"{DRAFT}/meetings/<int:meeting_id>"
REASONS_PER_PAGE = 20  # each is worked out anew, against the event as it is now
WARNINGS_SHOWN = 3
NAMED = 5  # meetings in one sentence


@blueprint.get(DRAFT)
def schedule_draft(schedule_id: int) -> ResponseReturnValue:
    """Show the board of slots and tables."""
    event = access.event()
    draft = drafts.find(event, schedule_id)
    board = Board(event, draft)
    plain_url = url_for("organizer.schedule_draft_grid", schedule_id=draft.id)
    return render_template(
        "organizer/draft.html", **_head(draft, board), frame=frame_of(board, draft_urls(draft), plain_url)
    )


@blueprint.get(f"{DRAFT}/grid")
def schedule_draft_grid(schedule_id: int) -> ResponseReturnValue:
    """Show the same as a plain table, with the rules that the draft breaks."""
    draft, legality = _checked(schedule_id)
    warnings = legality.warnings()
    return render_template(
        "organizer/draft_grid.html",
        **_head(draft, legality.board),
        grid=grid_of(access.event(), legality.board),
        warnings=warnings,
        warnings_shown=WARNINGS_SHOWN,
        warned={meeting for warning in warnings for meeting in warning.meetings},
    )


@blueprint.get(f"{DRAFT}/unscheduled")
def schedule_draft_unscheduled(schedule_id: int) -> ResponseReturnValue:
    """Show the meetings without a place, each with its reason as things are now."""
    draft, legality = _checked(schedule_id)
    look = listing(draft_lists.UNSCHEDULED_SORTS, {}, per_page=REASONS_PER_PAGE)
    found = draft_lists.unscheduled(legality, q=look.q, sort=look.sort, descending=look.descending)
    look = look.with_total(len(found))
    shown = found[look.offset : look.offset + look.per_page]
    return render_template(
        "organizer/draft_unscheduled.html",
        **_head(draft, legality.board),
        listing=look,
        meetings=[(one, ways.of(legality, one.meeting)) for one in shown],
        steps_of=board_facts.steps_of,
        by_hand=drafts.taken_out_by_hand(draft),
    )


@blueprint.get(MEETING)
def schedule_draft_meeting(schedule_id: int, meeting_id: int) -> ResponseReturnValue:
    """Show where a meeting is, and where it could be."""
    draft, legality = _checked(schedule_id)
    return meeting_page(draft, legality, meeting_id, PlaceForm())


@blueprint.post(f"{MEETING}/place")
def schedule_draft_place(schedule_id: int, meeting_id: int) -> ResponseReturnValue:
    """Put a meeting somewhere."""
    event, form = access.event(), PlaceForm()
    draft = drafts.find(event, schedule_id)
    moved = False

    def place() -> None:
        nonlocal moved
        moved = drafts.place(
            event,
            draft,
            meeting_id,
            slot_id=given(form.slot.data),
            table_id=form.table_id,
            people=form.people,
            organizer=access.organizer(),
            now=access.now(),
        )

    if form.carried_out(place):
        flash(_("Moved.") if moved else _("The meeting is there already."), "success" if moved else "info")
        return see_other(_meeting_url(schedule_id, meeting_id))
    return meeting_page(*_checked(schedule_id), meeting_id, form)


@blueprint.post(f"{MEETING}/unschedule")
def schedule_draft_unschedule(schedule_id: int, meeting_id: int) -> ResponseReturnValue:
    """Take a meeting out."""
    event, draft = access.event(), drafts.find(access.event(), schedule_id)
    return answer_of(
        lambda: drafts.unschedule(event, draft, meeting_id, organizer=access.organizer(), now=access.now()),
        _("Taken out of the draft."),
        _meeting_url(schedule_id, meeting_id),
    )


@blueprint.post(f"{MEETING}/lock")
def schedule_draft_lock(schedule_id: int, meeting_id: int) -> ResponseReturnValue:
    """Keep a meeting where it is."""
    return _set_lock(schedule_id, meeting_id, locked=True)


@blueprint.post(f"{MEETING}/unlock")
def schedule_draft_unlock(schedule_id: int, meeting_id: int) -> ResponseReturnValue:
    """Let a meeting be moved again."""
    return _set_lock(schedule_id, meeting_id, locked=False)


@blueprint.post(f"{DRAFT}/catch-up")
def schedule_draft_catch_up(schedule_id: int) -> ResponseReturnValue:
    """Take over what was published since the draft was begun."""
    event, draft = access.event(), drafts.find(access.event(), schedule_id)
    return answer_of(
        lambda: catching_up.catch_up(event, draft, organizer=access.organizer(), now=access.now()),
        lambda taken: _taken_over(event, draft, taken),
        url_for("organizer.schedule_draft", schedule_id=schedule_id),
    )


@blueprint.post(f"{DRAFT}/discard")
def schedule_draft_discard(schedule_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    event, draft = access.event(), drafts.find(access.event(), schedule_id)
    return answer_of(
        lambda: drafts.discard(event, draft, organizer=access.organizer(), now=access.now()),
        _("The draft is discarded."),
        url_for("organizer.schedule"),
    )


def _checked(schedule_id: int) -> tuple[Schedule, Legality]:
    """Load a draft, next to the event as it is now."""
    event = access.event()
    draft = drafts.find(event, schedule_id)
    return draft, Legality(event, Board(event, draft), access.now())


def _head(draft: Schedule, board: Board) -> dict[str, Any]:
    """What every page of a draft shows."""
    return {
        "draft": draft,
        "board": board,
        "unscheduled_count": board.unscheduled_count,
        "proof": quality.headline(draft),
        "behind": catching_up.is_behind(access.event(), draft),
    }


def _taken_over(event: Event, draft: Schedule, taken: Taken) -> str:
    if not taken.over:
        return _("The draft is up to date; nothing in it had to change.")
    said = ngettext(
        "What was published is taken over; %(num)d meeting of the draft changed.",
        "What was published is taken over; %(num)d meetings of the draft changed.",
        len(taken.over),
    )
    if not taken.gave_way:
        return said
    roster = Board(event, draft).roster
    names = [roster.pair(meeting) for meeting in sorted(taken.gave_way)]
    shown = "; ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    return f"{said} " + _("Changes of this draft that gave way: %(meetings)s.", meetings=shown)


def _set_lock(schedule_id: int, meeting_id: int, *, locked: bool) -> ResponseReturnValue:
    event, draft = access.event(), drafts.find(access.event(), schedule_id)
    return answer_of(
        lambda: drafts.lock(event, draft, meeting_id, locked=locked, organizer=access.organizer(), now=access.now()),
        _("Locked.") if locked else _("Unlocked."),
        _meeting_url(schedule_id, meeting_id),
    )


def _meeting_url(schedule_id: int, meeting_id: int) -> str:
    return url_for("organizer.schedule_draft_meeting", schedule_id=schedule_id, meeting_id=meeting_id)
