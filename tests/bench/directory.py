"""
How long one page of the directory takes among 5,000 profiles, on both databases: `python -m tests.bench.directory`.

Times are the server's alone: the application is called in the same process, with garbage looked for as seldom as when
it is served, and everything but the network counts.
The last column is what counting the facets takes of it.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, insert, text
from sqlalchemy.engine import make_url

from matchmaking import serving
from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.models import Event, Organization, Participant, ParticipantStatus, ProfileTerm, TermKind
from matchmaking.services.people import directory
from matchmaking.services.people.facets import Search
from matchmaking.services.words.taxonomies import LABELS, Taxonomy
from matchmaking.services.words.text import fold
from tests import factories, postgres
from tests.conftest import TEST_CONFIG

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

PEOPLE = 5000
ROUNDS = 30
NAMES = ("Милица", "Ђорђе", "Ana", "Nikola", "Ελένη", "Γιώργος", "Zeynep", "Çağlar", "Ilir", "Věra", "Gábor", "Petra")
FAMILIES = ("Чачак", "Петровић", "Kovač", "Horvat", "Παπαδοπούλου", "Yılmaz", "Hoxha", "Nováková", "Szabó", "Ionescu")
COUNTRIES = ("RS", "BG", "MK", "RO", "GR", "TR", "HR", "SI", "BA", "AL", "CZ", "HU", "DE", "AT", "IT")
THINGS = ("casting", "moulds", "software", "textile", "timber", "solar", "food", "packaging")
DOINGS = ("design", "export", "testing", "supply", "research", "recycling", "repair", "training")
WORDS = [f"{thing} {doing}" for thing in THINGS for doing in DOINGS]
PAGES = {
    "first page": "",
    "words": "?q=cacak+casting",
    "a country": "?country=RS",
    "three facets": "?country=RS&country=BG&ecosystem=digital&language=sr",
    "last page": "?page=200",
    "nothing found": "?q=petrovicc",
}


def main() -> None:
    """Measure on SQLite, then on PostgreSQL."""
    say(f"{PEOPLE} profiles, {ROUNDS} times each; milliseconds")
    say(f"{'database':<12}{'page':<16}{'median':>8}{'p95':>8}{'facets':>8}")
    with tempfile.TemporaryDirectory() as folder:
        _measure("SQLite", create_app(TEST_CONFIG, instance_path=folder))
    with postgres.server() as url, tempfile.TemporaryDirectory() as folder:
        if url is None:
            say("no PostgreSQL here")
            return
        _measure("PostgreSQL", create_app({**TEST_CONFIG, "DATABASE_URL": _fresh(url)}, instance_path=folder))


def say(line: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _fresh(url: str) -> str:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS bench_directory WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE bench_directory"))
    engine.dispose()
    return make_url(url).set(database="bench_directory").render_as_string(hide_password=False)


def _measure(database: str, app: Flask) -> None:
    with app.app_context():
        db.create_all()
        viewer = _fill()
        serving.spare_collections()
        client = factories.sign_in(app.test_client(), viewer)
        path = f"/e/{db.session.get_one(Event, viewer.event_id).slug}/me/people"
        facets = _times(lambda: directory.choices(viewer, Search()))
        for name, query in PAGES.items():
            times = _times(lambda query=query: client.get(path + query))  # type: ignore[misc]
            p95 = statistics.quantiles(times, n=20)[-1]
            shown = f"{statistics.median(facets):>8.0f}" if not query else ""
            say(f"{database:<12}{name:<16}{statistics.median(times):>8.0f}{p95:>8.0f}{shown}")
        db.session.remove()
        db.engine.dispose()


def _times(act: Callable[[], object]) -> list[float]:
    act()
    found = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        act()
        found.append((time.perf_counter() - begun) * 1000)
    return found


def _fill() -> Participant:
    """People whose words, countries and languages are drawn by chance; the same ones at every run."""
    chance = random.Random(5)
    event = factories.make_event()
    viewer = factories.make_participant(event, "Bob Viewer")
    firms = [{"event_id": event.id, "name": f"Firm {k}", "name_key": f"firm {k}", "country": ""} for k in range(1800)]
    db.session.execute(insert(Organization), firms)
    ids = [row.id for row in db.session.query(Organization).filter(Organization.name_key.like("firm %"))]
    terms: list[dict[str, object]] = []
    people: list[dict[str, object]] = []
    for k in range(PEOPLE):
        words = _words(chance)
        given, family = chance.choice(NAMES), f"{chance.choice(FAMILIES)}"
        search = fold(f"{family} {given} Firm {k} {' '.join(word for _, word in words)} {'about us ' * 20}")
        people.append(_person(k, viewer, chance, given, family, ids) | {"search": search})
        terms += [
            {"participant_id": viewer.id + 1 + k, "kind": kind, "position": place, "text": word, "key": fold(word)}
            for place, (kind, word) in enumerate(words)
        ]
    db.session.execute(insert(Participant), people)
    db.session.execute(insert(ProfileTerm), terms)
    db.session.execute(text("ANALYZE"))  # as a database does by itself after a while
    db.session.commit()
    return viewer


def _person(  # noqa: PLR0917 - what a row is made of
    k: int, viewer: Participant, chance: random.Random, given: str, family: str, organizations: list[int]
) -> dict[str, object]:
    return {
        "id": viewer.id + 1 + k,
        "event_id": viewer.event_id,
        "organization_id": chance.choice(organizations),
        "type_id": viewer.type_id,
        "status": ParticipantStatus.APPROVED,
        "given_name": given,
        "family_name": family,
        "email": f"p{k}@firm.example",
        "email_key": f"p{k}@firm.example",
        "country": chance.choice(COUNTRIES),
        "feed_nonce": f"nonce-{k}",
        "feed_token_hash": f"hash-{k}",
        "created_at": factories.NOW,
        "calendar_modified_at": factories.NOW,
    }


def _words(chance: random.Random) -> list[tuple[TermKind, str]]:
    several = ((TermKind.FIELD, 2), (TermKind.OFFER, 3), (TermKind.NEED, 3))
    words = [(kind, word) for kind, count in several for word in chance.sample(WORDS, count)]
    words += [(TermKind.ECOSYSTEM, key) for key in chance.sample(sorted(LABELS[Taxonomy.ECOSYSTEM]), 2)]
    words += [(TermKind.LANGUAGE, code) for code in chance.sample(("en", "sr", "bg", "el", "tr", "ro"), 2)]
    return words


if __name__ == "__main__":
    main()
