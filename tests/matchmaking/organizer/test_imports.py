"""Bringing lists in through the pages: from the file to the event, and once more to no effect."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    AuditEntry,
    Base,
    Consent,
    Event,
    Import,
    Mail,
    Meeting,
    MeetingRequest,
    MeetingRule,
    Organization,
    Organizer,
    Participant,
    ParticipantStatus,
    ParticipationType,
    RequestStatus,
)
from tests.factories import make_event, make_organizer, make_participant, make_type, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

DATA = Path(__file__).parents[2] / "data"
PEOPLE_FILE = "days-of-clusters-participants.xlsx"
REQUESTS_FILE = "days-of-clusters-requests.csv"
TYPES = ("SME", "Institution", "Cluster organisation", "Expert")
IN_CAPITALS = [8, 22, 26, 29, 55, 94, 106, 111, 127, 131, 141, 146, 154, 159, 163, 192, 195, 213, 217, 218, 226, 247,
               298, 305, 311, 316]  # fmt: skip
TWINS = {322: 273, 323: 64, 324: 135, 325: 84}


class Lists:
    """An organizer's browser on the import pages of an event."""

    def __init__(self, client: FlaskClient, event: Event) -> None:
        self.client = client
        self.at = f"/organizer/events/{event.slug}/imports"

    def upload(self, kind: str, filename: str, content: bytes) -> str:
        """Upload a file; the address of its page."""
        answer = self.client.post(self.at, data={"kind": kind, "file": (BytesIO(content), filename)})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.location

    def csv(self, kind: str, *lines: str) -> str:
        """Upload lines as a CSV file."""
        return self.upload(kind, "list.csv", "\n".join(lines).encode())

    def send(self, page: str, act: str, fields: dict[str, str] | None = None) -> str:
        """Send one of the page's forms; the text of the page that answers."""
        return text_of(self.client.post(f"{page}/{act}", data=fields or {}, follow_redirects=True))

    def look(self, page: str) -> str:
        """The text of the page."""
        return text_of(self.client.get(page))


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def text_of(answer: TestResponse) -> str:
    html = re.sub("<[^>]*>", " ", answer.get_data(as_text=True))
    return " ".join(
        html.replace("&#34;", '"')
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .split()
    )


def make_clusters_event(ann: Organizer) -> Event:
    """The event of the shared files: its four types may all meet, institutions among themselves too."""
    event = make_event(ann)
    kinds = [make_type(event, name) for name in TYPES]
    for one in kinds:
        for other in kinds:
            if one.id < other.id:
                db.session.add(MeetingRule(low_type_id=one.id, high_type_id=other.id))
    db.session.commit()
    return event


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_clusters_event(ann)


@pytest.fixture
def lists(client: FlaskClient, ann: Organizer, event: Event) -> Lists:
    return Lists(sign_in(client, ann), event)


def test_both_files_of_an_organizer_go_in_with_every_quirk_named_and_a_second_time_change_nothing(
    lists: Lists, event: Event
) -> None:
    people = (DATA / PEOPLE_FILE).read_bytes()
    page = lists.upload("participants", PEOPLE_FILE, people)
    shown = lists.look(page)
    assert "Columns read: 12 of 12" in shown
    assert "To be added 323 To be changed 0 As they are 0 To be seen to 6 Left out 0" in shown
    assert f"Addresses tidied up ({len(IN_CAPITALS)})" in shown
    assert [
        int(n) for n in re.findall(r"Row (\d+): “[^”]*@[^”]*” is read as [a-z0-9.@]*\.example\.", shown)
    ] == IN_CAPITALS
    for row, earlier in TWINS.items():
        assert f"Row {earlier} has the same address, but another phone. Leave one of them out, or mend it." in shown
        assert f"Leave out row {row} " in shown
        assert f"Leave out row {earlier} instead" in shown
    assert "Row 326: Георги Иванова There is no e-mail address." in shown
    for quirk in (
        "“not an address” is not an e-mail address.",
        'Row 328: “=HYPERLINK("http://x.example","hi")” looks like a formula. It is kept as text.',
        "Row 329: “<b>Bold & Co</b>” holds markup. It is kept and shown as text.",
        "Row 330: “Serbija” is the country's name in another language. It is read as Serbia.",
        "6 rows are to be mended or left out first.",
    ):
        assert quirk in shown

    refused = lists.client.post(f"{page}/apply")
    assert (refused.status_code, count(Participant)) == (422, 0)
    assert "Row 322: Row 273 has the same address" in text_of(refused)

    mended = {"cell-327-email": "mended@org5.example", "cell-323-phone": "+30 31 201640"}
    left_out = {"out-322": "1", "out-84": "1", "out-324": "1", "out-326": "1"}
    shown = lists.send(page, "rows", mended | left_out)
    assert "To be seen to 0 Left out 4 Repeated 1" in shown
    shown = lists.send(page, "apply", {"status": "approved"})
    assert "Added 324 Changed 0 As they were 0 Repeated in the list 1 Left out 4" in shown
    assert (count(Participant), count(Mail), count(Consent)) == (324, 0, 0)
    _assert_people_are_as_listed(event)

    page = lists.upload("participants", PEOPLE_FILE, people)
    lists.client.post(f"{page}/rows", data=mended | left_out)
    shown = lists.send(page, "apply")
    assert "This list told nothing new: it changed nothing." in shown
    assert "Added 0 Changed 0 As they were 324 Repeated in the list 1 Left out 4" in shown

    requests = (DATA / REQUESTS_FILE).read_bytes()
    page = lists.upload("requests", REQUESTS_FILE, requests)
    shown = lists.look(page)
    assert "To be added 1900 To be changed 0 As they are 0 To be seen to 0" in shown
    assert "Two who ask each other: accepted (14)" in shown
    assert "Row 1503: Rows 1013 and 1503 ask each other: both count as accepted." in shown
    shown = lists.send(page, "apply")
    assert "Added 1900 Changed 0 As they were 0" in shown
    stored = [(row.requester_id, row.recipient_id, row.status) for row in db.session.scalars(select(MeetingRequest))]
    states = {(one, other): status for one, other, status in stored}
    mutual = [status for (one, other), status in states.items() if (other, one) in states]
    assert (len(stored), mutual) == (1900, [RequestStatus.ACCEPTED] * 28)
    accepted = {tuple(sorted(pair)) for pair, status in states.items() if status is RequestStatus.ACCEPTED}
    assert {(row.low_id, row.high_id) for row in db.session.scalars(select(Meeting))} == accepted

    page = lists.upload("requests", REQUESTS_FILE, requests)
    shown = lists.send(page, "apply")
    assert "This list told nothing new: it changed nothing." in shown
    assert "Added 0 Changed 0 As they were 1900" in shown
    assert (count(MeetingRequest), count(Mail)) == (1900, 0)
    assert [bytes(row.content) for row in db.session.scalars(select(Import))] == [b""] * 4


def _assert_people_are_as_listed(event: Event) -> None:
    def person(address: str) -> Participant:
        return db.session.scalars(select(Participant).where(Participant.email_key == address)).one()

    assert {row.status for row in db.session.scalars(select(Participant))} == {ParticipantStatus.APPROVED}
    assert person("p6@org2.example").email == "p6@org2.example"
    assert person("p0@org0.example").name == "Γιώργος Νικολάου"
    assert person("new1@org7.example").given_name == '=HYPERLINK("http://x.example","hi")'
    assert person("new2@org8.example").organization.name == "<b>Bold & Co</b>"
    assert person("new3@org9.example").country == "RS"
    several = select(Participant.organization_id).group_by(Participant.organization_id).having(func.count() > 1)
    assert len(db.session.scalars(several).all()) > 50
    away = db.session.execute(select(AbsentDay.day, func.count()).group_by(AbsentDay.day).order_by(AbsentDay.day)).all()
    assert [day for day, _people in away] == [event.starts_on, event.ends_on]
    assert len(db.session.scalars(select(Participant.country).distinct()).all()) == 16


def test_bad_rows_are_mended_on_the_spot_and_decisions_taken_back(lists: Lists, event: Event) -> None:
    page = lists.csv(
        "participants",
        "First name,Last name,E-mail,Country,Participation type",
        "Ana,Petrović,ana@x.example,Srbia-Montenegria,SME",
        "Ivo,Ivić,ivo@x.example,Serbia,SME,stray",
    )
    shown = lists.look(page)
    assert "Row 2: Ana Petrović Country “Srbia-Montenegria” is not known." in shown
    assert "Row 3: Ivo Ivić The row has more cells than the header: “stray”." in shown
    shown = lists.send(page, "rows", {"cell-2-country": "Serbia", "cell-3-email": "ivo@x.example"})
    assert "To be added 1 To be changed 0 As they are 0 To be seen to 1 Left out 0" in shown
    shown = lists.send(page, "rows", {"right-3": "1", "cell-3-email": "ivo@x.example", "out-2": "1"})
    assert "To be added 1 To be changed 0 As they are 0 To be seen to 0 Left out 1" in shown
    assert "Row 2: Ana Petrović Left out" in shown
    assert "Row 3: Ivo Ivić Mended" in shown
    lists.send(page, "take-back", {"row": "2"})
    shown = lists.send(page, "take-back", {"row": "3"})
    assert "To be seen to 2 Left out 0" in shown
    shown = lists.send(page, "leave-out")
    assert "No row is left to bring in." in shown
    assert lists.client.post(f"{page}/apply").status_code == 422
    assert lists.client.post(f"{page}/rows", data={"out-77": "1"}).status_code == 422
    assert lists.client.post(f"{page}/rows", data={"cell-2-status": "approved"}).status_code == 422


def test_columns_are_mapped_by_hand(lists: Lists, event: Event) -> None:
    page = lists.csv("participants", "Who,Where to write,What", "Ana Petrović,ana@x.example,SME")
    assert "Say which column holds: e-mail address, family name." in lists.look(page)
    refused = lists.client.post(f"{page}/columns", data={"column-0": "email", "column-1": "email"})
    assert (refused.status_code, "Two columns cannot both hold the same." in text_of(refused)) == (422, True)
    assert lists.client.post(f"{page}/columns", data={"column-9": "email"}).status_code == 422
    assert lists.client.post(f"{page}/columns", data={"column-0": "feed_nonce"}).status_code == 422
    shown = lists.send(
        page, "columns", {"column-0": "full_name", "column-1": "email", "column-2": "participation_type"}
    )
    assert "Columns read: 3 of 3" in shown
    lists.send(page, "apply", {"status": "pending"})
    person = db.session.scalars(select(Participant)).one()
    assert (person.name, person.type.name, person.status) == ("Ana Petrović", "SME", ParticipantStatus.PENDING)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8-sig", "Ime;Prezime;E-pošta;Organizacija;Tip učešća\nŽarko;Đukić;z@x.example;Čačak d.o.o.;SME\n"),
        ("utf-16", "Име;Презиме;Е-пошта;Организација\nЉубица;Ђукић;z@x.example;Чачак\n"),
        ("cp1250", "Ime;Prezime;E-pošta;Organizacija\nŽarko;Đukić;z@x.example;Čačak\n"),
        ("cp1251", "Име;Фамилия;Имейл;Организация\nИван;Щерев;z@x.example;Пловдив\n"),
        ("cp1253", "Όνομα;Επώνυμο;Email;Οργανισμός\nΓιώργος;Νικολάου;z@x.example;Θεσσαλονίκη\n"),
        ("cp1254", "Ad;Soyad;E-posta;Kuruluş\nIşıl;Gökçe;z@x.example;Gökçe\n"),
    ],
)
def test_files_of_the_region_are_read(
    client: FlaskClient, ann: Organizer, app: Flask, encoding: str, text: str
) -> None:
    event = make_event(ann)
    make_type(event, "SME")
    lists = Lists(sign_in(client, ann), event)
    page = lists.upload("participants", "list.csv", text.encode(encoding))
    lists.send(page, "apply")
    person = db.session.scalars(select(Participant)).one()
    cells = text.splitlines()[1].split(";")
    assert [person.given_name, person.family_name, person.email, person.organization.name] == cells[:4]


def test_encoding_can_be_chosen_by_hand_and_what_was_recognised_is_shown(lists: Lists, event: Event) -> None:
    content = "First name;Last name;E-mail;Participation type\nÏðåä;Ñ;a@x.example;SME\n".encode("cp1252")
    page = lists.upload("participants", "list.csv", content)
    assert "The file is read as cp1251." in lists.look(page)
    shown = lists.send(page, "encoding", {"encoding": "cp1253"})
    assert "The file is read as cp1253." in shown
    refused = lists.client.post(f"{page}/encoding", data={"encoding": "utf-8"})
    assert (refused.status_code, "The file is not encoded as utf-8" in text_of(refused)) == (422, True)
    assert "The file is read as cp1253." in lists.look(page)
    assert lists.client.post(f"{page}/encoding", data={"encoding": "rot13"}).status_code == 422


def test_unknown_types_are_mapped_or_created(lists: Lists, event: Event) -> None:
    page = lists.csv(
        "participants",
        "First name,Last name,E-mail,Participation type",
        "Ana,A,a@x.example,Firma",
        "Bob,B,b@x.example,firma",
        "Cat,C,c@x.example,Investor",
        "Dan,D,d@x.example,",
    )
    shown = lists.look(page)
    assert "“Firma”, in 2 rows" in shown
    assert "“Investor”, in 1 row" in shown
    assert "No type, in 1 row" in shown
    kinds = {kind.name: str(kind.id) for kind in db.session.scalars(select(ParticipationType))}
    chosen = {"value-1": "Firma", "type-1": kinds["SME"], "value-2": "Investor", "type-2": "new"}
    shown = lists.send(page, "types", chosen)
    assert "To be added 3 To be changed 0 As they are 0 To be seen to 1" in shown
    lists.send(page, "types", {"value-1": "", "type-1": kinds["Expert"]})
    lists.send(page, "apply")
    assert [
        (one.given_name, one.type.name) for one in db.session.scalars(select(Participant).order_by(Participant.id))
    ] == [
        ("Ana", "SME"),
        ("Bob", "SME"),
        ("Cat", "Investor"),
        ("Dan", "Expert"),
    ]
    other = make_type(make_event(make_organizer()), "Foreign")
    page = lists.csv("participants", "First name,E-mail,Participation type", "Eve,e@x.example,Guest")
    shown = lists.send(page, "types", {"value-1": "Guest", "type-1": str(other.id)})
    assert "To be seen to 1" in shown


def test_what_a_list_changes_is_told_and_where_it_says_nothing_nothing_is_lost(lists: Lists, event: Event) -> None:
    head = "First name,Last name,E-mail,Organisation,Phone,We offer,Attendance,Participation type"
    lists.send(lists.csv("participants", head, "Ana,A,a@x.example,Zora,+381 1,Steel,day 1,SME"), "apply")
    page = lists.csv("participants", head, "Ana,B,A@X.example,,,Wood,both,Expert", "Bob,B,b@x.example,Zora,,,,SME")
    shown = lists.look(page)
    assert "To be added 1 To be changed 1" in shown
    assert "2 Ana B full name, participation type, offers, attendance" in shown
    shown = lists.send(page, "apply")
    assert "Added 1 Changed 1 As they were 0" in shown
    ana = db.session.scalars(select(Participant).where(Participant.given_name == "Ana")).one()
    assert (ana.family_name, ana.phone, ana.organization.name, ana.type.name) == ("B", "+381 1", "Zora", "Expert")
    assert ([term.text for term in ana.terms], count(AbsentDay), count(Organization)) == (["Wood"], 0, 1)


def test_who_has_withdrawn_stays_so_and_is_named(lists: Lists, event: Event) -> None:
    gone = make_participant(event, "Ana A", email="a@x.example", status=ParticipantStatus.WITHDRAWN)
    page = lists.csv("participants", "First name,Last name,E-mail,Participation type", "Ana,A,a@x.example,SME")
    shown = lists.look(page)
    assert "One person of the list is known, but pending, declined or withdrawn, and stays so: Ana A (row 2)." in shown
    lists.send(page, "apply")
    assert gone.status is ParticipantStatus.WITHDRAWN


def test_requests_that_cannot_be_are_bad_rows_with_the_reason(lists: Lists, event: Event) -> None:
    sme, institution = db.session.scalars(select(ParticipationType).order_by(ParticipationType.id).limit(2))
    bob = make_participant(event, "Bob B", kind=sme, email="bob@x.example")
    make_participant(event, "Cat C", kind=sme, email="cat@x.example", organization=bob.organization)
    make_participant(event, "Eve E", kind=institution, email="eve@x.example")
    gone = make_participant(event, "Gus G", email="gus@x.example", status=ParticipantStatus.WITHDRAWN)
    make_participant(make_event(), "Dan D", email="dan@x.example")
    db.session.query(MeetingRule).filter_by(low_type_id=sme.id, high_type_id=institution.id).delete()
    db.session.commit()
    page = lists.csv(
        "requests",
        "Requester,Recipient,Priority,Status",
        "bob@x.example,cat@x.example,must,pending",
        "bob@x.example,eve@x.example,must,pending",
        "bob@x.example,dan@x.example,must,pending",
        "bob@x.example,gus@x.example,must,pending",
    )
    shown = lists.look(page)
    for sentence in (
        "Row 2: bob@x.example → cat@x.example They come from the same organization.",
        "Row 3: bob@x.example → eve@x.example SME and Institution do not meet at this event.",
        "Row 4: bob@x.example → dan@x.example No participant has the address dan@x.example.",
        f"Row 5: bob@x.example → gus@x.example {gone.name} does not take part, or is not approved yet.",
    ):
        assert sentence in shown


def test_quotas_do_not_block_a_list_but_are_named(lists: Lists, event: Event) -> None:
    event.request_limit, event.must_limit = 1, 1
    for name in ("Bob", "Cat", "Eve"):
        make_participant(event, f"{name} X", email=f"{name.lower()}@x.example")
    page = lists.csv(
        "requests",
        "Requester,Recipient,Priority",
        "bob@x.example,cat@x.example,must",
        "bob@x.example,eve@x.example,must",
        "cat@x.example,eve@x.example,must",
    )
    shown = lists.look(page)
    assert "More open requests than the event allows will be had by: Bob X (2, at most 1)." in shown
    assert "More requests ranked must than the event allows will be had by: Bob X (2, at most 1)." in shown
    assert "Added 3 Changed 0" in lists.send(page, "apply")


def test_import_is_applied_once_discarded_when_not_wanted_and_written_down(lists: Lists, ann: Organizer) -> None:
    line = ("First name,E-mail,Participation type", "Ana,a@x.example,SME")
    page = lists.csv("participants", *line)
    lists.send(page, "apply")
    assert [lists.client.post(f"{page}/{act}").status_code for act in ("apply", "discard", "leave-out")] == [409] * 3
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "import.applied")).one()
    assert (entry.organizer_id, entry.subject, entry.detail["added"]) == (ann.id, "list.csv", 1)
    page = lists.csv("participants", *line)
    assert lists.client.post(f"{page}/discard").location.endswith("/imports")
    assert (count(Import), lists.client.get(page).status_code) == (1, 404)


@pytest.mark.parametrize(
    ("kind", "filename", "content", "sentence"),
    [
        ("participants", "list.csv", b"", "The file is empty."),
        ("participants", "list.xlsx", b"MZ\0", "This is not a spreadsheet."),
        ("participants", "list.xlsm", b"PK\x03\x04", "Workbooks with macros are not read."),
        ("meetings", "list.csv", b"a,b\n1,2\n", "Choose what the file lists."),
    ],
)
def test_unusable_file_is_refused_where_it_was_chosen(
    lists: Lists, kind: str, filename: str, content: bytes, sentence: str
) -> None:
    answer = lists.client.post(lists.at, data={"kind": kind, "file": (BytesIO(content), filename)})
    assert (answer.status_code, sentence in text_of(answer), count(Import)) == (422, True, 0)


def test_nothing_chosen_is_said(lists: Lists) -> None:
    answer = lists.client.post(lists.at, data={})
    assert answer.status_code == 422
    assert "File : Choose a file." in text_of(answer)


def test_imports_are_seen_by_the_events_organizers_alone(lists: Lists, event: Event, app: Flask) -> None:
    page = lists.csv("participants", "First name,E-mail,Participation type", "Ana,a@x.example,SME")
    other = make_organizer("Olga Other")
    elsewhere = make_event(other)
    olga = sign_in(app.test_client(), other)
    assert olga.get(page).status_code == 404
    assert olga.get(page.replace(event.slug, elsewhere.slug)).status_code == 404
    for act in ("encoding", "columns", "types", "rows", "leave-out", "take-back", "apply", "discard"):
        assert olga.post(f"{page}/{act}").status_code == 404
        assert olga.post(f"{page.replace(event.slug, elsewhere.slug)}/{act}").status_code == 404
    bob = sign_in(app.test_client(), make_participant(event))
    for client in (bob, app.test_client()):
        assert (client.get(page).status_code, client.get(lists.at).status_code) == (303, 303)
        assert client.post(f"{page}/apply").status_code == 303
    assert "list.csv" in text_of(lists.client.get(lists.at))
    assert count(Participant) == 1
