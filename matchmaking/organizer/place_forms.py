"""The forms of zones, tables and stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from matchmaking.forms import Form, given, line, number, one_of, picked, several_of
from matchmaking.models import Zone
from matchmaking.organizer.wording_forms import WordedForm
from matchmaking.row_ids import row_id
from matchmaking.services.setup import places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.models import MeetingTable, Participant


class ZoneForm(WordedForm):
    """A zone's name."""

    of_model = Zone

    name = line(_l("Name of the zone"), places.NAME_LENGTH)


class TablesForm(Form):
    """The numbers of new tables."""

    zone_id = one_of(_l("Zone"), coerce=int)
    first = number(_l("From number"), 1, places.LAST_NUMBER)
    last = number(_l("To number"), 1, places.LAST_NUMBER)

    @classmethod
    def for_zones(cls, zones: Sequence[Zone]) -> TablesForm:
        """The form with the next free number."""
        next_number = 1 + max((table.number for zone in zones for table in zone.tables), default=0)
        form = cls(data={"first": next_number, "last": next_number, "zone_id": zones[-1].id if zones else None})
        form.zone_id.choices = [(zone.id, zone.name) for zone in zones]
        return form

    def numbers(self) -> range:
        """What was filled in."""
        return range(given(self.first.data), given(self.last.data) + 1)


class ZoneTablesForm(Form):
    """Some tables of one zone, and the zone to put them into."""

    table_ids = several_of(_l("Tables"), coerce=int)
    zone_id = one_of(_l("Put them into"), coerce=int)

    @classmethod
    def of(cls, zone: Zone, zones: Sequence[Zone]) -> ZoneTablesForm:
        """The form with this zone's tables."""
        form = cls()
        form.table_ids.choices = [(table.id, str(table.number)) for table in zone.tables]
        form.zone_id.choices = [(other.id, other.name) for other in zones]
        return form


class StandForm(Form):
    """A table, and the participant whose own it becomes."""

    table_id = one_of(_l("Table"), coerce=int)
    participant_id = picked(_l("Participant"), coerce=row_id)

    @classmethod
    def among(cls, tables: Sequence[MeetingTable], people: Sequence[Participant]) -> StandForm:
        """The form with the tables that are nobody's stand, and the participants that were found."""
        form = cls()
        form.table_id.choices = [(table.id, f"{table.number} – {table.zone.name}") for table in tables]
        form.participant_id.choices = [
            (person.id, f"{person.name}, {person.organization.name} ({person.email})") for person in people
        ]
        return form
