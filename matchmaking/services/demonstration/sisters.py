"""Two smaller events beside the demonstration event, in one series with it, each with a look of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from matchmaking.models import SessionKind
from matchmaking.services.setup import event_hours, event_setup, look, participation, places, programme, series
from matchmaking.services.words import wall_clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from matchmaking.models import Event, Organizer

SERIES = series.SeriesValues(
    "Clusters across borders",
    "clusters-across-borders",
    "Events of one network: clusters and firms of the Balkans, the Black Sea and Central Europe meet in person.",
)
OWN_COLOUR = "#1f5f8b"  # of the demonstration event itself
SESSIONS = (
    (SessionKind.PLENARY, "Opening", time(9), time(9, 45), None),
    (SessionKind.MEETINGS, "Meetings in the morning", time(10), time(12, 30), 25),
    (SessionKind.PAUSE, "Lunch", time(12, 30), time(13, 30), None),
    (SessionKind.MEETINGS, "Meetings in the afternoon", time(13, 30), time(16), 25),
)


@dataclass(frozen=True)
class Sister:
    """A small event of one day."""

    name: str
    slug: str
    days_later: int
    time_zone: str
    venue: str
    colour: str
    languages: tuple[str, ...]
    about: str
    sides: tuple[str, ...]  # types; two of them meet across only, one meets itself
    tables: int


SISTERS = (
    Sister(
        "Balkan Cluster", "balkan-cluster", 120, "Europe/Sofia", "Inter Expo Center, Sofia", "#7a2e5d",
        ("en", "bg", "mk"), "One day for cluster managers: who works with whom next year.", ("Cluster",), 12,
    ),
    Sister(
        "Czech–Serbian trade bridge", "czech-serbian-bridge", 190, "Europe/Prague", "Palác Dunaj, Praha", "#8a3b12",
        ("en", "cs", "sr"), "Firms of two countries meet across: every meeting has a Czech and a Serbian side.",
        ("Czech firm", "Serbian firm"), 16,
    ),
)  # fmt: skip


def add(event: Event, organizer: Organizer, now: datetime) -> None:
    """Begin the series with the demonstration event, and add its sisters."""
    look.set_colours(event, OWN_COLOUR, "", organizer, now)
    begun = series.begin(event, SERIES, organizer, now)
    for sister in SISTERS:
        made = _create(sister, event.starts_on + timedelta(days=sister.days_later), organizer, now)
        series.join(made, begun.id, organizer, now)


def _create(sister: Sister, day: date, organizer: Organizer, now: datetime) -> Event:
    event = event_setup.create(
        organizer,
        event_setup.Basics(
            sister.name, sister.slug, day, day, sister.time_zone, sister.venue, sister.languages, listed=True
        ),
        now,
    )
    event_setup.set_texts(event, {"en": event_setup.Texts(sister.about, "", "")}, organizer, now)
    look.set_colours(event, sister.colour, "", organizer, now)
    for kind, title, starts, ends, minutes in SESSIONS:
        values = programme.SessionValues(kind, title, "", "", day, starts, ends, minutes, 5 if minutes else None)
        programme.add(event, values, organizer, now)
    hall = places.add_zone(event, "Hall", organizer, now)
    places.add_tables(event, hall, range(1, sister.tables + 1), organizer, now)
    _add_sides(sister, event, organizer, now)
    opens = wall_clock.combined(day - timedelta(days=60), time(9), sister.time_zone)
    event_hours.set_hours(event, event_hours.Hours(opens, None, opens, None), organizer, now)
    return event


def _add_sides(sister: Sister, event: Event, organizer: Organizer, now: datetime) -> None:
    begun_with = participation.types_of(event)
    sides = [participation.add_type(event, name, organizer, now, self_registration=True) for name in sister.sides]
    for kind in begun_with:
        participation.remove_type(event, kind, organizer, now)
    participation.set_rules(event, [(sides[0].id, sides[-1].id)], organizer, now)
