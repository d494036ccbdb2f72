"""vobject, ics.py and khal; and Radicale, a server that people keep their calendars on."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

import ics
import vobject

from tests.matchmaking.feeds.readers import Read
from tests.processes import free_port, wait_for

if TYPE_CHECKING:
    from pathlib import Path

KHAL = """
[calendars]
[[days]]
path = {folder}/days
type = calendar
[locale]
local_timezone = UTC
default_timezone = UTC
longdatetimeformat = %Y-%m-%dT%H:%M
datetimeformat = %Y-%m-%dT%H:%M
longdateformat = %Y-%m-%d
dateformat = %Y-%m-%d
timeformat = %H:%M
[sqlite]
path = {folder}/khal.db
"""
KHAL_FIELDS = "{uid}\t{start-long}\t{end-long}\t{title}\t{location}\t{status}"


def by_vobject(feed: bytes, folder: Path) -> list[Read]:
    """Read with vobject, on which CardDAV and CalDAV tools are built."""
    del folder
    calendar = vobject.readOne(feed.decode())
    return [
        Read(
            uid=entry.uid.value,
            starts_at=entry.dtstart.value,
            ends_at=entry.dtend.value,
            summary=entry.summary.value,
            location=entry.location.value,
            status=entry.status.value,
            sequence=int(entry.sequence.value),
        )
        for entry in calendar.vevent_list
    ]


def by_ics(feed: bytes, folder: Path) -> list[Read]:
    """Read with ics.py, which leaves the sequence among what it does not know."""
    del folder
    return [
        Read(
            uid=entry.uid,
            starts_at=entry.begin.datetime,
            ends_at=entry.end.datetime,
            summary=entry.name or "",
            location=entry.location or "",
            status=entry.status,
            sequence=next((int(line.value) for line in entry.extra if line.name == "SEQUENCE"), None),
        )
        for entry in ics.Calendar(feed.decode()).events
    ]


def by_khal(feed: bytes, folder: Path) -> list[Read]:
    """Import into khal, a calendar for the terminal, and list what it has."""
    (folder / "days").mkdir()
    (folder / "khal.conf").write_text(KHAL.format(folder=folder))
    (folder / "feed.ics").write_bytes(feed)
    khal = [sys.executable, "-m", "khal", "-c", str(folder / "khal.conf")]
    subprocess.run([*khal, "import", "--batch", "-a", "days", str(folder / "feed.ics")], check=True)
    listed = [*khal, "list", "--day-format", "", "--once", "--format", KHAL_FIELDS, "2020-01-01", "36500d"]
    lines = subprocess.run(listed, check=True, capture_output=True, text=True).stdout.splitlines()
    return [_khal_line(line) for line in lines if line.strip()]


def _khal_line(line: str) -> Read:
    uid, starts_at, ends_at, summary, location, status = line.split("\t")
    begin, end = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (starts_at, ends_at))
    return Read(uid, begin, end, summary, location, status.strip() or None, None)


def by_radicale(feed: bytes, folder: Path) -> list[Read]:
    """Put the feed into a Radicale as a calendar, and read what it gives back."""
    port = free_port()
    options = ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none", "--storage-filesystem-folder", str(folder)]
    server = subprocess.Popen([sys.executable, "-m", "radicale", *options], stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/.web/", server)
        address = f"http://127.0.0.1:{port}/ann/days/"
        who = {"Authorization": f"Basic {b64encode(b'ann:any').decode()}"}
        with urlopen(Request(address, feed, who | {"Content-Type": "text/calendar"}, method="PUT")):
            pass
        with urlopen(Request(address, headers=who)) as answer:
            return by_vobject(answer.read(), folder)
    finally:
        server.terminate()
        server.wait(timeout=30)
