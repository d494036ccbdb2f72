"""Badges, and who is here: checked in, expected, late, gone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import AbsentDay, ParticipantStatus
from matchmaking.services.day import check_in, presence
from matchmaking.services.day.presence import Search, Whereabouts
from matchmaking.services.people import availability
from matchmaking.services.refusals import Conflict, Invalid, NotFound, PhaseClosed
from tests.factories import make_event, make_participant
from tests.matchmaking.day_scene import DayScene

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from matchmaking.models import Participant

HERE, EXPECTED, LATE, LEFT = Whereabouts.HERE, Whereabouts.EXPECTED, Whereabouts.LATE, Whereabouts.LEFT


def where(here: DayScene, person: Participant, now: datetime) -> Whereabouts:
    return presence.arrival_of(here.event, person, now).whereabouts


def names(here: DayScene, now: datetime, words: str = "", whereabouts: str = "") -> list[str]:
    found = presence.arrivals(here.event, now, Search(words, whereabouts), offset=0, limit=50)
    assert presence.count(here.event, now, Search(words, whereabouts)) == len(found)
    return [arrival.person.given_name for arrival in found]


def test_badge_leads_to_its_owner_typed_scanned_or_as_an_address(app: Flask) -> None:
    here = DayScene()
    code = check_in.badge_code(here.bob)
    assert len(code) == 16
    url = check_in.badge_url(here.event, here.bob)
    assert url == f"http://localhost/organizer/events/{here.event.slug}/desk/badge/{code}"
    spaced = f" {code[:4]}-{code[4:8]} {code[8:].lower()} "
    for scanned in (code, url, f"{url}?from=camera", spaced):
        assert check_in.owner_of_badge(here.event, scanned) is here.bob


def test_badge_of_another_event_and_no_badge_answer_alike(app: Flask) -> None:
    here, other = DayScene(), make_event()
    stranger = make_participant(other, "Dan Stranger")
    for scanned in (
        check_in.badge_code(stranger),
        "",
        "AAAAAAAAAAAAAAAA",
        "https://elsewhere.example/",
        "é" * 500,
        "/",
    ):
        with pytest.raises(NotFound):
            check_in.owner_of_badge(here.event, scanned)


def test_badges_of_everybody_differ_and_follow_the_secret_key(app: Flask) -> None:
    here = DayScene()
    codes = [check_in.badge_code(person) for person in (here.bob, here.cat, here.dan, here.eva)]
    assert len(set(codes)) == 4
    app.config["SECRET_KEY"] = "another key that is long enough for it"
    assert check_in.badge_code(here.bob) not in codes


def test_checking_in_twice_is_noted_once(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:30")
    assert where(here, here.bob, now) is EXPECTED
    assert check_in.check_in(here.event, here.bob, here.ann, now) is True
    assert check_in.check_in(here.event, here.bob, here.ann, now) is False
    assert where(here, here.bob, now) is HERE
    assert here.acts() == ["desk.checked_in"]


def test_a_check_in_can_be_taken_back(app: Flask) -> None:
    here = DayScene()
    now = here.at("9:30")
    assert check_in.undo(here.event, here.bob, here.ann, now) is False
    check_in.check_in(here.event, here.bob, here.ann, now)
    assert check_in.undo(here.event, here.bob, here.ann, now) is True
    assert where(here, here.bob, now) is EXPECTED
    assert here.acts() == ["desk.checked_in", "desk.check_in_undone"]


def test_whoever_has_not_come_when_their_first_meeting_begins_is_late(app: Flask) -> None:
    here = DayScene()
    assert where(here, here.bob, here.at("9:59")) is EXPECTED
    assert where(here, here.bob, here.at("10:00")) is LATE
    assert where(here, here.gus, here.at("10:00")) is EXPECTED  # has no meeting


def test_whoever_announced_to_come_later_is_late_only_after_that(app: Flask) -> None:
    here = DayScene()
    check_in.note_hours(here.event, here.bob, here.at("11:00"), None, here.ann, here.at("9:00"))
    assert where(here, here.bob, here.at("10:30")) is EXPECTED
    assert where(here, here.bob, here.at("11:00")) is LATE


def test_each_day_of_the_event_is_checked_in_by_itself(app: Flask) -> None:
    here = DayScene()
    check_in.check_in(here.event, here.bob, here.ann, here.at("9:30"))
    assert where(here, here.bob, here.at("9:30") + timedelta(days=1)) is EXPECTED


def test_who_has_left_is_gone_and_can_come_back(app: Flask) -> None:
    here = DayScene()
    check_in.check_in(here.event, here.bob, here.ann, here.at("9:30"))
    assert check_in.leave(here.event, here.bob, here.ann, here.at("10:30")) is True
    assert check_in.leave(here.event, here.bob, here.ann, here.at("10:31")) is False
    assert where(here, here.bob, here.at("10:31")) is LEFT
    assert check_in.check_in(here.event, here.bob, here.ann, here.at("10:50")) is True
    assert where(here, here.bob, here.at("10:50")) is HERE


def test_hours_bound_the_slots_in_which_somebody_can_meet(app: Flask) -> None:
    here = DayScene()
    check_in.note_hours(here.event, here.bob, here.at("10:30"), here.at("11:30"), here.ann, here.at("9:00"))
    blocked = availability.unavailable_slots(here.event)
    assert blocked == {here.bob.id: frozenset(here.slots[k].id for k in (0, 1, 4, 5))}


def test_coming_earlier_than_announced_opens_the_slots_again(app: Flask) -> None:
    here = DayScene()
    check_in.note_hours(here.event, here.bob, here.at("11:00"), None, here.ann, here.at("9:00"))
    check_in.check_in(here.event, here.bob, here.ann, here.at("9:50"))
    assert availability.unavailable_slots(here.event) == {}


@pytest.mark.parametrize(
    ("arrives", "leaves"), [("11:00", "10:30"), ("11:00", "11:00"), ("34:00", None), (None, "-1:00")]
)
def test_hours_that_cannot_be_are_refused(app: Flask, arrives: str | None, leaves: str | None) -> None:
    here = DayScene()
    hours = [here.at(clock) if clock else None for clock in (arrives, leaves)]
    if leaves == "-1:00":
        hours[1] = here.at("0:00") - timedelta(hours=1)
    with pytest.raises(Invalid):
        check_in.note_hours(here.event, here.bob, hours[0], hours[1], here.ann, here.at("9:00"))


def test_nobody_is_checked_in_who_does_not_take_part_nor_after_the_event(app: Flask) -> None:
    here = DayScene()
    zoe = make_participant(here.event, "Zoe Pending", status=ParticipantStatus.PENDING)
    with pytest.raises(Conflict):
        check_in.check_in(here.event, zoe, here.ann, here.at("9:30"))
    with pytest.raises(PhaseClosed):
        check_in.check_in(here.event, here.bob, here.ann, here.at("9:30") + timedelta(days=3))


def test_people_are_found_in_any_script_and_by_where_they_are(app: Flask) -> None:
    here = DayScene()
    check_in.check_in(here.event, here.bob, here.ann, here.at("9:50"))
    now = here.at("10:05")
    assert names(here, now, "ivanova") == ["Цвета"]
    assert names(here, now, "nikol kov") == ["Dan"]
    assert names(here, now, "%") == []
    assert names(here, now, whereabouts="here") == ["Bob"]
    assert names(here, now, whereabouts="late") == ["Цвета", "Eva", "Fay"]
    assert presence.counts(here.event, now) == {HERE: 1, EXPECTED: 2, LATE: 3, LEFT: 0}


def test_whoever_is_absent_today_or_not_approved_is_not_counted(app: Flask) -> None:
    here = DayScene()
    make_participant(here.event, "Zoe Pending", status=ParticipantStatus.PENDING)
    db.session.add(AbsentDay(participant_id=here.gus.id, day=here.event.starts_on))
    db.session.commit()
    assert sum(presence.counts(here.event, here.at("9:00")).values()) == 5
    assert sum(presence.counts(here.event, here.at("9:00") + timedelta(days=1)).values()) == 6


def test_before_the_event_the_desk_is_at_its_first_day_and_after_it_at_its_last(app: Flask) -> None:
    here = DayScene()
    days = [presence.day_of(here.event, here.at("9:00") + timedelta(days=n)) for n in (-3, 0, 1, 9)]
    first, last = here.event.starts_on, here.event.ends_on
    assert days == [first, first, last, last]
