"""What is not answered, or declined: the requester cannot tell them apart, and the recipient is reminded in time."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import FurtherOrganization, Mail, MeetingRequest, ParticipantStatus, Priority, RequestStatus
from matchmaking.services.people import participants, reminding
from matchmaking.services.people.reminding import Lack
from matchmaking.services.refusals import Conflict
from matchmaking.services.requests import (
    closing,
    meeting_requests,
    organization_requests,
    organization_sides,
    quotas,
    request_lists,
)
from matchmaking.services.setup import phases
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
IDS = re.compile(r'(?<=[-/])\d+|value="\d+"|Organization \d+|person\d+@|/feed/[\w-]+|"[\w.-]{32,}"')
SECONDS = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+]+")
SAVED = re.compile(r"Saved at [^.]*")  # the minute may end between the two


def reminders() -> int:
    return db.session.scalar(select(func.count()).select_from(Mail).where(Mail.kind == reminding.KIND)) or 0


ASK = {"rank": "2", "message": "y"}
ACTS: dict[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "asks again": (("people/{cat}/request", ASK), ("organizations/{firm}/request", ASK)),
    "ranks": (("requests/{request}/rank", {"rank": "1"}), ("requests/organizations/{dans}/rank", {"rank": "1"})),
    "withdraws": (("requests/{request}/withdraw", {}), ("requests/organizations/{dans}/withdraw", {})),
    "withdraws and asks again": (
        ("requests/{request}/withdraw", {}), ("requests/organizations/{dans}/withdraw", {}),
        ("people/{cat}/request", ASK), ("organizations/{firm}/request", ASK),
    ),
    "asks the other way": (("people/{dan}/request", ASK), ("organizations/{cats}/request", ASK)),
    "withdraws and asks the other way": (
        ("requests/{request}/withdraw", {}), ("requests/organizations/{dans}/withdraw", {}),
        ("people/{dan}/request", ASK), ("organizations/{cats}/request", ASK),
    ),
}  # fmt: skip


def what_bob_sees(app: Flask, *acts: str, then: str) -> list[str]:
    """
    Every page of the requester's, their file, their mails and their quota in an event of its own, after these acts.

    Ada and Cat are asked, and Dan's organization as a whole; `then` is what Bob does last.
    """
    event = make_event(request_limit=5)
    bob, *others = [make_participant(event, one) for one in ("Bob B", "Ada A", "Cat C", "Dan D")]
    _ada, cat, dan = others
    requests = [make_request(bob, other, message="x") for other in others[:2]]
    dans = organization_requests.ask(bob, dan.organization, Priority.MUST, "x", NOW)
    if "no" in acts:
        meeting_requests.decline(requests[1], NOW)
        organization_requests.decline(dans, dan, NOW)
    if "closed" in acts:
        event.booking_closes_at = NOW - timedelta(minutes=1)
        db.session.flush()
    if "expired" in acts:
        closing.expire_unanswered(NOW)
    db.session.commit()
    client = sign_in(app.test_client(), bob)
    me = f"/e/{event.slug}/me"
    ids = {"request": requests[1].id, "cat": cat.id, "dan": dan.id, "dans": dans.id}
    ids |= {"firm": dan.organization_id, "cats": cat.organization_id}
    said = []
    for path, data in ACTS.get(then, ()):
        answer = client.post(f"{me}/{path.format(**ids)}", data=data)
        said.append(f"{answer.status_code} {answer.get_data(as_text=True)}")
    pages = ["requests", "requests/ranks", "people", "suggestions", "agenda", "profile/data.json"]
    pages += [f"people/{cat.id}", f"people/{dan.id}", f"organizations/{dan.organization_id}"]
    said += [client.get(f"{me}/{page}").get_data(as_text=True) for page in pages]
    said.append(str(db.session.scalar(select(func.count()).where(Mail.participant_id == bob.id))))
    said.append(str(quotas.of(event, bob)))
    return [SAVED.sub("", IDS.sub("", SECONDS.sub("", text.replace(event.slug, "")))) for text in said]


@pytest.mark.parametrize("then", ["", *ACTS])
@pytest.mark.parametrize("when", [(), ("closed",), ("closed", "expired")])
def test_a_no_and_no_answer_are_alike_to_the_requester(app: Flask, when: tuple[str, ...], then: str) -> None:
    """Two events alike but for the noes: every page, file, count and answer is the same, whatever Bob does."""
    declined, left = what_bob_sees(app, "no", *when, then=then), what_bob_sees(app, *when, then=then)
    for one, other in zip(declined, left, strict=True):
        assert sorted(one.splitlines()) == sorted(other.splitlines())  # by lot, two suggestions may change places
    assert ("Will not take place" in "".join(left)) is bool(when)


def test_recipient_is_not_asked_again_after_a_no(app: Flask) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = make_request(bob, cat)
    meeting_requests.decline(request, NOW)
    meeting_requests.withdraw(request, NOW)
    assert meeting_requests.send(bob, cat, Priority.MUST, "Please", NOW) is request
    assert request.status is RequestStatus.DECLINED
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 0
    assert request_lists.of(cat, booking_over=False).waiting == []
    with pytest.raises(Conflict, match="does not wait"):
        meeting_requests.accept(request, NOW)


def test_what_was_taken_back_does_not_come_to_light_when_booking_closes(app: Flask) -> None:
    event = make_event(booking_closes_at=NOW + DAY)
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = make_request(bob, cat)
    meeting_requests.decline(request, NOW)
    meeting_requests.withdraw(request, NOW)
    db.session.commit()
    closing.expire_unanswered(NOW + 2 * DAY)
    assert request_lists.of(bob, booking_over=True).off == []


def test_what_was_declined_comes_to_light_when_booking_closes_also_where_nothing_is_left_to_expire(app: Flask) -> None:
    event = make_event(booking_closes_at=NOW + DAY)
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = make_request(bob, cat)
    meeting_requests.decline(request, NOW)
    db.session.commit()
    closing.expire_unanswered(NOW + 2 * DAY)
    assert request.shown is RequestStatus.DECLINED


def test_without_an_hour_at_which_booking_closes_what_is_left_expires_with_the_event(app: Flask) -> None:
    event = make_event()
    request = make_request(make_participant(event, "Bob B"), make_participant(event, "Cat C"))
    db.session.commit()
    assert closing.expire_unanswered(phases.ends_at(event) - timedelta(seconds=1)) == 0
    assert closing.expire_unanswered(phases.ends_at(event)) == 1
    assert request.status is RequestStatus.EXPIRED


@pytest.mark.parametrize("no", [True, False])
def test_whoever_leaves_ends_what_they_were_asked_whether_they_had_said_no(app: Flask, no: bool) -> None:  # noqa: FBT001
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = make_request(bob, cat)
    if no:
        meeting_requests.decline(request, NOW)
    participants.withdraw(cat, NOW)
    db.session.flush()
    assert request_lists.of(bob, booking_over=False).off == [request]


@pytest.mark.parametrize("before", [RequestStatus.PENDING, RequestStatus.WITHDRAWN, None])
def test_no_that_organizers_know_of_is_as_quiet(app: Flask, before: RequestStatus | None) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    if before is not None:
        make_request(bob, cat, status=before)
    meeting_requests.put(event, bob, cat, Priority.MUST, "", RequestStatus.DECLINED, NOW)
    request = db.session.scalars(select(MeetingRequest)).one()
    assert (request.status, request.shown) == (RequestStatus.DECLINED, before or RequestStatus.PENDING)


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


def test_requester_reads_that_what_was_not_answered_expired_and_who_has_withdrawn(client: FlaskClient) -> None:
    event = make_event(booking_closes_at=NOW - timedelta(minutes=1))
    bob, cat, dan = (make_participant(event, name) for name in ("Bob B", "Cat C", "Dan D"))
    make_request(bob, cat, status=RequestStatus.EXPIRED)
    make_request(bob, dan)
    participants.withdraw(dan, NOW)
    sign_in(client, bob)
    page = main_part(client, event)
    assert "Not answered in time, or declined: which of the two, nobody is told." in page
    assert "count as yours again" not in page
    assert ["Withdrawn" in line for line in page.split("<li>") if "Cat C" in line or "Dan D" in line] == [False, True]


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
