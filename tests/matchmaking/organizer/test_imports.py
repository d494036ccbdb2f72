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

    def send(self, page: str, act: str, **fields: str) -> TestResponse:
        """Send one of the page's forms, and look at the page again."""
        data = {name.replace("_", "-", 2) if name.startswith("cell_") else name: text for name, text in fields.items()}
        return self.client.post(f"{page}/{act}", data=data, follow_redirects=True)


def count(model: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def text_of(answer: TestResponse) -> str:
    html = re.sub("<[^>]*>", " ", answer.get_data(as_text=True))
    return " ".join(html.replace("&#34;", '"').replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").split())


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
    shown = text_of(lists.client.get(page))
    assert "12 of 12 columns are read" in shown
    assert "To be added 323 To be changed 0 As they are 0 To be seen to 6 Left out 0" in shown
    assert f"Addresses tidied up ({len(IN_CAPITALS)})" in shown
    assert [int(n) for n in re.findall(r"Row (\d+): “[^”]*@[^”]*” is read as [a-z0-9.@]*\.example\.", shown)] == IN_CAPITALS
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

    refused = lists.send(page, "apply", status="approved")
    assert (refused.status_code, count(Participant)) == (422, 0)
    assert "Row 322: Row 273 has the same address" in text_of(refused)

    mended = {"cell-327-email": "mended@org5.example", "cell-323-phone": "+30 31 201640"}
    left_out = {"out-322": "1", "out-84": "1", "out-324": "1", "out-326": "1"}
    shown = text_of(lists.client.post(f"{page}/rows", data=mended | left_out, follow_redirects=True))
    assert "To be seen to 0 Left out 4 Repeated 1" in shown
    shown = text_of(lists.send(page, "apply", status="approved"))
    assert "Added 324 Changed 0 As they were 0 Repeated in the list 1 Left out 4" in shown
    assert (count(Participant), count(Mail), count(Consent)) == (324, 0, 0)
    _assert_people_are_as_listed(event)

    page = lists.upload("participants", PEOPLE_FILE, people)
    lists.client.post(f"{page}/rows", data=mended | left_out)
    shown = text_of(lists.send(page, "apply"))
    assert "This list told nothing new: it changed nothing." in shown
    assert "Added 0 Changed 0 As they were 324 Repeated in the list 1 Left out 4" in shown

    requests = (DATA / REQUESTS_FILE).read_bytes()
    page = lists.upload("requests", REQUESTS_FILE, requests)
    shown = text_of(lists.client.get(page))
    assert "To be added 1900 To be changed 0 As they are 0 To be seen to 0" in shown
    assert "Two who ask each other: accepted (14)" in shown
    assert "Row 1503: Rows 1013 and 1503 ask each other: both count as accepted." in shown
    shown = text_of(lists.send(page, "apply"))
    assert "Added 1900 Changed 0 As they were 0" in shown
    stored = [(row.requester_id, row.recipient_id, row.status) for row in db.session.scalars(select(MeetingRequest))]
    states = {(one, other): status for one, other, status in stored}
    mutual = [status for (one, other), status in states.items() if (other, one) in states]
    assert (len(stored), mutual) == (1900, [RequestStatus.ACCEPTED] * 28)
    accepted = {tuple(sorted(pair)) for pair, status in states.items() if status is RequestStatus.ACCEPTED}
    assert {(row.low_id, row.high_id) for row in db.session.scalars(select(Meeting))} == accepted

    page = lists.upload("requests", REQUESTS_FILE, requests)
    shown = text_of(lists.send(page, "apply"))
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
    formula = db.session.scalars(select(Participant).where(Participant.given_name.startswith("="))).one()
    assert formula.given_name == '=HYPERLINK("http://x.example","hi")'
    assert db.session.scalars(select(Organization.name).where(Organization.name.contains("<"))).all() == [
        "<b>Bold & Co</b>"
    ]
    dragana = db.session.scalars(select(Participant).where(Participant.given_name == "Dragana", Participant.email_key.contains("p"), Participant.country == "RS")).all()
    assert dragana
    several = select(Participant.organization_id).group_by(Participant.organization_id).having(func.count() > 1)
    assert len(db.session.scalars(several).all()) > 50
    away = db.session.execute(select(AbsentDay.day, func.count()).group_by(AbsentDay.day).order_by(AbsentDay.day)).all()
    assert [day for day, _people in away] == [event.starts_on, event.ends_on]
    assert len(db.session.scalars(select(Participant.country).distinct()).all()) == 16
