"""What an event's rules know: which types meet, who is kept apart, who speaks what, who interprets."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    Event,
    FurtherOrganization,
    KeptApart,
    MeetingRule,
    Participant,
    ParticipantStatus,
    ParticipationType,
    ProfileTerm,
    TermKind,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import ColumnElement

TypePair = tuple[int, int]
Side = tuple[int | None, int | None]  # of what is kept apart: a participant or an organization


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one event, read by a few queries; `speaks` and `interpreters` hold codes by participant."""

    event: Event
    types: frozenset[TypePair]
    apart: frozenset[frozenset[Side]]
    speaks: Mapping[int, frozenset[str]]
    interpreters: Mapping[int, frozenset[str]]
    further: Mapping[int, frozenset[int]]  # organizations that somebody represents besides the main one

    def represented(self, person: Participant) -> frozenset[int]:
        """All organizations that somebody names."""
        return frozenset((person.organization_id,)) | self.further.get(person.id, frozenset())

    def keeps_apart(self, one: Participant, other: Participant) -> bool:
        """Whether organizers have said that these two, or their organizations, do not meet."""
        if not self.apart:
            return False
        return any(frozenset((a, b)) in self.apart for a in self._sides(one) for b in self._sides(other))

    def _sides(self, person: Participant) -> tuple[Side, ...]:
        return (person.id, None), *((None, one) for one in self.represented(person))

    def share_language(self, one: int, other: int) -> bool:
        """Whether two speak a common language; of whoever names none it is taken for granted."""
        mine, theirs = self.speaks.get(one), self.speaks.get(other)
        return not mine or not theirs or not mine.isdisjoint(theirs)

    def interpreters_between(self, one: int, other: int) -> tuple[int, ...]:
        """Those who speak a language of each."""
        mine, theirs = self.speaks.get(one, frozenset()), self.speaks.get(other, frozenset())
        return tuple(
            person
            for person, codes in self.interpreters.items()
            if not codes.isdisjoint(mine) and not codes.isdisjoint(theirs)
        )


def rules_of(event: Event) -> Rules:
    """The rules of an event, about everybody."""
    return _read(event, None)


def rules_between(one: Participant, other: Participant) -> Rules:
    """The rules of their event, with the languages of these two alone."""
    return _read(db.session.get_one(Event, one.event_id), (one.id, other.id))


def type_pair(one: int, other: int) -> TypePair:
    """Two participation types, the lower id first, as rules are stored."""
    return (one, other) if one <= other else (other, one)


def type_pairs(event: Event) -> frozenset[TypePair]:
    """Every two participation types of this event that may meet."""
    rows = db.session.execute(
        select(MeetingRule.low_type_id, MeetingRule.high_type_id)
        .join(ParticipationType, ParticipationType.id == MeetingRule.low_type_id)
        .where(ParticipationType.event_id == event.id)
    )
    return frozenset((low, high) for low, high in rows)


def interpreters_of(event: Event) -> dict[int, frozenset[str]]:
    """Everybody who interprets at an event, with the languages."""
    working = Participant.interpreter & (Participant.status == ParticipantStatus.APPROVED)
    return _languages(event, working)


def _read(event: Event, people: Collection[int] | None) -> Rules:
    speaks: dict[int, frozenset[str]] = {}
    interpreters: dict[int, frozenset[str]] = {}
    if event.common_language_required:
        everybody = ~Participant.interpreter
        speaks = _languages(event, everybody if people is None else everybody & Participant.id.in_(people))
        interpreters = interpreters_of(event)
    return Rules(event, type_pairs(event), _kept_apart(event), speaks, interpreters, _further(event))


def _kept_apart(event: Event) -> frozenset[frozenset[Side]]:
    rows = db.session.execute(
        select(
            KeptApart.one_participant_id,
            KeptApart.one_organization_id,
            KeptApart.other_participant_id,
            KeptApart.other_organization_id,
        ).where(KeptApart.event_id == event.id)
    )
    return frozenset(frozenset(((one, firm), (other, other_firm))) for one, firm, other, other_firm in rows)


def _further(event: Event) -> dict[int, frozenset[int]]:
    rows = db.session.execute(
        select(FurtherOrganization.participant_id, FurtherOrganization.organization_id)
        .join(Participant, Participant.id == FurtherOrganization.participant_id)
        .where(Participant.event_id == event.id)
    )
    found: defaultdict[int, set[int]] = defaultdict(set)
    for person, organization in rows:
        found[person].add(organization)
    return {person: frozenset(ids) for person, ids in found.items()}


def _languages(event: Event, whose: ColumnElement[bool]) -> dict[int, frozenset[str]]:
    rows = db.session.execute(
        select(ProfileTerm.participant_id, ProfileTerm.key)
        .join(Participant, Participant.id == ProfileTerm.participant_id)
        .where(Participant.event_id == event.id, ProfileTerm.kind == TermKind.LANGUAGE, whose)
        .order_by(ProfileTerm.participant_id)
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for person, code in rows:
        found[person].add(code)
    return {person: frozenset(codes) for person, codes in found.items()}
