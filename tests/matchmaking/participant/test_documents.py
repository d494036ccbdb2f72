from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event as database_event

from matchmaking.extensions import db
from matchmaking.models import SessionKind
from matchmaking.services.documents import endorsers, endorsing
from tests.factories import NOW, make_event, make_organizer, make_participant, make_session, sign_in
from tests.matchmaking.services.documents.test_keeping import NEXT, put, said
from tests.matchmaking.services.documents.test_uploads import PDF

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Event, EventSession, Organizer, Participant

HERE = "/e/days/me/documents"


@pytest.fixture
def ann(client: FlaskClient) -> Organizer:
    del client
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann, slug="days")


@pytest.fixture
def plenary(event: Event) -> EventSession:
    return make_session(event, "Plenary", kind=SessionKind.PLENARY)


@pytest.fixture
def bob(client: FlaskClient, event: Event) -> Participant:
    participant = make_participant(event, "Bob Kovač")
    sign_in(client, participant)
    return participant


def seen(client: FlaskClient) -> str:
    return client.get(HERE).get_data(as_text=True)


def test_tab_stands_where_there_is_something_to_read(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession, bob: Participant
) -> None:
    assert HERE not in client.get("/e/days/me/profile").get_data(as_text=True)
    assert "No documents yet" in seen(client)
    put(event, plenary, ann)
    assert HERE in client.get("/e/days/me/profile").get_data(as_text=True)


def test_one_press_endorses_and_another_takes_it_back(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession, bob: Participant
) -> None:
    file = put(event, plenary, ann).file
    assert client.get(f"{HERE}/{file.id}").data == PDF
    assert f"Endorse it for {bob.organization.name}" in seen(client)
    answer = client.post(f"{HERE}/{file.id}/endorse")
    assert (answer.status_code, answer.location) == (303, f"{HERE}#document-{plenary.id}")
    page = seen(client)
    assert f"You endorse “Declaration” for {bob.organization.name}." in page
    assert "1 organization endorses it." in page
    assert client.post(f"{HERE}/{file.id}/withdraw").status_code == 303
    assert endorsers.count(file) == 0


def test_page_speaks_the_language_of_the_reader(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession, bob: Participant
) -> None:
    put(event, plenary, ann, said(sr=("Декларација", "О чему смо се договорили")))
    assert 'lang="en">Declaration' in seen(client)
    bob.language = "sr"
    db.session.commit()
    assert 'lang="sr">Декларација' in seen(client)


def test_replaced_text_is_said_to_who_endorsed_the_former_one(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession, bob: Participant
) -> None:
    former = put(event, plenary, ann).file
    client.post(f"{HERE}/{former.id}/endorse")
    file = put(event, plenary, ann, content=NEXT).file
    assert "The text was replaced since you endorsed it." in seen(client)
    assert client.get(f"{HERE}/{former.id}").data == PDF
    assert client.post(f"{HERE}/{former.id}/endorse").status_code == 409
    client.post(f"{HERE}/{file.id}/endorse")
    assert "The text was replaced since you endorsed it." not in seen(client)


def test_closed_endorsements_have_no_buttons(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession, bob: Participant
) -> None:
    put(event, plenary, ann, said(until=NOW - timedelta(days=1)))
    page = seen(client)
    assert "Endorsements are closed." in page
    assert "/endorse" not in page


def test_document_that_is_not_published_or_of_another_event_is_not_found(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession, bob: Participant
) -> None:
    hidden = put(event, plenary, ann, said(published=False)).file
    olga = make_organizer("Olga Other")
    other = make_event(olga, name="Other")
    foreign = put(other, make_session(other, kind=SessionKind.PLENARY), olga).file
    for file in (hidden, foreign):
        assert client.get(f"{HERE}/{file.id}").status_code == 404
        assert client.post(f"{HERE}/{file.id}/endorse").status_code == 404


def test_number_of_queries_does_not_grow_with_documents(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession, bob: Participant
) -> None:
    def queries() -> int:
        seen_statements: list[str] = []

        def note(*args: object) -> None:
            seen_statements.append(str(args[2]))

        database_event.listen(db.engine, "before_cursor_execute", note)
        client.get(HERE)
        database_event.remove(db.engine, "before_cursor_execute", note)
        return len(seen_statements)

    put(event, plenary, ann)
    before = queries()
    for number in range(3):
        document = put(event, make_session(event, f"Assembly {number}", kind=SessionKind.ASSEMBLY), ann)
        endorsing.endorse(make_participant(event), document.file.id, NOW)
    db.session.commit()
    assert queries() == before
