"""Packs: a schedule as sheets per participant, per table, per slot and per zone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Participant
from matchmaking.services.paper.sheets import Part, Row, Sheet
from matchmaking.services.schedule import printed
from matchmaking.services.words.text import fold
from matchmaking.services.words.times import day as day_words
from matchmaking.services.words.times import day_of, hour, moment
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date, datetime

    from matchmaking.models import Event
    from matchmaking.services.schedule.boards import Board, Held


Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Cut:
    """Which part of a schedule is wanted: one day, one zone; None for all of them."""

    day: date | None = None
    zone: int | None = None


class Pack:
    """One schedule's sheets, stamped with its version and the hour of printing."""

    def __init__(self, event: Event, board: Board, now: datetime, cut: Cut | None = None) -> None:
        self.event = event
        self.board = board
        self.roster = board.roster
        self.now = now
        self.cut = cut or Cut()
        self.held = [held for held in board.held if self._wanted(held)]

    def stamp(self) -> str:
        """What stands below each page: the event, the version, the hour."""
        number = self.board.schedule.number
        said = {"event": worded(self.event, "name"), "number": number, "moment": moment(self.now, self.event)}
        if number == self.event.version_number:
            return _("%(event)s. Version %(number)s, in force when printed on %(moment)s.", **said)
        return _("%(event)s. Version %(number)s, no longer in force; printed on %(moment)s.", **said)

    def participants(self, chosen: int | None = None) -> list[Sheet]:
        """A sheet for everybody who has a meeting, by name, each in their own language; or for one participant."""
        languages = _languages(self.event)
        found = []
        for sheet in printed.sheets(self.event, self.board, chosen):
            items = {day: list(items) for day, items in sheet.days.items() if self.cut.day in (None, day)}
            if not items and chosen is None:
                continue
            with force_locale(languages[sheet.person.id]):
                found.append(
                    Sheet(
                        sheet.person.name,
                        sheet.person.organization,
                        [Part(day_words(day), [self._item(item) for item in items[day]]) for day in items],
                        note="" if items else _("No meetings."),
                        foot=self.stamp(),
                    )
                )
        return found

    def tables(self) -> list[Sheet]:
        """A sheet for each table in use, by number."""
        by_table = _grouped(self.held, lambda held: held.table)
        return [
            Sheet(
                self.roster.seat(seat.id),
                self._whose(seat.zone, seat.stand_of),
                self._by_day(by_table[seat.id], self._times),
                foot=self.stamp(),
            )
            for seat in self.roster.tables.values()
            if by_table[seat.id]
        ]

    def slots(self) -> list[Sheet]:
        """A sheet for each slot with meetings: who sits where, by zone and table."""
        by_slot = _grouped(self.held, lambda held: held.slot)
        return [
            Sheet(
                self._slot_words(slot), self.roster.slots[slot].session, self._by_zone(by_slot[slot]), foot=self.stamp()
            )
            for slot in self.roster.slots
            if by_slot[slot]
        ]

    def zones(self) -> list[Sheet]:
        """A sheet for each zone: slot by slot, who sits where."""
        by_zone = _grouped(self.held, self._zone_of)
        names = {seat.zone_id: seat.zone for seat in self.roster.tables.values()}
        sheets = []
        for zone, name in names.items():
            by_slot = _grouped(by_zone[zone], lambda held: held.slot)
            parts = [
                Part(self._slot_words(slot), self._at_tables(by_slot[slot]))
                for slot in self.roster.slots
                if by_slot[slot]
            ]
            if parts:
                tables = sum(seat.zone_id == zone for seat in self.roster.tables.values())
                count = ngettext("%(num)d table", "%(num)d tables", tables)
                sheets.append(Sheet(name, count, parts, foot=self.stamp()))
        return sheets

    def _wanted(self, held: Held) -> bool:
        return self.cut.day in (None, day_of(held.starts_at, self.event)) and self.cut.zone in (
            None,
            self._zone_of(held),
        )

    def _zone_of(self, held: Held) -> int | None:
        return None if held.table is None else self.roster.tables[held.table].zone_id

    def _item(self, item: printed.Item) -> Row:
        detail = ", ".join(dict.fromkeys(person.organization for person in item.partners))
        where = printed.place_of(self.board, item)
        return Row(self._span(item.starts_at, item.ends_at), printed.title_of(item), detail, where)

    def _times(self, held: Held) -> Row:
        return self._row(self._span(held.starts_at, held.ends_at), held)

    def _row(self, lead: str, held: Held) -> Row:
        people = [self.roster.people[person] for person in held.people]
        names = " – ".join(person.name for person in people)
        return Row(lead, names, " – ".join(person.organization for person in people))

    def _by_day(self, held: Sequence[Held], row: Callable[[Held], Row]) -> list[Part]:
        days = _grouped(held, lambda one: day_of(one.starts_at, self.event))
        return [Part(day_words(day), [row(one) for one in days[day]]) for day in days]

    def _by_zone(self, held: Sequence[Held]) -> list[Part]:
        zones = _grouped(
            held, lambda one: _("Without a table") if one.table is None else self.roster.tables[one.table].zone
        )
        return [Part(zone, self._at_tables(zones[zone])) for zone in sorted(zones, key=fold)]

    def _at_tables(self, held: Sequence[Held]) -> list[Row]:
        ordered = sorted(held, key=lambda one: -1 if one.table is None else self.roster.tables[one.table].number)
        return [self._row(self.roster.seat(one.table), one) for one in ordered]

    def _whose(self, zone: str, stand_of: int | None) -> str:
        return (
            zone if stand_of is None else _("%(zone)s; stand of %(name)s", zone=zone, name=self.roster.name(stand_of))
        )

    def _slot_words(self, slot: int) -> str:
        ends = hour(self.roster.slots[slot].ends_at, self.event)
        return _("%(start)s – %(end)s", start=self.roster.hour(slot), end=ends)

    def _span(self, starts_at: datetime, ends_at: datetime) -> str:
        return _("%(start)s – %(end)s", start=hour(starts_at, self.event), end=hour(ends_at, self.event))


def _languages(event: Event) -> dict[int, str]:
    rows = db.session.execute(select(Participant.id, Participant.language).where(Participant.event_id == event.id))
    return dict(rows.all())


def _grouped(held: Iterable[Held], key: Callable[[Held], Key]) -> dict[Key, list[Held]]:
    groups: dict[Key, list[Held]] = defaultdict(list)
    for one in held:
        groups[key(one)].append(one)
    return groups
