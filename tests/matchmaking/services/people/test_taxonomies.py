"""What profiles choose of taxonomies, and the event's own list of terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import ProfileTerm, TermKind
from matchmaking.services.people import profiles, taxonomies
from matchmaking.services.refusals import Invalid
from matchmaking.services.words import taxonomies as published
from matchmaking.services.words.taxonomies import Taxonomy
from tests.factories import NOW, make_event, make_organizer, make_participant

if TYPE_CHECKING:
    from flask import Flask


def test_published_lists_are_as_long_as_published(app: Flask) -> None:
    assert {taxonomy: len(published.choices(taxonomy)) for taxonomy in Taxonomy} == {
        Taxonomy.ECOSYSTEM: 14,
        Taxonomy.COOPERATION: 5,
        Taxonomy.NACE: 22,
    }


def test_every_kind_of_cooperation_answers_its_own_answer(app: Flask) -> None:
    kinds = published.LABELS[Taxonomy.COOPERATION]
    assert {key: published.ANSWERS[published.ANSWERS[key]] for key in kinds} == {key: key for key in kinds}


def test_profile_names_what_it_chose_and_an_edit_of_its_words_keeps_that(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event)
    taxonomies.choose(event, bob, {TermKind.ECOSYSTEM: ["tourism", "digital"]})
    db.session.commit()
    taxonomies.choose(event, bob, {TermKind.ECOSYSTEM: ["digital", "health"], TermKind.COOPERATION: ["research"]})
    profiles.write(bob, profiles.of(bob))
    db.session.commit()
    found = {kind: keys for kind, keys in taxonomies.chosen(bob).items() if keys}
    assert found == {TermKind.ECOSYSTEM: ["digital", "health"], TermKind.COOPERATION: ["research"]}


def test_what_the_event_does_not_use_cannot_be_chosen(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event)
    with pytest.raises(Invalid):
        taxonomies.choose(event, bob, {TermKind.NACE: ["C"]})
    taxonomies.set_used(event, ["nace"], make_organizer(), NOW)
    taxonomies.choose(event, bob, {TermKind.NACE: ["C"]})
    assert taxonomies.chosen(bob)[TermKind.NACE] == ["C"]
    with pytest.raises(Invalid):
        taxonomies.set_used(event, ["zodiac"], make_organizer(), NOW)


def test_own_terms_are_named_once_however_they_are_written_and_found_by_their_names(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    bob = make_participant(event, "Bob B")
    assert taxonomies.add_own(event, ["Wood", "WOOD", "Чачак", "Čačak", " "], ann, NOW) == 2
    term = taxonomies.own_terms(event)[0]
    taxonomies.rename_own(event, {term.id: {"en": "Timber", "sr": "Дрво", "xx": "no"}}, ann, NOW)
    taxonomies.choose(event, bob, {TermKind.OWN_NEED: [term.key]})
    db.session.commit()
    assert (term.key, term.labels) == ("wood", {"en": "Timber", "sr": "Дрво"})
    assert "timber" in bob.search


def test_term_without_a_name_in_the_first_language_is_refused(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    taxonomies.add_own(event, ["Wood"], ann, NOW)
    with pytest.raises(Invalid):
        taxonomies.rename_own(event, {taxonomies.own_terms(event)[0].id: {"en": "", "sr": "Дрво"}}, ann, NOW)


def test_removed_term_leaves_the_profiles_of_its_event_only(app: Flask) -> None:
    ann = make_organizer()
    kept, changed = make_event(), make_event()
    for event in (kept, changed):
        taxonomies.add_own(event, ["Wood", "Steel"], ann, NOW)
        taxonomies.choose(event, make_participant(event), {TermKind.OWN_OFFER: ["wood", "steel"]})
    db.session.commit()
    taxonomies.remove_own(changed, {term.id for term in taxonomies.own_terms(changed) if term.key == "wood"}, ann, NOW)
    db.session.commit()
    keys = db.session.scalars(select(ProfileTerm.key).order_by(ProfileTerm.key)).all()
    assert keys == ["steel", "steel", "wood"]
    assert [term.key for term in taxonomies.own_terms(changed)] == ["steel"]
