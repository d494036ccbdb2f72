"""A day's meetings are told the evening before and that morning, once each, to those who have some."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Mail, ParticipantStatus
from matchmaking.services.agenda import day_ahead
from matchmaking.services.mail import choices
from matchmaking.services.mail.choices import Choice
from tests.factories import NOW, make_interpreter
from tests.matchmaking.draft_scene import DraftScene

pytestmark = pytest.mark.usefixtures("app")
MINUTE = timedelta(minutes=1)


class AheadScene(DraftScene):
    """Version 1 is published; `evening` and `morning` are the moments at which its day is told."""

    def __init__(self) -> None:
        super().__init__()
        self.publish()
        self.zone = ZoneInfo(self.event.time_zone)
        self.day = self.slots[0].starts_at.astimezone(self.zone).date()
        self.evening = self.at(self.day - timedelta(days=1), time(18))
        self.morning = self.at(self.day, time(7))

    def at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)


def tell(now: datetime) -> int:
    told = day_ahead.tell_of_meetings(now)
    db.session.commit()
    return told


def told() -> list[str]:
    return [mail.to_name for mail in _mails()]


def _mails() -> list[Mail]:
    return list(db.session.scalars(select(Mail).where(Mail.kind == day_ahead.KIND).order_by(Mail.id)))


def test_meetings_are_told_at_six_in_the_evening_and_at_seven_in_the_morning_once_each() -> None:
    here = AheadScene()
    moments = [here.evening - MINUTE, here.evening, here.evening + MINUTE, here.morning - MINUTE, here.morning]
    assert [tell(moment) for moment in [*moments, here.morning + MINUTE]] == [0, 3, 0, 0, 3, 0]
    assert told() == ["Bob Kovač", "Cat Иванова", "Eva Çela"] * 2


def test_mail_says_the_hour_with_whom_and_the_table() -> None:
    here = AheadScene()
    tell(here.evening)
    mail = _mails()[0]
    assert mail.subject == "Days of Clusters: your meetings tomorrow"
    lines = mail.body.splitlines()
    first = lines.index(f"10:00–10:20, Table 1, {here.tables[0].zone.name}")
    assert lines[first + 1 : first + 5] == [
        f"  Cat Иванова ({here.cat.organization.name})",
        "",
        f"10:20–10:40, Table 2, {here.tables[1].zone.name}",
        f"  Eva Çela ({here.eva.organization.name})",
    ]
    assert "you have 2 meetings:" in mail.body
    assert f"/e/{here.event.slug}/me/agenda" in mail.body


def test_mail_of_the_morning_speaks_of_today_in_the_readers_language() -> None:
    here = AheadScene()
    here.eva.language = "sl"
    tell(here.morning)
    subjects = {mail.to_name: mail.subject for mail in _mails()}
    assert subjects["Bob Kovač"] == "Days of Clusters: your meetings today"
    assert subjects["Eva Çela"] == "Days of Clusters: vaši današnji sestanki"


def test_what_is_cancelled_is_not_told_nor_is_anybody_without_meetings() -> None:
    here = AheadScene()
    for entry in db.session.scalars(select(CalendarEntry).where(CalendarEntry.meeting_id == here.with_cat.id)):
        entry.cancelled = True
    assert tell(here.evening) == 2
    assert told() == ["Bob Kovač", "Eva Çela"]
    assert "you have 1 meeting:" in _mails()[0].body


def test_whoever_no_longer_takes_part_is_not_told() -> None:
    here = AheadScene()
    here.eva.status = ParticipantStatus.WITHDRAWN
    tell(here.evening)
    assert told() == ["Bob Kovač", "Cat Иванова"]
    assert "Eva Çela" in _mails()[0].body  # as on Bob's agenda, until a version says otherwise


def test_interpreter_is_told_and_named() -> None:
    here = AheadScene()
    ivo = make_interpreter(here.event, "Ivo", "en", "bg")
    entry = db.session.get_one(CalendarEntry, (here.bob.id, here.with_cat.id))
    values = {column.key: getattr(entry, column.key) for column in CalendarEntry.__table__.columns}
    db.session.add(CalendarEntry(**{**values, "participant_id": ivo.id}))
    db.session.commit()
    tell(here.evening)
    bodies = {mail.to_name: mail.body for mail in _mails()}
    assert f"  Cat Иванова ({here.cat.organization.name}), Ivo ({ivo.organization.name})\n" in bodies["Bob Kovač"]
    assert "Cat Иванова" in bodies["Ivo"]


def test_participant_who_stopped_reminders_gets_none() -> None:
    here = AheadScene()
    choices.switch(here.bob, Choice.REMINDERS, NOW, wanted=False)
    tell(here.evening)
    assert told() == ["Cat Иванова", "Eva Çela"]
    assert all("No more mails of this kind: " in mail.body for mail in _mails())


@pytest.mark.parametrize(("field", "sent"), [("tells_evening", [0, 3]), ("tells_morning", [3, 0])])
def test_organizers_switch_each_off(field: str, sent: list[int]) -> None:
    here = AheadScene()
    setattr(here.event, field, False)
    assert [tell(here.evening), tell(here.morning)] == sent


@pytest.mark.parametrize("field", [{"cancelled_at": NOW}, {"version_number": 0}])
def test_event_that_does_not_take_place_or_has_no_schedule_says_nothing(field: dict[str, object]) -> None:
    here = AheadScene()
    for name, value in field.items():
        setattr(here.event, name, value)
    assert [tell(here.evening), tell(here.morning)] == [0, 0]


def test_worker_that_was_down_tells_within_three_hours_and_not_later() -> None:
    here = AheadScene()
    assert tell(here.evening + timedelta(hours=3)) == 0
    assert tell(here.evening + timedelta(hours=3) - MINUTE) == 3


def test_meetings_that_have_begun_are_not_told_in_the_morning() -> None:
    here = AheadScene()
    for entry in db.session.scalars(select(CalendarEntry).where(CalendarEntry.meeting_id == here.with_cat.id)):
        entry.starts_at = here.morning
    assert tell(here.morning + MINUTE) == 2
    assert told() == ["Bob Kovač", "Eva Çela"]


def test_hours_are_those_of_the_events_own_zone() -> None:
    here = AheadScene()
    here.event.time_zone = "Pacific/Auckland"
    first = here.slots[0].starts_at.astimezone(ZoneInfo("Pacific/Auckland"))
    evening = datetime.combine(first.date() - timedelta(days=1), time(18), first.tzinfo)
    assert [tell(here.evening), tell(evening - MINUTE), tell(evening)] == [0, 0, 3]


def test_worker_looks_each_minute() -> None:
    assert worker.tell_of_meetings in worker.EACH_MINUTE
