"""The demonstration event itself: its programme, its rooms, its rules, and the two files an organizer would import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from matchmaking.services.demonstration.chance import Chance
from matchmaking.services.demonstration.people import CLUSTER, EXPERT, INSTITUTION, SME, people
from matchmaking.services.demonstration.requests import MUST_LIMIT, REQUEST_LIMIT, RULES, requests
from matchmaking.services.files.tabular import write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.services.demonstration.people import Person
    from matchmaking.services.demonstration.requests import Request

SEED = 20_260_512
PARTICIPANTS_HEADER = (
    "First name", "Last name", "E-mail", "Organisation", "Country", "Participation type", "Field", "We offer",
    "We look for", "Languages", "Phone", "Attendance", "Profile",
)  # fmt: skip
REQUESTS_HEADER = ("From", "To", "Priority", "Message", "Status")
STAND_TABLES = (1, 2, 17, 33)


@dataclass(frozen=True)
class DemoSession:
    """An entry of the programme, its times on the event's wall clock; `kind` as the programme's kinds are called."""

    kind: str
    title: str
    description: str
    room: str
    day: date
    starts: time
    ends: time
    slot_minutes: int | None = None
    transfer_minutes: int | None = None


@dataclass(frozen=True)
class DemoZone:
    """A zone and the numbers of its tables."""

    name: str
    tables: range


@dataclass(frozen=True)
class DemoStand:
    """A table of one participant's own."""

    table: int
    address: str


@dataclass(frozen=True)
class DemoText:
    """The event's own words in one language."""

    language: str
    about: str
    practical: str
    consent: str


@dataclass(frozen=True)
class Demonstration:
    """All that an organizer would enter, and the files to import: participants first, then requests."""

    name: str
    slug: str
    starts_on: date
    ends_on: date
    time_zone: str
    venue: str
    texts: tuple[DemoText, ...]  # the first one's language is the one the texts fall back to
    request_limit: int
    must_limit: int
    sessions: tuple[DemoSession, ...]
    zones: tuple[DemoZone, ...]
    types: tuple[str, ...]
    may_meet: tuple[tuple[str, str], ...]  # names of types, each two once
    stands: tuple[DemoStand, ...]
    participants: bytes  # XLSX
    requests: bytes  # CSV


TEXTS = (
    DemoText(
        "en",
        "Two days for clusters, firms, experts and institutions of the Balkans and the Black Sea: an assembly, two "
        "round tables, a visit, and meetings that you wish for and we schedule.",
        "The congress hall is ten minutes on foot from the main station. The desk is open from 8.00.",
        "I agree that the organizer keeps my profile for this event and shows it to its participants.",
    ),
    DemoText(
        "sr",
        "Два дана за кластере, фирме, стручњаке и институције са Балкана и Црног мора: скупштина, два округла стола, "
        "посета и састанци које ви пожелите, а ми распоредимо.",
        "Конгресна дворана је десет минута пешке од главне станице. Пријава је отворена од 8 часова.",
        "Сагласан сам да организатор чува мој профил за овај догађај и показује га учесницима.",
    ),
    DemoText(
        "bg",
        "Два дни за клъстери, фирми, експерти и институции от Балканите и Черноморието: събрание, две кръгли маси, "
        "посещение и срещи, които вие пожелавате, а ние подреждаме.",
        "Конгресната зала е на десет минути пеша от централната гара. Регистрацията е отворена от 8 ч.",
        "Съгласен съм организаторът да пази профила ми за това събитие и да го показва на участниците.",
    ),
)  # fmt: skip


def demonstration(first_day: date) -> Demonstration:
    """Make the event of two days; for the same first day it is always the same, and its files for any day."""
    chance = Chance(SEED)
    guests = people(chance)
    return Demonstration(
        name="Days of Clusters",
        slug="days-of-clusters",
        starts_on=first_day,
        ends_on=first_day + timedelta(days=1),
        time_zone="Europe/Belgrade",
        venue="Congress Hall Dunav, Beograd",
        texts=TEXTS,
        request_limit=REQUEST_LIMIT,
        must_limit=MUST_LIMIT,
        sessions=_first_day(first_day) + _second_day(first_day + timedelta(days=1)),
        zones=(
            DemoZone("Danube Hall", range(1, 17)),
            DemoZone("Sava Hall", range(17, 33)),
            DemoZone("Gallery", range(33, 41)),
        ),
        types=(CLUSTER, SME, EXPERT, INSTITUTION),
        may_meet=RULES,
        stands=_stands(guests),
        participants=_participants_file(guests),
        requests=_requests_file(requests(guests, chance)),
    )


def _stands(guests: Sequence[Person]) -> tuple[DemoStand, ...]:
    """The four most popular clusters and firms that stay both days have stands, one each."""
    chosen: dict[str, Person] = {}
    for person in guests:  # the first are the most popular
        if person.organization.kind in {CLUSTER, SME} and person.attendance == "both":
            chosen.setdefault(person.organization.name, person)
    return tuple(DemoStand(table, person.address) for table, person in zip(STAND_TABLES, chosen.values(), strict=False))


def _first_day(day: date) -> tuple[DemoSession, ...]:
    return (
        DemoSession("plenary", "Opening", "Welcome; how the two days go.", "Danube Hall", day, time(9), time(9, 30)),
        _meetings("Meetings, first morning", day, time(9, 45)),
        DemoSession(
            "round_table", "Round table: clusters and the green transition",
            "Five clusters, five answers; bring your own.", "Room Tisa", day, time(10, 30), time(12),
        ),
        DemoSession("pause", "Lunch", "", "Restaurant", day, time(12, 15), time(13, 15)),
        _meetings("Meetings, first afternoon", day, time(13, 15)),
        DemoSession(
            "assembly", "Assembly of the network", "Report, plans, election of the board.", "Danube Hall",
            day, time(16), time(17, 30),
        ),
    )  # fmt: skip


def _second_day(day: date) -> tuple[DemoSession, ...]:
    return (
        _meetings("Meetings, second morning", day, time(9)),
        DemoSession(
            "round_table", "Round table: funding across borders",
            "What programmes pay for, and what they ask for in return.", "Room Tisa", day, time(9, 50), time(11, 20),
        ),
        DemoSession("pause", "Lunch", "", "Restaurant", day, time(11, 45), time(12, 45)),
        _meetings("Meetings, second afternoon", day, time(12, 45)),
        DemoSession(
            "visit", "Visit to the technology park", "By bus from the main entrance.", "Technology park",
            day, time(15, 45), time(17, 45),
        ),
    )  # fmt: skip


def _meetings(title: str, day: date, starts: time) -> DemoSession:
    """Six slots of 20 minutes, with five minutes to change tables."""
    ends = (datetime.combine(day, starts) + timedelta(minutes=6 * 25 - 5)).time()
    return DemoSession("meetings", title, "", "Danube Hall, Sava Hall, Gallery", day, starts, ends, 20, 5)


def _participants_file(guests: Sequence[Person]) -> bytes:
    rows = [
        (
            person.given_name, person.family_name, person.address, person.organization.name,
            person.organization.country.name, person.organization.kind, person.organization.field,
            "; ".join(person.offers), "; ".join(person.needs), ", ".join(person.languages), person.phone,
            person.attendance, person.about,
        )
        for person in guests
    ]  # fmt: skip
    return write_xlsx("Participants", PARTICIPANTS_HEADER, rows, compressed=False)


def _requests_file(asked: Sequence[Request]) -> bytes:
    rows = [
        (request.requester.address, request.recipient.address, request.priority, request.message, request.status)
        for request in asked
    ]
    return write_csv(REQUESTS_HEADER, rows)
