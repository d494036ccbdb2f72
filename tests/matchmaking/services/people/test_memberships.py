"""Whoever names an organization that takes part already is confirmed by a colleague or an organizer first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import (
    AuditEntry,
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
from matchmaking.services.agenda import agendas, colleagues
from matchmaking.services.identity import sign_ins
from matchmaking.services.people import (
    directory,
    memberships,
    merging,
    organizing,
    participants,
    profiles,
    registration,
    seating,
)
from matchmaking.services.refusals import Conflict, NotFound
from matchmaking.services.requests import meeting_requests, organization_requests, organization_sides
from matchmaking.services.runs import snapshot
from matchmaking.services.setup.event_texts import Text
from tests.factories import NOW, make_event, make_meeting, make_organizer, make_participant, make_session, make_tables

if TYPE_CHECKING:
    from matchmaking.models import Event
    from matchmaking.services.people.memberships import Claim
    from matchmaking.services.people.profiles import Profile

pytestmark = pytest.mark.usefixtures("app")
LATER = NOW + timedelta(hours=1)


class Scene:
    """Cat takes part for an organization; Нена registers for it."""

    def __init__(self, *, approve: bool = False) -> None:
        self.ann = make_organizer()
        self.event: Event = make_event(self.ann, approve_registrations=approve)
        self.cat = make_participant(self.event, "Cat C")
        self.cat.confirmed_at = NOW
        self.firm = self.cat.organization
        self.nena = self.register("Нена", self.firm.name.upper())

    def profile(self, given: str, organization: str) -> Profile:
        address = f"{given.encode().hex()}@firm.example"
        kind = self.cat.type_id
        return profiles.Profile(given, "Н", address, "", organization, "RS", kind, "", (), (), (), ())

    def register(self, given: str, organization: str) -> Participant:
        profile = self.profile(given, organization)
        agreed = registration.Agreed(Text("Yes", "en"), Text("Notice", "en"))
        registration.register(self.event, profile, agreed, "en", NOW)
        db.session.commit()
        found = participants.find_by_address(self.event, profile.email)
        assert found is not None
        return found

    def come(self, who: Participant) -> None:
        """The address proves to be theirs."""
        sign_ins.open_for_participant(who, NOW)
        memberships.ask_colleagues(who, NOW)
        db.session.commit()


def main(person: Participant) -> Claim:
    return memberships.claim_of(person, person.organization_id)


def people(claims: list[Claim]) -> list[Participant]:
    return [claim.person for claim in claims]


def mails(kind: str) -> list[str]:
    return list(db.session.scalars(select(Mail.to_name).where(Mail.kind == kind).order_by(Mail.id)))


def acts() -> list[tuple[str, int | None, int | None]]:
    rows = select(AuditEntry.action, AuditEntry.organizer_id, AuditEntry.participant_id)
    return [(a, o, p) for a, o, p in db.session.execute(rows.where(AuditEntry.action.contains("organization_")))]


def test_newcomer_stands_under_the_name_and_colleagues_are_asked_once_the_address_is_proved() -> None:
    here = Scene()
    assert (here.nena.organization_id, here.nena.organization_confirmed) == (here.firm.id, False)
    assert (mails("membership_asked"), people(memberships.waiting_for(here.cat))) == ([], [])
    here.come(here.nena)
    here.come(here.nena)
    assert (mails("membership_asked"), people(memberships.waiting_for(here.cat))) == (["Cat C"], [here.nena])


def test_first_of_an_organization_founds_it() -> None:
    here = Scene()
    assert here.register("Ivo", "Нова фирма").organization_confirmed
    here.cat.status = ParticipantStatus.WITHDRAWN
    db.session.commit()
    assert here.register("Eva", here.firm.name).organization_confirmed


def test_colleague_confirms_and_it_is_written_down() -> None:
    here = Scene()
    here.come(here.nena)
    memberships.confirm(memberships.claim_before(here.cat, here.nena.id, here.firm.id), here.cat, LATER)
    memberships.confirm(main(here.nena), here.cat, LATER)
    assert (here.nena.organization_confirmed, people(memberships.waiting_for(here.cat))) == (True, [])
    assert acts() == [("participant.organization_confirmed", None, here.cat.id)]


def test_refused_one_takes_part_under_an_own_name_with_all_requests_and_is_told() -> None:
    here = Scene()
    dan = make_participant(here.event, "Dan D")
    make_meeting(here.nena, dan)
    here.come(here.nena)
    memberships.refuse(main(here.nena), here.ann, LATER)
    db.session.commit()
    assert (here.nena.organization.name, here.nena.organization_confirmed) == ("Нена Н", True)
    assert (mails("membership_refused"), db.session.query(MeetingRequest).count()) == (["Нена Н"], 1)
    assert acts() == [("participant.organization_refused", here.ann.id, here.nena.id)]
    with pytest.raises(Conflict):
        memberships.refuse(main(here.nena), here.ann, LATER)
    again = here.register("Нeна", here.firm.name)
    again.given_name = "Нена"
    memberships.refuse(main(again), here.ann, LATER)
    assert again.organization.name == f"Нена Н ({again.id})"


def test_only_whoever_is_of_it_beyond_doubt_and_has_signed_in_confirms() -> None:
    here = Scene()
    here.come(here.nena)
    ivo = here.register("Ivo", here.firm.name)
    here.come(ivo)
    stranger = make_participant(here.event, "Dan D")
    unseen = make_participant(here.event, "Eva E", organization=here.firm)
    for one in (here.nena, ivo, stranger, unseen):
        assert people(memberships.waiting_for(one)) == []
        with pytest.raises(NotFound):
            memberships.claim_before(one, ivo.id, here.firm.id)
    assert people(memberships.waiting_for(here.cat)) == [ivo, here.nena]


def test_organizer_who_approves_has_seen_whom_they_represent() -> None:
    here = Scene(approve=True)
    assert (here.nena.status, here.nena.organization_confirmed) == (ParticipantStatus.PENDING, False)
    here.come(here.nena)
    assert (mails("membership_asked"), people(memberships.unconfirmed(here.event))) == ([], [here.nena])
    organizing.approve(here.nena, here.ann, LATER)
    assert here.nena.organization_confirmed


def test_organizers_who_change_or_merge_people_confirm_them() -> None:
    here = Scene()
    other = make_participant(here.event, "Dan D")
    organizing.change(here.nena, here.profile("Нена", other.organization.name), here.ann, LATER)
    assert here.nena.organization_confirmed
    ivo = here.register("Ivo", here.firm.name)
    merging.merge(ivo, make_participant(here.event, "Ivo I"), (), here.ann, LATER)
    assert ivo.organization_confirmed


def test_unconfirmed_is_nobodys_colleague_on_either_side() -> None:
    here = Scene()
    dan = make_participant(here.event, "Dan D")
    here.cat.shows_agenda = here.nena.shows_agenda = True
    make_meeting(here.cat, dan)
    make_meeting(here.nena, dan)

    def seen() -> list[object]:
        return [
            [directory.has_colleagues(one) for one in (here.cat, here.nena)],
            [len(colleagues.shown_to(one, here.event)) for one in (here.cat, here.nena)],
            [len(agendas.colleagues_meeting(one, dan)) for one in (here.cat, here.nena)],
        ]

    assert seen() == [[False, False], [0, 0], [0, 0]]
    memberships.confirm(main(here.nena), here.cat, NOW)
    assert seen() == [[True, True], [1, 1], [1, 1]]


def test_unconfirmed_stands_in_for_nobody_and_nobody_for_them() -> None:
    here = Scene()
    make_session(here.event)
    make_tables(here.event, 2)
    dan, eva = (make_participant(here.event, name) for name in ("Dan D", "Eva E"))
    make_meeting(dan, here.cat)
    make_meeting(eva, here.nena)
    for request in db.session.query(MeetingRequest):
        request.recipient_colleagues = True

    def sides() -> list[int]:
        problem = snapshot.of(here.event, NOW).problem
        return [len(side) for meeting in problem.meetings for side in meeting.sides]

    assert sides() == [1, 1, 1, 1]
    memberships.confirm(main(here.nena), here.cat, NOW)
    assert sorted(sides()) == [1, 1, 2, 2]


def test_unconfirmed_answers_no_request_to_the_organization() -> None:
    here = Scene()
    here.come(here.nena)
    dan = make_participant(here.event, "Dan D")
    request = organization_requests.ask(dan, here.firm, Priority.MUST, "", NOW)
    assert mails("organization_asked") == ["Cat C"]
    assert organization_sides.waiting_for(here.nena) == []
    with pytest.raises(Conflict):
        organization_requests.accept(request, here.nena, NOW)
    memberships.confirm(main(here.nena), here.cat, NOW)
    assert organization_sides.waiting_for(here.nena) == [request]


def test_unconfirmed_is_no_answer_to_a_request_to_the_organization() -> None:
    here = Scene()
    dan = make_participant(here.event, "Dan D")
    meeting_requests.accept(meeting_requests.send(here.nena, dan, Priority.MUST, "", NOW), NOW)
    request = organization_requests.ask(dan, here.firm, Priority.MUST, "", NOW)
    ivo = here.register("Ivo", here.firm.name)
    given = meeting_requests.send(ivo, dan, Priority.MUST, "", NOW)
    assert (request.status.value, given.status.value) == ("pending", "pending")
    assert directory.marks(dan, [ivo, here.cat], booking_over=False) == {
        ivo.id: directory.Mark.ASKED_BY,
        here.cat.id: directory.Mark.ASKED,
    }


def test_seats_meant_for_the_organization_are_not_theirs_yet() -> None:
    here = Scene()
    session = make_session(here.event, "Dinner", kind=SessionKind.PLENARY)
    session.sign_up_mode = SignUpMode.INVITED
    db.session.add(SessionInvitation(session_id=session.id, organization_id=here.firm.id))
    db.session.commit()
    with pytest.raises(NotFound):
        seating.sign_up(here.nena, session, NOW)
    memberships.confirm(main(here.nena), here.cat, NOW)
    seating.sign_up(here.nena, session, NOW)


def test_own_name_is_free_even_where_somebody_is_called_so() -> None:
    here = Scene()
    make_participant(here.event, "Gil G", organization=None)
    taken = Organization(event_id=here.event.id, name="НЕНА Н", name_key="nena n")
    db.session.add(taken)
    db.session.commit()
    memberships.refuse(main(here.nena), here.cat, NOW)
    assert here.nena.organization.name == f"Нена Н ({here.nena.id})"
