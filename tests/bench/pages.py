"""
Every page that can be opened by its address, for events of 0, 1, 320 and 2,000 people: `python -m tests.bench.pages`.

For each the milliseconds that the server takes, the kilobytes it sends and how often it asks the database; the slowest
first. The application is called in the same process, on SQLite, and the second of two calls counts. An event that has
people has five meetings for two of them, one schedule in force and one draft.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import url_for
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select

from matchmaking import serving
from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.models import Event, Meeting, MeetingRequest, Organizer, Participant, Schedule
from matchmaking.services.schedule import drafts, publishing
from tests.bench import board_event
from tests.conftest import TEST_CONFIG
from tests.e2e.conftest import ORGANIZER
from tests.factories import NOW, make_organizer, sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine
    from werkzeug.routing import Rule

SIZES = (0, 1, 320, 2_000)
SHOWN = 30  # pages of each size


@dataclass(frozen=True)
class Page:
    """One page's figures."""

    endpoint: str
    status: int
    milliseconds: float
    kilobytes: float
    queries: int


def main() -> None:
    """Make each event, open every page, print."""
    for people in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            app = create_app(TEST_CONFIG, instance_path=folder)
            with app.app_context():
                db.create_all()
                addresses, engine = list(_addresses(app, people)), db.engine
            # Outside of any context, as a server calls it: each request begins with nothing remembered.
            serving.spare_collections()
            pages = sorted((_opened(engine, *one) for one in addresses), key=lambda page: -page.milliseconds)
        _say(f"\n{people} people: {len(pages)} pages\n{'page':<48}{'ms':>7}{'KB':>8}{'queries':>9}")
        for page in [page for page in pages if page.status >= HTTPStatus.INTERNAL_SERVER_ERROR] + pages[:SHOWN]:
            note = "" if page.status == HTTPStatus.OK else f"  {page.status}"
            _say(f"{page.endpoint:<48}{page.milliseconds:7.0f}{page.kilobytes:8.0f}{page.queries:9}{note}")


def _addresses(app: Flask, people: int) -> Iterator[tuple[FlaskClient, str, str]]:
    """Whose browser opens which page, at which address."""
    make_organizer(email=ORGANIZER)
    values = _values(people)
    clients = {"organizer": sign_in(app.test_client(), db.session.query(Organizer).one()), "public": app.test_client()}
    if (somebody := db.session.query(Participant).order_by(Participant.id).first()) is not None:
        clients["participant"] = sign_in(app.test_client(), somebody)
    for rule in app.url_map.iter_rules():
        audience = rule.endpoint.partition(".")[0]
        if audience in clients and _is_page(rule) and rule.arguments <= values.keys():
            with app.test_request_context():
                address = url_for(rule.endpoint, **{name: values[name] for name in rule.arguments})
            yield clients[audience], rule.endpoint, address


def _values(people: int) -> dict[str, Any]:
    """Make the event; answers what stands in addresses."""
    made = board_event.make(board_event.Size(people, people * 5 // 2, people // 10))
    event = db.session.query(Event).filter_by(slug=made.slug).one()
    source = db.session.get_one(Schedule, made.draft)
    publishing.publish(event, source, publishing.Actor(), NOW, seen_version=event.version_number)
    draft = drafts.copy_version(event, publishing.version(event, 1), NOW)
    db.session.commit()
    values: dict[str, Any] = {"slug": made.slug, "number": 1, "schedule_id": draft.id}
    values |= {"chapter": "begin", "language": "en"}
    for name, model in (("participant_id", Participant), ("meeting_id", Meeting), ("request_id", MeetingRequest)):
        if (found := db.session.scalar(select(model.id).order_by(model.id).limit(1))) is not None:
            values[name] = found
    return values


def _is_page(rule: Rule) -> bool:
    return "GET" in (rule.methods or ()) and not rule.rule.endswith((".xlsx", ".csv", ".ics", ".pdf"))


def _opened(engine: Engine, client: FlaskClient, endpoint: str, address: str) -> Page:
    asked: list[str] = []

    def count(_c: object, _cu: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    client.get(address)
    sqlalchemy_event.listen(engine, "before_cursor_execute", count)
    begun = time.perf_counter()
    answer = client.get(address)
    data = answer.data
    passed = time.perf_counter() - begun
    sqlalchemy_event.remove(engine, "before_cursor_execute", count)
    return Page(endpoint, answer.status_code, 1000 * passed, len(data) / 1024, len(asked))


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
