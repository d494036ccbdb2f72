"""Where somebody goes who signs in, by a link or by its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from matchmaking.services.people import profiles

if TYPE_CHECKING:
    from matchmaking.models import Event, Participant


def first_page(event: Event, participant: Participant) -> str:
    """The agenda, or the first step of a profile that is to be begun; asked before they are signed in."""
    if profiles.is_to_be_begun(participant):
        return url_for("participant.profile_steps", slug=event.slug, number=1)
    return url_for("participant.agenda", slug=event.slug)
