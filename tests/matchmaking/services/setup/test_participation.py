from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import ParticipantStatus
from matchmaking.services.refusals import Conflict, Invalid, NotFound, PhaseClosed
from matchmaking.services.requests.meeting_rules import type_pairs
from matchmaking.services.setup import participation
from tests.factories import NOW, make_event, make_organizer, make_participant, make_type

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, Organizer, ParticipationType


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


def add(event: Event, name: str, ann: Organizer) -> ParticipationType:
    return participation.add_type(event, name, ann, NOW, self_registration=True)


def names_of(event: Event) -> list[str]:
    return [kind.name for kind in participation.types_of(event)]


def test_new_type_comes_last_and_meets_nobody(event: Event, ann: Organizer) -> None:
    participation.add_first_type(event)
    kind = add(event, "Expert", ann)
    assert names_of(event) == ["Participant", "Expert"]
    assert not any(kind.id in pair for pair in type_pairs(event))


def test_names_differ_however_they_are_written(event: Event, ann: Organizer) -> None:
    kind = add(event, "Кластер", ann)
    with pytest.raises(Conflict, match="There is a participation type “KLASTER” already"):
        add(event, "KLASTER", ann)
    participation.change_type(event, kind, "Klaster", ann, NOW, self_registration=False)
    assert (names_of(event), kind.self_registration) == (["Klaster"], False)
    assert add(make_event(ann), "Klaster", ann).name == "Klaster"


@pytest.mark.parametrize("name", ["", "x" * 101])
def test_impossible_names_are_refused(event: Event, ann: Organizer, name: str) -> None:
    with pytest.raises(Invalid, match="A participation type's name has 1 to 100 characters"):
        add(event, name, ann)


def test_type_moves_up(event: Event, ann: Organizer) -> None:
    kinds = [add(event, name, ann) for name in ("A", "B", "C")]
    participation.move_type(event, kinds[2], ann, NOW)
    assert names_of(event) == ["A", "C", "B"]
    participation.move_type(event, kinds[0], ann, NOW)
    assert names_of(event) == ["A", "C", "B"]


@pytest.mark.parametrize("status", list(ParticipantStatus))
def test_type_of_anybody_stays(event: Event, ann: Organizer, status: ParticipantStatus) -> None:
    kind = make_type(event, "SME")
    add(event, "Expert", ann)
    make_participant(event, kind=kind, status=status)
    with pytest.raises(Conflict, match="“SME” cannot be removed: 1 participant is of this type"):
        participation.remove_type(event, kind, ann, NOW)


def test_type_that_nobody_has_goes_with_its_rules_but_the_last_one_stays(event: Event, ann: Organizer) -> None:
    sme, expert = make_type(event, "SME"), make_type(event, "Expert")
    participation.set_rules(event, [(sme.id, expert.id), (sme.id, sme.id)], ann, NOW)
    participation.remove_type(event, expert, ann, NOW)
    db.session.flush()
    db.session.expire_all()
    assert (names_of(event), set(type_pairs(event))) == (["SME"], {(sme.id, sme.id)})
    with pytest.raises(Conflict, match="An event keeps at least one participation type"):
        participation.remove_type(event, sme, ann, NOW)


def test_rules_are_symmetric_and_replace_each_other(event: Event, ann: Organizer) -> None:
    one, two, three = (add(event, name, ann) for name in ("A", "B", "C"))
    participation.set_rules(event, [(two.id, one.id), (three.id, three.id)], ann, NOW)
    db.session.flush()
    assert type_pairs(event) == {(one.id, two.id), (three.id, three.id)}
    participation.set_rules(event, [(one.id, two.id), (two.id, one.id)], ann, NOW)
    db.session.flush()
    assert type_pairs(event) == {(one.id, two.id)}


def test_rules_stay_within_the_event(event: Event, ann: Organizer) -> None:
    kind = add(event, "A", ann)
    foreign = make_type(make_event(ann), "B")
    with pytest.raises(NotFound, match="There is no such participation type"):
        participation.set_rules(event, [(kind.id, foreign.id)], ann, NOW)
    with pytest.raises(NotFound, match="There is no such participation type"):
        participation.type_of(event, foreign.id)


def test_event_has_a_largest_number_of_types(event: Event, ann: Organizer) -> None:
    for number in range(40):
        add(event, f"Type {number}", ann)
    with pytest.raises(Conflict, match="An event has at most 40 participation types"):
        add(event, "One more", ann)


def test_cancelled_event_keeps_its_types(event: Event, ann: Organizer) -> None:
    kind = add(event, "A", ann)
    event.cancelled_at = NOW
    for act in (
        lambda: add(event, "B", ann),
        lambda: participation.change_type(event, kind, "B", ann, NOW, self_registration=True),
        lambda: participation.move_type(event, kind, ann, NOW),
        lambda: participation.remove_type(event, kind, ann, NOW),
        lambda: participation.set_rules(event, [], ann, NOW),
    ):
        with pytest.raises(PhaseClosed, match="was cancelled"):
            act()
