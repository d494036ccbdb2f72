"""
How long a refill takes, from the press to the new version on the hall's screen.

`MATCHMAKING_INSTANCE=folder python -m tests.bench.day` copies an installation with the demonstration event, as
`make demo` leaves it, moves the copy's event so that a slot is running, and presses through the pages of the desk.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import flask_migrate

from matchmaking import instance_folder
from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.models import Event, Organizer
from matchmaking.services.day import screens
from matchmaking.services.day.places import Places
from matchmaking.services.day.today import Today
from tests import moving
from tests.factories import sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from flask.testing import FlaskClient

ROUNDS = 10
SLOT = 4  # an hour or two into the first day: something is past, most is to come


def main() -> None:
    """Measure, and say the median and the slowest of each step in milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(instance_folder(), Path(folder) / "copy"))
        app = create_app({"WTF_CSRF_ENABLED": False}, instance_path=str(copy))
        with app.app_context():
            flask_migrate.upgrade()
            for name, figures in measured(app).items():
                sys.stdout.write(f"{name:34} median {median(figures):4.0f} ms, slowest {max(figures):4.0f} ms\n")


def measured(app: Flask) -> dict[str, list[float]]:
    """Every step's milliseconds, over several no-shows of one slot."""
    event, organizer = db.session.query(Event).one(), db.session.query(Organizer).order_by(Organizer.id).first()
    assert organizer is not None
    moving.begin(event, minutes_ago=7, slot=SLOT)
    screen = f"/hall/{screens.open_at_new_address(event, organizer, datetime.now(UTC))}/now"
    db.session.commit()
    client, slug = sign_in(app.test_client(), organizer), event.slug
    figures: dict[str, list[float]] = defaultdict(list)
    for _round in range(ROUNDS):
        refill(client, slug, screen, figures)
    return figures


def refill(client: FlaskClient, slug: str, screen: str, figures: dict[str, list[float]]) -> None:
    """Mark a no-show, look at who could meet instead, press, and wait for the screen."""
    desk = f"/organizer/events/{slug}/desk"
    slot, meeting, person = _somebody(slug)
    client.post(f"{desk}/now/meetings/{meeting}/missing/{person}")
    places = Places(_today(slug), _today(slug).slot_of(slot))
    with timed(figures["standby pairs, by the solver"]):
        offer = places.standby(slot)[0]
    with timed(figures["standby pairs, the whole page"]):
        client.get(f"{desk}/now/{slot}/places")
    before = _version(client, screen)
    with timed(figures["press to version on the screen"]):
        with timed(figures["press to answer"]):
            data = {"slot": slot, "table": offer.table, "person": list(offer.people)}
            client.post(f"{desk}/place/{offer.meeting}", data=data)
        after = _version(client, screen)
    assert after == before + 1


def _version(client: FlaskClient, screen: str) -> int:
    number: int = json.loads(client.get(screen).data)["version"]
    return number


@contextmanager
def timed(figures: list[float]) -> Iterator[None]:
    """Add the milliseconds that pass within."""
    begun = time.perf_counter()
    yield
    figures.append(1000 * (time.perf_counter() - begun))


def _somebody(slug: str) -> tuple[int, int, int]:
    """The running slot, one of its meetings that is held at a common table, and one of its people."""
    today = _today(slug)
    assert today.slot is not None
    common = {table.id for table in today.roster.tables.values() if table.stand_of is None}
    here = today.in_slot(today.slot.id)
    held = next(one for one in here if one.meeting not in today.freed and one.table in common)
    return today.slot.id, held.meeting, held.people[0]


def _today(slug: str) -> Today:
    return Today(db.session.query(Event).filter_by(slug=slug).one(), datetime.now(UTC))


if __name__ == "__main__":
    main()
