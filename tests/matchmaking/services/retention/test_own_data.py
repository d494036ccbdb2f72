"""What is held about somebody is in their file, table by table, and nothing that is somebody else's."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event as sqlalchemy_event

from matchmaking.extensions import db
from matchmaking.models import (
    Base,
    Consent,
    Feedback,
    FollowUp,
    HiddenSuggestion,
    Mail,
    Priority,
    ProfileTerm,
    RequestStatus,
    Shortlisted,
    TermKind,
)
from matchmaking.services.mail import outbox
from matchmaking.services.retention import own_data
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Participant


NOTICE = {"privacy_version": "0a1b2c3d4e5f", "privacy_notice": "How we use it", "privacy_language": "en"}


def held(who: Participant, event: Event, *, booking_over: bool = False) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(own_data.of(who, event, NOW, booking_over=booking_over)))
    return found


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event(make_organizer(), name="Fair")


@pytest.fixture
def bob(event: Event) -> Participant:
    bob = make_participant(event, "Боб Kovač", organization=make_organization(event, "Steelworks"), country="RS")
    bob.about, bob.phone = "I build robots", "+381 11 222"
    bob.terms = [ProfileTerm(kind=TermKind.OFFER, position=0, text="robots", key="robots")]
    bob.consents = [Consent(wording="Bob agrees", language="en", given_at=NOW, **NOTICE)]
    return bob


@pytest.fixture
def cat(event: Event) -> Participant:
    return make_participant(event, "Cat Marić", organization=make_organization(event, "Cats Ltd."), country="HR")


def test_every_column_that_names_a_participant_is_asked_or_left_out_with_a_reason(
    event: Event, bob: Participant
) -> None:
    asked: list[str] = []

    def note(_c: object, _cu: object, statement: str, *_rest: object) -> None:
        asked.append(statement.partition("WHERE")[2])

    db.session.commit()
    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    own_data.of(bob, event, NOW, booking_over=False)
    sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
    naming = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "participant" for key in column.foreign_keys)
    }
    left_out = {name for name in naming if not any(name in conditions for conditions in asked)}
    assert left_out == own_data.NOT_GIVEN.keys(), "Give it in services/retention/own_data, or say there why not."


def test_profile_and_consents_are_given_in_full(event: Event, bob: Participant) -> None:
    found = held(bob, event)
    assert found["event"]["name"] == "Fair"
    profile = found["profile"]
    assert (profile["given_name"], profile["family_name"], profile["email"]) == ("Боб", "Kovač", bob.email)
    assert (profile["phone"], profile["about"], profile["country"]) == ("+381 11 222", "I build robots", "RS")
    assert (profile["organization"], profile["words"]) == ("Steelworks", {"offer": ["robots"]})
    assert found["consents"] == [{"wording": "Bob agrees", "language": "en", **NOTICE, "given_at": NOW.isoformat()}]


def test_requests_are_told_as_their_pages_tell_them(event: Event, bob: Participant, cat: Participant) -> None:
    dan, eva, fay = (make_participant(event, name) for name in ("Dan D", "Eva E", "Fay F"))
    make_request(bob, cat, priority=Priority.MUST, message="About steel")
    make_request(bob, dan, status=RequestStatus.DECLINED)
    make_request(eva, bob, priority=Priority.MUST, message="To Bob")
    make_request(fay, bob, status=RequestStatus.WITHDRAWN, message="I was wrong")
    rows = held(bob, event)["requests"]
    told = [(row["direction"], row["with"].split(" (")[0], row["state"], row.get("rank")) for row in rows]
    assert told == [
        ("sent", "Cat Marić", "asked", "must"),
        ("sent", "Dan D", "not_taking_place", "would_like"),
        ("received", "Eva E", "asked_by", None),
    ]
    assert [row["message"] for row in rows] == ["About steel", "", "To Bob"]


def test_meetings_feedback_marks_and_mails_are_given(event: Event, bob: Participant, cat: Participant) -> None:
    slot, table = make_session(event).slots[0], make_tables(event)[0]
    meeting = make_meeting(bob, cat)
    make_version(event, (meeting, slot, table))
    ids = {"event_id": event.id, "meeting_id": meeting.id}
    said = {"took_place": True, "rating": 5, "follow_up": FollowUp.DEAL, "value": 50_000, "reached": 7}
    for who, comment in ((bob, "Bob's word"), (cat, "Cat's word")):
        db.session.add(Feedback(**ids, participant_id=who.id, **said, comment=comment, changed_at=NOW))
    db.session.add_all([Shortlisted(participant_id=bob.id, other_id=cat.id)])
    db.session.add_all([HiddenSuggestion(participant_id=cat.id, other_id=bob.id)])
    db.session.flush()
    found = held(bob, event)
    assert [(row["with"], row["table_label"], row["starts_at"]) for row in found["meetings"]] == [
        ("Cat Marić (Cats Ltd.)", str(table.number), slot.starts_at.isoformat())
    ]
    assert [(row["with"], row["comment"], row["follow_up"]) for row in found["feedback"]] == [
        ("Cat Marić (Cats Ltd.)", "Bob's word", "deal")
    ]
    assert (found["shortlist"], found["not_suggested_any_more"]) == (["Cat Marić (Cats Ltd.)"], [])
    mails = db.session.query(Mail).filter_by(participant_id=bob.id).all()
    assert [row["text"] for row in found["mails"]] == [mail.body for mail in mails] != []
    whole = json.dumps(found, ensure_ascii=False)
    assert cat.email not in whole
    assert "Cat's word" not in whole


def test_mail_with_a_way_in_is_told_of_without_its_text(event: Event, bob: Participant) -> None:
    outbox.write("withdrawn", bob, now=NOW, dedupe_key="x", event=event, event_page_url="", sign_in_url="")
    db.session.flush()
    db.session.query(Mail).one().holds_secret = True
    assert [(row["kind"], row["text"]) for row in held(bob, event)["mails"]] == [("withdrawn", None)]


def test_file_is_offered_on_the_profile_and_holds_ones_own_data(
    client: FlaskClient, event: Event, bob: Participant, cat: Participant
) -> None:
    db.session.commit()
    sign_in(client, bob)
    me = f"/e/{event.slug}/me/profile"
    assert f'href="{me}/data.json"' in client.get(me).get_data(as_text=True)
    answer = client.get(f"{me}/data.json")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{event.slug}-my-data.json"'
    assert "Боб" in answer.get_data(as_text=True)
    assert json.loads(answer.data)["profile"]["email"] == bob.email
