"""The people of a snapshot: who is approved, who may stand in for whom, and what limits their day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import (
    FurtherOrganization,
    Meeting,
    MeetingRequest,
    OrganizationRequest,
    OrganizationRequestNo,
    Participant,
    ParticipantStatus,
    RequestStatus,
)
from matchmaking.services.people import availability
from matchmaking.services.people.limits import OwnLimits
from matchmaking.services.people.limits import of as limits_of
from matchmaking.services.requests import meeting_rules
from matchmaking.services.runs.snapshot.lunch import left_of, windows_of
from solver import problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

    from matchmaking.models import Event
    from matchmaking.services.runs.snapshot.held import Past
    from matchmaking.services.runs.snapshot.times import Period


@dataclass(frozen=True, slots=True)
class Wish:
    """A meeting that may be held: its columns alone, since pages that check a schedule read thousands of them."""

    id: int
    low_id: int
    high_id: int
    cancelled: bool


class Population:
    """The approved participants of an event and what they wish for; loaded by a handful of queries."""

    def __init__(self, event: Event, past: Past) -> None:
        self.event = event
        self.past = past
        approved = db.session.scalars(
            select(Participant)
            .where(Participant.event_id == event.id, Participant.status == ParticipantStatus.APPROVED)
            .options(joinedload(Participant.type))
            .order_by(Participant.id)
        )
        self.by_id = {person.id: person for person in approved}
        self.colleagues: dict[int, list[int]] = defaultdict(list)
        for person in self.by_id.values():
            if not person.interpreter and person.organization_confirmed:
                self.colleagues[person.organization_id].append(person.id)
        self._read_further_organizations()
        self.rules = meeting_rules.rules_of(event)
        self.meetings = self._meetings()
        self._read_requests()

    def _read_further_organizations(self) -> None:
        """Whoever represents an organization as well is a colleague there, too."""
        rows = db.session.execute(
            select(FurtherOrganization.organization_id, FurtherOrganization.participant_id)
            .where(FurtherOrganization.confirmed, FurtherOrganization.participant_id.in_(self._approved()))
            .order_by(FurtherOrganization.participant_id)
        )
        for organization, person in rows:
            self.colleagues[organization].append(person)

    def _approved(self) -> Select[int]:
        takes_part = Participant.status == ParticipantStatus.APPROVED
        return select(Participant.id).where(Participant.event_id == self.event.id, takes_part, ~Participant.interpreter)

    def _meetings(self) -> list[Wish]:
        """Those that can be held, not cancelled and with two who may meet; and those that have begun."""
        rows = db.session.execute(
            select(Meeting.id, Meeting.low_id, Meeting.high_id, Meeting.cancelled_at)
            .where(Meeting.event_id == self.event.id)
            .order_by(Meeting.id)
        )
        meetings = (
            Wish(identifier, low, high, cancelled_at is not None) for identifier, low, high, cancelled_at in rows
        )
        return [meeting for meeting in meetings if meeting.id in self.past.of_meeting or self._can_be_held(meeting)]

    def _can_be_held(self, meeting: Wish) -> bool:
        low, high = self.by_id.get(meeting.low_id), self.by_id.get(meeting.high_id)
        if meeting.cancelled or low is None or high is None:
            return False
        return meeting_rules.allowed(low, high, self.rules)

    def _read_requests(self) -> None:
        """Weights of the pairs, who may be represented by colleagues, and who said no to whom."""
        self.weight: dict[frozenset[int], int] = defaultdict(int)
        self.represented: set[tuple[int, int]] = set()
        self.refused: set[frozenset[int]] = set()
        rows = db.session.execute(
            select(
                MeetingRequest.requester_id,
                MeetingRequest.recipient_id,
                MeetingRequest.priority,
                MeetingRequest.status,
                MeetingRequest.requester_colleagues,
                MeetingRequest.recipient_colleagues,
            ).where(
                MeetingRequest.event_id == self.event.id,
                MeetingRequest.status.in_((RequestStatus.ACCEPTED, RequestStatus.DECLINED)),
            )
        )
        for requester, recipient, priority, status, for_requester, for_recipient in rows:
            pair = frozenset((requester, recipient))
            if status is RequestStatus.DECLINED:
                self.refused.add(pair)
                continue
            self.weight[pair] += int(priority)
            if for_requester:
                self.represented.add((requester, recipient))
            if for_recipient:
                self.represented.add((recipient, requester))

        self._read_noes_to_organizations()

    def _read_noes_to_organizations(self) -> None:
        """Whoever would not meet somebody who asked the organization is not sent there for a colleague."""
        rows = db.session.execute(
            select(OrganizationRequest.requester_id, OrganizationRequestNo.participant_id)
            .join(OrganizationRequestNo, OrganizationRequestNo.request_id == OrganizationRequest.id)
            .where(OrganizationRequest.event_id == self.event.id)
        )
        self.refused.update(frozenset((requester, other)) for requester, other in rows)

    def sides(self, meeting: Wish) -> tuple[tuple[int, ...], ...]:
        """
        Who may sit on each side: the one who was asked for first, then colleagues where that was agreed.

        A third side holds the interpreters where the two share no language; no colleague comes who needs another.
        """
        low, high = meeting.low_id, meeting.high_id
        shared = self.rules.share_language(low, high)
        interpreters = () if shared else self.rules.interpreters_between(low, high)
        one, other = [low], [high]
        for side, opposite in ((one, other), (other, one)):
            for person in self._colleagues(side[0], opposite[0]):
                if all(self._understand(person, facing, interpreters) for facing in opposite):
                    side.append(person)
        return (tuple(one), tuple(other), *((interpreters,) if interpreters else ()))

    def _colleagues(self, principal: int, other: int) -> list[int]:
        if (principal, other) not in self.represented:
            return []
        named = self.by_id[principal]
        mine = self.colleagues[named.organization_id] if named.organization_confirmed else []
        return [person for person in mine if person not in {principal, other} and self._may_stand_in(person, other)]

    def _understand(self, one: int, other: int, interpreters: tuple[int, ...]) -> bool:
        """Whether two understand each other, by themselves or through whoever of these comes."""
        if self.rules.share_language(one, other):
            return True
        return bool(interpreters) and set(interpreters) <= set(self.rules.interpreters_between(one, other))

    def _may_stand_in(self, person: int, other: int) -> bool:
        # "No thanks" is final: whoever said it, or was told it, is not sent there by a colleague's meeting.
        if frozenset((person, other)) in self.refused:
            return False
        return meeting_rules.allowed(self.by_id[person], self.by_id[other], self.rules)

    def participants(self, slots: Sequence[Period]) -> tuple[problem.Participant, ...]:
        """Whoever occurs in a meeting, with their limits; those with wishes of their own should meet at least once."""
        principals, occurring = self._who_occurs()
        unavailable = availability.unavailable_slots(self.event)
        known = {slot.id for slot in slots}
        lunch = windows_of(self.event, slots)
        people = []
        for person in sorted(occurring):
            limits = self._limits_of(person)
            busy = self.past.slots_of.get(person, set())
            people.append(
                problem.Participant(
                    id=person,
                    unavailable=frozenset(unavailable.get(person, ())) & known - busy,
                    max_meetings=_at_least(limits.max_meetings, len(busy)),
                    min_meetings=1 if person in principals else None,
                    max_consecutive=_at_least(limits.max_consecutive, _longest_row(busy, slots)),
                    free_windows=left_of(lunch, busy),
                )
            )
        return tuple(people)

    def _limits_of(self, person: int) -> OwnLimits:
        """
        What limits somebody's day; interpreters have their own limits alone.

        Somebody who has withdrawn occurs only in what has begun, which no limit undoes.
        """
        known = self.by_id.get(person)
        if known is None:
            return OwnLimits(None, None)
        if known.interpreter:
            return OwnLimits(known.max_meetings, known.max_consecutive)
        found = limits_of(self.event, known)
        return OwnLimits(found.max_meetings, found.max_consecutive)

    def _who_occurs(self) -> tuple[set[int], set[int]]:
        """Those with meetings of their own, and everybody who may sit at one."""
        principals: set[int] = set()
        occurring: set[int] = set()
        for meeting in self.meetings:
            begun = self.past.of_meeting.get(meeting.id)
            if begun is not None:
                occurring.update(begun.people)
                continue
            principals.update((meeting.low_id, meeting.high_id))
            occurring.update(*self.sides(meeting))
        return principals, occurring


def _at_least(limit: int | None, already: int) -> int | None:
    """A limit that the past has broken cannot be kept any more; what is left is not to add to it."""
    return None if limit is None else max(limit, already)


def _longest_row(busy: set[int], slots: Sequence[Period]) -> int:
    """How many of these slots follow one another without a pause."""
    longest, row, run = 0, 0, None
    for slot in slots if busy else ():
        row = (row + 1 if slot.run == run else 1) if slot.id in busy else 0
        run = slot.run
        longest = max(longest, row)
    return longest
