"""Asking for a link to sign in with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import Mail, MailedLink, ProfileTerm, TermKind
from tests.factories import NOW, make_event, make_participant, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


def test_link_is_mailed_to_the_participant_of_this_event_and_signs_in_once(client: FlaskClient) -> None:
    event, elsewhere = make_event(), make_event()
    bob = make_participant(event, email="bob@firma.example")
    make_participant(elsewhere, email="bob@firma.example")
    answer = client.post(f"/e/{event.slug}/sign-in", data={"email": " BOB@firma.example"})
    assert (answer.status_code, answer.location) == (303, f"/e/{event.slug}/sign-in/sent")
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.kind, mail.participant_id, mail.holds_secret) == ("sign_in", bob.id, True)
    path = re.search(r"http://localhost(/link/\S+)", mail.body)
    assert path is not None
    assert client.get(path[1]).status_code == 200
    assert client.get(f"/e/{event.slug}/me/agenda").status_code == 303  # looking at the link signs nobody in
    assert client.post(path[1]).status_code == 303
    assert client.get(f"/e/{event.slug}/me/agenda").status_code == 200
    assert client.get(f"/e/{elsewhere.slug}/me/agenda").status_code == 303
    assert client.post(path[1]).status_code == 404


def test_unknown_address_gets_the_same_answer(client: FlaskClient) -> None:
    event = make_event()
    make_participant(event, email="bob@firma.example")
    known = client.post(f"/e/{event.slug}/sign-in", data={"email": "bob@firma.example"})
    unknown = client.post(f"/e/{event.slug}/sign-in", data={"email": "nobody@firma.example"})
    assert (known.status_code, known.location, known.get_data()) == (
        unknown.status_code,
        unknown.location,
        unknown.get_data(),
    )
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 1


def test_second_link_within_a_minute_is_not_sent(client: FlaskClient) -> None:
    event = make_event()
    make_participant(event, email="bob@firma.example")
    for _again in range(3):
        client.post(f"/e/{event.slug}/sign-in", data={"email": "bob@firma.example"})
    assert db.session.scalar(select(func.count()).select_from(MailedLink)) == 1


def test_no_address_stays_at_the_form(client: FlaskClient) -> None:
    event = make_event()
    for text in ("", "bob", "a@b.example,c@d.example", "x" * 400 + "@firma.example"):
        answer = client.post(f"/e/{event.slug}/sign-in", data={"email": text})
        assert answer.status_code == 422


def test_whoever_is_signed_in_goes_to_the_agenda(client: FlaskClient) -> None:
    event = make_event()
    sign_in(client, make_participant(event))
    assert client.get(f"/e/{event.slug}/sign-in").location == f"/e/{event.slug}/me/agenda"


def test_local_installation_shows_the_way_to_its_outbox(client: FlaskClient) -> None:
    event = make_event()
    for page in ("sign-in/sent", "registered"):
        assert 'href="/outbox"' in client.get(f"/e/{event.slug}/{page}").get_data(as_text=True)


def link_of_the_mail() -> str:
    found = re.search(r"http://localhost(/link/\S+)", db.session.scalars(select(Mail)).one().body)
    assert found is not None
    return found[1]


def test_link_leads_on_to_the_page_that_was_asked_for(client: FlaskClient) -> None:
    event = make_event()
    make_participant(event, email="bob@firma.example")
    asked = f"/e/{event.slug}/me/people?q=Čačak"
    sign_in_page = client.get(f"/e/{event.slug}/me/people?q=%C4%8Ca%C4%8Dak").location
    assert sign_in_page is not None
    page = client.get(sign_in_page).get_data(as_text=True)
    action = re.search(r'action="(/e/[^"]*sign-in[^"]*)"', page)
    assert action is not None
    client.post(action[1].replace("&amp;", "&"), data={"email": "bob@firma.example"})
    path = link_of_the_mail()
    page = client.get(path).get_data(as_text=True)
    assert f'action="{path}"' in page
    assert unquote(client.post(path).location) == asked


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "/organizer/", "/e/other/me/agenda", "{me}../../x"],
)
def test_link_leads_nowhere_else(client: FlaskClient, path: str) -> None:
    event = make_event()
    make_participant(event, email="bob@firma.example").confirmed_at = NOW
    db.session.commit()
    path = path.format(me=f"/e/{event.slug}/me/")
    client.post(f"/e/{event.slug}/sign-in?next={quote(path)}", data={"email": "bob@firma.example"})
    mailed = link_of_the_mail()
    assert "next" not in mailed
    elsewhere = client.post(f"{mailed}?next=https://evil.example/")
    assert elsewhere.location == f"/e/{event.slug}/me/agenda"


def code_shown(client: FlaskClient, path: str) -> str:
    found = re.search(r'sign-in-code">([0-9]{4}) ([0-9]{4})<', client.get(path).text)
    assert found is not None
    return found[1] + found[2]


def test_link_opened_in_another_browser_shows_a_code_and_signs_in_where_it_was_asked_for(
    app: Flask, client: FlaskClient
) -> None:
    event = make_event()
    make_participant(event, email="bob@firma.example").confirmed_at = NOW
    db.session.commit()
    agenda, sent = f"/e/{event.slug}/me/agenda", f"/e/{event.slug}/sign-in/sent"
    client.post(f"/e/{event.slug}/sign-in", data={"email": "bob@firma.example"})
    path, phone = link_of_the_mail(), app.test_client()
    code = code_shown(phone, path)
    assert phone.post(path).status_code == 200  # the code again
    assert phone.get(agenda).status_code == 303
    assert phone.post(sent, data={"code": code}).status_code == 422
    wrong = f"{(int(code) + 1) % 10**8:08}"
    assert client.post(sent, data={"code": wrong}).status_code == 422
    assert client.get(agenda).status_code == 303
    answer = client.post(sent, data={"code": f" {code[:4]} {code[4:]}"})
    assert (answer.status_code, answer.location) == (303, agenda)
    assert client.get(agenda).status_code == 200
    assert phone.get(path).status_code == 404  # used up


def test_code_works_once_and_for_its_event_only(app: Flask, client: FlaskClient) -> None:
    event, elsewhere = make_event(), make_event()
    make_participant(event, email="bob@firma.example")
    client.post(f"/e/{event.slug}/sign-in", data={"email": "bob@firma.example"})
    code = code_shown(app.test_client(), link_of_the_mail())
    assert client.post(f"/e/{elsewhere.slug}/sign-in/sent", data={"code": code}).status_code == 422
    assert client.post(f"/e/{event.slug}/sign-in/sent", data={"code": code}).status_code == 303
    assert client.post(f"/e/{event.slug}/sign-in/sent", data={"code": code}).status_code == 422


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "/organizer/"])
def test_code_leads_only_to_this_events_pages(app: Flask, client: FlaskClient, path: str) -> None:
    event = make_event()
    make_participant(event, email="bob@firma.example").confirmed_at = NOW
    db.session.commit()
    client.post(f"/e/{event.slug}/sign-in", data={"email": "bob@firma.example"})
    code = code_shown(app.test_client(), link_of_the_mail())
    answer = client.post(f"/e/{event.slug}/sign-in/sent?next={quote(path)}", data={"code": code})
    assert answer.location == f"/e/{event.slug}/me/agenda"


@pytest.mark.parametrize(
    ("offers", "asked", "leads_to"),
    [([], "", "profile/steps/1"), (["Robots"], "", "agenda"), ([], "people", "people")],
)
def test_code_leads_somebody_new_into_the_profile_unless_another_page_was_asked_for(
    app: Flask, client: FlaskClient, offers: list[str], asked: str, leads_to: str
) -> None:
    event = make_event()
    bob = make_participant(event, email="bob@firma.example")
    bob.terms = [ProfileTerm(kind=TermKind.OFFER, position=0, text=text, key=text) for text in offers]
    db.session.commit()
    me = f"/e/{event.slug}/me/"
    client.post(f"/e/{event.slug}/sign-in", data={"email": "bob@firma.example"})
    code = code_shown(app.test_client(), link_of_the_mail())
    then = f"?next={quote(me + asked)}" if asked else ""
    answer = client.post(f"/e/{event.slug}/sign-in/sent{then}", data={"code": code})
    assert answer.location == f"{me}{leads_to}"


@pytest.mark.parametrize("code", ["", "x", "1" * 21, "١٢٣٤٥٦٧٨", "\x00"])
def test_what_is_no_code_stays_at_the_form(client: FlaskClient, code: str) -> None:
    event = make_event()
    assert client.post(f"/e/{event.slug}/sign-in/sent", data={"code": code}).status_code == 422
