"""Organizers act for a participant: who may, what they may, how it is marked, and how it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from matchmaking.extensions import db
from matchmaking.models import (
    ActingTime,
    AuditEntry,
    EventOrganizer,
    Mail,
    MeetingRequest,
    ParticipantStatus,
    Priority,
    RequestStatus,
    SessionKind,
    SignIn,
)
from matchmaking.participant.acting import ALLOWED, REFUSED
from matchmaking.services.acting import telling
from matchmaking.services.log import entries
from matchmaking.services.people import further_organizations, half_days
from matchmaking.services.requests import organization_requests, request_desk
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    sign_in,
)

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Event, Organizer, Participant

BAR = "Everything is marked as done by you."


@pytest.fixture
def ann() -> Organizer:
    return make_organizer("Ann Organizer")


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann)


@pytest.fixture
def bob(event: Event) -> Participant:
    return make_participant(event, "Bob Kovač")


@pytest.fixture
def cat(event: Event, bob: Participant) -> Participant:
    return make_participant(event, "Cat Cvetković")


def begin(client: FlaskClient, person: Participant, event: Event) -> int:
    return client.post(f"/organizer/events/{event.slug}/participants/{person.id}/acting").status_code


def me(event: Event) -> str:
    return f"/e/{event.slug}/me"


@pytest.fixture
def acting(client: FlaskClient, ann: Organizer, bob: Participant, event: Event) -> FlaskClient:
    """Ann's browser, while she acts for Bob."""
    sign_in(client, ann)
    assert begin(client, bob, event) == 303
    return client


def time_of_acting() -> ActingTime:
    db.session.expire_all()
    return db.session.scalars(select(ActingTime)).one()


def acts(event: Event) -> list[tuple[str, str, str]]:
    search = entries.Search(kind="acted")
    return [(entry.who, entry.sentence, entry.subject) for entry in entries.entries(event, search, descending=False)]


def test_ann_sees_bobs_pages_under_a_bar_and_is_not_signed_in_as_bob(
    acting: FlaskClient, event: Event, bob: Participant
) -> None:
    for page in ("agenda", "people", "requests", "availability", "profile", "suggestions"):
        answer = acting.get(f"{me(event)}/{page}")
        assert (answer.status_code, BAR in answer.text, "You act for Bob Kovač." in answer.text) == (200, True, True)
    assert BAR in acting.get(f"/e/{event.slug}/").text
    assert BAR in acting.get(f"/organizer/events/{event.slug}/participants").text
    db.session.expire_all()
    assert db.session.scalars(select(SignIn.id).where(SignIn.participant_id.is_not(None))).all() == []
    assert (bob.confirmed_at, bob.consents) == (None, [])


def test_secrets_of_the_participant_are_not_shown(
    acting: FlaskClient, app: Flask, event: Event, bob: Participant
) -> None:
    own = sign_in(app.test_client(), bob).get(f"{me(event)}/agenda").text
    answer = acting.get(f"{me(event)}/agenda")
    shown = answer.text
    assert ("X-Agenda-Of" in answer.headers, "data-worker" in shown) == (False, False)  # no copy is kept
    assert ("webcal:" in own, "/feeds/" in own or "Address of your feed" in own) == (True, True)
    assert ("webcal:" in shown, "Address of your feed" in shown, "New address" in shown) == (False, False, False)


def test_only_organizers_of_the_event_may_act(app: Flask, event: Event, bob: Participant) -> None:
    other = sign_in(app.test_client(), make_organizer("Olga Other"))
    assert begin(other, bob, event) == 404
    dan = sign_in(app.test_client(), make_participant(make_event(), "Dan D"))
    assert begin(dan, bob, event) == 303  # to sign in
    assert begin(app.test_client(), bob, event) == 303
    assert begin(sign_in(app.test_client(), bob), bob, event) == 303
    assert db.session.scalars(select(ActingTime)).all() == []


def test_participant_of_another_event_cannot_be_acted_for(client: FlaskClient, ann: Organizer, event: Event) -> None:
    dan = make_participant(make_event(), "Dan D")
    sign_in(client, ann)
    assert begin(client, dan, event) == 404


def test_nobody_acts_for_whoever_was_declined(client: FlaskClient, ann: Organizer, event: Event) -> None:
    sign_in(client, ann)
    assert begin(client, make_participant(event, "Eve E", status=ParticipantStatus.DECLINED), event) == 409


def test_acting_holds_for_one_event_and_one_browser_only(
    acting: FlaskClient, app: Flask, ann: Organizer, event: Event
) -> None:
    elsewhere = make_event(ann)
    assert acting.get(f"{me(elsewhere)}/agenda").status_code == 303
    assert sign_in(app.test_client(), ann).get(f"{me(event)}/agenda").status_code == 303


def test_acting_for_another_ends_the_acting_before(
    acting: FlaskClient, event: Event, bob: Participant, cat: Participant
) -> None:
    assert begin(acting, cat, event) == 303
    assert "You act for Cat Cvetković." in acting.get(f"{me(event)}/agenda").text
    rows = db.session.scalars(select(ActingTime).order_by(ActingTime.id)).all()
    assert [(row.participant_id, row.ended_at is None) for row in rows] == [(bob.id, False), (cat.id, True)]


def test_acting_ends_by_its_button(acting: FlaskClient, event: Event) -> None:
    answer = acting.post(f"/organizer/events/{event.slug}/participants/acting/end", follow_redirects=True)
    assert "Nothing was changed, so no mail is sent." in answer.text
    assert acting.get(f"{me(event)}/agenda").status_code == 303
    again = acting.post(f"/organizer/events/{event.slug}/participants/acting/end", follow_redirects=True)
    assert "You act for nobody any more." in again.text


def test_acting_ends_after_an_hour(acting: FlaskClient, event: Event) -> None:
    row = time_of_acting()
    assert row.expires_at - row.started_at == timedelta(hours=1)
    db.session.execute(update(ActingTime).values(expires_at=NOW - timedelta(seconds=1)))
    db.session.commit()
    assert acting.get(f"{me(event)}/agenda").status_code == 303


def test_acting_ends_with_the_organizers_sign_in(acting: FlaskClient, event: Event) -> None:
    db.session.execute(update(SignIn).values(ended_at=NOW))
    db.session.commit()
    assert acting.get(f"{me(event)}/agenda").status_code == 303


def test_acting_ends_with_the_right_to_the_event(acting: FlaskClient, event: Event) -> None:
    db.session.query(EventOrganizer).delete()
    db.session.commit()
    assert acting.get(f"{me(event)}/agenda").status_code == 303


def test_acting_ends_when_the_participant_withdraws(acting: FlaskClient, event: Event, bob: Participant) -> None:
    bob.status = ParticipantStatus.WITHDRAWN
    db.session.commit()
    assert acting.get(f"{me(event)}/agenda").status_code == 303


def test_request_is_marked_for_both_sides_logged_and_told_in_one_mail(
    acting: FlaskClient, app: Flask, event: Event, bob: Participant, cat: Participant
) -> None:
    assert acting.post(f"{me(event)}/people/{cat.id}/request", data={"rank": "2"}).status_code == 303
    assert acting.post(f"{me(event)}/availability", data={"absent": event.starts_on.isoformat()}).status_code == 303
    theirs = sign_in(app.test_client(), cat)
    own = sign_in(app.test_client(), bob)
    for page in (theirs.get(f"{me(event)}/requests"), own.get(f"{me(event)}/requests")):
        assert "By the organizers, " in page.text
    assert "By the organizers, " in theirs.get(f"{me(event)}/people/{bob.id}").text
    assert "By the organizers, " in own.get(f"{me(event)}/availability").text
    assert acts(event)[1:] == [
        ("Ann Organizer for Bob Kovač", "Asked for a meeting", "Bob Kovač → Cat Cvetković"),
        ("Ann Organizer for Bob Kovač", "Changed when they can meet", "Bob Kovač"),
    ]
    preview = acting.get(f"/organizer/events/{event.slug}/participants/{bob.id}/acting").text
    assert "Ann Organizer acted for you at Days of Clusters" in preview
    acting.post(f"/organizer/events/{event.slug}/participants/acting/end")
    mail = db.session.scalars(select(Mail).where(Mail.kind == "acted_for")).one()
    assert mail.to_address == bob.email
    assert (mail.body.count("Asked for a meeting"), mail.body.count("Changed when they can meet")) == (1, 1)
    assert telling.tell_all(datetime.now(UTC) + timedelta(hours=2)) == 0


def test_acceptance_is_marked_on_the_partners_page(
    acting: FlaskClient, app: Flask, event: Event, bob: Participant, cat: Participant
) -> None:
    request = make_request(cat, bob)
    assert acting.post(f"{me(event)}/requests/{request.id}/accept").status_code == 303
    assert "By the organizers, " in sign_in(app.test_client(), cat).get(f"{me(event)}/requests").text


def test_what_the_participant_asks_themselves_bears_no_mark(
    app: Flask, event: Event, bob: Participant, cat: Participant
) -> None:
    own = sign_in(app.test_client(), bob)
    assert own.post(f"{me(event)}/people/{cat.id}/request", data={"rank": "2"}).status_code == 303
    assert "By the organizers" not in own.get(f"{me(event)}/requests").text
    assert db.session.scalars(select(AuditEntry)).all() == []


def test_request_entered_at_the_desk_bears_the_same_mark(
    app: Flask, ann: Organizer, event: Event, bob: Participant, cat: Participant
) -> None:
    request_desk.add(event, bob.email, cat.email, Priority.MUST, "", ann, NOW, accepted=True)
    db.session.commit()
    assert "By the organizers, " in sign_in(app.test_client(), cat).get(f"{me(event)}/requests").text


def test_mail_is_written_after_fifteen_quiet_minutes_and_only_about_what_is_new(
    acting: FlaskClient, event: Event, cat: Participant
) -> None:
    acting.post(f"{me(event)}/people/{cat.id}/request", data={"rank": "2"})
    acted = time_of_acting().last_act_at
    assert acted is not None
    assert telling.tell_all(acted + timedelta(minutes=14)) == 0
    assert telling.tell_all(acted + timedelta(minutes=15)) == 1
    db.session.commit()
    assert telling.tell_all(acted + timedelta(minutes=40)) == 0
    request = db.session.scalars(select(MeetingRequest)).one()
    acting.post(f"{me(event)}/requests/{request.id}/rank", data={"rank": "3"})
    acting.post(f"/organizer/events/{event.slug}/participants/acting/end")
    mails = db.session.scalars(select(Mail).where(Mail.kind == "acted_for").order_by(Mail.id)).all()
    assert [("Asked" in mail.body, "how much a meeting" in mail.body) for mail in mails] == [
        (True, False),
        (False, True),
    ]


def test_nothing_changed_is_no_act(acting: FlaskClient, event: Event) -> None:
    answer = acting.post(f"{me(event)}/availability", data={}, follow_redirects=True)
    assert "Nothing was changed." in answer.text
    assert (time_of_acting().last_act_at, len(acts(event))) == (None, 1)


def test_phases_hold_and_a_refused_act_leaves_no_trace(acting: FlaskClient, event: Event, cat: Participant) -> None:
    event.booking_closes_at = NOW - timedelta(days=1)
    db.session.commit()
    acting.post(f"{me(event)}/people/{cat.id}/request", data={"rank": "2"})
    assert db.session.scalars(select(MeetingRequest)).all() == []
    assert (time_of_acting().last_act_at, len(acts(event))) == (None, 1)


def test_a_meeting_called_off_is_the_organizers_act_everywhere_in_the_log(
    acting: FlaskClient, event: Event, bob: Participant, cat: Participant, ann: Organizer
) -> None:
    make_meeting(bob, cat)
    request = db.session.scalars(select(MeetingRequest)).one()
    assert acting.post(f"{me(event)}/requests/{request.id}/withdraw").status_code == 303
    db.session.expire_all()
    assert request.status is RequestStatus.WITHDRAWN
    assert {entry.organizer_id for entry in db.session.scalars(select(AuditEntry))} == {ann.id}


def test_every_act_of_participants_is_either_allowed_and_marked_or_refused(app: Flask) -> None:
    """Whoever adds a page that takes a POST decides here which it is."""
    takes_posts = {
        rule.endpoint.removeprefix("participant.")
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("participant.") and "POST" in (rule.methods or ())
    }
    assert takes_posts == ALLOWED.keys() | REFUSED
    assert not ALLOWED.keys() & REFUSED


def test_what_is_held_about_somebody_is_for_themselves_alone(acting: FlaskClient, event: Event) -> None:
    assert acting.get(f"{me(event)}/profile").status_code == 200
    assert acting.get(f"{me(event)}/profile/data.json").status_code == 403


def test_every_refused_act_is_refused_and_every_allowed_one_is_marked(
    acting: FlaskClient, app: Flask, event: Event, bob: Participant, cat: Participant
) -> None:
    eve, gus = make_participant(event, "Eve E"), make_participant(event, "Gus G")
    make_session(event)
    workshop = make_session(event, "Workshop", kind=SessionKind.PLENARY, start_hour=15)
    sent, received = make_request(bob, eve), make_request(gus, bob)
    declined = make_request(make_participant(event, "Hana H"), bob)
    half_day = half_days.of(event, bob)[0].key
    kim, lea = make_participant(event, "Kim K"), make_participant(event, "Lea L")
    to_all = organization_requests.ask(bob, kim.organization, Priority.MUST, "", NOW)
    from_all = [
        organization_requests.ask(make_participant(event, name), bob.organization, Priority.MUST, "", NOW)
        for name in ("Max M", "Nik N")
    ]
    as_well = further_organizations.add(bob, "As well")
    db.session.commit()
    known = {
        "requests_send": ({"participant_id": cat.id}, {"rank": "2"}),
        "requests_rank": ({"request_id": sent.id}, {"rank": "3"}),
        "requests_accept": ({"request_id": received.id}, {}),
        "requests_decline": ({"request_id": declined.id}, {}),
        "requests_withdraw": ({"request_id": sent.id}, {}),
        "suggestions_ask": ({"participant_id": make_participant(event, "Ida I").id}, {"rank": "1"}),
        "organization_ask": ({"organization_id": lea.organization_id}, {"rank": "2"}),
        "organization_rank": ({"to_all_id": to_all.id}, {"rank": "3"}),
        "organization_withdraw": ({"to_all_id": to_all.id}, {}),
        "organization_accept": ({"to_all_id": from_all[0].id}, {}),
        "organization_decline": ({"to_all_id": from_all[1].id}, {}),
        "suggestions_hide": ({"participant_id": make_participant(event, "Jan J").id}, {}),
        "availability_save": ({}, {"absent": event.ends_on.isoformat()}),
        "availability_half_day": ({}, {"half_day": half_day}),
        "availability_row": ({}, {"wanted": "2"}),
        "availability_sign_up": ({"session_id": workshop.id}, {}),
        "availability_leave": ({"session_id": workshop.id}, {}),
        "profile_organizations_add": ({}, {"name": "One more"}),
        "profile_organizations_remove": ({"organization_id": as_well.organization_id}, {}),
        "profile_edit": (
            {},
            {
                "given_name": "Bob", "family_name": "Kovač", "organization_name": bob.organization.name,
                "country": "ME", "type_id": str(bob.type_id), "languages": ["sr"],
            },
        ),
    }  # fmt: skip
    assert known.keys() == ALLOWED.keys()
    marked = []
    adapter = app.url_map.bind("localhost")
    for endpoint, (values, data) in known.items():
        path = adapter.build(f"participant.{endpoint}", {"slug": event.slug, **values}, method="POST")
        assert (endpoint, acting.post(path, data=data).status_code) == (endpoint, 303)
        marked.append(ALLOWED[endpoint])
        actions = db.session.scalars(
            select(AuditEntry.action).where(AuditEntry.action.startswith("acted.")).order_by(AuditEntry.id)
        ).all()
        assert actions == marked
    for endpoint in sorted(REFUSED):
        rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == f"participant.{endpoint}")
        values = dict.fromkeys(rule.arguments - {"slug"}, 1)
        path = adapter.build(f"participant.{endpoint}", {"slug": event.slug, **values}, method="POST")
        assert (endpoint, acting.post(path).status_code) == (endpoint, 403)
