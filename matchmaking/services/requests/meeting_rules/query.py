"""Who may meet somebody, asked of the database: every rule of `pair`, said in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, exists, false, or_, select

from matchmaking.extensions import db
from matchmaking.models import (
    Event,
    KeptApart,
    MeetingRule,
    Participant,
    ParticipantStatus,
    ProfileTerm,
    TermKind,
)
from matchmaking.services.people import organizations
from matchmaking.services.requests.meeting_rules.facts import interpreters_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import ColumnElement


def meetable(participant: Participant) -> ColumnElement[bool]:
    """Those whom this participant may meet, as a condition on `Participant`: `reason_not`, said in SQL."""
    if participant.status is not ParticipantStatus.APPROVED or participant.interpreter:
        return false()
    event = db.session.get_one(Event, participant.event_id)
    return and_(
        Participant.event_id == event.id,
        Participant.id != participant.id,
        Participant.status == ParticipantStatus.APPROVED,
        ~Participant.interpreter,
        _of_types_that_meet(participant),
        *_of_other_organizations(event, participant),
        *_not_kept_apart(participant),
        *_of_other_countries(event, participant),
        *_understood(event, participant),
    )


def _of_types_that_meet(participant: Participant) -> ColumnElement[bool]:
    mine = participant.type_id
    return exists().where(
        or_(
            and_(MeetingRule.low_type_id == mine, MeetingRule.high_type_id == Participant.type_id),
            and_(MeetingRule.high_type_id == mine, MeetingRule.low_type_id == Participant.type_id),
        )
    )


def _of_other_organizations(event: Event, participant: Participant) -> list[ColumnElement[bool]]:
    return [] if event.same_organization_meets else [~organizations.representing(participant.represented)]


def _not_kept_apart(participant: Participant) -> list[ColumnElement[bool]]:
    people, firms = _kept_from(participant)
    conditions: list[ColumnElement[bool]] = [Participant.id.not_in(people)] if people else []
    return [*conditions, ~organizations.representing(firms)] if firms else conditions


def _kept_from(participant: Participant) -> tuple[set[int], set[int]]:
    """The ids of the people and of the organizations that a participant is kept from."""
    one = (KeptApart.one_participant_id, KeptApart.one_organization_id)
    other = (KeptApart.other_participant_id, KeptApart.other_organization_id)
    people: set[int] = set()
    firms: set[int] = set()
    for mine, theirs in ((one, other), (other, one)):
        rows = db.session.execute(
            select(*theirs).where(
                KeptApart.event_id == participant.event_id,
                or_(mine[0] == participant.id, mine[1].in_(participant.represented)),
            )
        )
        for person, organization in rows.all():
            if person is not None:
                people.add(person)
            if organization is not None:
                firms.add(organization)
    return people, firms


def _of_other_countries(event: Event, participant: Participant) -> list[ColumnElement[bool]]:
    matters = event.across_countries_only and participant.country
    return [Participant.country != participant.country] if matters else []


def _understood(event: Event, participant: Participant) -> list[ColumnElement[bool]]:
    """They speak one of my languages, or one of an interpreter who does; or did not say what they speak."""
    mine = _spoken_by(participant) if event.common_language_required else set()
    if not mine:
        return []
    bridged = {code for codes in interpreters_of(event).values() if not codes.isdisjoint(mine) for code in codes}
    return [or_(~_speaks(None), _speaks(mine | bridged))]


def _spoken_by(participant: Participant) -> set[str]:
    return set(
        db.session.scalars(
            select(ProfileTerm.key).where(
                ProfileTerm.participant_id == participant.id, ProfileTerm.kind == TermKind.LANGUAGE
            )
        )
    )


def _speaks(codes: Collection[str] | None) -> ColumnElement[bool]:
    """Whether somebody speaks one of these languages, or any at all."""
    spoken = (ProfileTerm.participant_id == Participant.id, ProfileTerm.kind == TermKind.LANGUAGE)
    return exists().where(*spoken, *([] if codes is None else [ProfileTerm.key.in_(codes)]))
