"""Drafts: the grid, the people, what is unscheduled, and edits by hand."""

from __future__ import annotations

from flask import render_template

from matchmaking.organizer import blueprint

DRAFT = "/events/<slug>/schedule/drafts/<int:schedule_id>"
MEETING = f"{DRAFT}/meetings/<int:meeting_id>"


@blueprint.get(DRAFT)
def schedule_draft(schedule_id: int) -> str:
    """The grid of slots and tables."""
    return render_template("organizer/draft.html", schedule_id=schedule_id)


@blueprint.get(f"{DRAFT}/people")
def schedule_draft_people(schedule_id: int) -> str:
    """Each participant's day."""
    return render_template("organizer/draft.html", schedule_id=schedule_id)


@blueprint.get(f"{DRAFT}/unscheduled")
def schedule_draft_unscheduled(schedule_id: int) -> str:
    """Meetings without a place, each with its reason."""
    return render_template("organizer/draft.html", schedule_id=schedule_id)


@blueprint.get(MEETING)
def schedule_draft_meeting(schedule_id: int, meeting_id: int) -> str:
    """One meeting: where it is, and where it could be."""
    return render_template("organizer/draft.html", schedule_id=schedule_id, meeting_id=meeting_id)


@blueprint.post(f"{MEETING}/place")
def schedule_draft_place(schedule_id: int, meeting_id: int) -> str:
    """Put a meeting somewhere."""
    return schedule_draft_meeting(schedule_id, meeting_id)


@blueprint.post(f"{MEETING}/unschedule")
def schedule_draft_unschedule(schedule_id: int, meeting_id: int) -> str:
    """Take a meeting out."""
    return schedule_draft_meeting(schedule_id, meeting_id)


@blueprint.post(f"{MEETING}/lock")
def schedule_draft_lock(schedule_id: int, meeting_id: int) -> str:
    """Keep a meeting where it is."""
    return schedule_draft_meeting(schedule_id, meeting_id)


@blueprint.post(f"{MEETING}/unlock")
def schedule_draft_unlock(schedule_id: int, meeting_id: int) -> str:
    """Let a meeting be moved again."""
    return schedule_draft_meeting(schedule_id, meeting_id)


@blueprint.post(f"{DRAFT}/discard")
def schedule_draft_discard(schedule_id: int) -> str:
    """Throw a draft away."""
    return schedule_draft(schedule_id)
