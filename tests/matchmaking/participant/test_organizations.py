"""The page of an organization, and what is asked, answered, ranked and withdrawn there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest, OrganizationRequest, Priority, RequestStatus
from matchmaking.services.people import further_organizations
from matchmaking.services.requests import organization_requests
from tests.factories import NOW, keep_apart, make_event, make_organization, make_participant, make_request, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Participant

pytestmark = pytest.mark.usefixtures("app")


class Scene:
    """Bob is signed in; Cat and Дан are of another organization."""

    def __init__(self, client: FlaskClient, **event: object) -> None:
        self.client = client
        self.event = make_event(**event)  # type: ignore[arg-type]
        self.bob = make_participant(self.event, "Bob B")
        self.firm = make_organization(self.event, "Ливница «Дунав»")
        self.cat, self.dan = (make_participant(self.event, name, organization=self.firm) for name in ("Cat C", "Дан Д"))
        self.path = f"/e/{self.event.slug}/me"
        sign_in(client, self.bob)

    def page(self, path: str) -> str:
        return self.client.get(f"{self.path}{path}").get_data(as_text=True)

    def post(self, path: str, who: Participant | None = None, data: dict[str, str] | None = None) -> int:
        sign_in(self.client, who or self.bob)
        return self.client.post(f"{self.path}{path}", data=data).status_code

    def ask(self, **words: str) -> int:
        return self.post(f"/organizations/{self.firm.id}/request", data={"rank": "3"} | words)

    def request(self) -> OrganizationRequest:
        db.session.expire_all()
        return db.session.query(OrganizationRequest).one()


def test_page_lists_whom_one_may_meet_and_asks_them_all(client: FlaskClient) -> None:
    here = Scene(client)
    eva = make_participant(here.event, "Eva E", organization=here.firm)
    keep_apart(here.bob, eva)
    page = here.page(f"/organizations/{here.firm.id}")
    assert ["Cat C" in page, "Дан Д" in page, "Eva E" in page] == [True, True, False]
    assert here.ask(message="О калъпи", colleagues="y") == 303
    request = here.request()
    assert (request.priority, request.message, request.requester_colleagues) == (Priority.MUST, "О калъпи", True)
    assert "You have asked Ливница «Дунав»." in here.page(f"/organizations/{here.firm.id}")
    assert here.ask() == 422


def test_person_of_it_leads_there_and_is_not_asked_a_second_time(client: FlaskClient) -> None:
    here = Scene(client)
    address = f"/organizations/{here.firm.id}"
    assert f'{here.path}{address}">Ливница' in here.page(f"/people/{here.cat.id}")
    here.ask()
    page = here.page(f"/people/{here.cat.id}")
    assert "Whoever of it accepts first meets you." in page
    assert f"{here.path}/people/{here.cat.id}/request" not in page
    assert here.page("/people").count("You asked") == 2


def test_everybody_of_it_can_answer_and_the_first_meets(client: FlaskClient) -> None:
    here = Scene(client)
    here.ask()
    one = here.request().id
    sign_in(client, here.dan)
    assert "Asks Ливница «Дунав»" in here.page("/requests")
    assert "would like to meet somebody of your organization" in here.page(f"/people/{here.bob.id}")
    assert here.post(f"/requests/organizations/{one}/decline", here.dan) == 303
    assert "Asks Ливница «Дунав»" not in here.page("/requests")
    assert here.post(f"/requests/organizations/{one}/accept", here.cat) == 303
    assert here.request().status is RequestStatus.ACCEPTED
    made = db.session.query(MeetingRequest).one()
    assert (made.requester_id, made.recipient_id, made.status) == (here.bob.id, here.cat.id, RequestStatus.ACCEPTED)
    assert here.post(f"/requests/organizations/{one}/accept", here.dan) == 409


def test_others_find_no_such_request_or_organization(client: FlaskClient) -> None:
    here = Scene(client)
    here.ask()
    one = here.request().id
    stranger = make_participant(here.event, "Fin F")
    for verb in ("accept", "decline", "withdraw", "rank"):
        assert here.post(f"/requests/organizations/{one}/{verb}", stranger, {"rank": "3"}) == 404
    assert here.post(f"/requests/organizations/{one}/accept", here.bob) == 404
    sign_in(client, here.bob)
    elsewhere = make_participant(make_event(), "Gil G").organization_id
    for nothing in (here.bob.organization_id, elsewhere, 10**9):
        assert client.get(f"{here.path}/organizations/{nothing}").status_code == 404
        assert here.post(f"/organizations/{nothing}/request", data={"rank": "3"}) == 404


def test_wish_is_ranked_on_both_pages_and_withdrawn(client: FlaskClient) -> None:
    here = Scene(client, must_limit=1)
    here.ask()
    one = here.request().id
    assert here.page("/requests/ranks").index("Ливница") < here.page("/requests/ranks").index("Would like")
    answer = client.post(f"{here.path}/requests/organizations/{one}/rank", data={"rank": "1", "page": "ranks"})
    assert answer.location == f"{here.path}/requests/ranks#organization-{one}"
    assert here.request().priority is Priority.OPEN_TO
    make_request(here.bob, make_participant(here.event, "Fin F"), priority=Priority.MUST)
    answer = client.post(f"{here.path}/requests/organizations/{one}/rank", data={"rank": "3"}, follow_redirects=True)
    assert "You have ranked 1 request “must”" in answer.get_data(as_text=True)
    assert here.post(f"/requests/organizations/{one}/withdraw") == 303
    assert here.request().status is RequestStatus.WITHDRAWN


def test_asking_an_organization_that_asks_oneself_agrees_at_once(client: FlaskClient) -> None:
    here = Scene(client)
    make_request(here.dan, here.bob)
    answer = client.post(f"{here.path}/organizations/{here.firm.id}/request", data={"rank": "2"}, follow_redirects=True)
    assert "you have agreed to meet" in answer.get_data(as_text=True)
    assert {request.status for request in db.session.query(MeetingRequest)} == {RequestStatus.ACCEPTED}


def test_what_came_to_nothing_is_said_alike_whether_declined_or_expired(client: FlaskClient) -> None:
    here = Scene(client)
    pages = []
    for status in (RequestStatus.DECLINED, RequestStatus.EXPIRED):
        here.ask()
        here.request().status = status
        db.session.commit()
        seen = [here.page(path).split("<main", 1)[1] for path in ("/requests", f"/organizations/{here.firm.id}")]
        pages.append([re.sub(r'name="csrf_token" value="[^"]+"', "", page) for page in seen])  # each has its second
        db.session.delete(here.request())
        db.session.commit()
    assert pages[0] == pages[1]
    assert "Ливница «Дунав»" in pages[0][0]
    assert "will not take place" in pages[0][1]


def test_own_data_holds_what_was_asked_and_answered(client: FlaskClient) -> None:
    here = Scene(client)
    here.ask(message="Канаринче")
    organization_requests.decline(here.request(), here.cat, NOW)
    db.session.commit()
    mine = client.get(f"{here.path}/profile/data.json").get_json()["requests_to_organizations"]
    assert [(one["organization"], one["message"], one["state"]) for one in mine["sent"]] == [
        ("Ливница «Дунав»", "Канаринче", "pending")
    ]
    sign_in(client, here.cat)
    theirs = client.get(f"{here.path}/profile/data.json").get_json()["requests_to_organizations"]["not_for_them"]
    assert [one["asked_by"] for one in theirs] == [f"Bob B ({here.bob.organization.name})"]


def test_person_of_several_organizations_says_which_of_them_was_asked(client: FlaskClient) -> None:
    here = Scene(client)
    eva = make_participant(here.event, "Eva E", organization=make_organization(here.event, "Main"))
    further_organizations.add(eva, here.firm.name)
    db.session.commit()
    assert here.ask() == 303
    page = here.page(f"/people/{eva.id}")
    assert "You have asked Ливница «Дунав»." in page
    assert f'{here.path}/organizations/{here.firm.id}">See the request' in page
