"""The organizer's guide: a chapter for each section of an event's pages, with pictures of the real ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import lazy_gettext as _l

from matchmaking.organizer import blueprint

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Chapter:
    """One chapter; its text is the template of its name."""

    name: str
    title: LazyString
    lead: LazyString


CHAPTERS = (
    Chapter(
        "begin",
        _l("From an empty event to open booking"),
        _l("The order of work, and what the overview tells you."),
    ),
    Chapter("set-up", _l("Set-up"), _l("The event and its look, programme, tables, and who may meet whom.")),
    Chapter(
        "people",
        _l("People"),
        _l("Registrations, twins, colleagues, reminders, organizations, and acting for somebody."),
    ),
    Chapter(
        "schedule",
        _l("Schedule"),
        _l("Building it, changing it on the board, publishing it, and how many tables to rent."),
    ),
    Chapter("day", _l("On the day"), _l("The desk, no-shows and refills, screens in the hall, and paper.")),
    Chapter(
        "afterwards",
        _l("Afterwards"),
        _l("Feedback, the report to those who paid, and data kept no longer than promised."),
    ),
)
BY_NAME = {chapter.name: chapter for chapter in CHAPTERS}
NAMES = ", ".join(f'"{name}"' for name in BY_NAME)


@blueprint.get("/help")
def help_contents() -> str:
    """Every chapter."""
    return render_template("organizer/guide/contents.html", chapters=CHAPTERS)


@blueprint.get(f"/help/<any({NAMES}):chapter>")
def help_chapter(chapter: str) -> str:
    """One chapter."""
    place = [one.name for one in CHAPTERS].index(chapter)
    return render_template(
        f"organizer/guide/{chapter}.html",
        chapter=BY_NAME[chapter],
        chapters=CHAPTERS,
        following=CHAPTERS[place + 1] if place + 1 < len(CHAPTERS) else None,
    )
