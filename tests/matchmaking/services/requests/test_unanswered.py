"""What is not answered, or declined: the requester cannot tell them apart, and the recipient is reminded in time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import FurtherOrganization, Mail, MeetingRequest, ParticipantStatus, Priority, RequestStatus
from matchmaking.services.people import reminding
from matchmaking.services.people.reminding import Lack
from matchmaking.services.refusals import Conflict
from matchmaking.services.requests import meeting_requests, organization_requests, organization_sides, quotas
from tests.factories import (
    NOW,
    keep_apart,
    make_event,
    make_organization,
    make_participant,
    make_request,
    make_type,
    sign_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Event, OrganizationRequest, Participant

DAY = timedelta(days=1)
IDS = re.compile(r'(?<=[-/])\d+|value="\d+"|Organization \d+|/feed/[\w-]+|"[\w.-]{32,}"')
SAVED = re.compile(r"Saved at [^.]*")  # the minute may end between the two


def reminders() -> int:
    return db.session.scalar(select(func.count()).select_from(Mail).where(Mail.kind == reminding.KIND)) or 0


def test_declined_and_expired_are_alike_to_the_requester(app: Flask) -> None:
    """Two events alike but for the one answer: every page of the requester's, and their mails, are the same."""
    seen = []
    for ended in (RequestStatus.DECLINED, RequestStatus.EXPIRED):
        event = make_event(request_limit=5)
        bob, *others = [make_participant(event, name) for name in ("Bob B", "Ada A", "Cat C", "Dan D")]
        requests = [make_request(bob, other, message="x") for other in others]
        if ended is RequestStatus.DECLINED:
            meeting_requests.decline(requests[1], NOW)
        else:
            requests[1].status = ended
        db.session.commit()
        client = sign_in(app.test_client(), bob)
        me = f"/e/{event.slug}/me"
        pages = ["requests", "people", "suggestions", "agenda", f"people/{others[1].id}"]
        texts = [client.get(f"{me}/{page}").get_data(as_text=True) for page in pages]
        again = client.post(f"{me}/people/{others[1].id}/request", data={"rank": "2"})
        texts.append(f"{again.status_code} {again.get_data(as_text=True)}")
        texts.append(str(db.session.scalar(select(func.count()).where(Mail.participant_id == bob.id))))
        texts.append(str(quotas.of(event, bob)))
        seen.append([SAVED.sub("", IDS.sub("", text)) for text in texts])
        assert "Will not take place" in texts[0]
    for declined, expired in zip(*seen, strict=True):
        assert declined.splitlines() == expired.splitlines()


def test_recipient_who_let_a_request_expire_sees_that(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = make_request(bob, cat)
    sign_in(client, cat)
    assert "Not answered in time" not in client.get(f"/e/{event.slug}/me/requests").get_data(as_text=True)
    event.booking_closes_at = NOW - timedelta(minutes=1)
    db.session.commit()
    before = main_part(client, event)
    assert "Not answered in time" in before
    request.status = RequestStatus.EXPIRED
    db.session.commit()
    assert main_part(client, event) == before


def main_part(client: FlaskClient, event: Event) -> str:
    """The page without its tokens against forgery, which change by the second."""
    page = client.get(f"/e/{event.slug}/me/requests").get_data(as_text=True)
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page[page.index("<main") : page.index("</main>")])


def test_what_one_declined_is_not_listed_as_missed(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    make_request(bob, cat, status=RequestStatus.DECLINED)
    sign_in(client, cat)
    assert "Bob B" not in client.get(f"/e/{event.slug}/me/requests").get_data(as_text=True)


def test_whoever_has_not_answered_is_reminded_once_two_days_before_booking_closes(app: Flask) -> None:
    event = make_event(booking_closes_at=NOW + 5 * DAY)
    bob, cat, dan = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D"))
    make_request(bob, cat)
    make_request(bob, dan, status=RequestStatus.ACCEPTED)
    counts = [reminding.remind_before_closing(NOW + ahead * DAY) for ahead in (2, 3, 3, 4, 6)]
    assert (counts, reminders()) == ([0, 1, 0, 0, 0], 1)
    mail = db.session.scalars(select(Mail)).one()
    assert (mail.participant_id, mail.subject) == (cat.id, "1 meeting request waits for your answer")


def test_what_was_asked_just_now_is_not_reminded_of(app: Flask) -> None:
    event = make_event(booking_closes_at=NOW + DAY)
    make_request(make_participant(event, "Bob B"), make_participant(event, "Cat C"))
    assert reminding.remind_before_closing(NOW + timedelta(hours=1)) == 0


def test_nobody_asks_more_people_in_a_day_than_can_be_meant(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quotas, "MOST_A_DAY", 2)
    event = make_event()
    bob, *others = [make_participant(event, f"Person {number}") for number in range(4)]
    for other in others[:2]:
        meeting_requests.send(bob, other, Priority.OPEN_TO, "", NOW)
    with pytest.raises(Conflict, match="You have asked 2 people within 24 hours"):
        meeting_requests.send(bob, others[2], Priority.OPEN_TO, "", NOW + timedelta(hours=23))
    meeting_requests.send(others[2], bob, Priority.OPEN_TO, "", NOW)
    assert meeting_requests.send(bob, others[2], Priority.OPEN_TO, "", NOW + timedelta(hours=25)).status
    assert db.session.scalar(select(func.count()).select_from(MeetingRequest)) == 4


class Firm:
    """Bob has asked an organization, of which Cat and Dan are."""

    def __init__(self, **event: object) -> None:
        self.event: Event = make_event(**event)  # type: ignore[arg-type]
        self.firm = make_organization(self.event, "Дунав д.о.о.")
        self.bob = make_participant(self.event, "Bob B")
        self.cat, self.dan = (make_participant(self.event, name, organization=self.firm) for name in ("Cat C", "Dan D"))
        self.request = self.ask(self.bob)

    def ask(self, who: Participant) -> OrganizationRequest:
        request = organization_requests.ask(who, self.firm, Priority.MUST, "", NOW)
        db.session.commit()
        return request

    def waiting_for(self) -> list[str]:
        """Who has not answered, which is whoever finds something to answer on their own page."""
        db.session.commit()
        counted = organization_sides.waiting_counts(self.event)
        for one in (self.bob, self.cat, self.dan):
            assert counted[one.id] == len(organization_sides.waiting_for(one))
        return [person.name for person in reminding.people(self.event, Lack.UNANSWERED)]


def be_of(person: Participant, firm: int, *, confirmed: bool) -> None:
    person.further.append(FurtherOrganization(organization_id=firm, confirmed=confirmed))


NOT_ASKED: dict[str, Callable[[Firm], object]] = {
    "said no": lambda here: organization_requests.decline(here.request, here.cat, NOW),
    "said no before": lambda here: make_request(here.bob, here.cat, status=RequestStatus.DECLINED),
    "was refused before": lambda here: make_request(here.cat, here.bob, status=RequestStatus.DECLINED),
    "let expire": lambda here: make_request(here.bob, here.cat, status=RequestStatus.EXPIRED),
    "kept apart": lambda here: keep_apart(here.bob, here.cat),
    "kind does not meet": lambda here: setattr(here.cat, "type", make_type(here.event, "Cluster")),
    "of Bob's as well": lambda here: be_of(here.cat, here.bob.organization_id, confirmed=False),
    "not confirmed": lambda here: setattr(here.cat, "organization_confirmed", False),
    "has left": lambda here: setattr(here.cat, "status", ParticipantStatus.WITHDRAWN),
    "interprets": lambda here: setattr(here.cat, "interpreter", True),
}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("why", NOT_ASKED)
def test_a_request_to_an_organization_is_unanswered_by_whoever_is_asked_and_by_nobody_else(why: str) -> None:
    here = Firm()
    assert here.waiting_for() == ["Cat C", "Dan D"]
    NOT_ASKED[why](here)
    assert here.waiting_for() == ["Dan D"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("status", [status for status in RequestStatus if status is not RequestStatus.PENDING])
def test_a_request_to_an_organization_that_waits_no_more_is_unanswered_by_nobody(status: RequestStatus) -> None:
    here = Firm()
    here.request.status = status
    assert here.waiting_for() == []


@pytest.mark.usefixtures("app")
def test_nobody_waits_for_an_answer_to_whoever_left_or_of_themselves() -> None:
    here = Firm(same_organization_meets=True)
    be_of(here.bob, here.firm.id, confirmed=True)
    assert here.waiting_for() == ["Cat C", "Dan D"]
    here.bob.status = ParticipantStatus.WITHDRAWN
    assert here.waiting_for() == []


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(("confirmed", "waiting"), [(True, ["Cat C", "Dan D", "Eva E"]), (False, ["Cat C", "Dan D"])])
def test_whoever_is_of_the_organization_as_well_has_not_answered_either(*, confirmed: bool, waiting: list[str]) -> None:
    here = Firm()
    be_of(make_participant(here.event, "Eva E"), here.firm.id, confirmed=confirmed)
    assert here.waiting_for() == waiting


@pytest.mark.usefixtures("app")
def test_requests_to_somebody_and_to_the_organization_are_counted_together() -> None:
    here = Firm()
    here.ask(make_participant(here.event, "Eva E"))
    make_request(make_participant(here.event, "Fay F"), here.cat)
    told = {person.name: reminding.preview(here.event, Lack.UNANSWERED, person) for person in (here.cat, here.dan)}
    assert {name: subject for name, (subject, _text) in told.items()} == {
        "Cat C": "3 meeting requests wait for your answer",
        "Dan D": "2 meeting requests wait for your answer",
    }
    assert "3 meeting requests to you or to your organization wait for your answer." in told["Cat C"][1]


@pytest.mark.usefixtures("app")
def test_whoever_has_not_answered_for_the_organization_is_reminded_before_booking_closes() -> None:
    here = Firm(booking_closes_at=NOW + 3 * DAY)
    organization_requests.decline(here.request, here.dan, NOW)
    db.session.commit()
    counts = [reminding.remind_before_closing(NOW + ahead) for ahead in (DAY - timedelta(hours=1), DAY, 2 * DAY)]
    mail = db.session.scalars(select(Mail).where(Mail.kind == reminding.KIND)).one()
    assert (counts, mail.participant_id, mail.subject) == (
        [0, 1, 0],
        here.cat.id,
        "1 meeting request waits for your answer",
    )


@pytest.mark.usefixtures("app")
def test_what_the_organization_was_asked_just_now_is_not_reminded_of() -> None:
    Firm(booking_closes_at=NOW + DAY)
    assert reminding.remind_before_closing(NOW + timedelta(hours=1)) == 0
