"""What differs between two schedules, meeting by meeting, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.schedule.changes import Place, changes_between
from matchmaking.services.words.times import hour, short_day

if TYPE_CHECKING:
    from matchmaking.models import Event
    from matchmaking.services.schedule.boards import Board, Held
    from matchmaking.services.schedule.changes import Change
    from matchmaking.services.schedule.roster import Roster


def between(before: Board, after: Board) -> list[Change]:
    """Every meeting that differs, in order of time; versions with the times they were published with."""
    return changes_between(_places(before), _places(after))


def what_moved(change: Change) -> list[str]:
    """What of a moved meeting is new: its time, its table, who attends."""
    before, after = change.before, change.after
    if before is None or after is None:
        return []
    words = []
    if (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at):
        words.append(_("time"))
    if (before.table_label, before.zone_name) != (after.table_label, after.zone_name):
        words.append(_("table"))
    if before.people != after.people:
        words.append(_("who attends"))
    return words


def place_in_words(event: Event, place: Place | None, roster: Roster, *, with_people: bool = False) -> str:
    """When and where, and where it matters who attends."""
    if place is None:
        return ""
    table = _("Table %(number)s", number=place.table_label) if place.table_label else _("no table")
    day, clock = short_day(place.starts_at, event), hour(place.starts_at, event)
    words = _("%(day)s, %(hour)s, %(table)s", day=day, hour=clock, table=table)
    if not with_people:
        return words
    return _("%(place)s: %(names)s", place=words, names=roster.names(place.people))


def _places(board: Board) -> dict[int, Place]:
    return {held.meeting: _place(board, held) for held in board.held}


def _place(board: Board, held: Held) -> Place:
    seat = None if held.table is None else board.roster.tables[held.table]
    number, zone = (str(seat.number), seat.zone) if seat else ("", "")
    return Place(held.starts_at, held.ends_at, number, zone, tuple(sorted(held.people)))
