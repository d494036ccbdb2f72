"""Where a scheduled meeting could go instead, and who of one's organization could attend it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import false, select

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Participant
from matchmaking.services.day.attending import PRINCIPALS
from matchmaking.services.day.places import Places
from matchmaking.services.day.today import Today
from matchmaking.services.people import organizations
from matchmaking.services.refusals import Conflict, NotFound, PhaseClosed
from matchmaking.services.requests import meeting_rules
from matchmaking.services.schedule.rearranging import Place
from matchmaking.services.setup import phases
from solver.problem import Assignment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from matchmaking.models import Event, Meeting
    from matchmaking.services.schedule.boards import Held
    from matchmaking.services.schedule.roster import Period

MOST_TIMES = 6


@dataclass(frozen=True)
class Time:
    """A slot in which both are free, and a free table in it, if the meeting needs one; another may interpret there."""

    slot: Period
    table: int | None
    table_number: int | None
    people: tuple[int, ...]


class WaysOut:
    """One scheduled meeting, as one of its people sees it; refused where it may not, or can no longer, be changed."""

    def __init__(self, event: Event, who: Participant, meeting_id: int, now: datetime) -> None:
        entry = db.session.get(CalendarEntry, (who.id, meeting_id))
        if entry is None or entry.cancelled or who.interpreter:
            raise NotFound(_("There is no such meeting."))
        phases.require_running(event, now)
        if not event.people_change_meetings:
            raise PhaseClosed(_("At this event the organizers alone change the schedule. Ask them."))
        self.who, self.partner, self.meeting = who, entry.partner, entry.meeting
        self.today = Today(event, now)
        self.held = self._held(meeting_id)
        self._places: Places | None = None

    @property
    def place(self) -> Place:
        """Where the meeting is now."""
        return Place(self.held.slot, self.held.table, self.held.people)

    def times(self) -> list[Time]:
        """The next slots to which the meeting could go, with the same two, without breaking a rule."""
        tables = self.today.roster.tables
        slots = [slot for slot in self.today.open_slots if slot.id != self.held.slot]
        offers = self._reckoned().of_meeting(self.meeting.id, sorted(slots, key=lambda slot: slot.starts_at))
        found = []
        for offer in offers:
            if self._same_two(offer.people):
                number = tables[offer.table].number if offer.table is not None else None
                found.append(Time(self.today.slot_of(offer.slot), offer.table, number, offer.people))
            if len(found) == MOST_TIMES:
                break
        return found

    def people_at(self, slot: int, table: int | None) -> tuple[int, ...]:
        """Who would attend there: the same two, and another interpreter where theirs is not free."""
        if self.allows(Place(slot, table, self.held.people)):
            return self.held.people
        offers = self._reckoned().of_meeting(self.meeting.id, [self.today.slot_of(slot)])
        return next((offer.people for offer in offers if self._same_two(offer.people)), self.held.people)

    def colleagues(self) -> list[Participant]:
        """Others of one's organization who may meet the partner, and are free then."""
        people = db.session.scalars(
            select(Participant)
            .where(
                self._colleague(),
                Participant.id.not_in(self.held.people),
                meeting_rules.meetable(self.partner),
            )
            .order_by(Participant.search, Participant.id)
        )
        return [one for one in people if self.allows(self.with_colleague(one))]

    def _colleague(self) -> ColumnElement[bool]:
        """Whoever stands in for somebody is of their main organization, beyond doubt."""
        if not self.who.organization_confirmed:
            return false()
        return organizations.members(self.who.organization_id)

    def with_colleague(self, colleague: Participant) -> Place:
        """The same place, attended by a colleague instead."""
        people = tuple(colleague.id if one == self.who.id else one for one in self.held.people)
        return Place(self.held.slot, self.held.table, people)

    def allows(self, to: Place) -> bool:
        """Whether the meeting can be held there, by these people, without breaking a rule."""
        places = self._reckoned()
        whole, places.problem = (
            places.problem,
            replace(
                places.problem,
                meetings=tuple(
                    replace(one, sides=_attended_by(one.sides, to.people)) if one.id == self.meeting.id else one
                    for one in places.problem.meetings
                ),
            ),
        )
        try:
            return places.allows(Assignment(self.meeting.id, to.slot, to.table, to.people))
        finally:
            places.problem = whole

    def _same_two(self, people: tuple[int, ...]) -> bool:
        return people[:PRINCIPALS] == self.held.people[:PRINCIPALS]

    def _held(self, meeting_id: int) -> Held:
        held = self.today.board.of_meeting.get(meeting_id)
        if held is None:
            raise NotFound(_("There is no such meeting."))
        if held.starts_at <= self.today.now:
            raise Conflict(_("This meeting has begun; it stays where it is."))
        if held.locked:
            raise Conflict(_("The organizers keep this meeting where it is. Ask them."))
        return held

    def _reckoned(self) -> Places:
        """Made when it is needed: it looks at the whole event."""
        if self._places is None:
            self._places = Places(self.today, self.today.slot_of(self.held.slot))
        return self._places


def _attended_by(sides: tuple[tuple[int, ...], ...], people: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    """Whoever is to attend may do so; whether they may meet at all is asked elsewhere."""
    if len(sides) != len(people):
        return sides
    return tuple(side if one in side else (*side, one) for side, one in zip(sides, people, strict=True))


def side_of(meeting: Meeting, held: Held, who: Participant) -> int:
    """The id of the one whose side of the meeting somebody attends."""
    return (meeting.low_id, meeting.high_id)[held.people.index(who.id)]
