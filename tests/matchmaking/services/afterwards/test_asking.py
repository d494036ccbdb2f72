from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Mail
from matchmaking.services.afterwards import asking, feedback_links
from tests.factories import NOW, make_session
from tests.matchmaking.afterwards_scene import TALK, AfterwardsScene

pytestmark = pytest.mark.usefixtures("app")


def asked() -> list[str]:
    mails = db.session.scalars(select(Mail).where(Mail.kind == "feedback").order_by(Mail.id))
    return [mail.to_name for mail in mails]


def test_attendees_are_asked_once_after_the_days_last_slot() -> None:
    here = AfterwardsScene()
    last = here.slots[-1].ends_at
    assert asking.ask_after_each_day(last + timedelta(minutes=29)) == 0
    assert asking.ask_after_each_day(last + timedelta(minutes=30)) == 3
    assert asking.ask_after_each_day(last + timedelta(hours=5)) == 0
    assert asked() == ["Bob Kovač", "Cat Иванова", "Eva Çela"]


def test_mail_holds_the_readers_own_link() -> None:
    here = AfterwardsScene()
    asking.ask_after_each_day(here.after)
    bodies = db.session.scalars(select(Mail.body).where(Mail.to_name == "Cat Иванова", Mail.kind == "feedback")).all()
    assert [feedback_links.token_of(here.cat) in body for body in bodies] == [True]


def test_second_day_is_asked_about_on_its_own() -> None:
    here = AfterwardsScene()
    make_session(here.event, "Second day", day=here.event.ends_on)
    assert asking.ask_after_each_day(here.after) == 3
    for who, meeting in (("bob", "with_cat"), ("bob", "with_eva"), ("cat", "with_cat")):
        here.say(who, meeting, TALK)
    assert asking.ask_after_each_day(here.after + timedelta(days=1)) == 1
    assert asked()[3:] == ["Eva Çela"]


@pytest.mark.parametrize(
    "field", [{"asks_feedback": False}, {"feedback_closed_at": NOW}, {"cancelled_at": NOW}, {"version_number": 0}]
)
def test_events_that_do_not_ask_are_left_alone(field: dict[str, object]) -> None:
    here = AfterwardsScene()
    for name, value in field.items():
        setattr(here.event, name, value)
    db.session.commit()
    assert asking.ask_after_each_day(here.after) == 0


def test_event_that_was_over_long_ago_is_left_alone() -> None:
    here = AfterwardsScene()
    assert asking.ask_after_each_day(here.after + timedelta(days=9)) == 0


def test_organizer_asks_those_who_have_said_nothing_once_a_day_each() -> None:
    here = AfterwardsScene()
    here.say("cat", "with_cat", TALK)
    assert asking.to_be_asked(here.event, here.after) == 2
    assert asking.ask_now(here.event, here.ann, here.after) == 2
    assert asking.ask_now(here.event, here.ann, here.after) == 0
    assert asking.ask_now(here.event, here.ann, here.after + timedelta(days=1)) == 2


def test_preview_is_the_mail_without_anybodys_link() -> None:
    here = AfterwardsScene()
    shown = asking.preview(here.event, here.ann)
    assert shown.startswith(f"Hello {here.ann.name},")
    assert "/feedback/" in shown
    assert feedback_links.token_of(here.bob) not in shown
