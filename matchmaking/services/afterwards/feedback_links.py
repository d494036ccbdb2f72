"""
The link to give feedback: longer-lived than a sign-in, for this one act, signing nobody in.

Its token names the participant and proves, with the installation's secret key, that it was made for them: nothing
of it is stored. A new nonce revokes it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from flask import current_app
from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.models import Event, Participant, ParticipantStatus
from matchmaking.row_ids import row_id
from matchmaking.services.mail import addresses
from matchmaking.services.refusals import NotFound

# Keeps these apart from everything else that is signed with the same key.
PURPOSE = b"feedback\0"
PROOF_BYTES = 18


def url_for_participant(participant: Participant) -> str:
    """The absolute address of one participant's feedback page."""
    return addresses.page("public.feedback", token=token_of(participant))


def token_of(participant: Participant) -> str:
    """The token of this participant: the id, and 144 bits that prove it."""
    return f"{participant.id}-{_proof(participant)}"


def participant_of(token: str) -> Participant:
    """Whose link this is; any other answers like one that does not exist."""
    head, _dash, proof = token.partition("-")
    participant = db.session.get(Participant, row_id(head)) if _is_id(head) else None
    if participant is None or not hmac.compare_digest(_proof(participant).encode(), proof.encode("utf-8", "replace")):
        raise NotFound(_("There is no such page."))
    if participant.status is not ParticipantStatus.APPROVED:
        raise NotFound(_("There is no such page."))
    return participant


def event_of(participant: Participant) -> Event:
    """The event that the participant gives feedback on."""
    return db.session.get_one(Event, participant.event_id)


def _proof(participant: Participant) -> str:
    key: str = current_app.config["SECRET_KEY"]
    message = PURPOSE + f"{participant.id}\0{participant.feedback_nonce}".encode()
    mac = hmac.new(key.encode(), message, hashlib.sha256).digest()[:PROOF_BYTES]
    return base64.urlsafe_b64encode(mac).decode()


def _is_id(text: str) -> bool:
    try:
        row_id(text)
    except ValueError:
        return False
    return text.isascii()
