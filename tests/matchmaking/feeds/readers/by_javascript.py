"""ical.js, which Thunderbird reads with, and node-ical, which servers do."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

from tests.conftest import unavailable
from tests.matchmaking.feeds.readers import Read

HERE = Path(__file__).parent


def by_ical_js(feed: bytes, folder: Path) -> list[Read]:
    """Read with ical.js."""
    del folder
    return _read("ical.js", feed)


def by_node_ical(feed: bytes, folder: Path) -> list[Read]:
    """Read with node-ical."""
    del folder
    return _read("node-ical", feed)


def _read(reader: str, feed: bytes) -> list[Read]:
    node = shutil.which("node")
    if node is None or not (HERE / "node_modules").is_dir():
        unavailable(f"no {reader}: install Node.js, then npm ci in {HERE.name}")
    told = subprocess.run([node, str(HERE / "read.mjs"), reader], input=feed, check=True, capture_output=True).stdout
    return [
        Read(**{**entry, **{name: datetime.fromisoformat(entry[name]) for name in ("starts_at", "ends_at")}})
        for entry in json.loads(told)
    ]
