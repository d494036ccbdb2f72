"""
The report on an event, in figures that stay the same once its participants are anonymised.

Definitions, as the report itself gives them:

- a meeting was held if it was scheduled in the version in force, has ended, nobody was marked as missing, and neither
  side says that it did not take place;
- what both sides declare of one meeting is counted once: the larger value, the larger number of people, the stronger
  follow-up;
- satisfaction is shown from three answers on.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from matchmaking.models import FollowUp, RequestStatus
from matchmaking.services.afterwards import records
from matchmaking.services.documents import endorsers
from matchmaking.services.schedule import publishing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from matchmaking.models import Event
    from matchmaking.services.afterwards.records import Held, Person

FEWEST_ANSWERS = 3  # with fewer, an average would tell what one person said
ANSWERED = (RequestStatus.ACCEPTED, RequestStatus.DECLINED, RequestStatus.EXPIRED)

CountryPair = tuple[str, str]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Answers on how good meetings were; the distribution only from a few answers on."""

    asked: int  # attendances of meetings that ended
    answers: int
    ratings: Mapping[int, int]

    @property
    def rated(self) -> int:
        """How many gave a rating."""
        return sum(self.ratings.values())

    @property
    def shown(self) -> bool:
        """Whether there are enough ratings for none of them to be recognised."""
        return self.rated >= FEWEST_ANSWERS

    @property
    def average(self) -> float | None:
        """From 1 to 5; None where there are too few."""
        return sum(stars * count for stars, count in self.ratings.items()) / self.rated if self.shown else None


class Report:
    """An event's figures, from a handful of queries."""

    def __init__(self, event: Event, now: datetime) -> None:
        self.event = event
        self.made_at = now
        self.people = records.people_of(event)
        self.requests = records.requests_of(event)
        self.wished = records.wished_of(event)
        self.version = publishing.in_force(event)
        self.meetings = records.meetings_of(event, self.version, now)
        self.documents = endorsers.summary(event)

    @property
    def taking_part(self) -> list[Person]:
        """Those who take part."""
        return [person for person in self.people.values() if person.taking_part]

    @property
    def acceptance(self) -> float | None:
        """The share of accepted requests among those that were answered or expired."""
        answered = sum(self.requests.get(status, 0) for status in ANSWERED)
        return self.requests.get(RequestStatus.ACCEPTED, 0) / answered if answered else None

    @property
    def held(self) -> list[Held]:
        """The meetings that were held."""
        return [meeting for meeting in self.meetings if meeting.held]

    @property
    def ended(self) -> int:
        """Scheduled meetings that were to be held by now."""
        return sum(meeting.ended for meeting in self.meetings)

    @property
    def contradicted(self) -> int:
        """Meetings of which the two sides say different things."""
        return sum(meeting.contradicted for meeting in self.meetings)

    @property
    def with_meetings(self) -> int:
        """How many people have a scheduled meeting."""
        return len({person for meeting in self.meetings for person in meeting.people})

    @property
    def without_meetings(self) -> int:
        """How many who take part have none."""
        met = {person for meeting in self.meetings for person in meeting.people}
        return sum(person.taking_part and key not in met for key, person in self.people.items())

    @property
    def cross_border(self) -> int:
        """Scheduled meetings of people from different countries."""
        return sum(one != other for one, other in map(self._countries, self.meetings))

    def countries(self) -> list[tuple[str, int]]:
        """Countries by the number of those who take part, the largest first."""
        return _ranked(Counter(person.country for person in self.taking_part))

    def types(self) -> list[tuple[str, int, int]]:
        """Each participation type with its people and the scheduled meetings they are in."""
        people = Counter(person.type for person in self.taking_part)
        meetings = Counter(kind for meeting in self.meetings for kind in self._each(meeting, "type"))
        return [(kind, people[kind], meetings[kind]) for kind, _count in _ranked(people + meetings)]

    def fields(self) -> list[tuple[str, int, int]]:
        """Each field with its people and the scheduled meetings that one of them is in."""
        people = Counter(field for person in self.taking_part for field in person.fields)
        meetings = Counter(
            field for meeting in self.meetings for field in {f for p in meeting.people for f in self.people[p].fields}
        )
        return [(field, people[field], meetings[field]) for field, _count in _ranked(people)]

    def country_pairs(self) -> dict[CountryPair, tuple[int, int]]:
        """Scheduled and held meetings of each two countries, the names in order."""
        scheduled = Counter(self._countries(meeting) for meeting in self.meetings)
        held = Counter(self._countries(meeting) for meeting in self.held)
        return {pair: (count, held[pair]) for pair, count in _ranked(scheduled)}

    def satisfaction(self) -> Satisfaction:
        """What attendees think of the meetings that were to take place."""
        said = [row for meeting in self.meetings for row in meeting.said]
        ratings = Counter(row.rating for row in said if row.rating is not None)
        asked = sum(len(meeting.people) for meeting in self.meetings if meeting.ended)
        return Satisfaction(asked, len(said), {stars: ratings[stars] for stars in (5, 4, 3, 2, 1)})

    def follow_ups(self) -> list[tuple[FollowUp, int]]:
        """How many held meetings lead to what; each is counted once, under the stronger of two answers."""
        found = Counter(meeting.follow_up for meeting in self.held)
        return [(kind, found[kind]) for kind in reversed(FollowUp)]

    @property
    def value(self) -> int:
        """The declared value of what follows, each meeting counted once."""
        return sum(meeting.value for meeting in self.held)

    @property
    def reached(self) -> int:
        """The declared number of people that what follows reaches, each meeting counted once."""
        return sum(meeting.reached for meeting in self.held)

    def _countries(self, meeting: Held) -> CountryPair:
        first, second, *_rest = (*(self.people[person].country for person in meeting.people), "", "")
        return (first, second) if first <= second else (second, first)

    def _each(self, meeting: Held, what: str) -> set[str]:
        return {getattr(self.people[person], what) for person in meeting.people}


def _ranked(counts: Counter[Key]) -> list[tuple[Key, int]]:
    """The most frequent first, equal ones by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
