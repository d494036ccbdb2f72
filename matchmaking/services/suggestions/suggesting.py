"""A participant's suggestions: found, shown with their reasons, hidden, and asked."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from matchmaking.extensions import db
from matchmaking.models import HiddenSuggestion, Participant
from matchmaking.services.people import directory
from matchmaking.services.setup import phases
from matchmaking.services.suggestions import exposure, people, reasons
from matchmaking.services.words import times

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select

    from matchmaking.models import Event
    from matchmaking.services.suggestions.scoring import History, Pool

PER_PAGE = exposure.TEN


@dataclass(frozen=True)
class Suggestion:
    """Somebody whom the viewer might want to meet, and why; `asks` says that they have asked already."""

    person: Participant
    reasons: list[str]
    asks: bool


@dataclass(frozen=True)
class Suggestions:
    """Everybody whom a participant might want to meet, the best first; pages show them as this day's draw has it."""

    viewer: Participant
    ranked: list[int]
    unfound: set[int]
    seed: str
    pool: Pool
    history: History

    def page(self, offset: int, limit: int = PER_PAGE) -> list[Suggestion]:
        """Some of them, with the reasons."""
        order = exposure.spread(self.ranked, self.unfound, self.seed)
        ids = list(islice(order, offset, offset + limit))
        found = {person.id: person for person in db.session.scalars(_with_profile(ids))}
        return [
            Suggestion(
                found[identifier],
                reasons.of(self.viewer, found[identifier], self.pool, self.history),
                identifier in self.history.asked_me,
            )
            for identifier in ids
        ]


def of(event: Event, viewer: Participant, now: datetime) -> Suggestions:
    """Whom to suggest to a participant today: who may meet them, and with whom nothing is settled yet."""
    pool, history = people.pool_for(event, viewer), people.history_of(event, viewer)
    ranked = pool.ranked(pool.people[viewer.id], history)
    seed = f"{viewer.id}:{times.day_of(now, event).isoformat()}"
    return Suggestions(viewer, ranked, people.unfound(event, ranked), seed, pool, history)


def hide(event: Event, viewer: Participant, other_id: int, now: datetime) -> Participant:
    """Do not suggest somebody to this participant any more; nobody is told, and hiding again changes nothing."""
    phases.require_running(event, now)
    other = directory.person(viewer, other_id)
    if db.session.get(HiddenSuggestion, (viewer.id, other.id)) is None:
        db.session.add(HiddenSuggestion(participant_id=viewer.id, other_id=other.id))
        db.session.flush()
    return other


def _with_profile(ids: list[int]) -> Select[Participant]:
    return (
        select(Participant)
        .where(Participant.id.in_(ids))
        .options(joinedload(Participant.organization), joinedload(Participant.type), selectinload(Participant.terms))
    )
