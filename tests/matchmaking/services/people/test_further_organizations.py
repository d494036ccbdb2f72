"""A person in two organizations: of both for colleagues, rules and searches, of the main one for calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    FurtherOrganization,
    Mail,
    MeetingRequest,
    Organization,
    Participant,
    ParticipantStatus,
    Priority,
    SessionInvitation,
    SessionKind,
    SignUpMode,
)
from matchmaking.services.people import (
    directory,
    facets,
    further_organizations,
    joining,
    memberships,
    merging,
    organizing,
    participants,
    profiles,
    seating,
)
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.requests import meeting_rules, organization_requests, organization_sides
from matchmaking.services.retention import erasing
from matchmaking.services.runs import snapshot
from tests.factories import (
    NOW,
    keep_apart,
    make_event,
    make_meeting,
    make_organization,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
)

if TYPE_CHECKING:
    from matchmaking.models import Event

pytestmark = pytest.mark.usefixtures("app")


class Scene:
    """Bob is of a firm, and of the cluster of Cat as well; Dan is of neither."""

    def __init__(self) -> None:
        self.ann = make_organizer()
        self.event: Event = make_event(self.ann)
        self.cluster = make_organization(self.event, "Метални Клъстер")
        self.bob, self.dan = (make_participant(self.event, name) for name in ("Bob B", "Dan D"))
        self.cat = make_participant(self.event, "Cat C", organization=self.cluster)
        for one in (self.bob, self.cat):
            one.confirmed_at = NOW
        memberships.claim_as_well(self.bob, "метални клъстер", NOW)
        db.session.commit()

    def confirm(self) -> None:
        memberships.confirm(memberships.claim_of(self.bob, self.cluster.id), self.cat, NOW)
        db.session.commit()


def may_meet(one: Participant, other: Participant) -> bool:
    listed = set(db.session.scalars(select(Participant.id).where(meeting_rules.meetable(one))))
    assert (other.id in listed) is meeting_rules.may_meet(one, other)
    return other.id in listed


def test_colleagues_confirm_a_further_organization_like_the_main_one() -> None:
    here = Scene()
    assert here.bob.confirmed_in == {here.bob.organization_id}
    assert db.session.scalars(select(Mail.to_name).where(Mail.kind == "membership_asked")).all() == ["Cat C"]
    (claim,) = memberships.waiting_for(here.cat)
    assert (claim.person, claim.organization) == (here.bob, here.cluster)
    assert (directory.has_colleagues(here.bob), directory.has_colleagues(here.cat)) == (False, False)
    here.confirm()
    assert (directory.has_colleagues(here.bob), directory.has_colleagues(here.cat)) == (True, True)
    assert memberships.unconfirmed(here.event) == []


def test_refused_it_goes_from_the_profile_and_the_main_one_stays() -> None:
    here = Scene()
    main = here.bob.organization
    memberships.refuse(memberships.claim_of(here.bob, here.cluster.id), here.cat, NOW)
    db.session.commit()
    assert (here.bob.further, here.bob.organization) == ([], main)
    mail = db.session.scalars(select(Mail).where(Mail.kind == "membership_refused")).one()
    assert "it stands in your profile no longer" in mail.body


def test_those_who_share_any_organization_do_not_meet() -> None:
    here = Scene()
    assert (may_meet(here.bob, here.cat), may_meet(here.cat, here.bob), may_meet(here.bob, here.dan)) == (
        False,
        False,
        True,
    )
    further_organizations.add(here.dan, here.bob.organization.name)
    assert may_meet(here.bob, here.dan) is False
    here.event.same_organization_meets = True
    assert may_meet(here.bob, here.cat) is True


def test_who_is_kept_from_an_organization_is_kept_from_all_who_name_it() -> None:
    here = Scene()
    keep_apart(here.dan, here.cluster)
    assert may_meet(here.dan, here.bob) is may_meet(here.bob, here.dan) is False


def test_search_finds_by_either_name_until_it_is_taken_out() -> None:
    here = Scene()

    def found(words: str) -> bool:
        return here.bob.id in directory.ids(here.dan, facets.Search(words=words))

    assert (found("klaster"), found("метални"), found(here.bob.organization.name)) == (True, True, True)
    further_organizations.remove(here.bob, here.cluster.id)
    assert found("метални") is False
    with pytest.raises(NotFound):
        further_organizations.remove(here.bob, here.cluster.id)


def test_organization_that_nobody_represents_any_more_is_forgotten() -> None:
    here = Scene()
    row = further_organizations.add(here.bob, "Quite new")
    kept = row.organization_id
    participants.update(here.cat, profiles.in_organization(profiles.of(here.cat), here.dan.organization.name), NOW)
    db.session.commit()
    assert here.bob.further[0].organization == here.cluster
    further_organizations.remove(here.bob, kept)
    db.session.flush()
    assert db.session.get(Organization, kept) is None


def test_nothing_is_added_twice_nameless_or_without_end() -> None:
    here = Scene()
    for name in (here.bob.organization.name, "МЕТАЛНИ КЛЪСТЕР"):
        with pytest.raises(Conflict, match="already"):
            further_organizations.add(here.bob, name)
    for name in ("", "  ", "x" * 301):
        with pytest.raises(Invalid):
            further_organizations.add(here.bob, name)
    for number in range(2):
        further_organizations.add(here.bob, f"One more {number}")
    with pytest.raises(Conflict, match="3 further"):
        further_organizations.add(here.bob, "Too many")


def test_main_organization_is_no_further_one() -> None:
    here = Scene()
    participants.update(here.bob, profiles.in_organization(profiles.of(here.bob), here.cluster.name), NOW)
    assert (here.bob.organization, here.bob.further) == (here.cluster, [])


def test_requests_to_either_organization_wait_for_them_once_confirmed() -> None:
    here = Scene()
    request = organization_requests.ask(here.dan, here.cluster, Priority.MUST, "", NOW)
    assert organization_sides.waiting_for(here.bob) == []
    here.confirm()
    assert organization_sides.waiting_for(here.bob) == [request]
    given = organization_requests.accept(request, here.bob, NOW)
    assert given.recipient_colleagues is False
    with pytest.raises(Conflict, match="You meet Bob B"):
        organization_requests.ask(here.dan, here.bob.organization, Priority.MUST, "", NOW)


def test_all_requests_to_their_organizations_are_met_by_one_meeting() -> None:
    here = Scene()
    here.confirm()
    to_both = [
        organization_requests.ask(here.dan, one, Priority.MUST, "", NOW)
        for one in (here.cluster, here.bob.organization)
    ]
    organization_requests.accept(to_both[1], here.bob, NOW)
    assert {one.status.value for one in to_both} == {"accepted"}
    assert db.session.query(MeetingRequest).one().recipient_colleagues is True


def test_they_stand_in_for_a_colleague_of_either_and_only_the_main_one_stands_in_for_them() -> None:
    here = Scene()
    here.confirm()
    make_session(here.event)
    make_tables(here.event, 2)
    make_meeting(here.dan, here.cat)
    make_meeting(make_participant(here.event, "Eva E"), here.bob)
    for request in db.session.query(MeetingRequest):
        request.recipient_colleagues = True
    problem = snapshot.of(here.event, NOW).problem
    sides = {side for meeting in problem.meetings for side in meeting.sides}
    assert (here.cat.id, here.bob.id) in sides
    assert (here.bob.id,) in sides


def test_seats_meant_for_either_organization_are_theirs() -> None:
    here = Scene()
    session = make_session(here.event, "Dinner", kind=SessionKind.PLENARY)
    session.sign_up_mode = SignUpMode.INVITED
    db.session.add(SessionInvitation(session_id=session.id, organization_id=here.cluster.id))
    db.session.commit()
    with pytest.raises(NotFound):
        seating.sign_up(here.bob, session, NOW)
    here.confirm()
    seating.sign_up(here.bob, session, NOW)


def test_merged_organizations_and_people_keep_one_row_of_each() -> None:
    here = Scene()
    twin = make_organization(here.event, "Metal Cluster")
    further_organizations.add(here.bob, twin.name)
    further_organizations.add(here.dan, twin.name)
    joining.join(here.cluster, twin, here.ann, NOW)
    db.session.commit()
    assert [[row.organization for row in one.further] for one in (here.bob, here.dan)] == [[here.cluster]] * 2
    assert "metalni klaster" in here.dan.search
    gil = make_participant(here.event, "Gil G", organization=here.bob.organization)
    merging.merge(here.dan, here.bob, (), here.ann, NOW)
    merging.merge(here.cat, here.dan, (), here.ann, NOW)
    db.session.commit()
    assert (here.cat.further, gil.further) == ([], [])


def test_organizer_adds_and_takes_out_beyond_doubt() -> None:
    here = Scene()
    organizing.add_organization(here.dan, here.cluster.name, here.ann, NOW)
    assert here.cluster.id in here.dan.confirmed_in
    organizing.remove_organization(here.dan, here.cluster.id, here.ann, NOW)
    assert here.dan.further == []


def test_nothing_of_it_is_left_when_somebody_is_erased_or_withdrawn() -> None:
    here = Scene()
    here.confirm()
    here.bob.status = ParticipantStatus.WITHDRAWN
    db.session.commit()
    assert not directory.has_colleagues(here.cat)
    here.bob.status = ParticipantStatus.APPROVED
    erasing.erase(here.bob, here.event, NOW)
    db.session.commit()
    assert db.session.query(FurtherOrganization).count() == 0
