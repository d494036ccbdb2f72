"""Organizers and requests to organizations: the list, accepting for somebody, withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Mail, MeetingRequest, OrganizationRequest, Priority, RequestStatus
from matchmaking.services.people import joining, merging
from matchmaking.services.requests import organization_requests
from tests.factories import (
    NOW,
    make_event,
    make_organization,
    make_organizer,
    make_participant,
    sign_in,
)

if TYPE_CHECKING:
    from flask.testing import FlaskClient

pytestmark = pytest.mark.usefixtures("app")


class Scene:
    """Bob has asked the organization of Cat and Dan; Ann organizes."""

    def __init__(self, client: FlaskClient) -> None:
        self.client, self.ann = client, make_organizer()
        self.event = make_event(self.ann)
        self.bob, self.firm = make_participant(self.event, "Bob B"), make_organization(self.event, "Δούναβης")
        self.cat, self.dan = (make_participant(self.event, name, organization=self.firm) for name in ("Cat C", "Dan D"))
        self.request = organization_requests.ask(self.bob, self.firm, Priority.MUST, "Калъпи", NOW)
        db.session.commit()
        self.path = f"/organizer/events/{self.event.slug}/requests"
        sign_in(client, self.ann)

    def page(self, path: str) -> str:
        return self.client.get(f"{self.path}{path}").get_data(as_text=True)


def test_list_is_led_to_searched_and_narrowed(client: FlaskClient) -> None:
    here = Scene(client)
    assert "1 request to an organization" in here.page("")
    for found in ("", "?q=dounavis", "?q=bob", "?status=pending"):
        assert "Δούναβης" in here.page(f"/organizations{found}")
    for nothing in ("?q=dunja", "?status=accepted"):
        assert "Nothing fits" in here.page(f"/organizations{nothing}")


def test_organizer_accepts_for_one_of_them_and_it_is_written_down(client: FlaskClient) -> None:
    here = Scene(client)
    page = here.page(f"/organizations/{here.request.id}")
    assert "Cat C" in page
    answer = client.post(f"{here.path}/organizations/{here.request.id}/accept/{here.dan.id}")
    made = db.session.query(MeetingRequest).one()
    assert answer.location == f"{here.path}/{made.id}"
    assert (made.recipient_id, made.status) == (here.dan.id, RequestStatus.ACCEPTED)
    assert made.answered_by_organizers_at is not None
    entry = db.session.query(AuditEntry).filter_by(action="request.accepted").one()
    assert (entry.organizer_id, entry.subject) == (here.ann.id, "Bob B → Dan D")
    assert client.post(f"{here.path}/organizations/{here.request.id}/accept/{here.cat.id}").status_code == 409


def test_organizer_accepts_for_nobody_else_and_withdraws_for_the_requester(client: FlaskClient) -> None:
    here = Scene(client)
    stranger = make_participant(here.event, "Fin F")
    assert client.post(f"{here.path}/organizations/{here.request.id}/accept/{stranger.id}").status_code == 409
    assert client.post(f"{here.path}/organizations/{here.request.id}/withdraw").status_code == 303
    db.session.expire_all()
    assert here.request.status is RequestStatus.WITHDRAWN
    entry = db.session.query(AuditEntry).filter_by(action="request.withdrawn").one()
    assert (entry.organizer_id, entry.subject) == (here.ann.id, "Bob B → Δούναβης")


def test_request_of_another_event_is_not_found(client: FlaskClient) -> None:
    here = Scene(client)
    other = make_event(here.ann)
    path = f"/organizer/events/{other.slug}/requests/organizations/{here.request.id}"
    assert client.get(path).status_code == 404
    assert client.post(f"{path}/withdraw").status_code == 404


def test_merged_organizations_keep_one_request_and_every_no(client: FlaskClient) -> None:
    here = Scene(client)
    twin = make_organization(here.event, "Dunav")
    eva = make_participant(here.event, "Eva E", organization=twin)
    fin = make_participant(here.event, "Fin F", organization=twin)
    second = organization_requests.ask(here.bob, twin, Priority.OPEN_TO, "", NOW)
    own = organization_requests.ask(here.cat, twin, Priority.OPEN_TO, "", NOW)
    organization_requests.decline(second, eva, NOW)
    organization_requests.decline(here.request, here.cat, NOW)
    gone = (second.id, own.id)
    joining.join(here.firm, twin, here.ann, NOW)
    db.session.commit()
    (left,) = db.session.query(OrganizationRequest)
    assert (left.id, left.priority, left.message) == (here.request.id, Priority.MUST, "Калъпи")
    assert left.id not in gone
    page = here.page(f"/organizations/{left.id}")
    assert [name in page for name in ("Cat C", "Dan D", "Eva E", fin.name)] == [False, True, False, True]


def test_merged_person_takes_requests_and_noes_along(client: FlaskClient) -> None:
    here = Scene(client)
    ben = make_participant(here.event, "Ben B", organization=here.bob.organization)
    other = make_participant(here.event, "Gil G")
    organization_requests.ask(ben, here.firm, Priority.OPEN_TO, "Later", NOW)
    organization_requests.ask(ben, other.organization, Priority.OPEN_TO, "", NOW)
    organization_requests.decline(here.request, here.cat, NOW)
    dana = make_participant(here.event, "Dana D", organization=here.firm)
    merging.merge(here.bob, ben, (), here.ann, NOW)
    merging.merge(dana, here.cat, (), here.ann, NOW)
    db.session.commit()
    asked = db.session.query(OrganizationRequest).order_by(OrganizationRequest.id).all()
    assert [(one.requester_id, one.organization_id, one.priority) for one in asked] == [
        (here.bob.id, here.firm.id, Priority.MUST),
        (here.bob.id, other.organization_id, Priority.OPEN_TO),
    ]
    page = here.page(f"/organizations/{here.request.id}")
    assert ["Dana D" in page, "Dan D<" in page] == [False, True]


def test_mail_of_it_is_worded_by_organizers_like_others(client: FlaskClient) -> None:
    here = Scene(client)
    path = f"/organizer/events/{here.event.slug}/mails/organization_asked/en"
    page = client.get(path).get_data(as_text=True)
    assert "{asked_organization}" in page
    assert db.session.query(Mail).filter_by(kind="organization_asked").count() == 2
