"""Why a meeting is unscheduled, told with names and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.services.schedule.legality import Legality
    from matchmaking.services.schedule.roster import Roster
    from solver.explain import Change, Hindrance, Obstacle, Reason

LISTED = 6  # more slots than these are counted instead of listed


def of(legality: Legality, meeting: int) -> list[str]:
    """Why a meeting has no place in a draft, as things are now."""
    reason, pair = legality.reason(meeting), legality.roster.pairs[meeting]
    if reason is not None:
        return sentences(legality.roster, reason)
    if pair.cancelled:
        return [_("It was withdrawn or declined.")]
    absent = [person for person in pair.people if not legality.roster.people[person].takes_part]
    return [_("%(names)s no longer takes part.", names=legality.roster.names(absent))]


def sentences(roster: Roster, reason: Reason) -> list[str]:
    """The reason, sentence by sentence: who could come when, what is in the way there, what would change it."""
    if reason.kind == "no_slot_allowed":
        return [_("No slot and table are left in which it may be held.")]
    if reason.kind == "no_common_slot":
        never = _("%(names)s are never available in the same slot.", names=_people(roster, reason))
        return [never, *_change(roster, reason.change)]
    if reason.kind == "nothing_blocks":
        free = [one.slot for one in reason.slots if not one.obstacles]
        return [_("Nothing stands in its way %(when)s.", when=_when(roster, free))]
    return [_available(roster, reason), *_obstacles(roster, reason), *_change(roster, reason.change)]


def _people(roster: Roster, reason: Reason) -> str:
    """Those who wished for the meeting; where colleagues may come, the first of each side stands for them."""
    return _("%(one)s and %(other)s", one=roster.name(reason.sides[0][0]), other=roster.name(reason.sides[1][0]))


def _when(roster: Roster, slots: Sequence[int]) -> str:
    """A few slots by their hours, many by their number."""
    if len(slots) > LISTED:
        return ngettext("in %(num)d slot", "in %(num)d slots", len(slots))
    return _("on %(hours)s", hours=_hours(roster, slots))


def _hours(roster: Roster, slots: Sequence[int]) -> str:
    if len(slots) > LISTED:
        return ngettext("%(num)d slot", "%(num)d slots", len(slots))
    return "; ".join(roster.hour(slot) for slot in slots)


def _available(roster: Roster, reason: Reason) -> str:
    slots = [one.slot for one in reason.slots]
    names, when = _people(roster, reason), _when(roster, slots)
    if len(slots) > LISTED:
        return _("%(names)s are both available %(when)s.", names=names, when=when)
    return _("%(names)s are both available only %(when)s.", names=names, when=when)


def _obstacles(roster: Roster, reason: Reason) -> list[str]:
    """
    As few things as together keep every slot closed.

    Found greedily: what closes most slots first, then what closes most of the others.
    """
    closes: dict[str, list[int]] = {}
    for one in reason.slots:
        for words in dict.fromkeys(_in_the_way(roster, obstacle) for obstacle in one.obstacles):
            closes.setdefault(words, []).append(one.slot)
    told, still_open = [], [one.slot for one in reason.slots]
    total = len(still_open)
    while still_open:
        words = max(closes, key=lambda words: sum(slot in closes[words] for slot in still_open))
        closed = [slot for slot in still_open if slot in closes[words]]
        if not closed:
            break
        told.append(_where(roster, words, closed, total))
        still_open = [slot for slot in still_open if slot not in closed]
    return told


def _where(roster: Roster, words: str, slots: Sequence[int], total: int) -> str:
    if len(slots) == total:
        return _("%(obstacle)s each time.", obstacle=words) if total > 1 else _("%(obstacle)s then.", obstacle=words)
    return _("%(obstacle)s (%(hours)s).", obstacle=words, hours=_hours(roster, slots))


def _in_the_way(roster: Roster, obstacle: Obstacle) -> str:
    """An obstacle without its slot; those that differ only in the meetings concerned read the same."""
    if obstacle.kind == "people":
        return _hindered(roster, obstacle.hindrances)
    if obstacle.kind == "tables_taken":
        return _tables_taken(roster, obstacle)
    words = {
        "no_table": _("No table can be used"),
        "precedence": _("Another meeting would have to come first"),
        "slot_not_allowed": _("It may not be held"),
    }
    return words.get(obstacle.kind, _("A rule of the event forbids it"))


def _hindered(roster: Roster, hindrances: Sequence[Hindrance]) -> str:
    """What keeps people away, for each of them the first thing."""
    first: dict[int, Hindrance] = {}
    for one in hindrances:
        first.setdefault(one.participant, one)
    return ", ".join(_hindrance(roster.name(who), one) for who, one in first.items())


def _hindrance(name: str, hindrance: Hindrance) -> str:
    limit = hindrance.limit
    words = {
        "unavailable": _("%(name)s is not available", name=name),
        "busy": _("%(name)s is in another meeting", name=name),
        "max_meetings": _("%(name)s has %(limit)s meetings, as many as allowed", name=name, limit=limit),
        "max_consecutive": _("%(name)s has %(limit)s meetings in a row, as many as allowed", name=name, limit=limit),
    }
    return words.get(hindrance.kind, _("%(name)s would lose a break that is kept", name=name))


def _tables_taken(roster: Roster, obstacle: Obstacle) -> str:
    if obstacle.tables is not None and len(obstacle.tables) == 1:
        return _("%(table)s is taken", table=roster.seat(obstacle.tables[0]))
    return ngettext("The only table is taken", "All %(num)d tables are taken", obstacle.count)


def _change(roster: Roster, change: Change | None) -> list[str]:
    """The simplest change that would place it, if a single one does."""
    if change is None:
        return []
    hour = roster.hour(change.slot)
    if change.participant is not None:
        return [_if_someone(roster.name(change.participant), hour, change)]
    if change.meeting is not None:
        meeting = roster.pair(change.meeting)
        return [_("It could be held on %(hour)s instead of %(meeting)s.", hour=hour, meeting=meeting)]
    words = {
        "place": _("It can be held on %(hour)s as things are.", hour=hour),
        "other_table": _(
            "It could be held on %(hour)s at a table that is not meant for it: %(table)s.",
            hour=hour,
            table=roster.seat(change.table),
        ),
        "add_table": _("It could be held on %(hour)s with one table more.", hour=hour),
    }
    return [words[change.kind]] if change.kind in words else []


def _if_someone(name: str, hour: str, change: Change) -> str:
    if change.kind == "make_available":
        return _("It could be held on %(hour)s if %(name)s were available.", hour=hour, name=name)
    if change.limit == "max_meetings":
        return _("It could be held on %(hour)s if %(name)s might have one meeting more.", hour=hour, name=name)
    if change.limit == "max_consecutive":
        return _("It could be held on %(hour)s if %(name)s might have one more in a row.", hour=hour, name=name)
    return _("It could be held on %(hour)s if %(name)s gave up a break.", hour=hour, name=name)
