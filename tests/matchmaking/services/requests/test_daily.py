"""News of requests once a day: held until the morning, told once, and only what is still true then."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Mail, MeetingRequest, ParticipantStatus, Priority
from matchmaking.services.mail import choices
from matchmaking.services.mail.choices import Choice
from matchmaking.services.requests import daily, meeting_requests, organization_requests
from matchmaking.services.setup import cancellation
from tests.factories import NOW, make_event, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from matchmaking.models import Participant

pytestmark = pytest.mark.usefixtures("app")
LATER = NOW + timedelta(minutes=5)


class Scene:
    """Bob wants one mail a day; Ђорђе and Cat ask him now. `morning` is when that mail is written next."""

    def __init__(self) -> None:
        self.ann = make_organizer()
        self.event = make_event(self.ann)
        names = ("Bob Kovač", "Ђорђе Ковач", "Cat Иванова")
        self.bob, self.dorde, self.cat = (make_participant(self.event, name) for name in names)
        self.bob.requests_daily = True
        zone = ZoneInfo(self.event.time_zone)
        today = NOW.astimezone(zone).date()
        hours = (datetime.combine(today + timedelta(days=k), time(7), zone).astimezone(UTC) for k in range(2))
        self.morning = next(hour for hour in hours if hour > NOW)

    def ask(self, who: Participant, other: Participant, words: str = "") -> MeetingRequest:
        request = meeting_requests.send(who, other, Priority.MUST, words, NOW)
        db.session.commit()
        return request


def tell(now: datetime) -> int:
    told = daily.tell_of_requests(now)
    db.session.commit()
    return told


def mails(*kinds: str) -> list[tuple[str, str]]:
    rows = db.session.scalars(select(Mail).where(Mail.kind.in_(kinds or (daily.KIND,))).order_by(Mail.id))
    return [(mail.to_name, mail.body) for mail in rows]


def test_all_who_asked_are_told_in_one_mail_in_the_morning_and_once() -> None:
    here = Scene()
    requests = [here.ask(here.dorde, here.bob, "О ливницама"), here.ask(here.cat, here.bob)]
    assert mails("request_received") == []
    assert [tell(now) for now in (here.morning - timedelta(minutes=1), here.morning, here.morning)] == [0, 1, 0]
    ((name, body),) = mails()
    assert name == "Bob Kovač"
    assert "Their message: О ливницама" in body
    assert body.index("Ђорђе Ковач") < body.index("Cat Иванова")
    assert body.count("/answer/") == 2
    assert {request.held_at for request in requests} == {None}


def test_others_are_told_at_once_as_before() -> None:
    here = Scene()
    here.ask(here.bob, here.cat)
    assert [name for name, _body in mails("request_received")] == ["Cat Иванова"]
    assert tell(here.morning) == 0


def test_the_first_who_ask_on_a_day_are_told_at_once_and_the_others_in_the_morning() -> None:
    here = Scene()
    here.bob.requests_daily = False
    for one in (here.dorde, here.cat):
        here.ask(one, here.bob)
    assert [name for name, body in mails("request_received") if "Ђорђе Ковач" in body] == ["Bob Kovač"]
    assert "Cat Иванова" not in mails("request_received")[0][1]
    assert [tell(here.morning), tell(here.morning)] == [1, 0]
    ((name, body),) = mails()
    assert (name, "Cat Иванова" in body, "Ђорђе" in body, body.count("/answer/")) == ("Bob Kovač", True, False, 1)


def test_all_who_ask_on_the_last_day_are_told_at_once() -> None:
    here = Scene()
    here.bob.requests_daily = False
    here.event.booking_closes_at = NOW + timedelta(hours=24)
    for one in (here.dorde, here.cat):
        here.ask(one, here.bob)
    assert [name for name, _body in mails("request_received")] == ["Bob Kovač", "Bob Kovač"]
    assert tell(here.morning) == 0


def test_organization_is_asked_at_once_and_whoever_was_asked_today_learns_of_it_in_the_morning() -> None:
    here = Scene()
    here.bob.requests_daily = False
    colleague = make_participant(here.event, "Dan D", organization=here.bob.organization)
    here.ask(here.dorde, here.bob)
    organization_requests.ask(here.cat, here.bob.organization, Priority.MUST, "", NOW)
    db.session.commit()
    assert [name for name, _body in mails("organization_asked")] == [colleague.name]
    assert tell(here.morning) == 1
    ((name, body),) = mails()
    assert (name, "Cat Иванова" in body, "Ђорђе" in body) == ("Bob Kovač", True, False)


def test_an_answer_comes_with_the_daily_mail_of_whoever_asked() -> None:
    here = Scene()
    request = here.ask(here.bob, here.cat)
    meeting_requests.accept(request, LATER)
    db.session.commit()
    assert mails("request_accepted") == []
    assert tell(here.morning) == 1
    ((name, body),) = mails()
    assert (name, "Cat Иванова" in body, "/answer/" in body) == ("Bob Kovač", True, False)


def test_what_was_answered_meanwhile_is_no_news_to_whoever_answered() -> None:
    here = Scene()
    request = here.ask(here.dorde, here.bob)
    meeting_requests.accept(request, LATER)
    db.session.commit()
    assert [name for name, _body in mails("request_accepted")] == ["Ђорђе Ковач"]
    assert tell(here.morning) == 0


@pytest.mark.parametrize("act", [meeting_requests.withdraw, meeting_requests.decline])
def test_what_is_no_longer_true_is_not_told(act: object) -> None:
    here = Scene()
    request = here.ask(here.dorde, here.bob)
    assert callable(act)
    act(request, LATER)
    db.session.commit()
    assert tell(here.morning) == 0


def test_nothing_is_held_that_could_not_be_answered_in_time() -> None:
    here = Scene()
    here.event.booking_closes_at = NOW + timedelta(hours=24)
    here.ask(here.dorde, here.bob)
    assert [name for name, _body in mails("request_received")] == ["Bob Kovač"]
    here.event.booking_closes_at = NOW + timedelta(hours=24, minutes=1)
    here.ask(here.cat, here.bob)
    assert tell(here.morning) == 1


def test_what_came_after_the_hour_waits_for_the_next_one() -> None:
    here = Scene()
    request = here.ask(here.dorde, here.bob)
    request.held_at = here.morning
    db.session.commit()
    assert tell(here.morning + timedelta(hours=1)) == 0
    assert tell(here.morning + timedelta(days=1)) == 1


def test_whoever_switches_back_loses_nothing_and_whoever_wants_none_gets_none() -> None:
    here = Scene()
    here.ask(here.dorde, here.bob)
    choices.set_daily(here.bob, NOW, daily=False)
    assert tell(here.morning) == 1
    choices.set_daily(here.bob, NOW, daily=True)
    here.ask(here.cat, here.bob)
    choices.switch(here.bob, Choice.REQUESTS, NOW, wanted=False)
    assert tell(here.morning + timedelta(days=1)) == 0


def test_nothing_is_told_of_a_cancelled_event_or_to_whoever_left() -> None:
    here = Scene()
    here.ask(here.dorde, here.bob)
    here.bob.status = ParticipantStatus.DECLINED
    assert tell(here.morning) == 0
    here.bob.status = ParticipantStatus.APPROVED
    here.ask(here.cat, here.bob)
    cancellation.cancel(here.event, "Flooded", here.event.name, here.ann, LATER)
    assert tell(here.morning) == 0


def test_a_worker_that_died_before_its_commit_has_lost_nothing() -> None:
    here = Scene()
    here.ask(here.dorde, here.bob)
    assert daily.tell_of_requests(here.morning) == 1
    db.session.rollback()
    assert tell(here.morning) == 1


def test_worker_tells_it_once_the_hour_has_come() -> None:
    here = Scene()
    here.ask(here.dorde, here.bob).held_at = NOW - timedelta(days=2)
    db.session.commit()
    for _look in range(2):
        worker.tell_of_requests()
    has_come = datetime.now(ZoneInfo(here.event.time_zone)).time() >= daily.HOUR
    assert len(mails()) == has_come


def test_it_is_chosen_on_the_profile_or_by_one_press_from_the_mail(client: FlaskClient) -> None:
    here = Scene()
    sign_in(client, here.bob)
    profile = f"/e/{here.event.slug}/me/profile"
    assert 'name="daily" value="1" checked' in client.get(profile).get_data(as_text=True)
    client.post(f"{profile}/mails", data={"mails": ["requests", "reminders"]})
    db.session.expire_all()
    chosen = [here.bob.requests_daily]
    path = choices.stop_path(here.bob, daily.KIND)
    assert path is not None
    assert f'action="{path}/daily"' in client.get(path).get_data(as_text=True)
    assert f'action="{path}/daily"' not in client.post(f"{path}/daily").get_data(as_text=True)
    db.session.expire_all()
    assert [*chosen, here.bob.requests_daily, here.bob.told_of_requests] == [False, True, True]
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "participant.mails_switched"))
    assert [entry.detail for entry in entries] == [{"mails": "daily", "wanted": wanted} for wanted in (False, True)]
