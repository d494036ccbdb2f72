"""The directory: who is in it, how they are found, what it gives away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event as sqlalchemy_event

from matchmaking.extensions import db
from matchmaking.models import Event, Participant, ParticipantStatus, ParticipationType, Priority, RequestStatus
from matchmaking.services.people import participants
from matchmaking.services.people.participants import Profile
from tests.factories import NOW, make_event, make_meeting, make_participant, make_request, make_type, sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

CSRF_TOKEN = re.compile(r"[\w.-]{60,}")


def make_profile(event: Event, name: str, **given: object) -> Participant:
    first, _, last = name.partition(" ")
    values: dict[str, object] = {
        "given_name": first,
        "family_name": last,
        "email": f"{abs(hash(name))}@firm.example",
        "phone": "",
        "organization_name": f"Firm of {name}",
        "country": "RS",
        "type_id": 0,
        "about": "",
        "fields": (),
        "offers": (),
        "needs": (),
        "languages": (),
    } | given
    profile = Profile(**values)  # type: ignore[arg-type]
    made = participants.create(event, profile, ParticipantStatus.APPROVED, NOW)
    db.session.commit()
    return made


def listed(client: FlaskClient, event: Event, query: str = "") -> str:
    answer = client.get(f"/e/{event.slug}/me/people{query}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("typed", ["Filippos Mikhail", "philippos mihail", "Φίλιππος Михаил"])
def test_people_are_found_in_every_spelling_of_their_names(client: FlaskClient, typed: str) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    for name in ("Φίλιππος Mikhail", "Philippos Михаил", "Filip Mihajlo"):
        make_profile(event, name, type_id=bob.type_id)
    text = listed(sign_in(client, bob), event, f"?q={typed}")
    assert re.findall(r">([^<]+)</a></th>", text) == ["Philippos Михаил", "Φίλιππος Mikhail"]


def test_only_those_one_may_meet_are_listed(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    make_participant(event, "Col League", organization=bob.organization)
    make_participant(event, "Waiting Person", status=ParticipantStatus.PENDING)
    make_participant(event, "Cat C", kind=bob.type)
    make_participant(event, "Press Person", kind=make_type(event, "Press"))
    make_participant(make_event(), "Foreign Person")
    text = listed(sign_in(client, bob), event)
    assert [name in text for name in ("Cat C", "Col League", "Waiting", "Press", "Foreign")] == [True] + [False] * 4


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=čačak", ["Ана"]),
        ("?q=CACAK+moulds", ["Ана"]),
        ("?q=papadopoulos", ["Νίκος"]),
        ("?q=100%25", []),
        ("?q=_", []),
        ("?country=GR", ["Νίκος"]),
        ("?field=energy", ["Νίκος"]),
        ("?language=sr", ["Ана"]),
        ("?country=XX", ["Ана", "Νίκος"]),
        ("?type=999999", ["Ана", "Νίκος"]),
        ("?sort=organization&descending=1", ["Ана", "Νίκος"]),
        ("?page=99999999999999999999", ["Ана", "Νίκος"]),
        ("?page=-1&sort=id%3B--", ["Ана", "Νίκος"]),
        ("?q=%00%F0%9F", []),
    ],
)
def test_people_are_found_over_scripts_and_by_filters(client: FlaskClient, query: str, found: list[str]) -> None:
    event = make_event()
    kind = make_type(event).id
    make_profile(
        event, "Ана Чачак", type_id=kind, offers=("Moulds",), fields=("Metal",), languages=("sr",), country="RS"
    )
    make_profile(event, "Νίκος Παπαδόπουλος", type_id=kind, fields=("Energy",), languages=("el",), country="GR")
    text = listed(sign_in(client, make_participant(event, "Bob B")), event, query)
    assert [name for name in ("Ана", "Νίκος") if name in text] == found


def test_what_there_is_between_two_is_marked_and_declined_looks_like_expired(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    for name, mark in (
        ("Asked A", lambda other: make_request(bob, other)),
        ("Asking A", lambda other: make_request(other, bob, priority=Priority.MUST)),
        ("Meeting M", lambda other: make_meeting(bob, other)),
        ("Declined D", lambda other: make_request(bob, other, status=RequestStatus.DECLINED)),
        ("Expired E", lambda other: make_request(bob, other, status=RequestStatus.EXPIRED)),
        ("Refused R", lambda other: make_request(other, bob, status=RequestStatus.DECLINED)),
        ("Withdrawn W", lambda other: make_request(other, bob, status=RequestStatus.WITHDRAWN)),
    ):
        mark(make_participant(event, name))
    text = listed(sign_in(client, bob), event)
    assert [text.count(words) for words in ("You asked", "Asked you", ">Meeting<", "Will not take place")] == [
        1,
        1,
        1,
        2,
    ]
    assert [words in text for words in ("eclined<", "xpired<", "Must")] == [False] * 3


def test_rank_does_not_show_on_the_pages_of_whoever_was_asked(client: FlaskClient) -> None:
    event = make_event()
    bob, cat = make_participant(event, "Bob B"), make_participant(event, "Cat C")
    request = make_request(bob, cat, priority=Priority.OPEN_TO)
    sign_in(client, cat)
    seen = []
    for priority in (Priority.OPEN_TO, Priority.MUST):
        request.priority = priority
        db.session.commit()
        pages = [client.get(f"/e/{event.slug}/me/{page}") for page in ("requests", f"people/{bob.id}", "people")]
        seen.append([CSRF_TOKEN.sub("", page.get_data(as_text=True)) for page in pages])
    assert seen[0] == seen[1]


def test_list_costs_the_same_number_of_queries_however_long_it_is(client: FlaskClient) -> None:
    event = make_event()
    bob = make_participant(event, "Bob B")
    me, event_id, bob_id = f"/e/{event.slug}/me", event.id, bob.id
    sign_in(client, bob)
    counts = []
    for more in (1, 15):
        event, bob = db.session.get_one(Event, event_id), db.session.get_one(Participant, bob_id)
        for k in range(more):
            make_request(bob, make_participant(event, f"P{more} {k}"))
        db.session.expunge_all()  # what the test itself still knows would not be asked for again
        held = db.session.scalars(db.select(ParticipationType)).all()  # else a matter of the garbage collector
        assert held
        seen: list[str] = []

        def count(_c: object, _cu: object, statement: str, *_rest: object, seen: list[str] = seen) -> None:
            seen.append(statement)

        sqlalchemy_event.listen(db.engine, "before_cursor_execute", count)
        for page in ("people", "requests"):
            assert client.get(f"{me}/{page}").status_code == 200
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", count)
        counts.append(len(seen))
    assert counts[0] == counts[1]
