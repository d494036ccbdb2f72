"""Somebody with a canary wherever a trace of them may stand, to be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import (
    ChangeReason,
    ChangeWanted,
    Consent,
    Feedback,
    FollowUp,
    HiddenSuggestion,
    Import,
    ImportKind,
    MeetingChange,
    MeetingRequest,
    Participant,
    Priority,
    ProfileTerm,
    Shortlisted,
    TermKind,
)
from matchmaking.services import audit
from matchmaking.services.mail import outbox
from matchmaking.services.people import further_organizations
from matchmaking.services.requests import organization_requests, request_mails
from matchmaking.services.runs import runs
from tests.factories import (
    NOW,
    keep_apart,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_version,
)
from tests.matchmaking.canaries import CANARY as WORD
from tests.matchmaking.canaries import NAME

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event


@pytest.fixture
def event(app: Flask) -> Event:
    return make_event(make_organizer(), name="Fair")


@pytest.fixture
def bob(event: Event) -> Participant:
    """Somebody with a canary in whatever they, and others about them, can write."""
    firm = make_organization(event, f"{WORD} Works")
    bob = make_participant(event, NAME, organization=firm, email=f"{WORD}@firm.example".lower())
    bob.about, bob.phone = f"{WORD} builds robots", f"{WORD} 11 222"
    bob.terms = [
        ProfileTerm(kind=kind, position=0, text=f"{WORD} {kind}", key=f"{WORD} {kind}")
        for kind in (TermKind.FIELD, TermKind.OFFER, TermKind.NEED)
    ]
    bob.consents = [Consent(wording=f"{WORD} agrees", language="en", given_at=NOW)]
    db.session.commit()
    return bob


@pytest.fixture
def cat(event: Event) -> Participant:
    return make_participant(event, "Cat Marić", organization=make_organization(event, "Cats Ltd."))


@pytest.fixture
def told(event: Event, bob: Participant, cat: Participant) -> MeetingRequest:
    """What the two had with each other: a published meeting, mails, notes, a list that waits, and a log of it all."""
    slots, tables = make_session(event).slots, make_tables(event)
    meeting = make_meeting(bob, cat)
    dan = make_participant(event, "Dan Popa")
    asked = make_request(bob, dan, message=f"{WORD} hi")
    request_mails.received(event, asked, NOW)
    make_version(event, (meeting, slots[0], tables[0]))
    runs.start(event, make_organizer("Zed Zed"), NOW, time_limit=60)
    ids = {"event_id": event.id, "meeting_id": meeting.id}
    said = {"took_place": True, "rating": 5, "follow_up": FollowUp.DEAL, "comment": f"{WORD} good"}
    db.session.add_all(
        [
            Feedback(**ids, participant_id=bob.id, **said, changed_at=NOW),
            MeetingChange(
                **ids, asked_by_id=bob.id, asked_of_id=cat.id, wanted=ChangeWanted.OTHER_TIME,
                seen_slot_id=slots[0].id, slot_id=slots[1].id, reason=ChangeReason.OTHER, line=f"{WORD} ill",
                created_at=NOW, expires_at=NOW,
            ),
            Import(
                event_id=event.id, kind=ImportKind.PARTICIPANTS, filename="people.csv", columns={}, created_at=NOW,
                content=f"Name;Mail\n{NAME};{bob.email}\n".encode(),
            ),
            Shortlisted(participant_id=bob.id, other_id=dan.id),
            Shortlisted(participant_id=dan.id, other_id=bob.id),
            HiddenSuggestion(participant_id=bob.id, other_id=dan.id),
        ]
    )  # fmt: skip
    fay = make_participant(event, "Fay Fay")
    organization_requests.ask(bob, fay.organization, Priority.MUST, f"{WORD} asks them all", NOW)
    further_organizations.add(bob, f"{WORD} Chamber")
    further_organizations.add(bob, "Cats Ltd.")
    keep_apart(bob, dan).note = f"{NAME} wishes it"
    for subject in (NAME, f"{'x' * 85} → {NAME}"):
        audit.record("request.added", at=NOW, event_id=event.id, subject=subject, before=[{"name": NAME}])
    outbox.write("withdrawn", bob, now=NOW, dedupe_key="x", event=event, event_page_url="", sign_in_url="")
    db.session.commit()
    return asked
