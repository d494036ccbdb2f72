"""Profiles kept, compared and found; who takes part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    Mail,
    Meeting,
    Organization,
    Participant,
    ParticipantStatus,
    ProfileTerm,
    RequestStatus,
    SignIn,
    TermKind,
)
from matchmaking.services.identity import sign_ins
from matchmaking.services.people import organizations, participants, profiles
from matchmaking.services.people.participants import Profile
from matchmaking.services.refusals import Conflict, Invalid
from tests.factories import NOW, make_event, make_meeting, make_participant, make_request, make_type

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event


def profile_for(event: Event, **given: object) -> Profile:
    values: dict[str, object] = {
        "given_name": "Светлана",
        "family_name": "Ђорђевић",
        "email": "svetlana@firma.example",
        "phone": "+381 11 123",
        "organization_name": "Чачак Алати d.o.o.",
        "country": "RS",
        "type_id": make_type(event, f"Type {event.id} {len(given)} {given.get('email', '')}").id,
        "about": "Tools\nand moulds",
        "fields": ("Metal",),
        "offers": ("Moulds", "Casting"),
        "needs": ("Steel",),
        "languages": ("sr", "en"),
    }
    return Profile(**(values | given))  # type: ignore[arg-type]


def test_created_participant_has_what_the_profile_says(app: Flask) -> None:
    event = make_event()
    profile = profile_for(event)
    made = participants.create(event, profile, ParticipantStatus.APPROVED, NOW)
    assert profiles.of(made) == profile
    assert made.organization.country == "RS"
    assert made.feed_token_hash != made.feed_nonce


def test_same_profile_again_changes_nothing(app: Flask) -> None:
    event = make_event()
    profile = profile_for(event)
    made = participants.create(event, profile, ParticipantStatus.APPROVED, NOW)
    assert participants.update(made, profile, NOW) is False
    assert participants.update(made, replace(profile, organization_name="ЧАЧАК алати D.O.O. "), NOW) is False


def test_changed_terms_keep_their_order_and_their_rows(app: Flask) -> None:
    event = make_event()
    profile = profile_for(event)
    made = participants.create(event, profile, ParticipantStatus.APPROVED, NOW)
    kept = {term.text: term.id for term in made.terms}
    assert participants.update(made, replace(profile, offers=("Casting", "Tools", "casting", " ")), NOW) is True
    db.session.commit()
    assert made.terms_of(TermKind.OFFER) == ["Casting", "Tools"]
    assert {term.text: term.id for term in made.terms}["Casting"] == kept["Casting"]
    assert db.session.scalar(select(func.count()).select_from(ProfileTerm)) == 6


def test_organization_that_nobody_represents_any_more_is_forgotten(app: Flask) -> None:
    event = make_event()
    profile = profile_for(event)
    made = participants.create(event, profile, ParticipantStatus.APPROVED, NOW)
    participants.update(made, replace(profile, organization_name="Other"), NOW)
    db.session.commit()
    assert list(db.session.scalars(select(Organization.name))) == ["Other"]


def test_two_of_one_organization_share_it_over_scripts(app: Flask) -> None:
    event = make_event()
    profile = profile_for(event)
    one = participants.create(event, profile, ParticipantStatus.APPROVED, NOW)
    other = participants.create(
        event,
        replace(profile, email="b@firma.example", organization_name="Cacak Alati D.O.O."),
        ParticipantStatus.APPROVED,
        NOW,
    )
    assert one.organization is other.organization


def test_somebody_is_known_by_address_however_it_is_written(app: Flask) -> None:
    event, other = make_event(), make_event()
    made = participants.create(event, profile_for(event), ParticipantStatus.APPROVED, NOW)
    assert participants.find_by_address(event, " Svetlana@FIRMA.example ") is made
    assert participants.find_by_address(other, "svetlana@firma.example") is None
    assert participants.find_by_address(event, "nothing") is None
    with pytest.raises(Conflict):
        participants.create(event, profile_for(event, email="SVETLANA@firma.example"), ParticipantStatus.APPROVED, NOW)


@pytest.mark.parametrize(
    "given",
    [
        {"email": "not an address"},
        {"given_name": "", "family_name": "\x00"},
        {"organization_name": "\u200b"},
        {"given_name": "x" * 101},
        {"offers": ("x" * 301,)},
        {"needs": tuple(f"need {k}" for k in range(51))},
        {"about": "x" * 5001},
    ],
)
def test_unusable_profile_is_refused(app: Flask, given: dict[str, object]) -> None:
    event = make_event()
    with pytest.raises(Invalid):
        participants.create(event, profile_for(event, **given), ParticipantStatus.APPROVED, NOW)


def test_type_of_another_event_is_refused(app: Flask) -> None:
    event, other = make_event(), make_event()
    with pytest.raises(Invalid):
        participants.create(event, profile_for(other), ParticipantStatus.APPROVED, NOW)


def test_search_finds_over_scripts_by_every_word(app: Flask) -> None:
    event = make_event()
    made = participants.create(event, profile_for(event), ParticipantStatus.APPROVED, NOW)
    make_participant(event, "Nobody Else")

    def found(query: str) -> list[Participant]:
        return list(db.session.scalars(select(Participant).where(*participants.matches(query))))

    assert found("djordjevic čačak") == [made]
    assert found("МОУЛДС") == [made]
    assert found("djordjevic athens") == []
    assert found("100%") == []


def test_words_are_set_apart_by_lines_commas_and_semicolons() -> None:
    assert profiles.words_of("Steel; casting, of iron\r\n\r\nTools\nsteel ;") == ("Steel", "casting, of iron", "Tools")


def test_approved_once_told_once(app: Flask) -> None:
    event = make_event()
    waiting = make_participant(event, status=ParticipantStatus.PENDING)
    participants.approve(waiting, NOW)
    participants.approve(waiting, NOW)
    assert waiting.status is ParticipantStatus.APPROVED
    assert list(db.session.scalars(select(Mail.kind))) == ["approved"]


def test_declined_participant_is_signed_out_and_told(app: Flask) -> None:
    event = make_event()
    waiting = make_participant(event, status=ParticipantStatus.PENDING)
    sign_ins.open_for_participant(waiting, NOW)
    participants.decline(waiting, NOW)
    assert list(db.session.scalars(select(Mail.kind))) == ["declined"]
    assert db.session.scalars(select(SignIn)).one().ended_at == NOW
    with pytest.raises(Conflict):
        participants.decline(make_participant(event), NOW)


def test_withdrawing_ends_requests_meetings_and_sign_ins(app: Flask) -> None:
    event = make_event()
    bob, cat, dan, eve = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D", "Eve E"))
    sent, received = make_request(bob, dan), make_request(eve, bob)
    meeting = make_meeting(bob, cat)
    unrelated = make_request(cat, dan)
    sign_ins.open_for_participant(bob, NOW)
    participants.withdraw(bob, NOW)
    db.session.commit()
    assert (sent.status, received.status) == (RequestStatus.WITHDRAWN, RequestStatus.DECLINED)
    assert unrelated.status is RequestStatus.PENDING
    assert db.session.get_one(Meeting, meeting.id).cancelled_at == NOW
    assert db.session.scalars(select(SignIn)).one().ended_at == NOW
    told = db.session.execute(select(Mail.kind, Mail.to_address).order_by(Mail.id)).all()
    assert [tuple(row) for row in told] == [("meeting_called_off", cat.email), ("withdrawn", bob.email)]


def test_new_feed_address_replaces_the_old_one(app: Flask) -> None:
    bob = make_participant(make_event())
    before = participants.token_of_feed(bob), bob.feed_token_hash
    participants.new_feed_address(bob)
    after = participants.token_of_feed(bob), bob.feed_token_hash
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_renamed_organization_touches_its_peoples_calendars(app: Flask) -> None:
    event = make_event()
    bob, cat = make_participant(event), make_participant(event, "Cat C")
    later = NOW.replace(year=NOW.year + 1)
    organizations.rename(bob.organization, "New name", later)
    db.session.commit()
    assert (bob.calendar_modified_at, cat.calendar_modified_at) == (later, NOW)
    with pytest.raises(Conflict):
        organizations.rename(cat.organization, "NEW  NAME", later)


def test_everybodys_profile_at_once_is_what_each_one_says(app: Flask) -> None:
    event = make_event()
    made = participants.create(event, profile_for(event), ParticipantStatus.APPROVED, NOW)
    other = participants.create(
        event, profile_for(event, email="b@x.example", fields=(), languages=()), ParticipantStatus.PENDING, NOW
    )
    make_participant(make_event(), "Dan Stranger")
    assert profiles.of_all(event) == {made.id: profiles.of(made), other.id: profiles.of(other)}


def test_many_are_added_as_one_is(app: Flask) -> None:
    event = make_event()
    profile = profile_for(event)
    one = participants.create(event, profile, ParticipantStatus.APPROVED, NOW)
    again = replace(profile, email="second@firma.example")
    [other] = participants.create_all(event, [(again, one.type, one.organization)], ParticipantStatus.APPROVED, NOW)
    db.session.commit()
    assert (profiles.of(other), other.search) == (again, one.search)
    assert [(term.kind, term.position, term.key) for term in other.terms] == [
        (term.kind, term.position, term.key) for term in one.terms
    ]
    assert other.feed_token_hash != one.feed_token_hash
