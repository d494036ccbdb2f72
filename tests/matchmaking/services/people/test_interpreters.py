"""Interpreters: kept as participants who meet nobody, seated between two who share no language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import CalendarEntry, Participant, ParticipantStatus, Schedule
from matchmaking.services.agenda import agendas, calendars, ical
from matchmaking.services.people import availability, interpreters
from matchmaking.services.people.interpreters import Facts
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.runs import snapshot
from matchmaking.services.schedule import boards, drafts, publishing, reasons, schedule_files
from matchmaking.services.schedule.legality import Legality
from matchmaking.services.setup import participation
from solver.solve import SolveParams, solve
from tests.factories import (
    NOW,
    make_event,
    make_interpreter,
    make_meeting,
    make_organizer,
    make_participant,
    make_request,
    make_session,
    make_tables,
    make_type,
    speak,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from matchmaking.models import Event, Meeting

IDA = Facts("Ида", "Тонева", "ida@agency.example", "", "", ("sr", "el"))


class Fair:
    """Bob, who speaks Serbian, wishes to meet Cat, who speaks Greek; Ida interprets."""

    def __init__(self) -> None:
        self.event = make_event(common_language_required=True)
        self.ida = make_interpreter(self.event, "Ida I", "sr", "el")
        self.bob = speak(make_participant(self.event, "Bob B"), "sr")
        self.cat = speak(make_participant(self.event, "Cat C"), "el")
        self.slots = make_session(self.event, slots=3).slots
        self.table = make_tables(self.event, 1)[0]
        self.meeting = make_meeting(self.bob, self.cat)

    def draft(self, people: Sequence[Participant]) -> Schedule:
        draft = Schedule(event_id=self.event.id, based_on=0, created_at=NOW)
        db.session.add(draft)
        db.session.commit()
        drafts.place(
            self.event,
            draft,
            self.meeting.id,
            slot_id=self.slots[0].id,
            table_id=self.table.id,
            people=[person.id for person in people],
            organizer=None,
            now=NOW,
        )
        db.session.commit()
        return draft

    def warnings(self, people: Sequence[Participant]) -> list[str]:
        board = boards.Board(self.event, self.draft(people))
        return [warned.sentence for warned in Legality(self.event, board, NOW).warnings()]

    def publish(self) -> None:
        draft = self.draft([self.bob, self.cat, self.ida])
        publishing.publish(self.event, draft, publishing.Actor(), NOW, seen_version=0)
        db.session.commit()


def sides_of(event: Event, meeting: Meeting) -> tuple[tuple[int, ...], ...]:
    return next(one.sides for one in snapshot.problem_of(event, NOW).meetings if one.id == meeting.id)


def test_two_who_share_no_language_get_a_third_side_of_interpreters(app: Flask) -> None:
    fair = Fair()
    jan = make_interpreter(fair.event, "Jan J", "el", "sr", "en")
    make_interpreter(fair.event, "Kim K", "el", "en")
    assert sides_of(fair.event, fair.meeting) == ((fair.bob.id,), (fair.cat.id,), (fair.ida.id, jan.id))
    speak(fair.cat, "sr")
    assert sides_of(fair.event, fair.meeting) == ((fair.bob.id,), (fair.cat.id,))


def test_where_languages_do_not_matter_nobody_interprets(app: Flask) -> None:
    fair = Fair()
    fair.event.common_language_required = False
    db.session.commit()
    assert sides_of(fair.event, fair.meeting) == ((fair.bob.id,), (fair.cat.id,))


def test_only_colleagues_come_who_understand_the_other_side(app: Flask) -> None:
    fair = Fair()
    request = make_request(fair.cat, fair.bob)
    request.recipient_colleagues, request.status = True, request.status.ACCEPTED
    firm = fair.bob.organization
    serb = speak(make_participant(fair.event, "Ser S", organization=firm), "sr")
    speak(make_participant(fair.event, "Ceh C", organization=firm), "cs")
    greek = speak(make_participant(fair.event, "Gre G", organization=firm), "el")
    assert sides_of(fair.event, fair.meeting) == ((fair.bob.id, serb.id, greek.id), (fair.cat.id,), (fair.ida.id,))


def test_without_an_interpreter_they_cannot_meet_and_the_reason_says_so(app: Flask) -> None:
    fair = Fair()
    interpreters.remove(fair.event, fair.ida, make_organizer(), NOW)
    db.session.commit()
    assert snapshot.problem_of(fair.event, NOW).meetings == ()
    draft = Schedule(event_id=fair.event.id, based_on=0, created_at=NOW)
    db.session.add(draft)
    db.session.commit()
    legality = Legality(fair.event, boards.Board(fair.event, draft), NOW)
    assert reasons.of(legality, fair.meeting.id) == [
        "They share no language (Serbian; Greek), and no interpreter speaks one of each."
    ]


def test_the_solver_seats_an_interpreter_who_works_then_and_nobody_twice(app: Flask) -> None:
    fair = Fair()
    other = make_meeting(
        speak(make_participant(fair.event, "Dan D"), "sr"), speak(make_participant(fair.event, "Eva E"), "el")
    )
    make_tables(fair.event, 1, "Hall B", first=2)
    availability.set_unavailable_slots(fair.ida, [fair.slots[0].id])
    db.session.commit()
    result = solve(snapshot.problem_of(fair.event, NOW), SolveParams(time_limit=5))
    assert result.best is not None
    held = {one.meeting: (one.slot, one.people[2]) for one in result.best.assignments}
    assert set(held) == {fair.meeting.id, other.id}
    assert {person for _slot, person in held.values()} == {fair.ida.id}
    assert {slot for slot, _person in held.values()} == {slot.id for slot in fair.slots[1:]}


def test_hand_edits_seat_three_and_warn_of_two(app: Flask) -> None:
    fair = Fair()
    assert fair.warnings([fair.bob, fair.cat, fair.ida]) == []
    assert fair.warnings([fair.bob, fair.cat]) == ["Bob B – Cat C: an interpreter is missing."]
    jan = make_interpreter(fair.event, "Jan J", "cs", "en")
    assert fair.warnings([fair.bob, fair.cat, jan]) == [
        "Bob B – Cat C: Jan J does not speak a language of each.",
    ]


def test_only_an_interpreter_is_the_third(app: Flask) -> None:
    fair = Fair()
    dan = make_participant(fair.event, "Dan D")
    for people in ([fair.bob, fair.cat, dan], [fair.bob, fair.cat, fair.ida, dan], [fair.bob], [fair.bob, fair.ida]):
        with pytest.raises(Invalid):
            fair.draft(people)


def test_an_interpreter_is_never_at_two_tables_at_once(app: Flask) -> None:
    fair = Fair()
    one, two = make_participant(fair.event, "Dan D"), make_participant(fair.event, "Eva E")
    other = make_meeting(one, two)
    draft = fair.draft([fair.bob, fair.cat, fair.ida])
    with pytest.raises(Conflict):
        drafts.place(
            fair.event,
            draft,
            other.id,
            slot_id=fair.slots[0].id,
            table_id=None,
            people=[one.id, two.id, fair.ida.id],
            organizer=None,
            now=NOW,
        )


def test_published_the_two_meet_each_other_and_all_three_are_told(app: Flask) -> None:
    fair = Fair()
    fair.publish()
    partners = db.session.execute(select(CalendarEntry.participant_id, CalendarEntry.partner_id)).all()
    assert {tuple(row) for row in partners} == {
        (fair.bob.id, fair.cat.id),
        (fair.cat.id, fair.bob.id),
        (fair.ida.id, fair.bob.id),
    }
    items = {who: agendas.days_of(fair.event, who)[0].items[0] for who in (fair.bob, fair.cat, fair.ida)}
    assert {who.name: [one.name for one in item.also] for who, item in items.items()} == {
        "Bob B": ["Ida I"],
        "Cat C": ["Ida I"],
        "Ida I": ["Cat C"],
    }


def test_feeds_and_files_name_the_interpreter(app: Flask) -> None:
    fair = Fair()
    fair.publish()
    with app.test_request_context():
        feed = ical.render(calendars.of_participant(fair.event, fair.bob)).decode()
        own = ical.render(calendars.of_participant(fair.event, fair.ida)).decode()
    assert "Interpreter: Ida I" in feed.replace("\r\n ", "")
    assert "Also there: Cat C" in own.replace("\r\n ", "")
    version = publishing.in_force(fair.event)
    assert version is not None
    lines = schedule_files.csv(fair.event, boards.Board(fair.event, version)).decode("utf-8-sig").splitlines()
    assert [line.count(";") for line in lines] == [13, 13]
    assert lines[1].endswith(";Ida I;")


def test_an_interpreter_is_added_changed_removed_and_taken_in_again(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    make_type(event)
    slots = make_session(event, slots=3).slots
    ida = interpreters.add(event, IDA, [slots[0].id], ann, NOW)
    db.session.commit()
    (listed,) = interpreters.of_event(event)
    assert (listed.person.name, listed.slots, ida.organization.name) == ("Ида Тонева", 1, "Interpreters")
    changed = Facts("Ида", "Тонева", "ida@agency.example", "", "Agency", ("sr", "el", "en"))
    interpreters.change(event, ida, changed, [slot.id for slot in slots], ann, NOW)
    db.session.commit()
    assert (interpreters.facts_of(ida), availability.kept_free(ida)) == (changed, set())
    interpreters.remove(event, ida, ann, NOW)
    db.session.commit()
    assert interpreters.of_event(event) == []
    assert interpreters.add(event, IDA, [], ann, NOW) is ida
    assert ida.status is ParticipantStatus.APPROVED


def test_somebody_who_meets_does_not_interpret_and_one_language_is_not_enough(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    make_participant(event, email="ida@agency.example")
    with pytest.raises(Conflict):
        interpreters.add(event, IDA, [], ann, NOW)
    with pytest.raises(Invalid):
        interpreters.add(event, Facts("I", "T", "i@agency.example", "", "", ("sr", "sr")), [], ann, NOW)


def test_nobody_else_is_found_as_an_interpreter(app: Flask) -> None:
    event, elsewhere = make_event(), make_event()
    for person in (make_participant(event), make_interpreter(elsewhere, "Ida I", "sr", "el")):
        with pytest.raises(NotFound):
            interpreters.find(event, person.id)


def test_types_do_not_count_interpreters_and_may_be_removed_from_under_them(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    first, second = make_type(event, "SME"), make_type(event, "Expert")
    ida = make_interpreter(event, "Ida I", "sr", "el")
    assert (ida.type_id, participation.count_by_type(event)) == (first.id, {})
    participation.remove_type(event, first, ann, NOW)
    db.session.commit()
    db.session.refresh(ida)
    assert ida.type_id == second.id
