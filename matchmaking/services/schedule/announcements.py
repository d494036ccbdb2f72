"""Telling people what changed in their schedule: one mail each, with their own changes only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from matchmaking.extensions import db
from matchmaking.models import ChangeStatus, ChangeWanted, MeetingChange, Participant
from matchmaking.services.mail import outbox
from matchmaking.services.schedule.changes import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from matchmaking.models import Event, Schedule
    from matchmaking.services.schedule.changes import Change, Place


@dataclass(frozen=True, slots=True)
class Issue:
    """What is published: its number, whether it may still change, and whether the one before it, if any, might."""

    number: int
    preliminary: bool
    before: bool | None

    @property
    def turned(self) -> bool:
        """Whether a preliminary schedule becomes final, or the other way round."""
        return self.before is not None and self.before is not self.preliminary

    @property
    def turned_final(self) -> bool:
        """Whether what might have changed will not any more."""
        return self.turned and not self.preliminary


def schedule_changed(
    event: Event, made: Schedule, issue: Issue, told: Mapping[int, Sequence[Change]], now: datetime
) -> None:
    """Write to everyone concerned what is new, moved or cancelled for them; who has no change is told it is final."""
    people = _people(told)
    called_off = _called_off({change.meeting_id for changes in told.values() for change in changes}, now)
    for participant_id, changes in told.items():
        outbox.write(
            "schedule_changed",
            people[participant_id],
            now=now,
            dedupe_key=f"schedule:{made.id}:{participant_id}",
            event=event,
            called_off=called_off,
            **_context(event, issue, participant_id, changes, people),
        )


def preview(event: Event, issue: Issue, participant_id: int, changes: Sequence[Change]) -> tuple[Participant, str, str]:
    """To whom one mail goes, its subject and its text, as publishing would write it."""
    people = _people({participant_id: changes})
    who = people[participant_id]
    context = {"called_off": {}, **_context(event, issue, participant_id, changes, people)}
    return who, *outbox.text_of("schedule_changed", who.name, who.language, event=event, **context)


def kinds_for(participant_id: int, changes: Iterable[Change]) -> list[ChangeKind]:
    """What happens to a person's meetings, in their eyes."""
    return [_seen(participant_id, change)[0] for change in changes]


def _context(
    event: Event, issue: Issue, participant_id: int, changes: Sequence[Change], people: Mapping[int, Participant]
) -> dict[str, Any]:
    return {
        "issue": issue,
        "changes": [_as_seen_by(participant_id, change, people) for change in changes],
        "agenda_url": outbox.link(f"/e/{event.slug}/me/agenda"),
    }


def _called_off(meetings: Iterable[int], now: datetime) -> dict[int, MeetingChange]:
    """By meeting: what the one said who calls it off by this very change; an earlier reason is not this one's."""
    found = db.session.scalars(
        select(MeetingChange).where(
            MeetingChange.meeting_id.in_(meetings),
            MeetingChange.wanted == ChangeWanted.NONE,
            MeetingChange.status == ChangeStatus.AGREED,
            MeetingChange.answered_at == now,
        )
    )
    return {change.meeting_id: change for change in found}


def _people(told: Mapping[int, Sequence[Change]]) -> dict[int, Participant]:
    """Everyone who is told, or is named to them."""
    wanted = {who for changes in told.values() for change in changes for who in change.concerned} | told.keys()
    found = db.session.scalars(
        select(Participant).where(Participant.id.in_(wanted)).options(joinedload(Participant.organization))
    )
    return {person.id: person for person in found}


def _seen(participant_id: int, change: Change) -> tuple[ChangeKind, Place | None, Place | None]:
    before = change.before if change.before and participant_id in change.before.people else None
    after = change.after if change.after and participant_id in change.after.people else None
    kind = ChangeKind.NEW if before is None else ChangeKind.CANCELLED if after is None else ChangeKind.MOVED
    return kind, before, after


def _as_seen_by(participant_id: int, change: Change, people: Mapping[int, Participant]) -> dict[str, object]:
    """One change in one person's eyes: who no longer attends sees it cancelled, who takes over sees it new."""
    kind, before, after = _seen(participant_id, change)
    return {
        "kind": kind.value,
        "meeting": change.meeting_id,
        "before": before,
        "after": after,
        "partners": _partners(participant_id, (after, before), people),
    }


def _partners(
    participant_id: int, places: Iterable[Place | None], people: Mapping[int, Participant]
) -> list[Participant]:
    place = next(place for place in places if place)
    others = [people[who] for who in place.people if who != participant_id]
    return sorted(others, key=lambda person: person.interpreter)  # whom one meets before who interprets
