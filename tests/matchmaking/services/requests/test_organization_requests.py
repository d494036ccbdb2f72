"""Requests to an organization: put to all of it, met by whoever accepts first, and never a second time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    Mail,
    Meeting,
    MeetingRequest,
    OrganizationRequest,
    OrganizationRequestNo,
    Participant,
    ParticipantStatus,
    Priority,
    RequestStatus,
)
from matchmaking.services.people import directory, organizations, participants
from matchmaking.services.people.directory import Mark
from matchmaking.services.refusals import Conflict, NotFound, PhaseClosed, Refusal
from matchmaking.services.requests import (
    answer_links,
    closing,
    daily,
    meeting_requests,
    organization_sides,
    quotas,
    request_lists,
)
from matchmaking.services.requests import organization_requests as requests
from tests.factories import NOW, keep_apart, make_event, make_organization, make_participant, make_request

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event

pytestmark = pytest.mark.usefixtures("app")
LATER = NOW + timedelta(hours=1)
NAMES = ("Cat C", "Дан Д", "Eva E")


class Scene:
    """Bob, whom nobody of his organization accompanies, and Cat, Dan and Eva of another."""

    def __init__(self, **event: object) -> None:
        self.event: Event = make_event(**event)  # type: ignore[arg-type]
        self.bob = make_participant(self.event, "Bob B")
        self.firm = make_organization(self.event, "Дунав д.о.о.")
        self.cat, self.dan, self.eva = (make_participant(self.event, name, organization=self.firm) for name in NAMES)

    def ask(self, who: Participant | None = None, **given: object) -> OrganizationRequest:
        request = requests.ask(who or self.bob, self.firm, Priority.MUST, "About moulds", NOW, **given)  # type: ignore[arg-type]
        db.session.commit()
        return request

    def personal(self) -> list[tuple[int, int, RequestStatus]]:
        rows = select(MeetingRequest.requester_id, MeetingRequest.recipient_id, MeetingRequest.status)
        return [(one, other, status) for one, other, status in db.session.execute(rows.order_by(MeetingRequest.id))]


def mails(kind: str) -> set[str]:
    return set(db.session.scalars(select(Mail.to_name).where(Mail.kind == kind)))


def waiting(who: Participant) -> list[int]:
    return [request.requester_id for request in organization_sides.waiting_for(who)]


def test_all_of_the_organization_are_asked_and_told() -> None:
    here = Scene()
    make_participant(here.event, "Fin Pending", organization=here.firm, status=ParticipantStatus.PENDING)
    request = here.ask()
    assert (request.status, here.personal()) == (RequestStatus.PENDING, [])
    assert mails("organization_asked") == set(NAMES)
    assert [waiting(one) for one in (here.cat, here.dan, here.eva, here.bob)] == [[here.bob.id]] * 3 + [[]]


def test_whoever_accepts_first_meets_and_a_colleague_may_attend() -> None:
    here = Scene()
    request = here.ask()
    given_ = requests.accept(request, here.dan, LATER)
    db.session.commit()
    assert here.personal() == [(here.bob.id, here.dan.id, RequestStatus.ACCEPTED)]
    assert (given_.priority, given_.message, given_.recipient_colleagues) == (Priority.MUST, "About moulds", True)
    meeting = db.session.scalars(select(Meeting)).one()
    assert {meeting.low_id, meeting.high_id} == {here.bob.id, here.dan.id}
    assert (request.status, waiting(here.cat), mails("request_accepted")) == (RequestStatus.ACCEPTED, [], {"Bob B"})
    with pytest.raises(Conflict, match="does not wait"):
        requests.accept(request, here.cat, LATER)


def test_a_no_is_quiet_and_the_others_still_wait_until_the_last_says_no() -> None:
    here = Scene()
    request = here.ask()
    for one, status in ((here.cat, RequestStatus.PENDING), (here.dan, RequestStatus.PENDING)):
        requests.decline(request, one, NOW)
        assert (request.status, waiting(one)) == (status, [])
        assert request_lists.of(here.bob, booking_over=False).to_all.sent == [request]
        with pytest.raises(Conflict, match="does not wait"):
            requests.accept(request, one, NOW)
    requests.decline(request, here.eva, NOW)
    assert request.status is RequestStatus.PENDING
    assert request_lists.of(here.bob, booking_over=False).to_all.sent == [request]
    requests.withdraw(request, NOW)
    assert here.ask() is request  # as if nobody had answered; and nobody is asked again
    assert organization_sides.asked(here.bob, here.firm) == []
    requests.expire_pending(here.event, NOW)
    assert {request.status} == {RequestStatus.DECLINED}
    assert request_lists.of(here.bob, booking_over=True).to_all.off == [request]
    assert not mails("request_accepted") | mails("meeting_called_off")
    with pytest.raises(Conflict, match="will not take place"):
        here.ask()


def test_who_comes_later_is_asked_too_and_who_leaves_is_not() -> None:
    here = Scene()
    request = here.ask()
    fin = make_participant(here.event, "Fin F", organization=here.firm)
    participants.withdraw(here.cat, NOW)
    assert (waiting(fin), [one.name for one in organization_sides.asked(here.bob, here.firm)]) == (
        [here.bob.id],
        ["Дан Д", "Eva E", "Fin F"],
    )
    assert requests.accept(request, fin, NOW).recipient_id == fin.id


def test_whoever_may_not_meet_or_said_no_before_is_not_asked() -> None:
    here = Scene()
    keep_apart(here.bob, here.cat)
    make_request(here.bob, here.dan, status=RequestStatus.DECLINED)
    request = here.ask()
    assert mails("organization_asked") == {"Eva E"}
    assert (waiting(here.cat), waiting(here.dan), waiting(here.eva)) == ([], [], [here.bob.id])
    for one in (here.cat, here.dan):
        with pytest.raises(Conflict, match="does not wait"):
            requests.accept(request, one, NOW)


def test_nobody_of_it_whom_one_may_meet_is_told_as_the_rules_and_nobody_left_as_an_answer() -> None:
    here = Scene()
    for one in (here.cat, here.dan):
        make_request(here.bob, one, status=RequestStatus.DECLINED)
    keep_apart(here.bob, here.eva)
    with pytest.raises(Conflict, match="will not take place"):
        here.ask()
    alone = make_participant(here.event, "Gil G")
    keep_apart(here.bob, alone)
    with pytest.raises(Conflict, match="By the rules of this event"):
        requests.ask(here.bob, alone.organization, Priority.MUST, "", NOW)
    with pytest.raises(NotFound):
        organization_sides.organization(here.bob, alone.organization_id)
    with pytest.raises(Conflict, match="your own"):
        requests.ask(here.bob, here.bob.organization, Priority.MUST, "", NOW)


def test_one_wish_for_an_organization_at_a_time() -> None:
    here = Scene()
    personal = make_request(here.bob, here.cat)
    with pytest.raises(Conflict, match="You have asked Cat C of Дунав"):
        here.ask()
    meeting_requests.withdraw(personal, NOW)
    here.ask()
    with pytest.raises(Conflict, match="You have asked Дунав"):
        here.ask()
    with pytest.raises(Conflict, match="whoever of it fits will answer"):
        meeting_requests.send(here.bob, here.eva, Priority.MUST, "", NOW)
    meeting_requests.accept(
        meeting_requests.send(here.dan, make_participant(here.event, "Gil G"), Priority.MUST, "", NOW), NOW
    )


def test_who_meets_one_of_them_does_not_ask_the_others() -> None:
    here = Scene()
    meeting_requests.accept(make_request(here.cat, here.bob), NOW)
    with pytest.raises(Conflict, match="You meet Cat C of Дунав"):
        here.ask()


def test_whoever_of_it_has_asked_already_is_met_at_once() -> None:
    here = Scene()
    theirs = make_request(here.dan, here.bob)
    request = here.ask()
    assert (request.status, theirs.status) == (RequestStatus.ACCEPTED, RequestStatus.ACCEPTED)
    assert (mails("organization_asked"), mails("request_accepted")) == (set(), {"Дан Д"})


def test_whoever_of_it_asks_the_requester_fulfils_it_also_after_a_no() -> None:
    here = Scene()
    request = here.ask()
    requests.decline(request, here.eva, NOW)
    meeting_requests.send(here.eva, here.bob, Priority.OPEN_TO, "", LATER)
    assert request.status is RequestStatus.ACCEPTED
    assert {status for *_pair, status in here.personal()} == {RequestStatus.ACCEPTED}
    assert mails("request_accepted") == {"Bob B"}


def test_who_agrees_to_meet_one_of_it_after_all_waits_for_the_others_no_more() -> None:
    here = Scene()
    make_request(here.bob, here.cat, status=RequestStatus.DECLINED)
    theirs = make_request(here.cat, here.bob)
    request = here.ask()
    assert (request.status, waiting(here.dan)) == (RequestStatus.PENDING, [here.bob.id])
    meeting_requests.accept(theirs, NOW)
    assert (request.status, waiting(here.dan)) == (RequestStatus.ACCEPTED, [])


def test_two_who_ask_each_others_organizations_meet() -> None:
    here = Scene()
    ben = make_participant(here.event, "Ben B", organization=here.bob.organization)
    requests.ask(here.cat, ben.organization, Priority.WOULD_LIKE, "", NOW)
    here.ask()
    assert here.personal() == [
        (here.bob.id, here.cat.id, RequestStatus.ACCEPTED),
        (here.cat.id, here.bob.id, RequestStatus.ACCEPTED),
    ]
    assert waiting(ben) == waiting(here.dan) == []


def test_it_counts_as_one_request_of_the_quota_while_it_is_open() -> None:
    here = Scene(request_limit=2, must_limit=1)
    request = here.ask()
    quota = quotas.of(here.event, here.bob)
    assert (quota.sent, quota.left, quota.musts_left) == (1, 1, 0)
    with pytest.raises(Conflict, match="ranked 1 request “must”"):
        meeting_requests.send(here.bob, make_participant(here.event, "Gil G"), Priority.MUST, "", NOW)
    requests.accept(request, here.cat, NOW)
    assert quotas.of(here.event, here.bob).sent == 1
    other = make_participant(here.event, "Hal H")
    second = requests.ask(here.bob, other.organization, Priority.OPEN_TO, "", NOW)
    requests.decline(second, other, NOW)
    assert quotas.of(here.event, here.bob).sent == 2
    requests.withdraw(second, NOW)
    assert quotas.of(here.event, here.bob).sent == 1


def test_it_is_ranked_anew_and_a_must_too_many_is_refused() -> None:
    here = Scene(must_limit=1)
    request = here.ask()
    requests.reprioritise(request, Priority.OPEN_TO, LATER)
    assert (request.priority, request.changed_at) == (Priority.OPEN_TO, LATER)
    make_request(here.bob, make_participant(here.event, "Gil G"), priority=Priority.MUST)
    with pytest.raises(Conflict):
        requests.reprioritise(request, Priority.MUST, LATER)


def test_withdrawn_it_can_be_asked_anew_and_whoever_leaves_takes_it_back() -> None:
    here = Scene()
    request = here.ask()
    requests.withdraw(request, NOW)
    assert (waiting(here.cat), here.ask() is request) == ([], True)
    participants.withdraw(here.bob, NOW)
    assert (request.status, waiting(here.cat)) == (RequestStatus.WITHDRAWN, [])


def test_unanswered_it_expires_with_booking_and_both_sides_see_so() -> None:
    here = Scene()
    request = here.ask()
    here.event.booking_closes_at = LATER
    with pytest.raises(PhaseClosed):
        requests.accept(request, here.cat, LATER)
    for _already in range(2):
        assert request_lists.of(here.bob, booking_over=True).to_all.off == [request]
        assert request_lists.of(here.cat, booking_over=True).to_all.missed == [request]
        closing.expire_unanswered(LATER)
    assert request.status is RequestStatus.EXPIRED


def test_directory_marks_both_sides_as_asked_and_asking() -> None:
    here = Scene()
    request = here.ask()
    requests.decline(request, here.cat, NOW)
    people = [here.cat, here.dan, here.eva]
    assert set(directory.marks(here.bob, people, booking_over=False).values()) == {Mark.ASKED}
    marks = [directory.marks(one, [here.bob], booking_over=False)[here.bob.id] for one in people]
    assert marks == [Mark.NONE, Mark.ASKED_BY, Mark.ASKED_BY]


def test_it_can_be_told_once_a_day_to_those_who_want_it_so() -> None:
    here = Scene()
    here.cat.requests_daily = True
    here.ask()
    assert mails("organization_asked") == {"Дан Д", "Eva E"}
    noon = NOW.replace(hour=12) + timedelta(days=2)
    assert daily.tell_of_requests(noon) == 1
    mail = db.session.scalars(select(Mail).where(Mail.kind == daily.KIND)).one()
    assert (mail.to_name, "somebody of Дунав д.о.о." in mail.body, mail.body.count("/answer/organizations/")) == (
        "Cat C",
        True,
        1,
    )
    assert daily.tell_of_requests(noon + timedelta(days=1)) == 0


def test_link_answers_for_its_reader_alone() -> None:
    here = Scene()
    request, other = here.ask(), make_participant(here.event, "Gil G")
    elsewhere = requests.ask(here.bob, other.organization, Priority.MUST, "", NOW)
    token = answer_links.url_for_organization(request, here.cat).rpartition("/")[2]
    assert answer_links.organization_request_of(request.id, token) == (request, here.cat)
    strangers = answer_links.url_for_organization(request, other).rpartition("/")[2]
    for identifier, wrong in ((elsewhere.id, token), (request.id, f"{here.dan.id}-x"), (request.id, strangers)):
        with pytest.raises(NotFound):
            answer_links.organization_request_of(identifier, wrong)


def test_organization_that_was_asked_is_not_forgotten() -> None:
    here = Scene()
    here.ask()
    for one in (here.cat, here.dan, here.eva):
        one.organization = here.bob.organization
    db.session.flush()
    organizations.forget_if_empty(here.firm)
    assert here.firm not in db.session.deleted


ACTS = ("send", "ask", "accept", "decline", "withdraw", "accept_all", "decline_all")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(0, 3)), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_nobody_waits_for_an_organization_of_which_they_meet_or_ask_somebody(
    app: Flask, steps: list[tuple[str, int, int]]
) -> None:
    event = make_event()
    firms = [make_organization(event) for _one in range(2)]
    people = [make_participant(event, f"P {k}", organization=firms[k // 2]) for k in range(4)]
    for step, one, other in steps:
        try:
            _take(step, people[one], people[other])
        except Refusal:
            db.session.rollback()
        else:
            db.session.commit()
        _hold(event)


def _take(step: str, who: Participant, other: Participant) -> None:
    if step == "send":
        meeting_requests.send(who, other, Priority.MUST, "", NOW)
    elif step == "ask":
        requests.ask(who, other.organization, Priority.MUST, "", NOW)
    elif step in {"accept", "decline", "withdraw"}:
        found = select(MeetingRequest).where(
            MeetingRequest.requester_id == who.id, MeetingRequest.recipient_id == other.id
        )
        request = db.session.scalar(found)
        if request is not None:
            getattr(meeting_requests, step)(request, NOW)
    else:
        to_all = db.session.scalar(select(OrganizationRequest).where(OrganizationRequest.requester_id == who.id))
        if to_all is not None:
            (requests.accept if step == "accept_all" else requests.decline)(to_all, other, NOW)


def _hold(event: Event) -> None:
    asked = db.session.scalars(select(OrganizationRequest).where(OrganizationRequest.event_id == event.id)).all()
    personal = db.session.scalars(select(MeetingRequest).where(MeetingRequest.event_id == event.id)).all()
    for one in asked:
        there = [
            request
            for request in personal
            if (request.requester_id == one.requester_id and request.recipient.organization_id == one.organization_id)
        ]
        met = [
            request
            for request in personal
            if request.status is RequestStatus.ACCEPTED
            and request.recipient_id == one.requester_id
            and request.requester.organization_id == one.organization_id
        ]
        if one.status is RequestStatus.PENDING:
            assert not met
            assert not [
                request for request in there if request.status in {RequestStatus.PENDING, RequestStatus.ACCEPTED}
            ]
        if one.status is RequestStatus.ACCEPTED:
            assert any(request.recipient_colleagues for request in there)
    noes = db.session.scalars(select(OrganizationRequestNo)).all()
    assert len({(no.request_id, no.participant_id) for no in noes}) == len(noes)
