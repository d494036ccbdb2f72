from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.services.demonstration import sisters
from matchmaking.services.requests.meeting_rules import type_pairs
from matchmaking.services.setup import event_state, events, look, series
from tests.factories import NOW, make_event, make_organizer

if TYPE_CHECKING:
    from flask import Flask


def test_sisters_stand_in_one_series_each_with_a_look_and_rules_of_its_own(app: Flask) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sisters.add(event, ann, NOW)
    db.session.commit()
    coming, past = series.listed_events(series.visible("clusters-across-borders"), NOW.date())
    assert [one.slug for one in coming] == [event.slug, "balkan-cluster", "czech-serbian-bridge"]
    assert past == []
    assert len({look.stylesheet(one) for one in coming}) == 3
    bridge = events.find("czech-serbian-bridge")
    assert bridge is not None
    ((low, high),) = type_pairs(bridge)
    assert low != high
    assert (event_state.figures(bridge).slots, event_state.figures(bridge).tables) == (10, 16)
