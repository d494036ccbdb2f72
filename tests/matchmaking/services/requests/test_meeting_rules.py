"""Who may meet whom: asked of a pair and asked of the database, with the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Participant, ParticipantStatus
from matchmaking.services.requests import meeting_rules
from tests.factories import make_event, make_organization, make_participant, make_type

if TYPE_CHECKING:
    from flask import Flask


def test_pair_and_query_agree_on_everybody(app: Flask) -> None:
    event, elsewhere = make_event(), make_event()
    sme = make_type(event, "SME")
    expert = make_type(event, "Expert", meets=(sme,))
    press = make_type(event, "Press")
    firm = make_organization(event)
    people = [
        make_participant(event, "Bob B", kind=sme, organization=firm),
        make_participant(event, "Colleague C", kind=expert, organization=firm),
        make_participant(event, "Other D", kind=sme),
        make_participant(event, "Expert E", kind=expert),
        make_participant(event, "Press P", kind=press),
        make_participant(event, "Waiting W", kind=sme, status=ParticipantStatus.PENDING),
        make_participant(elsewhere, "Away A"),
    ]
    rules = meeting_rules.type_pairs(event)
    for one in people:
        listed = set(db.session.scalars(select(Participant).where(meeting_rules.meetable(one))))
        assert listed == {other for other in people if meeting_rules.may_meet(one, other)}
        if one.event_id == event.id:
            assert listed == {other for other in people if meeting_rules.reason_not(one, other, rules) is None}
    assert {p.name for p in db.session.scalars(select(Participant).where(meeting_rules.meetable(people[0])))} == {
        "Other D",
        "Expert E",
    }


def test_each_reason_is_a_sentence_of_its_own(app: Flask) -> None:
    event = make_event()
    bob, waiting = make_participant(event, "Bob B"), make_participant(event, "W W", status=ParticipantStatus.PENDING)
    colleague = make_participant(event, "Col C", organization=bob.organization)
    press = make_participant(event, "P P", kind=make_type(event, "Press"))
    assert [meeting_rules.reason_not(bob, other) for other in (bob, waiting, colleague, press)] == [
        "Nobody can meet themselves.",
        "W W does not take part, or is not approved yet.",
        "They come from the same organization.",
        "SME and Press do not meet at this event.",
    ]
