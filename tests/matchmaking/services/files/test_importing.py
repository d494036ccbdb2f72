"""Lists brought in by the service: as one by one, all or nothing, and within time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    CalendarEntry,
    Event,
    ImportKind,
    Mail,
    Meeting,
    MeetingRequest,
    Organization,
    Participant,
    ParticipationType,
    Priority,
    RequestStatus,
    Slot,
)
from matchmaking.services.files import importing
from matchmaking.services.files.importing import BadRows, Outcome
from matchmaking.services.files.lists import people
from matchmaking.services.files.tabular import write_csv
from matchmaking.services.people import further_organizations, participants
from matchmaking.services.refusals import PhaseClosed
from matchmaking.services.requests import meeting_requests
from matchmaking.services.requests.meeting_requests import Known
from tests.factories import (
    NOW,
    make_event,
    make_meeting,
    make_organizer,
    make_participant,
    make_session,
    make_tables,
    make_type,
    make_version,
)

if TYPE_CHECKING:
    from flask import Flask

PEOPLE, REQUESTS = ImportKind.PARTICIPANTS, ImportKind.REQUESTS
HEAD = ("First name", "Last name", "E-mail", "Organisation", "Participation type")


def csv(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> bytes:
    return write_csv(head, rows)


def bring_in(event: Event, kind: ImportKind, content: bytes, **options: bool) -> Outcome:
    outcome = importing.import_file(event, kind, "list.csv", content, None, NOW, **options)
    db.session.commit()
    return outcome


def test_bad_rows_are_refused_with_their_numbers_and_nothing_is_brought_in(app: Flask) -> None:
    event = make_event()
    make_type(event, "SME")
    content = csv(("Ana", "A", "a@x.example", "Zora", "SME"), ("Bob", "B", "", "Zora", "Firm"))
    with pytest.raises(BadRows) as refused:
        bring_in(event, PEOPLE, content)
    db.session.rollback()
    assert str(refused.value) == (
        "1 row is to be mended or left out. Row 3: There is no e-mail address. "
        "Row 3: Participation type “Firm” does not exist at this event."
    )
    assert db.session.scalar(select(func.count()).select_from(Participant)) == 0
    assert bring_in(event, PEOPLE, content, leave_out_bad=True) == Outcome(1, 0, 0, 0, 1)


def test_leaving_out_goes_on_until_no_row_is_bad(app: Flask) -> None:
    event = make_event()
    make_type(event, "SME")
    twins = [("Ana", name, "a@x.example", "Zora", "SME") for name in ("A", "B", "C", "A")]
    assert bring_in(event, PEOPLE, csv(*twins), leave_out_bad=True) == Outcome(1, 0, 0, 1, 2)


def test_types_are_created_only_when_asked_for(app: Flask) -> None:
    event = make_event()
    make_type(event, "SME")
    content = csv(("Ana", "A", "a@x.example", "Zora", "Investor"), ("Bob", "B", "b@x.example", "Zora", "INVESTOR"))
    assert bring_in(event, PEOPLE, content, create_types=True) == Outcome(2, 0, 0, 0, 0)
    kinds = select(ParticipationType).where(ParticipationType.event_id == event.id).order_by(ParticipationType.id)
    assert [(kind.name, kind.self_registration) for kind in db.session.scalars(kinds)] == [
        ("SME", True),
        ("Investor", False),
    ]


def test_cancelled_event_takes_no_lists(app: Flask) -> None:
    event = make_event(cancelled_at=NOW)
    with pytest.raises(PhaseClosed):
        bring_in(event, PEOPLE, csv(("Ana", "A", "a@x.example", "Zora", "")))


def test_lists_of_two_events_do_not_meet(app: Flask) -> None:
    one, other = make_event(), make_event()
    for event in (one, other):
        make_type(event, "SME")
        assert bring_in(event, PEOPLE, csv(("Ana", "A", "a@x.example", "Zora", "SME"))).added == 1
    people = db.session.scalars(select(Participant).order_by(Participant.id)).all()
    assert [(person.event_id, person.organization.event_id) for person in people] == [
        (one.id, one.id),
        (other.id, other.id),
    ]


FURTHER = (*HEAD, "Further organizations")


def further_of(address: str) -> list[tuple[str, bool]]:
    person = db.session.scalars(select(Participant).where(Participant.email_key == address)).one()
    return [(one.organization.name, one.confirmed) for one in person.further]


def test_further_organizations_come_with_new_people_and_with_known_ones(app: Flask) -> None:
    event = make_event()
    make_type(event, "SME")
    ana = ("Ana", "A", "a@x.example", "Zora", "SME")
    assert bring_in(event, PEOPLE, csv((*ana, "Firma, d.o.o.; ZORA; Нова"), head=FURTHER)).added == 1
    assert further_of("a@x.example") == [("Firma, d.o.o.", True), ("Нова", True)]
    assert db.session.scalars(select(Participant.id).where(*participants.matches("nova"))).all() != []
    assert bring_in(event, PEOPLE, csv((*ana, "НОВА;firma, D.O.O."), head=FURTHER)) == Outcome(0, 0, 1, 0, 0)
    assert bring_in(event, PEOPLE, csv((*ana, ""), head=FURTHER)) == Outcome(0, 0, 1, 0, 0)
    assert bring_in(event, PEOPLE, csv((*ana, "Нова; Alpha"), head=FURTHER)) == Outcome(0, 1, 0, 0, 0)
    db.session.expire_all()
    assert further_of("a@x.example") == [("Нова", True), ("Alpha", True)]
    names = select(Organization.name).where(Organization.event_id == event.id).order_by(Organization.name)
    assert db.session.scalars(names).all() == ["Alpha", "Zora", "Нова"]  # nobody is of the firm any more


def test_list_that_was_downloaded_changes_nothing_also_not_what_waits_to_be_confirmed(app: Flask) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    further_organizations.add(bob, "Zora, d.o.o.").confirmed = False
    db.session.commit()
    with app.test_request_context():
        header, rows = people.table(event, people.Search(), sort="name", descending=False)
    assert bring_in(event, PEOPLE, write_csv(header, rows)) == Outcome(0, 0, 1, 0, 0)
    assert further_of(bob.email_key) == [("Zora, d.o.o.", False)]


def test_withdrawn_request_of_a_list_takes_its_meeting_out_of_the_version_in_force(app: Flask) -> None:
    event = make_event(make_organizer())
    bob = make_participant(event, "Bob B", email="bob@x.example")
    cat = make_participant(event, "Cat C", email="cat@x.example")
    meeting = make_meeting(bob, cat)
    make_session(event, slots=2)
    slot = db.session.scalars(select(Slot).where(Slot.event_id == event.id).order_by(Slot.starts_at).limit(1)).one()
    make_version(event, (meeting, slot, make_tables(event, 1)[0]))
    content = csv(
        ("bob@x.example", "cat@x.example", "would like", "withdrawn"),
        head=("Requester", "Recipient", "Priority", "Status"),
    )
    assert bring_in(event, REQUESTS, content) == Outcome(0, 1, 0, 0, 0)
    assert (event.version_number, db.session.get_one(Meeting, meeting.id).cancelled_at) == (2, NOW)
    assert [entry.cancelled for entry in db.session.scalars(select(CalendarEntry))] == [True, True]


Row = tuple[tuple[int, int], Priority, str, RequestStatus]
ROWS: st.SearchStrategy[list[Row]] = st.lists(
    st.tuples(
        st.sampled_from([(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)]),
        st.sampled_from(Priority),
        st.sampled_from(["", "Hello"]),
        st.sampled_from(RequestStatus),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(rows=ROWS)
def test_many_requests_at_once_come_to_the_same_as_one_by_one(app: Flask, rows: list[Row]) -> None:
    outcomes = []
    for at_once in (False, True):
        event = make_event()
        people = [make_participant(event, name) for name in ("Bob B", "Cat C", "Eve E")]
        places = {person.id: place for place, person in enumerate(people)}
        wanted = [
            (people[one], people[other], Known(priority, message, status))
            for (one, other), priority, message, status in rows
        ]
        if at_once:
            meeting_requests.put_all(event, wanted, NOW)
        else:
            for requester, recipient, known in wanted:
                meeting_requests.put(event, requester, recipient, known.priority, known.message, known.status, NOW)
        db.session.commit()
        requests = db.session.scalars(select(MeetingRequest).where(MeetingRequest.event_id == event.id))
        meetings = db.session.scalars(select(Meeting).where(Meeting.event_id == event.id))
        outcomes.append(
            (
                sorted(
                    (places[r.requester_id], places[r.recipient_id], r.priority, r.message, r.status) for r in requests
                ),
                sorted((places[m.low_id], places[m.high_id], m.cancelled_at is None) for m in meetings),
            )
        )
    assert outcomes[0] == outcomes[1]


@pytest.mark.slow
def test_large_lists_are_brought_in_whole(app: Flask) -> None:
    event = make_event()
    make_type(event, "SME")
    words = "Steel; Wood; Packaging, also of food"
    people = csv(
        *(
            ("Ђорђе", f"Петровић{k}", f"P{k}@x{k % 900}.example", f"Фирма {k % 900}", "SME", "Serbia", words, "day 1")
            for k in range(2000)
        ),
        head=(*HEAD, "Country", "We offer", "Attendance"),
    )
    requests = csv(
        *(
            (f"p{k % 2000}@x{k % 2000 % 900}.example", f"p{j}@x{j % 900}.example", "must", "pending")
            for k in range(5000)
            for j in [(k * 7 + 1 + k // 2000) % 2000]
            if j % 900 != k % 2000 % 900
        ),
        head=("Requester", "Recipient", "Priority", "Status"),
    )
    for kind, content in ((PEOPLE, people), (REQUESTS, requests)):
        upload = importing.begin(event, kind, "list.csv", content, None, NOW)
        db.session.commit()
        preview = importing.look(event, upload)
        assert preview.ready
        outcome = importing.apply(event, upload, None, NOW)
        db.session.commit()
        assert outcome.added == len(preview.steps)
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 0
