"""
The link to answer one request: longer-lived than a sign-in, for this one act, signing nobody in.

It is good as long as the request can be answered, and says afterwards what became of it, to its recipient alone. What
revokes the recipient's link to give feedback revokes it too.
"""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest, OrganizationRequest, Participant, ParticipantStatus
from matchmaking.services.identity import proofs
from matchmaking.services.mail import addresses
from matchmaking.services.refusals import NotFound

PURPOSE = "answer"


def url_for_request(request: MeetingRequest) -> str:
    """The absolute address of the page on which its recipient answers a request."""
    return addresses.page("public.answer", token=token_of(request))


def token_of(request: MeetingRequest) -> str:
    """The token of this request, for its recipient."""
    return proofs.token_of(PURPOSE, request.id, request.recipient.feedback_nonce)


def url_for_organization(request: OrganizationRequest, reader: Participant) -> str:
    """The absolute address of the page on which one of an organization answers a request to it."""
    token = proofs.token_of(_to_all(request.id), reader.id, reader.feedback_nonce)
    return addresses.page("public.answer_organization", request_id=request.id, token=token)


def organization_request_of(request_id: int, token: str) -> tuple[OrganizationRequest, Participant]:
    """The request to an organization that this link answers, and who answers it."""
    request, identifier = db.session.get(OrganizationRequest, request_id), proofs.named(token)
    reader = None if identifier is None else db.session.get(Participant, identifier)
    if (
        request is None
        or reader is None
        or not proofs.is_proven(token, _to_all(request.id), reader.id, reader.feedback_nonce)
        or reader.status is not ParticipantStatus.APPROVED
        or request.organization_id not in reader.confirmed_in
    ):
        raise NotFound(_("There is no such page."))
    return request, reader


def request_of(token: str) -> MeetingRequest:
    """The request that this link answers; any other answers like one that does not exist."""
    identifier = proofs.named(token)
    request = None if identifier is None else db.session.get(MeetingRequest, identifier)
    if request is None or not proofs.is_proven(token, PURPOSE, request.id, request.recipient.feedback_nonce):
        raise NotFound(_("There is no such page."))
    if request.recipient.status is not ParticipantStatus.APPROVED:
        raise NotFound(_("There is no such page."))
    return request


def _to_all(request_id: int) -> str:
    """A purpose for each request: its token names the reader."""
    return f"{PURPOSE} organization {request_id}"
