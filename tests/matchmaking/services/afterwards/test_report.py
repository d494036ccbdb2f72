from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import event as sqlalchemy_event

from matchmaking.extensions import db
from matchmaking.models import FollowUp, NoShow, ParticipantStatus, RequestStatus
from matchmaking.services.afterwards import report_files, tables
from matchmaking.services.afterwards.heat import matrix_of
from matchmaking.services.afterwards.report import Report
from tests.factories import NOW, make_event, make_participant, make_request
from tests.matchmaking.afterwards_scene import DEAL, MISSED, TALK, AfterwardsScene
from tests.matchmaking.services.paper.reading import pages_of

pytestmark = pytest.mark.usefixtures("app")


def report_of(here: AfterwardsScene) -> Report:
    return Report(here.event, here.after)


def test_both_sides_of_a_meeting_declare_one_deal() -> None:
    here = AfterwardsScene()
    here.say("bob", "with_cat", DEAL)
    here.say("cat", "with_cat", TALK)
    made = report_of(here)
    assert (made.value, made.reached) == (10_000, 8)
    assert dict(made.follow_ups()) == {
        FollowUp.DEAL: 1,
        FollowUp.PROJECT: 0,
        FollowUp.VISIT: 0,
        FollowUp.CONTACT: 0,
        FollowUp.NOTHING: 0,
    }


def test_meeting_is_held_unless_a_side_denies_it_or_somebody_was_missing() -> None:
    here = AfterwardsScene()
    assert len(report_of(here).held) == 2
    here.say("cat", "with_cat", MISSED)
    assert [meeting.people for meeting in report_of(here).held] == [(here.bob.id, here.eva.id)]
    db.session.add(
        NoShow(meeting_id=here.with_eva.id, slot_id=here.slots[1].id, participant_id=here.eva.id, marked_at=NOW)
    )
    db.session.commit()
    assert report_of(here).held == []


def test_nothing_is_held_before_it_has_ended() -> None:
    here = AfterwardsScene()
    made = Report(here.event, here.during)
    assert (len(made.meetings), made.ended, len(made.held)) == (2, 1, 1)


def test_what_the_two_sides_say_differently_is_counted() -> None:
    here = AfterwardsScene()
    here.say("cat", "with_cat", MISSED)
    assert report_of(here).contradicted == 0
    here.say("bob", "with_cat", TALK)
    assert report_of(here).contradicted == 1


def test_what_did_not_take_place_declares_nothing() -> None:
    here = AfterwardsScene()
    here.say("bob", "with_cat", DEAL)
    here.say("cat", "with_cat", MISSED)
    assert (report_of(here).value, report_of(here).reached) == (0, 0)


def test_country_pairs_and_borders() -> None:
    here = AfterwardsScene()
    here.cat.country = "BG"
    db.session.commit()
    made = report_of(here)
    assert made.country_pairs() == {("BG", "RS"): (1, 1), ("RS", "RS"): (1, 1)}
    assert made.cross_border == 1
    matrix = matrix_of(made)
    assert matrix.countries == ("Serbia", "Bulgaria")
    assert matrix.rows == ((1, 1), (1, 0))
    assert [matrix.shade(count) for count in (0, 1)] == [0, 5]


def test_acceptance_counts_only_what_was_answered_or_expired() -> None:
    here = AfterwardsScene()
    assert report_of(here).acceptance == 1
    for status in (RequestStatus.DECLINED, RequestStatus.EXPIRED, RequestStatus.PENDING, RequestStatus.WITHDRAWN):
        make_request(here.dan, make_participant(here.event), status=status)
    assert report_of(here).acceptance == 0.5


def test_people_with_and_without_meetings() -> None:
    here = AfterwardsScene()
    make_participant(here.event, status=ParticipantStatus.PENDING)
    made = report_of(here)
    assert (len(made.taking_part), made.with_meetings, made.without_meetings) == (4, 3, 1)


def test_two_ratings_are_not_shown_three_are() -> None:
    here = AfterwardsScene()
    here.say("bob", "with_cat", DEAL)
    here.say("cat", "with_cat", TALK)
    few = report_of(here).satisfaction()
    assert (few.shown, few.average, few.asked, few.answers) == (False, None, 4, 2)
    assert [table.rows for table in tables.tables_of(report_of(here)) if table.id == "ratings"] == [[]]
    here.say("eva", "with_eva", TALK)
    enough = report_of(here).satisfaction()
    assert enough.ratings == {5: 1, 4: 0, 3: 2, 2: 0, 1: 0}
    assert enough.average == pytest.approx(11 / 3)


def test_files_hold_every_table() -> None:
    here = AfterwardsScene()
    here.say("bob", "with_cat", DEAL)
    made = report_of(here)
    titles = [table.title for table in tables.tables_of(made)]
    book = load_workbook(BytesIO(report_files.xlsx(made)))
    assert book.sheetnames == ["Event", *titles, "How this is counted"]
    assert list(book["What follows"].values)[1] == ("Deal", 1)
    lines = [line for page in pages_of(report_files.pdf(made)) for line in page]
    assert [title in lines for title in titles] == [True] * len(titles)
    assert "10,000 EUR" in lines


def test_report_on_an_empty_event_has_nothing_but_noughts() -> None:
    made = Report(make_event(), NOW)
    assert (made.acceptance, made.wished, made.value, made.held) == (None, 0, 0, [])
    assert matrix_of(made).countries == ()
    assert report_files.pdf(made).startswith(b"%PDF-")
    assert len(load_workbook(BytesIO(report_files.xlsx(made))).sheetnames) == 10


def test_more_people_and_answers_need_no_more_queries() -> None:
    counts = []
    for more in (0, 6):
        here = AfterwardsScene()
        here.say("bob", "with_cat", DEAL)
        for _ in range(more):
            make_request(here.dan, make_participant(here.event))
        db.session.expire_all()
        asked: list[str] = []

        def note(*given: object, asked: list[str] = asked) -> None:
            asked.append(str(given[2]))

        sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
        tables.tables_of(report_of(here))
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(asked))
    assert counts[0] == counts[1]
