"""What was said of each meeting, both sides beside each other, for the organizers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import Feedback, Meeting, Participant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select

    from matchmaking.models import Event


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting, and each side's word with whose it is."""

    meeting: Meeting
    said: tuple[tuple[Participant, Feedback], ...]


def count(event: Event, stand: str) -> int:
    """How many meetings something was said of."""
    return db.session.scalar(select(func.count()).select_from(_meetings(event, stand).subquery())) or 0


def rows(event: Event, stand: str, *, offset: int, limit: int) -> list[Row]:
    """These meetings, the latest answers first; by three queries."""
    wanted = _meetings(event, stand).order_by(func.max(Feedback.changed_at).desc(), Feedback.meeting_id)
    ids = list(db.session.scalars(wanted.offset(offset).limit(limit)))
    people = (joinedload(Meeting.low), joinedload(Meeting.high))
    meetings = {one.id: one for one in db.session.scalars(select(Meeting).where(Meeting.id.in_(ids)).options(*people))}
    return [Row(meetings[meeting], tuple(said)) for meeting, said in _said(ids).items()]


def _said(ids: Sequence[int]) -> dict[int, list[tuple[Participant, Feedback]]]:
    found: dict[int, list[tuple[Participant, Feedback]]] = {meeting: [] for meeting in ids}
    query = select(Participant, Feedback).join(Feedback, Feedback.participant_id == Participant.id)
    for person, word in db.session.execute(query.where(Feedback.meeting_id.in_(ids)).order_by(Feedback.id)):
        found[word.meeting_id].append((person, word))
    return found


def _meetings(event: Event, stand: str) -> Select[int]:
    """The meetings that something was said of: all, or those that one side or both say were not held."""
    query = select(Feedback.meeting_id).where(Feedback.event_id == event.id).group_by(Feedback.meeting_id)
    held = func.sum(case((Feedback.took_place, 1), else_=0))
    if stand == "contradicted":
        return query.having(held > 0, held < func.count())
    if stand == "not_held":
        return query.having(held == 0)
    return query
