"""
The link to give feedback: longer-lived than a sign-in, for this one act, signing nobody in.

Its token names the participant and proves, with the installation's secret key, that it was made for them: nothing
of it is stored. A new nonce revokes it.
"""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.models import Event, Participant, ParticipantStatus
from matchmaking.services.identity import proofs
from matchmaking.services.mail import addresses
from matchmaking.services.refusals import NotFound

PURPOSE = "feedback"


def url_for_participant(participant: Participant) -> str:
    """The absolute address of one participant's feedback page."""
    return addresses.page("public.feedback", token=token_of(participant))


def token_of(participant: Participant) -> str:
    """The token of this participant: the id, and 144 bits that prove it."""
    return proofs.token_of(PURPOSE, participant.id, participant.feedback_nonce)


def participant_of(token: str) -> Participant:
    """Whose link this is; any other answers like one that does not exist."""
    identifier = proofs.named(token)
    participant = None if identifier is None else db.session.get(Participant, identifier)
    if participant is None or not proofs.is_proven(token, PURPOSE, participant.id, participant.feedback_nonce):
        raise NotFound(_("There is no such page."))
    if participant.status is not ParticipantStatus.APPROVED:
        raise NotFound(_("There is no such page."))
    return participant


def event_of(participant: Participant) -> Event:
    """The event that the participant gives feedback on."""
    return db.session.get_one(Event, participant.event_id)
