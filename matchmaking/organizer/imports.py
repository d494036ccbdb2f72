"""Imports: lists of participants and of requests, on their way in."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/imports")
def imports() -> str:
    """Lists that were brought in before, and another one."""
    return ""


@blueprint.get("/events/<slug>/imports/<int:import_id>")
def imports_import(import_id: int) -> str:
    """One of them."""
    del import_id
    return ""
