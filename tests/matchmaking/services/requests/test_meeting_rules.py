"""Who may meet whom: asked of a pair and asked of the database, with the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, KeptApart, MeetingRule, Participant, ParticipantStatus, Priority
from matchmaking.services.people import further_organizations
from matchmaking.services.refusals import Conflict
from matchmaking.services.requests import meeting_requests, meeting_rules
from matchmaking.services.requests.meeting_rules.pair import KEPT, Rule
from tests.factories import (
    NOW,
    keep_apart,
    make_event,
    make_interpreter,
    make_organization,
    make_participant,
    make_request,
    make_type,
    speak,
)

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import MeetingRequest

TOLD = "By the rules of this event you and Cat C do not meet."


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
        make_interpreter(event, "Ida I", "en", "sr"),
        make_participant(elsewhere, "Away A"),
    ]
    assert_same_answer(people)
    assert {p.name for p in db.session.scalars(select(Participant).where(meeting_rules.meetable(people[0])))} == {
        "Other D",
        "Expert E",
    }


SPOKEN = st.sampled_from([(), ("en",), ("sr",), ("sr", "en"), ("bg",), ("bg", "el")])
PERSON = st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 3), st.sampled_from(["", "RS", "BG"]), SPOKEN)
APART = st.tuples(st.booleans(), st.booleans(), st.integers(0, 4), st.integers(0, 4))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    switches=st.tuples(st.booleans(), st.booleans(), st.booleans()),
    types=st.sets(st.sampled_from([(0, 0), (0, 1), (1, 1)]), min_size=1),
    people=st.lists(PERSON, min_size=3, max_size=5),
    apart=st.lists(APART, max_size=2),
    interprets=st.sampled_from([(), ("en", "bg"), ("sr", "bg"), ("el", "en")]),
)
def test_pair_and_query_agree_whatever_the_rules(  # noqa: PLR0917 - drawn by Hypothesis
    app: Flask,
    switches: tuple[bool, bool, bool],
    types: set[tuple[int, int]],
    people: list[tuple[int, int, int, str, tuple[str, ...]]],
    apart: list[tuple[bool, bool, int, int]],
    interprets: tuple[str, ...],
) -> None:
    made = make_event(
        same_organization_meets=switches[0], across_countries_only=switches[1], common_language_required=switches[2]
    )
    kinds = [make_type(made, f"Type {k}") for k in range(2)]
    allow(made, [(kinds[low].id, kinds[high].id) for low, high in types])
    firms = [make_organization(made) for _ in range(3)]
    who = [
        speak(make_participant(made, f"P {k}", kind=kinds[kind], organization=firms[firm], country=country), *codes)
        for k, (kind, firm, _further, country, codes) in enumerate(people)
    ]
    for person, (_kind, firm, further, _country, _codes) in zip(who, people, strict=True):
        if further not in {firm, 3}:  # one of the three firms, or none
            further_organizations.add(person, firms[further].name)
    for person_one, person_other, one, other in apart:
        sides = (
            who[one % len(who)] if person_one else firms[one % 3],
            who[other % len(who)] if person_other else firms[other % 3],
        )
        if sides[0] is not sides[1]:
            keep_apart(*sides)
    if interprets:
        make_interpreter(made, "Ida I", *interprets)
    rules = meeting_rules.rules_of(made)
    for broken in {rule for one in who for other in who for rule in Rule if not KEPT[rule](one, other, rules)}:
        event(f"breaks {broken}")
    assert_same_answer(who)


def allow(event: Event, pairs: list[tuple[int, int]]) -> None:
    """Make these the event's pairs of types, whatever was allowed before."""
    for low, high in meeting_rules.type_pairs(event):
        db.session.delete(db.session.get_one(MeetingRule, (low, high)))
    db.session.flush()
    db.session.add_all(MeetingRule(low_type_id=low, high_type_id=high) for low, high in pairs)
    db.session.commit()


def assert_same_answer(people: list[Participant]) -> None:
    """Of a pair alone, of a pair among many, and of the database."""
    for one in people:
        listed = set(db.session.scalars(select(Participant.id).where(meeting_rules.meetable(one))))
        rules = meeting_rules.rules_of(db.session.get_one(Event, one.event_id))
        assert listed == {other.id for other in people if meeting_rules.may_meet(one, other)}
        assert listed == {other.id for other in people if meeting_rules.reason_not(one, other, rules) is None}
        assert listed == {other.id for other in people if meeting_rules.reason_told(one, other) is None}
        assert listed == {other.id for other in people if all(c.holds for c in meeting_rules.checks(one, other))}


def test_each_reason_is_a_sentence_of_its_own(app: Flask) -> None:
    event = make_event(across_countries_only=True, common_language_required=True)
    bob = speak(make_participant(event, "Bob B"), "sr")
    waiting = make_participant(event, "W W", status=ParticipantStatus.PENDING)
    colleague = make_participant(event, "Col C", organization=bob.organization)
    press = make_participant(event, "P P", kind=make_type(event, "Press"))
    kept_away = make_participant(event, "Ken K", kind=bob.type)
    keep_apart(kept_away.organization, bob)
    compatriot = make_participant(event, "Cos C", kind=bob.type)
    foreigner = speak(make_participant(event, "Fey F", kind=bob.type, country="GR"), "el", "tr")
    ida = make_interpreter(event, "Ida I", "bg", "sr")
    others = (bob, waiting, colleague, press, kept_away, compatriot, foreigner, ida)
    assert [meeting_rules.reason_not(bob, other) for other in others] == [
        "Nobody can meet themselves.",
        "W W does not take part, or is not approved yet.",
        "They come from the same organization.",
        "SME and Press do not meet at this event.",
        "Bob B and Ken K are kept apart.",
        "Both come from Serbia; only different countries meet.",
        "They share no language (Serbian; Greek, Turkish), and no interpreter speaks one of each.",
        "Ida I interprets, and has no meetings of their own.",
    ]


def test_reason_names_types_in_the_readers_language(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    cat = make_participant(event, "Cat C", kind=make_type(event, "Press"))
    cat.type.wordings = {"sr_Latn": {"name": "Štampa"}}
    db.session.commit()
    with force_locale("sr_Latn"):
        assert "Štampa" in str(meeting_rules.reason_not(bob, cat))


def test_an_interpreter_who_speaks_one_language_of_each_lets_them_meet(app: Flask) -> None:
    event = make_event(common_language_required=True)
    bob, cat = speak(make_participant(event, "Bob B"), "sr"), speak(make_participant(event, "Cat C"), "el", "tr")
    assert meeting_rules.may_meet(bob, cat) is False
    ida = make_interpreter(event, "Ida I", "el", "sr")
    assert meeting_rules.may_meet(bob, cat) is True
    assert meeting_rules.rules_of(event).interpreters_between(bob.id, cat.id) == (ida.id,)
    ida.status = ParticipantStatus.WITHDRAWN
    db.session.commit()
    assert meeting_rules.may_meet(bob, cat) is False


def test_the_checker_tells_every_rule_and_why(app: Flask) -> None:
    event = make_event(across_countries_only=True, common_language_required=True)
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C", country="BG")
    assert [(check.rule.value, check.holds, check.why) for check in meeting_rules.checks(bob, cat)] == [
        ("take_part", True, "Both take part."),
        ("organizations", True, "They come from different organizations."),
        ("types", True, "SME and SME may meet."),
        ("apart", True, "Nobody keeps them apart."),
        ("countries", True, "They come from different countries."),
        ("languages", True, "The languages of one of them are not known."),
    ]


@pytest.mark.parametrize("rule", ["apart", "countries", "types", "organizations"])
def test_participants_are_told_every_rule_alike(app: Flask, rule: str) -> None:
    event = make_event(across_countries_only=rule == "countries")
    bob = make_participant(event, "Bob B")
    kind = make_type(event, "Press") if rule == "types" else bob.type
    firm = bob.organization if rule == "organizations" else None
    country = "RS" if rule == "countries" else "BG"
    cat = make_participant(event, "Cat C", kind=kind, organization=firm, country=country)
    if rule == "apart":
        keep_apart(bob, cat)
    waiting = make_request(cat, bob)
    assert [refused_sending(bob, cat), refused_accepting(waiting)] == [TOLD, TOLD]


def refused_sending(bob: Participant, cat: Participant) -> str:
    with pytest.raises(Conflict) as refused:
        meeting_requests.send(bob, cat, Priority.MUST, "", NOW)
    return str(refused.value)


def refused_accepting(waiting: MeetingRequest) -> str:
    with pytest.raises(Conflict) as refused:
        meeting_requests.accept(waiting, NOW)
    return str(refused.value)


def test_somebody_erased_is_kept_from_nobody(app: Flask) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    keep_apart(bob, cat)
    db.session.delete(cat)
    db.session.commit()
    assert db.session.scalars(select(KeptApart)).all() == []
