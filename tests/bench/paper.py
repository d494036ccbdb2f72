"""
How long an organizer waits for each pack of paper, from asking to the last byte.

`MATCHMAKING_INSTANCE=folder python -m tests.bench.paper` asks for the packs of an installation with the demonstration
event, as `make demo` leaves it. Nothing is changed there.
"""

from __future__ import annotations

import sys
import time
from statistics import median
from typing import TYPE_CHECKING

from matchmaking import instance_folder
from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.models import Event, Organizer
from matchmaking.services.paper.printing import Kind
from tests.factories import sign_in

if TYPE_CHECKING:
    from flask.testing import FlaskClient

TIMES = 5


def main() -> None:
    """Ask for every pack several times, and say the median and the slowest in seconds."""
    app = create_app(instance_path=str(instance_folder()))
    with app.app_context():
        event, organizer = db.session.query(Event).one(), db.session.query(Organizer).order_by(Organizer.id).first()
        assert organizer is not None
        client, paper = sign_in(app.test_client(), organizer), f"/organizer/events/{event.slug}/paper"
        for kind in Kind:
            figures, size = waits(client, f"{paper}/{kind}.pdf")
            line = f"{kind:14} median {median(figures):5.2f} s, slowest {max(figures):5.2f} s, {size // 1024:6} KiB\n"
            sys.stdout.write(line)
            sys.stdout.flush()


def waits(client: FlaskClient, url: str) -> tuple[list[float], int]:
    """The seconds of each time, and how many bytes came."""
    figures, size = [], 0
    for _time in range(TIMES):
        begun = time.perf_counter()
        answer = client.get(url)
        figures.append(time.perf_counter() - begun)
        assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
        size = len(answer.data)
    return figures, size


if __name__ == "__main__":
    main()
