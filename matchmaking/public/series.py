"""The public page of a series."""

from __future__ import annotations

from flask import render_template

from matchmaking import access
from matchmaking.public import blueprint
from matchmaking.services.setup import series as all_series


@blueprint.get("/s/<series>")
def series(series: str) -> str:
    """Say what the series is, and list its events."""
    found = all_series.visible(series)
    coming, past = all_series.listed_events(found, access.now().date())
    return render_template("public/series.html", series=found, coming=coming, past=past)
