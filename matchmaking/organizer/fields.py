"""Fields of organizers' forms: moments on the event's wall clock, time zones."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from wtforms import DateTimeLocalField

from matchmaking import access
from matchmaking.forms import optional
from matchmaking.services.refusals import Invalid
from matchmaking.services.words.times import TIME_ZONES
from matchmaking.services.words.wall_clock import moment_of

COMMON_ZONES = (
    "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest",
    "Europe/Budapest", "Europe/Chisinau", "Europe/Istanbul", "Europe/Kyiv", "Europe/Ljubljana", "Europe/Podgorica",
    "Europe/Prague", "Europe/Rome", "Europe/Sarajevo", "Europe/Skopje", "Europe/Sofia", "Europe/Tirane",
    "Europe/Vienna", "Europe/Warsaw", "Europe/Zagreb", "UTC",
)  # fmt: skip
INPUT_FORMAT = "%Y-%m-%dT%H:%M"


class MomentField(DateTimeLocalField):
    """A moment, typed and shown as the wall time in the zone of the page's event."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, [optional()], format=[INPUT_FORMAT, f"{INPUT_FORMAT}:%S"], **options)

    def _value(self) -> str:
        if self.raw_data:
            return " ".join(str(text) for text in self.raw_data)
        return self.data.astimezone(ZoneInfo(access.event().time_zone)).strftime(INPUT_FORMAT) if self.data else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the wall time, and refuse one that the clocks skip or show twice."""
        if not any(valuelist):
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Give a day and an hour.")) from error
        try:
            self.data = moment_of(self.data, access.event().time_zone) if self.data else None
        except Invalid as refusal:
            raise ValueError(str(refusal)) from refusal


def zone_choices() -> dict[str, list[tuple[str, str]]]:
    """Time zones, those that are often wanted first."""
    others = sorted(TIME_ZONES - set(COMMON_ZONES))
    return {
        _("Common"): [(name, name) for name in COMMON_ZONES],
        _("All others"): [(name, name) for name in others],
    }
