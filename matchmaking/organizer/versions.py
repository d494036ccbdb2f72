"""Published versions: each one, what differs between two, and an earlier one published again."""

from __future__ import annotations

from flask import render_template

from matchmaking.organizer import blueprint

VERSIONS = "/events/<slug>/schedule/versions"


@blueprint.get(VERSIONS)
def schedule_versions() -> str:
    """Every version, the latest first."""
    return render_template("organizer/versions.html")


@blueprint.get(f"{VERSIONS}/<int:number>")
def schedule_version(number: int) -> str:
    """One version, to be read."""
    return render_template("organizer/versions.html", number=number)


@blueprint.get(f"{VERSIONS}/differences")
def schedule_differences() -> str:
    """What differs between two versions."""
    return render_template("organizer/versions.html")


@blueprint.route(f"{VERSIONS}/<int:number>/again", methods=["GET", "POST"])
def schedule_again(number: int) -> str:
    """Publish an earlier version again, after a review."""
    return render_template("organizer/versions.html", number=number)


@blueprint.post("/events/<slug>/schedule/edit")
def schedule_edit() -> str:
    """Begin a draft from the version in force."""
    return render_template("organizer/versions.html")
