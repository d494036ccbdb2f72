"""Those who may be suggested to a participant, read by a constant number of queries, and what there was before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, cast, func, or_, select

from matchmaking.extensions import db
from matchmaking.models import (
    Event,
    HiddenSuggestion,
    MeetingRequest,
    OrganizationRequest,
    Participant,
    ProfileTerm,
    RequestStatus,
    TermKind,
)
from matchmaking.services.people import availability, history, organizations
from matchmaking.services.requests import meeting_rules, organization_sides
from matchmaking.services.requests.pairs import OPEN
from matchmaking.services.suggestions.scoring import History, Person, Pool
from matchmaking.services.suggestions.words import of_profile

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

NO_WORDS: frozenset[str] = frozenset()


def pool_for(event: Event, viewer: Participant) -> Pool:
    """The viewer and everybody who may be suggested to them."""
    wanted = _meetable(viewer) - _settled(viewer) | {viewer.id}
    words, free = _words(event), _free(event)
    people = (_person(identifier, words.get(identifier, {}), free) for identifier in sorted(wanted))
    return Pool(people, interpreters=meeting_rules.interpreters_of(event).values())


def history_of(event: Event, viewer: Participant) -> History:
    """Whom the viewer met before, and who waits for their answer."""
    waiting = select(MeetingRequest.requester_id).where(
        MeetingRequest.recipient_id == viewer.id, MeetingRequest.status == RequestStatus.PENDING
    )
    asked_all = frozenset(request.requester_id for request in organization_sides.waiting_for(viewer))
    return History(met=history.met_before(event, viewer), asked_me=asked_all.union(db.session.scalars(waiting)))


def unfound(event: Event, people: Collection[int]) -> set[int]:
    """Those of these people who neither ask anybody nor are asked."""
    there = (MeetingRequest.event_id == event.id) & MeetingRequest.shown.in_(OPEN)
    sides = [
        select(side).where(there).distinct() for side in (MeetingRequest.requester_id, MeetingRequest.recipient_id)
    ]
    to_all = (OrganizationRequest.event_id == event.id) & organization_sides.PENDING
    sides.append(select(OrganizationRequest.requester_id).where(to_all))
    return set(people).difference(*(db.session.scalars(side) for side in sides))


def _person(identifier: int, words: Mapping[str, frozenset[str]], free: Mapping[int, int]) -> Person:
    return Person(
        identifier,
        needs=words.get(TermKind.NEED, NO_WORDS),
        offers=words.get(TermKind.OFFER, NO_WORDS),
        fields=words.get(TermKind.FIELD, NO_WORDS),
        languages=words.get(TermKind.LANGUAGE, NO_WORDS),
        free=free.get(identifier, free[0]),
    )


def _meetable(viewer: Participant) -> set[int]:
    return set(db.session.scalars(select(Participant.id).where(meeting_rules.meetable(viewer))))


def _settled(viewer: Participant) -> set[int]:
    """With whom there is an answer, or a request of the viewer's own; and whom they do not want to see again."""
    rows = db.session.execute(
        select(MeetingRequest.requester_id, MeetingRequest.recipient_id, MeetingRequest.status).where(
            or_(
                (MeetingRequest.requester_id == viewer.id) & (MeetingRequest.shown != RequestStatus.WITHDRAWN),
                (MeetingRequest.recipient_id == viewer.id) & (MeetingRequest.status != RequestStatus.WITHDRAWN),
            )
        )
    )
    settled = {
        recipient if requester == viewer.id else requester
        for requester, recipient, status in rows
        if requester == viewer.id or status is not RequestStatus.PENDING
    }
    asked = organizations.representing(organization_sides.organizations_asked_by(viewer))
    settled.update(db.session.scalars(select(Participant.id).where(Participant.event_id == viewer.event_id, asked)))
    hidden = select(HiddenSuggestion.other_id).where(HiddenSuggestion.participant_id == viewer.id)
    return settled | set(db.session.scalars(hidden))


def _words(event: Event) -> dict[int, Mapping[str, frozenset[str]]]:
    """What everybody's profile is compared by; one line for each, so that a profile seen before is not read again."""
    line = cast(ProfileTerm.kind, String).concat(":").concat(ProfileTerm.key)
    rows = db.session.execute(
        select(ProfileTerm.participant_id, func.aggregate_strings(line, "\n"))
        .join(Participant, Participant.id == ProfileTerm.participant_id)
        .where(Participant.event_id == event.id)
        .group_by(ProfileTerm.participant_id)
    )
    return {participant_id: of_profile(terms) for participant_id, terms in rows}


def _free(event: Event) -> dict[int, int]:
    """A bit for each slot in which somebody can meet; under 0 those of whoever says nothing."""
    bit = {slot.id: 1 << place for place, slot in enumerate(availability.slots_of(event))}
    everything = (1 << len(bit)) - 1
    blocked = availability.unavailable_slots(event).items()
    return {0: everything} | {person: everything - sum(bit[slot] for slot in slots) for person, slots in blocked}
