"""Calendar mail: every state of a meeting once to each who attends, read back as mailboxes and calendars read it."""

from __future__ import annotations

import email
import re
from base64 import b64decode
from datetime import timedelta
from email import policy
from typing import TYPE_CHECKING, Any

import pytest
import vobject
from icalendar import Calendar
from sqlalchemy import select

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Mail, MeetingRequest, ParticipantStatus
from matchmaking.services.agenda import invitations
from matchmaking.services.agenda.ical import Mailbox, render_invitation
from matchmaking.services.mail import choices
from matchmaking.services.mail.choices import Choice
from matchmaking.services.people import participants
from matchmaking.services.requests import meeting_requests
from matchmaking.services.retention import erasing
from matchmaking.services.schedule import publishing
from matchmaking.services.setup import cancellation
from tests.factories import NOW, make_draft, sign_in
from tests.matchmaking.draft_scene import DraftScene
from tests.matchmaking.services.agenda.ical_files import make_entry
from tests.matchmaking.services.mail.test_mailing import Handler, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Meeting, Participant

SENDER = "meet@network.example"


@pytest.fixture(autouse=True)
def _sender(app: Flask) -> Iterator[None]:
    before = app.config["MAIL_URL"], app.config["MAIL_FROM"]
    app.config["MAIL_FROM"] = f"Days of Clusters <{SENDER}>"
    yield
    app.config["MAIL_URL"], app.config["MAIL_FROM"] = before


class InvitedScene(DraftScene):
    """Version 1 is published and final, and its meetings go to calendars: four mails, for Bob has two meetings."""

    def __init__(self) -> None:
        super().__init__()
        self.event.sends_invitations = True
        self.publish()
        db.session.commit()

    def move(self, meeting: Meeting, slot: int, table: int) -> None:
        """A version in which one meeting is elsewhere."""
        places = {self.with_cat.id: (0, 0), self.with_eva.id: (1, 1), meeting.id: (slot, table)}
        meetings = {one.id: one for one in (self.with_cat, self.with_eva)}
        placed = [(meetings[i], self.slots[at], self.tables[where]) for i, (at, where) in places.items()]
        draft = make_draft(self.event, *placed)
        publishing.publish(self.event, draft, publishing.Actor(), NOW, seen_version=self.event.version_number)
        db.session.commit()

    def call_off(self, other: Participant) -> None:
        request = db.session.query(MeetingRequest).filter_by(recipient_id=other.id).one()
        meeting_requests.decline(request, NOW)
        db.session.commit()


def send() -> list[tuple[str, str, str, int]]:
    """Whom it was written to just now: name, method, partner, sequence."""
    before = db.session.query(Mail).filter_by(kind=invitations.KIND).count()
    sent = invitations.send_due(NOW)
    db.session.commit()
    mails = db.session.scalars(select(Mail).where(Mail.kind == invitations.KIND).order_by(Mail.id)).all()[before:]
    assert len(mails) == sent
    return [(mail.to_name, *_said(mail)) for mail in mails]


def _said(mail: Mail) -> tuple[str, str, int]:
    calendar = Calendar.from_ical(mail.calendar)
    (entry,) = calendar.events
    return str(calendar["METHOD"]), str(entry["SUMMARY"]).partition(" (")[0], entry.sequence


@pytest.mark.usefixtures("app")
def test_every_meeting_goes_to_both_sides_once() -> None:
    InvitedScene()
    assert send() == [
        ("Bob Kovač", "REQUEST", "Cat Иванова", 0),
        ("Bob Kovač", "REQUEST", "Eva Çela", 0),
        ("Cat Иванова", "REQUEST", "Bob Kovač", 0),
        ("Eva Çela", "REQUEST", "Bob Kovač", 0),
    ]
    assert send() == []


@pytest.mark.usefixtures("app")
def test_moved_and_called_off_meetings_go_again_with_a_higher_sequence_and_others_do_not() -> None:
    here = InvitedScene()
    send()
    here.move(here.with_eva, 3, 2)
    assert send() == [("Bob Kovač", "REQUEST", "Eva Çela", 1), ("Eva Çela", "REQUEST", "Bob Kovač", 1)]
    here.call_off(here.eva)
    assert send() == [("Bob Kovač", "CANCEL", "Eva Çela", 2), ("Eva Çela", "CANCEL", "Bob Kovač", 2)]
    assert send() == []


@pytest.mark.usefixtures("app")
def test_several_changes_between_two_looks_are_told_as_one() -> None:
    here = InvitedScene()
    send()
    here.move(here.with_eva, 3, 2)
    here.move(here.with_eva, 4, 2)
    assert send() == [("Bob Kovač", "REQUEST", "Eva Çela", 2), ("Eva Çela", "REQUEST", "Bob Kovač", 2)]


@pytest.mark.usefixtures("app")
def test_what_nobody_was_invited_to_is_not_taken_back() -> None:
    here = InvitedScene()
    here.call_off(here.eva)
    assert {partner for _name, _method, partner, _sequence in send()} == {"Cat Иванова", "Bob Kovač"}
    assert not [mail for mail in db.session.query(Mail).filter_by(kind=invitations.KIND) if mail.to_name == "Eva Çela"]


@pytest.mark.usefixtures("app")
def test_nothing_goes_where_it_is_not_switched_on_or_is_preliminary() -> None:
    here = InvitedScene()
    here.event.sends_invitations = False
    assert send() == []
    here.event.sends_invitations = True
    version = publishing.in_force(here.event)
    assert version is not None
    version.preliminary = True
    assert send() == []
    version.preliminary = False
    assert len(send()) == 4


@pytest.mark.usefixtures("app")
def test_whoever_does_not_want_them_gets_none_and_learns_what_changed_when_they_do_again() -> None:
    here = InvitedScene()
    send()
    choices.switch(here.eva, Choice.INVITATIONS, NOW, wanted=False)
    here.move(here.with_eva, 3, 2)
    assert send() == [("Bob Kovač", "REQUEST", "Eva Çela", 1)]
    choices.switch(here.eva, Choice.INVITATIONS, NOW, wanted=True)
    assert send() == [("Eva Çela", "REQUEST", "Bob Kovač", 1)]


@pytest.mark.usefixtures("app")
def test_whoever_withdraws_gets_their_meetings_taken_back() -> None:
    here = InvitedScene()
    send()
    participants.withdraw(here.eva, NOW)
    db.session.commit()
    assert here.eva.status is ParticipantStatus.WITHDRAWN
    assert send() == [("Bob Kovač", "CANCEL", "Eva Çela", 1), ("Eva Çela", "CANCEL", "Bob Kovač", 1)]


@pytest.mark.usefixtures("app")
def test_nothing_is_written_to_whoever_was_erased() -> None:
    here = InvitedScene()
    send()
    erasing.erase(here.eva, here.event, NOW)
    db.session.commit()
    assert [(name, method) for name, method, _partner, _sequence in send()] == [("Bob Kovač", "CANCEL")]


@pytest.mark.usefixtures("app")
def test_a_cancelled_event_is_taken_out_of_every_calendar() -> None:
    here = InvitedScene()
    send()
    cancellation.cancel(here.event, "Flooded", here.event.name, here.ann, NOW)
    db.session.commit()
    assert [method for _name, method, _partner, _sequence in send()] == ["CANCEL"] * 4


@pytest.mark.usefixtures("app")
def test_a_worker_that_died_before_its_commit_has_sent_nothing_and_told_nothing() -> None:
    InvitedScene()
    assert invitations.send_due(NOW) == 4
    db.session.rollback()
    assert len(send()) == 4


def test_mail_is_read_alike_by_three_parsers_and_its_calendar_by_two(app: Flask) -> None:
    here = InvitedScene()
    here.cat.language = "sr"
    db.session.commit()
    worker.send_invitations()
    with serving(app, Handler()) as server:
        worker.send_mails()
    arrived = zip(server.received, server.messages, strict=True)
    received = next(raw for raw, message in arrived if _is_invitation_to(message, here.cat))
    new = email.message_from_bytes(received, policy=policy.default)
    old = email.message_from_bytes(received, policy=policy.compat32)
    kinds = [part.get_content_type() for part in new.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html", "text/calendar"]
    assert new["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    part: Any = list(new.walk())[-1]
    assert (part.get_param("method"), part.get_content_charset()) == ("REQUEST", "utf-8")
    by_new: bytes = part.get_content().replace("\r\n", "\n").encode()
    other: Any = list(old.walk())[-1]
    by_old: bytes = other.get_payload(decode=True).replace(b"\r\n", b"\n")
    assert by_new == by_old == _by_hand(received)
    check_calendar(by_old, here)


def _is_invitation_to(message: Any, who: Participant) -> bool:
    return who.email in str(message["To"]) and "text/calendar" in [part.get_content_type() for part in message.walk()]


def _by_hand(received: bytes) -> bytes:
    """The last part of the message, by nothing but regular expressions."""
    head, _blank, body = received.partition(b"\r\n\r\n")
    found = re.search(rb'boundary="([^"]+)"', head)
    assert found is not None
    last = body.split(b"--" + found[1])[-2]
    return b64decode(last.partition(b"\r\n\r\n")[2]).replace(b"\r\n", b"\n")


def check_calendar(content: bytes, here: InvitedScene) -> None:
    entry = db.session.get_one(CalendarEntry, (here.cat.id, here.with_cat.id))
    calendar = vobject.readOne(content.decode())
    event = calendar.vevent
    assert calendar.method.value == "REQUEST"
    assert (event.uid.value, event.sequence.value) == (here.with_cat.uid, "0")
    assert (event.dtstart.value, event.dtend.value) == (entry.starts_at, entry.ends_at)
    assert event.organizer.value == f"mailto:{SENDER}"
    (attendee,) = event.attendee_list
    assert attendee.value == f"mailto:{here.cat.email}"
    assert attendee.params == {
        "CN": ["Cat Иванова"],
        "ROLE": ["REQ-PARTICIPANT"],
        "PARTSTAT": ["ACCEPTED"],
        "RSVP": ["FALSE"],
    }
    (told,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(told["SUMMARY"]) == "Bob Kovač (Kovač d.o.o.)"
    assert str(told["LOCATION"]).startswith("Сто 1")


def test_invitation_has_the_same_bytes_for_the_same_state_and_no_name_breaks_a_line() -> None:
    hostile = Mailbox('A "B";C:D,\r\nATTENDEE:mailto:e@f', "ana@firm.example")
    one, other = (render_invitation(make_entry(), Mailbox("Days", SENDER), hostile) for _time in range(2))
    assert one == other
    lines = one.replace(b"\r\n ", b"").split(b"\r\n")
    assert [line.partition(b":")[0].partition(b";")[0] for line in lines if b"@f" in line] == [b"ATTENDEE"]
    assert max(map(len, one.split(b"\r\n"))) <= 75


@pytest.mark.usefixtures("app")
def test_it_goes_on_in_another_look_where_there_are_more_than_one_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    InvitedScene()
    monkeypatch.setattr(invitations, "AT_ONCE", 3)
    assert [len(send()) for _look in range(3)] == [3, 1, 0]


@pytest.mark.usefixtures("app")
def test_a_meeting_under_way_still_goes_and_one_that_is_over_does_not() -> None:
    here = InvitedScene()
    assert invitations.send_due(here.slots[0].ends_at - timedelta(seconds=1)) == 4
    db.session.rollback()
    assert invitations.send_due(here.slots[0].ends_at) == 2


def test_participant_is_asked_only_where_the_event_sends_invitations(client: FlaskClient) -> None:
    here = InvitedScene()
    sign_in(client, here.bob)
    profile = f"/e/{here.event.slug}/me/profile"
    assert 'value="invitations" checked' in client.get(profile).get_data(as_text=True)
    client.post(f"{profile}/mails", data={"mails": ["requests", "reminders"]})
    db.session.expire_all()
    assert (here.bob.invited, here.bob.reminded) == (False, True)
    here.bob.invited, here.event.sends_invitations = True, False
    db.session.commit()
    assert 'value="invitations"' not in client.get(profile).get_data(as_text=True)
    client.post(f"{profile}/mails", data={"mails": ["reminders"]})
    db.session.expire_all()
    assert here.bob.invited


def test_one_press_in_the_mail_ends_them(client: FlaskClient) -> None:
    here = InvitedScene()
    path = choices.stop_path(here.bob, invitations.KIND)
    assert path is not None
    assert "Each meeting as an invitation to your calendar" in client.get(path).get_data(as_text=True)
    assert client.post(path).status_code == 200
    db.session.expire_all()
    assert not here.bob.invited
