"""What is now, what is next, and where that is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.services.agenda import agendas, now_next, plans
from tests.factories import make_event, make_meeting, make_participant, make_session, make_tables, make_version

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.usefixtures("app")


def test_now_is_what_is_under_way_and_next_is_the_first_after_it() -> None:
    event = make_event()
    bob, cat, eva = (make_participant(event, name) for name in ("Bob B", "Κατερίνα Κ", "Eva E"))
    slots, tables = make_session(event).slots, make_tables(event)
    make_version(event, (make_meeting(bob, cat), slots[0], tables[1]), (make_meeting(bob, eva), slots[2], tables[2]))
    days = agendas.days_of(event, bob)
    begin, ends, again = slots[0].starts_at, slots[0].ends_at, slots[2].starts_at

    def seen(minutes: int) -> tuple[str | None, str | None, str]:
        found = now_next.of(days, begin + timedelta(minutes=minutes))
        names = [item.entry.partner.name if item and item.entry else None for item in (found.now, found.next)]
        return names[0], names[1], now_next.table_of(found)

    assert (ends - begin, again - begin) == (timedelta(minutes=20), timedelta(minutes=40))
    assert seen(-1) == (None, "Κατερίνα Κ", "2")
    assert seen(0) == seen(19) == ("Κατερίνα Κ", "Eva E", "2")
    assert seen(20) == (None, "Eva E", "3")
    assert seen(45) == ("Eva E", None, "3")
    assert seen(60) == (None, None, "")


def test_what_was_cancelled_is_neither_now_nor_next() -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    slots, tables = make_session(event).slots, make_tables(event)
    make_version(event, (make_meeting(bob, cat), slots[0], tables[0]))
    make_version(event)
    days = agendas.days_of(event, bob)
    assert [item.cancelled for day in days for item in day.items] == [True]
    assert now_next.of(days, slots[0].starts_at) == now_next.NowNext(None, None)


def test_how_far_off_is_said_in_the_readers_language(app: Flask) -> None:
    event = make_event()
    now = event.created_at
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert now_next.away(now + timedelta(minutes=12), now) == "in 12 minutes"
        assert now_next.away(now + timedelta(hours=2), now) == "in 2 hours"


def test_plan_draws_every_table_once_and_zones_below_one_another() -> None:
    event = make_event()
    make_tables(event, 12, "Hall A")
    make_tables(event, 3, "Αίθουσα Β", first=13)
    plan = plans.of(event)
    assert plan is not None
    assert [part.name for part in plan.parts] == ["Hall A", "Αίθουσα Β"]
    assert [spot.number for part in plan.parts for spot in part.spots] == list(range(1, 16))
    corners = [(spot.x, spot.y) for part in plan.parts for spot in part.spots]
    assert len(set(corners)) == 15
    assert plan.width == plans.IN_A_ROW * plans.STEP
    assert max(y for _x, y in corners) + plans.STEP <= plan.height
    assert plan.parts[0].spots[-1].y < plan.parts[1].y


def test_event_without_tables_has_no_plan() -> None:
    assert plans.of(make_event()) is None
