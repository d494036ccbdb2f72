"""However much an event holds, each of its pages asks the database as often as before."""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from flask import url_for
from sqlalchemy import event as database_event

from matchmaking.extensions import db
from matchmaking.models import (
    Feedback,
    Mail,
    MailStatus,
    ParticipantStatus,
    Priority,
    ProfileTerm,
    ProtectedTime,
    RequestStatus,
    SessionKind,
    SessionSignUp,
    TermKind,
)
from matchmaking.services import audit
from matchmaking.services.identity.tokens import new_uid
from matchmaking.services.people import further_organizations
from matchmaking.services.people.reminding import Lack
from matchmaking.services.requests import organization_requests
from matchmaking.services.schedule import drafts
from tests.factories import (
    NOW,
    keep_apart,
    make_interpreter,
    make_meeting,
    make_organization,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_type,
    sign_in,
    speak,
)
from tests.matchmaking.draft_scene import DraftScene
from tests.pages import addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Meeting, MeetingTable

FEW, MANY = 2, 7
LEAST_PAGES = 100
FIRST_TABLE = 10


def grow(here: DraftScene, rows: int) -> None:
    """Add so many of everything that pages list."""
    event = here.event
    tables = make_tables(event, rows, f"Hall {rows}", first=FIRST_TABLE * rows)
    for k in range(rows):
        kind = make_type(event, f"Type {rows} {k}", meets=(here.bob.type,))
        firm = make_organization(event, f"Firm {rows} {k}", "BG")
        one = speak(make_participant(event, f"One {rows}{k}", kind=kind, organization=firm, country="BG"), "en", "sr")
        other = make_participant(event, f"Other {rows}{k}", organization=firm, country="RO")
        for place, term in enumerate((TermKind.FIELD, TermKind.OFFER, TermKind.NEED)):
            other.terms.append(ProfileTerm(kind=term, position=place, text=f"{term} {rows}{k}", key=f"{term}{rows}{k}"))
        make_participant(event, f"Waits {rows}{k}", status=ParticipantStatus.PENDING)
        make_interpreter(event, f"Speaks {rows}{k}", "en", "bg")
        keep_apart(one, other)
        for status in (RequestStatus.PENDING, RequestStatus.DECLINED):
            make_request(one if status is RequestStatus.PENDING else other, here.bob, status=status)
        asked = make_participant(event, f"Asked {rows}{k}")
        make_request(here.bob, asked)
        make_meeting(here.cat, one)  # stays without a place
        place_it(here, make_meeting(asked, one), k, tables[k])
        ask_organizations(here, f"{rows}{k}")
        session = make_session(event, f"Visit {rows}{k}", kind=SessionKind.VISIT, start_hour=15)
        for who in (here.bob, one, other):
            db.session.add(
                SessionSignUp(
                    participant_id=who.id, session_id=session.id, uid=new_uid(), created_at=NOW, modified_at=NOW
                )
            )
        db.session.add(ProtectedTime(participant_id=here.cat.id, starts_at=session.starts_at, ends_at=session.ends_at))
        db.session.add(a_mail(here, f"{rows}{k}"))
        audit.record("request.added", at=NOW, event_id=event.id, organizer=here.ann, subject=f"{rows} {k}")
    db.session.commit()


def ask_organizations(here: DraftScene, name: str) -> None:
    """A colleague of Cat asks Bob's organization and represents two, somebody names it, and Bob asks another."""
    asks = make_participant(here.event, f"Asks {name}", organization=here.cat.organization)
    organization_requests.ask(asks, here.bob.organization, Priority.MUST, "", NOW)
    further_organizations.add(asks, f"As well {name}")
    newcomer = make_participant(here.event, f"Comes {name}", organization=here.bob.organization)
    newcomer.organization_confirmed, newcomer.confirmed_at = False, NOW
    asked = make_participant(here.event, f"All {name}")
    organization_requests.ask(here.bob, asked.organization, Priority.MUST, "", NOW)


def place_it(here: DraftScene, meeting: Meeting, k: int, table: MeetingTable) -> None:
    people = (meeting.low_id, meeting.high_id)
    slot = here.slots[k % len(here.slots)].id
    drafts.place(
        here.event, here.draft, meeting.id, slot_id=slot, table_id=table.id, people=people, organizer=here.ann, now=NOW
    )
    for person in people:
        db.session.add(
            Feedback(
                event_id=here.event.id,
                meeting_id=meeting.id,
                participant_id=person,
                took_place=True,
                rating=4,
                changed_at=NOW,
            )
        )


def a_mail(here: DraftScene, key: str) -> Mail:
    return Mail(
        event_id=here.event.id,
        participant_id=here.bob.id,
        kind="approved",
        dedupe_key=f"test:{key}",
        to_address="bob@firm.example",
        subject="You take part",
        body="Hello",
        message_id=f"<{key}@example>",
        status=MailStatus.SENT,
        next_attempt_at=NOW,
        created_at=NOW,
    )


def pages(here: DraftScene) -> list[str]:
    """Every page, and that of whoever has not answered, which works out who is asked for an organization."""
    lacking = url_for("organizer.participants_reminders", slug=here.event.slug, lack=Lack.UNANSWERED.value)
    return [*addresses(here), lacking]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every statement that reaches the database meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    database_event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    database_event.remove(db.engine, "before_cursor_execute", note)


def visits(client: FlaskClient, paths: list[str]) -> dict[str, Counter[str]]:
    """The statements of each page that answers."""
    found = {}
    with no_collecting():
        for path in paths:
            db.session.expire_all()
            with statements() as seen:
                answer = client.get(path)
            if answer.status_code == HTTPStatus.OK and "html" in answer.content_type:
                found[path] = Counter(seen)
    return found


@contextmanager
def no_collecting() -> Iterator[None]:
    """Rows that a page leaves behind in the session change what the next asks for: let them all stay meanwhile."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_page_asks_as_often_with_many_rows_as_with_few(app: Flask, client: FlaskClient) -> None:
    here = DraftScene()
    grow(here, FEW)
    here.publish()
    here.edit()
    sign_in(sign_in(client, here.ann), here.bob)
    with app.test_request_context():
        before_paths = pages(here)
    visits(client, before_paths)  # what is kept in memory is in it now
    few = visits(client, before_paths)
    grow(here, MANY)
    here.publish()
    here.edit()
    with app.test_request_context():
        after_paths = pages(here)
    many = visits(client, after_paths)
    named = dict(zip(after_paths, before_paths, strict=True))
    worse = {
        path: (many[path] - few[named[path]]).most_common(2)
        for path in many
        if named[path] in few and many[path].total() > few[named[path]].total()
    }
    assert worse == {}
    assert len(many) > LEAST_PAGES
