"""Organizations: the list, and each of them."""

from __future__ import annotations

from matchmaking.organizer import blueprint


@blueprint.get("/events/<slug>/organizations")
def organizations() -> str:
    """Everybody's organizations."""
    return ""


@blueprint.get("/events/<slug>/organizations/<int:organization_id>")
def organizations_organization(organization_id: int) -> str:
    """One of them."""
    del organization_id
    return ""
