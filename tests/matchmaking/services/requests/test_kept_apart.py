"""Who is kept apart: added by what organizers know, found again, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Event, KeptApart, Organization
from matchmaking.services.people import participants, profiles
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.requests import kept_apart, meeting_rules
from tests.factories import NOW, make_event, make_organization, make_organizer, make_participant

if TYPE_CHECKING:
    from flask import Flask


def add(event: Event, one: str, other: str, note: str = "") -> KeptApart:
    row = kept_apart.add(event, one, other, note, make_organizer(), NOW)
    db.session.commit()
    return row


def test_people_and_organizations_are_kept_apart_by_what_they_are_called(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event, "Bob Kovač", email="bob@firm.example")
    cat = make_participant(event, "Катя Иванова", organization=make_organization(event, "Алфа ООД"))
    for one, other in (("BOB@firm.example", "катя иванова"), ("Bob Kovac", "алфа оод")):
        row = add(event, one, other)
        assert meeting_rules.reason_not(bob, cat) == "Bob Kovač and Катя Иванова are kept apart."
        kept_apart.remove(event, row.id, make_organizer(), NOW)
        assert meeting_rules.reason_not(bob, cat) is None


@pytest.mark.parametrize(
    ("one", "other", "refusal"),
    [
        ("nobody@firm.example", "Bob B", "There is no participant and no organization “nobody@firm.example”."),
        ("Bob B", "bob@firm.example", "Name two different sides."),
        ("Bob B", "Twin T", "Several participants are called “Twin T”. Give the address."),
        ("Bob B", "Both B", "“Both B” is a person and an organization. Give the person's address."),
    ],
)
def test_sides_that_are_not_clear_are_refused(app: Flask, one: str, other: str, refusal: str) -> None:
    event = make_event()
    make_participant(event, "Bob B", email="bob@firm.example")
    make_participant(event, "Twin T")
    make_participant(event, "Twin T")
    make_participant(event, "Both B", organization=make_organization(event, "Both B"))
    with pytest.raises(Invalid) as refused:
        add(event, one, other)
    assert str(refused.value) == refusal


def test_the_same_two_are_kept_apart_once(app: Flask) -> None:
    event = make_event()
    make_participant(event, "Bob B")
    make_participant(event, "Cat C")
    add(event, "Bob B", "Cat C")
    with pytest.raises(Conflict):
        add(event, "Cat C", "Bob B")


def test_the_list_is_searched_in_any_script(app: Flask) -> None:
    event = make_event()
    make_participant(event, "Bob B")
    make_participant(event, "Катя Иванова")
    make_participant(event, "Dan D")
    add(event, "Bob B", "Катя Иванова", "A dispute about patents")
    add(event, "Bob B", "Dan D")
    found = {words: len(kept_apart.of_event(event, words)) for words in ("", "katya", "patents", "bob", "nobody")}
    assert found == {"": 2, "katya": 1, "patents": 1, "bob": 2, "nobody": 0}


def test_rows_of_another_event_are_not_found(app: Flask) -> None:
    event, elsewhere = make_event(), make_event()
    make_participant(event, "Bob B")
    make_participant(event, "Cat C")
    row = add(event, "Bob B", "Cat C")
    for row_id in (row.id, 999_999):
        with pytest.raises(NotFound):
            kept_apart.remove(elsewhere, row_id, make_organizer(), NOW)
    assert len(kept_apart.of_event(event)) == 1


def test_an_organization_is_kept_apart_even_while_nobody_represents_it(app: Flask) -> None:
    event = make_event()
    firm = make_organization(event, "Alpha")
    cat = make_participant(event, "Cat C", organization=firm)
    make_participant(event, "Bob B")
    row = add(event, "Bob B", "Alpha")
    profile = profiles.of(cat)
    participants.update(cat, profiles.in_organization(profile, "Beta"), NOW)
    db.session.commit()
    names = select(Organization.name).where(Organization.event_id == event.id, Organization.name == "Alpha")
    assert db.session.scalars(names).all() == ["Alpha"]
    kept_apart.remove(event, row.id, make_organizer(), NOW)
    db.session.commit()
    assert db.session.scalars(names).all() == []


def test_what_is_done_is_written_down(app: Flask) -> None:
    event = make_event()
    make_participant(event, "Bob B")
    make_participant(event, "Cat C")
    row = add(event, "Bob B", "Cat C", "private")
    kept_apart.remove(event, row.id, make_organizer(), NOW)
    db.session.commit()
    written = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action.startswith("apart")).order_by(AuditEntry.id)
    )
    assert [(entry.action, entry.subject) for entry in written] == [
        ("apart.added", "Bob B / Cat C"),
        ("apart.removed", "Bob B / Cat C"),
    ]
