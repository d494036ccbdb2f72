"""Wall times as organizers type them, made into moments: twice a year some do not exist and some come twice."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaking.services.refusals import Invalid
from matchmaking.services.words import dates

if TYPE_CHECKING:
    from datetime import date, time, timedelta

FIRST_YEAR = 2000
LAST_YEAR = 2100


def moment_of(wall: datetime, zone: str) -> datetime:
    """
    Answer the moment at which clocks in this zone show `wall` (which has no zone).

    A time that the clocks skip or show twice is refused with a sentence.
    """
    require_usual_year(wall)
    earlier, later = (wall.replace(tzinfo=ZoneInfo(zone), fold=fold) for fold in (0, 1))
    if earlier.utcoffset() == later.utcoffset():
        return earlier.astimezone(UTC)
    if earlier.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall:
        raise Invalid(_("There is no %(time)s in %(zone)s: the clocks are put forward then.", **_named(wall, zone)))
    raise Invalid(
        _(
            "%(time)s comes twice in %(zone)s: the clocks are put back then. Choose a time before or after.",
            **_named(wall, zone),
        )
    )


def combined(day: date, hour: time, zone: str) -> datetime:
    """Answer the moment of a wall time on a day."""
    return moment_of(datetime.combine(day, hour), zone)


def carried(moment: datetime, zone: str, new_zone: str, by: timedelta) -> datetime:
    """Answer the moment with the same wall time in another zone, or on another day."""
    return moment_of(moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) + by, new_zone)


def require_usual_year(day: date) -> None:
    """Refuse years in which nobody plans an event, and in which dates cannot be reckoned with."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(_("Choose a day between the years %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))


def _named(wall: datetime, zone: str) -> dict[str, str]:
    return {"time": f"{dates.date_alone(wall, get_locale())}, {wall:%H:%M}", "zone": zone}
