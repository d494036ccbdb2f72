from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import SessionKind
from matchmaking.services.documents import endorsing, keeping
from tests.factories import NOW, make_event, make_organization, make_organizer, make_participant, make_session, sign_in
from tests.matchmaking.services.documents.test_keeping import NEXT, put, said
from tests.matchmaking.services.documents.test_uploads import PDF

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Event, EventSession, Organizer


@pytest.fixture
def ann(client: FlaskClient) -> Organizer:
    organizer = make_organizer(email="ann@network.example")
    sign_in(client, organizer)
    return organizer


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann, slug="days")


@pytest.fixture
def plenary(event: Event) -> EventSession:
    return make_session(event, "Пленарно заседание", kind=SessionKind.PLENARY)


def here(session: EventSession) -> str:
    return f"/organizer/events/days/programme/{session.id}/document"


def sent(content: bytes | None = PDF, **changes: str) -> dict[str, object]:
    data: dict[str, object] = {"title_en": "Declaration", "readers": "seeing", "published": "y", **changes}
    return data if content is None else {**data, "file": (BytesIO(content), "Декларация.pdf")}


def test_document_is_uploaded_changed_and_removed(client: FlaskClient, event: Event, plenary: EventSession) -> None:
    assert "Upload it" in client.get(here(plenary)).get_data(as_text=True)
    answer = client.post(here(plenary), data=sent(endorsed_until="2030-05-12T18:00"))
    assert (answer.status_code, answer.location) == (303, here(plenary))
    document = keeping.document_of(plenary)
    page = client.get(here(plenary)).get_data(as_text=True)
    assert "deklaraciya.pdf" in page
    assert 'value="2030-05-12T18:00"' in page
    file = client.get(f"{here(plenary)}/files/{document.file.id}")
    assert (file.data, file.content_type) == (PDF, "application/pdf")
    assert file.headers["Content-Disposition"] == 'attachment; filename="deklaraciya.pdf"'
    assert client.post(here(plenary), data=sent(None, title_en="Conclusions", published="")).status_code == 303
    db.session.expire_all()
    assert ([text.title for text in document.texts], document.published_at) == (["Conclusions"], None)
    assert client.post(f"{here(plenary)}/remove").status_code == 303
    assert keeping.find(plenary) is None
    assert client.get(f"{here(plenary)}/endorsers").status_code == 404


def test_refused_file_leaves_what_is_there(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession
) -> None:
    put(event, plenary, ann)
    answer = client.post(here(plenary), data=sent(b"<script>", title_en="Renamed"))
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "This is no PDF, DOCX or ODT file." in page
    assert 'value="Renamed"' in page
    assert keeping.document_of(plenary).texts[0].title == "Declaration"


def test_former_texts_stay_with_those_who_endorsed_them(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession
) -> None:
    document = put(event, plenary, ann)
    endorsing.endorse(make_participant(event), document.file.id, NOW)
    put(event, plenary, ann, content=NEXT)
    page = client.get(here(plenary)).get_data(as_text=True)
    assert "1 organization endorsed it" in page
    assert "0 organizations endorse it" in page


def test_endorsers_are_searched_paged_and_taken_along(
    client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession
) -> None:
    file = put(event, plenary, ann).file
    for number in range(52):
        firm = make_organization(event, f"Firm {number:02}")
        endorsing.endorse(make_participant(event, f"Person {number:02}", organization=firm), file.id, NOW)
    db.session.commit()
    page = client.get(f"{here(plenary)}/endorsers").get_data(as_text=True)
    assert ("Firm 49" in page, "Firm 50" in page, "1–50 of 52" in page) == (True, False, True)
    assert "Firm 51" in client.get(f"{here(plenary)}/endorsers?q=firm+51").get_data(as_text=True)
    assert "Nothing fits" in client.get(f"{here(plenary)}/endorsers?q=nobody").get_data(as_text=True)
    rows = client.get(f"{here(plenary)}/endorsers.csv?q=firm+51").get_data(as_text=True).splitlines()
    assert [row.split(";")[0] for row in rows[1:]] == ["Firm 51"]
    assert client.get(f"{here(plenary)}/endorsers.xlsx").status_code == 200


def test_public_programme_names_endorsers_only_where_the_organizer_says_so(
    app: Flask, client: FlaskClient, ann: Organizer, event: Event, plenary: EventSession
) -> None:
    def programme() -> str:
        return app.test_client().get("/e/days/programme").get_data(as_text=True)

    bob = make_participant(event, "Bob Kovač")
    document = put(event, plenary, ann)
    endorsing.endorse(bob, document.file.id, NOW)
    db.session.commit()
    assert "Bob Kovač" not in programme()
    put(event, plenary, ann, said(public=True), content=None)
    assert "Declaration" in programme()
    assert f"{bob.organization.name}: Bob Kovač" in programme()
    put(event, plenary, ann, said(public=True, published=False), content=None)
    assert "Bob Kovač" not in programme()


def test_document_of_another_event_is_not_found(client: FlaskClient, event: Event, plenary: EventSession) -> None:
    olga = make_organizer("Olga Other")
    other = make_event(olga, name="Other")
    theirs = make_session(other, "Theirs", kind=SessionKind.PLENARY)
    file = put(other, theirs, olga).file
    assert client.get(here(theirs)).status_code == 404
    assert client.get(here(make_session(event))).status_code == 404  # a meeting session
    assert client.post(here(theirs), data=sent()).status_code == 404
    assert client.get(f"{here(plenary)}/files/{file.id}").status_code == 404
