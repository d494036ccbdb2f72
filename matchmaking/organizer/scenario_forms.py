"""The form that plans scenarios: each field that is filled in makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking.forms import Form, number, one_of
from matchmaking.services.runs.scenarios import Kind, Scenario
from matchmaking.services.setup import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaking.models import Event, ScheduleRun

MOST_TABLES, MOST_MEETINGS = 200, 200


class ScenarioForm(Form):
    """What is to be varied, each by itself."""

    base = one_of(_l("Compared with"))
    more_tables = number(_l("With so many more tables"), 1, MOST_TABLES, required=False)
    without_last_slot = BooleanField(_l("Without the last slot"))
    half_day = BooleanField(_l("With half a day more: the last session once more"))
    without_zone = one_of(_l("Without a zone"))
    at_most = number(_l("With at most so many meetings each"), 1, MOST_MEETINGS, required=False)

    def __init__(self, event: Event, bases: Sequence[ScheduleRun], label: dict[int, str]) -> None:
        super().__init__()
        self.zones = {zone.id: zone.name for zone in places.zones_of(event)}
        self.base.choices = [(str(run.id), label[run.id]) for run in bases]
        self.without_zone.choices = [("", _("All zones stay"))]
        self.without_zone.choices += [(str(zone), name) for zone, name in self.zones.items()]

    @property
    def wanted(self) -> list[Scenario]:
        """A scenario for each field that is filled in."""
        return list(self._wanted())

    def _wanted(self) -> Iterator[Scenario]:
        if self.more_tables.data:
            yield Scenario(Kind.MORE_TABLES, self.more_tables.data)
        if self.without_last_slot.data:
            yield Scenario(Kind.WITHOUT_LAST_SLOT)
        if self.half_day.data:
            yield Scenario(Kind.HALF_DAY)
        if self.without_zone.data:
            zone = int(self.without_zone.data)
            yield Scenario(Kind.WITHOUT_ZONE, zone, self.zones[zone])
        if self.at_most.data:
            yield Scenario(Kind.AT_MOST, self.at_most.data)
