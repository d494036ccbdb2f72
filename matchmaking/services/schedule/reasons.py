"""Why a meeting is unscheduled, told with names and hours."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.services.schedule.legality import Legality
    from matchmaking.services.schedule.roster import Roster
    from solver.explain import Change, Concession, Hindrance, Obstacle, Reason
    from solver.problem import Assignment

LISTED = 6  # more slots than these are counted instead of listed
NAMED = 4  # likewise meetings
CHANGES = 3  # offered to choose from, the smallest first


def of(legality: Legality, meeting: int) -> list[str]:
    """Why a meeting has no place in a draft, as things are now."""
    reason = legality.reason(meeting)
    return [no_longer(legality.roster, meeting)] if reason is None else sentences(legality.roster, reason)


def sentences(roster: Roster, reason: Reason) -> list[str]:
    """The reason, sentence by sentence: who could come when, what is in the way there, what would change it."""
    if reason.kind == "nothing_blocks":
        return why(roster, reason)
    return [*why(roster, reason), *(sentence for change in offered(reason) for sentence in of_change(roster, change))]


def why(roster: Roster, reason: Reason) -> list[str]:
    """Who could come when, and what is in the way there."""
    if reason.kind == "no_slot_allowed":
        return [_("No slot and table are left in which it may be held.")]
    if reason.kind == "no_common_slot":
        return [_("%(names)s are never available in the same slot.", names=_people(roster, reason))]
    if reason.kind == "nothing_blocks":
        free = [one.slot for one in reason.slots if not one.obstacles]
        return [_("Nothing stands in its way %(when)s.", when=_when(roster, free))]
    return [_available(roster, reason), *_obstacles(roster, reason)]


def no_longer(roster: Roster, meeting: int) -> str:
    """Why a meeting can no longer be held at all."""
    pair = roster.pairs[meeting]
    if pair.cancelled:
        return _("It was withdrawn or declined.")
    absent = [person for person in pair.people if not roster.people[person].takes_part]
    if not absent:
        return roster.why_not(meeting) or _("They may not meet.")
    return _("%(names)s no longer takes part.", names=roster.names(absent))


def offered(reason: Reason) -> list[Change]:
    """What would place it, the smallest change first; its own slots are the programme's, which no change opens."""
    possible = (change for change in reason.changes if not any(one.kind == "allow_slot" for one in change.concessions))
    return [*islice(possible, CHANGES)]


def _people(roster: Roster, reason: Reason) -> str:
    """Those who wished for the meeting; where colleagues may come, the first of each side stands for them."""
    names = {"one": roster.name(reason.sides[0][0]), "other": roster.name(reason.sides[1][0])}
    if len(reason.sides) == len(names):
        return _("%(one)s and %(other)s", **names)
    return _("%(one)s, %(other)s and an interpreter", **names)


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
    if len(reason.sides) > 2:  # noqa: PLR2004 - with an interpreter they are three
        return _("%(names)s are available together only %(when)s.", names=names, when=when)
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
    return words.get(hindrance.kind, _("%(name)s would have no free slot for lunch", name=name))


def _tables_taken(roster: Roster, obstacle: Obstacle) -> str:
    if obstacle.tables is not None and len(obstacle.tables) == 1:
        return _("%(table)s is taken", table=roster.seat(obstacle.tables[0]))
    return ngettext("The only table is taken", "All %(num)d tables are taken", obstacle.count)


def of_change(roster: Roster, change: Change) -> list[str]:
    """One change, and what else it would make room for."""
    hour = roster.hour(change.slot)
    if change.kind == "place":
        return [_("It can be held on %(hour)s as things are.", hour=hour)]
    conditions = [_condition(roster, change, one) for one in change.concessions]
    conditions += [_moved(roster, place) for place in change.moves]
    if change.dropped:
        conditions.append(_("instead of %(meetings)s", meetings=_pairs(roster, change.dropped)))
    told = [_("It could be held on %(hour)s %(conditions)s.", hour=hour, conditions=_joined(conditions))]
    if change.also:
        meetings = _pairs(roster, [place.meeting for place in change.also])
        told.append(_("That would make room for %(meetings)s as well.", meetings=meetings))
    return told


def _joined(conditions: Sequence[str]) -> str:
    *first, last = conditions
    return _("%(first)s and %(last)s", first=", ".join(first), last=last) if first else last


def _pairs(roster: Roster, meetings: Sequence[int]) -> str:
    """A few meetings by their people, many by their number."""
    if len(meetings) > NAMED:
        return ngettext("%(num)d meeting", "%(num)d meetings", len(meetings))
    return "; ".join(roster.pair(meeting) for meeting in meetings)


def _moved(roster: Roster, place: Assignment) -> str:
    """Where another meeting would move."""
    meeting, seat = roster.pair(place.meeting), roster.seat(place.table)
    return _("if %(meeting)s moved to %(hour)s, %(seat)s", meeting=meeting, hour=roster.hour(place.slot), seat=seat)


def _condition(roster: Roster, change: Change, concession: Concession) -> str:
    """What would have to be allowed."""
    if concession.participant is not None:
        return _if_someone(roster.name(concession.participant), concession)
    if concession.kind == "other_table":
        return _("at a table that is not meant for it: %(table)s", table=roster.seat(change.table))
    if concession.kind == "add_table":
        return _("with one table more")
    if concession.kind == "add_person":
        return _("with one more colleague or interpreter")
    return _("if a rule of the event were eased")


def _if_someone(name: str, concession: Concession) -> str:
    words = {
        "max_meetings": _("if %(name)s might have one meeting more", name=name),
        "max_consecutive": _("if %(name)s might have %(number)s in a row", name=name, number=concession.to),
        "free_windows": _("if %(name)s gave up the free slot for lunch", name=name),
    }
    return words.get(concession.limit or "", _("if %(name)s were available", name=name))
