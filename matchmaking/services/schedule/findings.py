"""What the checker finds, in the event's words: names, hours and tables instead of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaking.services.schedule.roster import Roster
    from solver.check import RuleName, Violation
    from solver.schedule import ById


class Teller:
    """Tells broken rules as sentences."""

    def __init__(self, roster: Roster, by_id: ById) -> None:
        self.roster = roster
        self.by_id = by_id

    def sentence(self, violation: Violation) -> str:
        """One broken rule."""
        return SENTENCES.get(violation.rule, _other)(self, violation)

    def pair(self, violation: Violation) -> str:
        """The meeting that a violation is about."""
        return self.roster.pair(violation.meetings[0])


def _known_ids(teller: Teller, violation: Violation) -> str:
    """Only what was true once can stand in a draft: a meeting called off since, or a slot that is no more."""
    meeting, pair = violation.meetings[0], teller.pair(violation)
    if meeting in teller.by_id.meetings:
        return _("%(meeting)s: the session of this slot does not take place any more.", meeting=pair)
    if teller.roster.pairs[meeting].cancelled:
        return _("%(meeting)s was withdrawn or declined.", meeting=pair)
    absent = [who for who in teller.roster.pairs[meeting].people if not teller.roster.people[who].takes_part]
    if not absent:
        reason = teller.roster.why_not(meeting) or _("They may not meet.")
        return _("%(meeting)s: %(reason)s", meeting=pair, reason=reason)
    return _("%(meeting)s: %(names)s no longer takes part.", meeting=pair, names=teller.roster.names(absent))


def _allowed_slot(teller: Teller, violation: Violation) -> str:
    if not teller.by_id.meetings[violation.meetings[0]].slots:
        return _("%(meeting)s: every table is somebody's stand, so none is for them.", meeting=teller.pair(violation))
    assert violation.slot is not None
    hour = teller.roster.hour(violation.slot)
    return _("%(meeting)s: %(hour)s has begun.", meeting=teller.pair(violation), hour=hour)


def _allowed_table(teller: Teller, violation: Violation) -> str:
    pair, roster = teller.pair(violation), teller.roster
    if violation.table is None:
        return _("%(meeting)s is without a table.", meeting=pair)
    owner = roster.tables[violation.table].stand_of
    if owner is not None and owner not in roster.pairs[violation.meetings[0]].people:
        place = roster.seat(violation.table)
        return _("%(meeting)s: %(table)s is the stand of %(name)s.", meeting=pair, table=place, name=roster.name(owner))
    seats = teller.by_id.meetings[violation.meetings[0]].tables or ()
    stand = roster.seat(seats[0]) if seats else roster.seat(None)
    return _("%(meeting)s should be at their own stand, %(table)s.", meeting=pair, table=stand)


def _one_person_per_side(teller: Teller, violation: Violation) -> str:
    names, pair = teller.roster.names(violation.participants), teller.pair(violation)
    sides = teller.by_id.meetings[violation.meetings[0]].sides
    if not violation.participants:
        needed = len(sides) > len(teller.roster.pairs[violation.meetings[0]].people)
        if needed:
            return _("%(meeting)s: an interpreter is missing.", meeting=pair)
        return _("%(meeting)s: no interpreter is needed.", meeting=pair)
    if any(teller.roster.people[person].interprets for person in violation.participants):
        return _("%(meeting)s: %(names)s does not speak a language of each.", meeting=pair, names=names)
    return _(
        "%(meeting)s: %(names)s attends, though it was not agreed that a colleague may.",
        meeting=teller.pair(violation),
        names=names,
    )


def _participant_available(teller: Teller, violation: Violation) -> str:
    assert violation.slot is not None
    return _(
        "%(name)s is not available on %(hour)s.",
        name=teller.roster.names(violation.participants),
        hour=teller.roster.hour(violation.slot),
    )


def _pinned(teller: Teller, violation: Violation) -> str:
    return _("%(meeting)s has begun; it stays where and with whom it was published.", meeting=teller.pair(violation))


def _must_be_held(teller: Teller, violation: Violation) -> str:
    return _("%(meeting)s has begun, but has no place here.", meeting=teller.pair(violation))


def _max_meetings(teller: Teller, violation: Violation) -> str:
    person = violation.participants[0]
    limit = teller.by_id.participants[person].max_meetings
    return ngettext(
        "%(name)s has %(num)d meeting; at most %(limit)s are allowed.",
        "%(name)s has %(num)d meetings; at most %(limit)s are allowed.",
        len(violation.meetings),
        name=teller.roster.name(person),
        limit=limit,
    )


def _max_consecutive(teller: Teller, violation: Violation) -> str:
    person = violation.participants[0]
    limit = teller.by_id.participants[person].max_consecutive
    return ngettext(
        "%(name)s has %(num)d meeting in a row; at most %(limit)s are allowed.",
        "%(name)s has %(num)d meetings in a row; at most %(limit)s are allowed.",
        len(violation.meetings),
        name=teller.roster.name(person),
        limit=limit,
    )


def _free_windows(teller: Teller, violation: Violation) -> str:
    return _("%(name)s has no free slot for lunch.", name=teller.roster.names(violation.participants))


def _one_meeting_per_person(teller: Teller, violation: Violation) -> str:
    assert violation.slot is not None
    name, hour = teller.roster.names(violation.participants), teller.roster.hour(violation.slot)
    return _("%(name)s has two meetings on %(hour)s.", name=name, hour=hour)


def _one_meeting_per_table(teller: Teller, violation: Violation) -> str:
    assert violation.slot is not None
    table, hour = teller.roster.seat(violation.table), teller.roster.hour(violation.slot)
    return _("%(table)s has two meetings on %(hour)s.", table=table, hour=hour)


def _other(teller: Teller, violation: Violation) -> str:
    concerned = [teller.roster.pair(meeting) for meeting in violation.meetings] or [
        teller.roster.name(person) for person in violation.participants
    ]
    return _("A rule of the event is broken: %(concerned)s.", concerned=", ".join(concerned))


SENTENCES: dict[RuleName, Callable[[Teller, Violation], str]] = {
    "known_ids": _known_ids,
    "allowed_slot": _allowed_slot,
    "allowed_table": _allowed_table,
    "one_person_per_side": _one_person_per_side,
    "participant_available": _participant_available,
    "pinned": _pinned,
    "must_be_held": _must_be_held,
    "max_meetings": _max_meetings,
    "max_consecutive": _max_consecutive,
    "free_windows": _free_windows,
    "one_meeting_per_person": _one_meeting_per_person,
    "one_meeting_per_table": _one_meeting_per_table,
}
