"""Signing in and out: stored sessions, and the mailed single-use links that open them."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select, update

from matchmaking.extensions import db
from matchmaking.models import LinkPurpose, MailedLink, SignIn
from matchmaking.services.identity.tokens import new_token, token_hash
from matchmaking.services.refusals import Invalid, NotFound

if TYPE_CHECKING:
    from sqlalchemy.engine import CursorResult

    from matchmaking.models import Event, Organizer, Participant

CODE_LENGTH = 8
SESSION_LENGTH = timedelta(days=30)
LINK_LIFETIME = {
    LinkPurpose.SIGN_IN: timedelta(minutes=10),
    LinkPurpose.RESET_PASSWORD: timedelta(minutes=60),
    LinkPurpose.JOIN_EVENT: timedelta(days=7),
}


def find(token: str, now: datetime) -> SignIn | None:
    """Find the open session that a browser's token belongs to."""
    if not token:
        return None
    sign_in = db.session.scalar(select(SignIn).where(SignIn.token_hash == token_hash(token)))
    if sign_in is None or sign_in.ended_at is not None or sign_in.expires_at <= now:
        return None
    return sign_in


def open_for_organizer(organizer: Organizer, now: datetime) -> str:
    """Store a session and answer its token."""
    return _open(SignIn(organizer_id=organizer.id), now)


def open_for_participant(participant: Participant, now: datetime) -> str:
    """Store a session and answer its token; the first one shows that the address is theirs."""
    participant.confirmed_at = participant.confirmed_at or now
    return _open(SignIn(participant_id=participant.id), now)


def end(token: str, now: datetime) -> None:
    """End one session."""
    sign_in = find(token, now)
    if sign_in is not None:
        sign_in.ended_at = now


def end_all_of_organizer(organizer: Organizer, now: datetime) -> None:
    """End every session of an organizer, as after a new password."""
    db.session.execute(
        update(SignIn).where(SignIn.organizer_id == organizer.id, SignIn.ended_at.is_(None)).values(ended_at=now)
    )


def end_all_of_participant(participant: Participant, now: datetime) -> None:
    """End every session of a participant, as after withdrawing."""
    db.session.execute(
        update(SignIn).where(SignIn.participant_id == participant.id, SignIn.ended_at.is_(None)).values(ended_at=now)
    )


def new_link(  # noqa: PLR0913 - whom and what a link is for
    purpose: LinkPurpose,
    now: datetime,
    *,
    participant: Participant | None = None,
    organizer: Organizer | None = None,
    event: Event | None = None,
    email: str = "",
    browser: str = "",
) -> str:
    """
    Store a single-use link and answer its token, which goes into one mail and nowhere else.

    `browser` is the secret of the browser that asked for it; a link that nobody asked for works wherever it is opened.
    """
    token = new_token()
    db.session.add(
        MailedLink(
            token_hash=token_hash(token),
            purpose=purpose,
            participant_id=participant.id if participant else None,
            organizer_id=organizer.id if organizer else None,
            event_id=event.id if event else None,
            email=email,
            browser_hash=token_hash(browser) if browser else "",
            created_at=now,
            expires_at=now + LINK_LIFETIME[purpose],
        )
    )
    return token


def look_at_link(token: str, now: datetime) -> MailedLink:
    """Find a link that can still be used, without using it."""
    link = db.session.scalar(select(MailedLink).where(MailedLink.token_hash == token_hash(token)))
    if link is None or link.used_at is not None or link.expires_at <= now:
        raise NotFound(_("This link was used before, or is too old. Ask for a new one."))
    return link


def use_link(token: str, purpose: LinkPurpose, now: datetime) -> MailedLink:
    """Use a link up: of two who try at once, one succeeds."""
    link = look_at_link(token, now)
    _use_up(link, purpose, now)
    return link


def person_of(link: MailedLink) -> Participant:
    """Whom a link to an event signs in; one whose record became part of another's asks for a new one."""
    if link.participant is None or link.participant.merged_into_id is not None:
        raise NotFound(_("This link was used before, or is too old. Ask for a new one."))
    return link.participant


def opened_elsewhere(link: MailedLink, browser: str) -> bool:
    """Whether a link was asked for in another browser than this one."""
    return bool(link.browser_hash) and not hmac.compare_digest(link.browser_hash, token_hash(browser))


def code_of(link: MailedLink) -> str:
    """What stands for a link in the browser that asked for it: eight digits, known to whoever opens the link."""
    secret = current_app.config["SECRET_KEY"].encode()
    number = int.from_bytes(hmac.digest(secret, f"code of {link.token_hash}".encode(), "sha256"))
    return f"{number % 10**CODE_LENGTH:0{CODE_LENGTH}}"


def use_code(event: Event, browser: str, code: str, now: datetime) -> MailedLink:
    """Use up the link that this browser has asked for, by its code."""
    typed = "".join(character for character in code if not character.isspace())
    asked = select(MailedLink).where(
        MailedLink.event_id == event.id,
        MailedLink.purpose == LinkPurpose.SIGN_IN,
        MailedLink.browser_hash == token_hash(browser),
        MailedLink.used_at.is_(None),
        MailedLink.expires_at > now,
    )
    for link in db.session.scalars(asked) if browser else ():
        if hmac.compare_digest(code_of(link).encode(), typed.encode()):
            _use_up(link, LinkPurpose.SIGN_IN, now)
            return link
    raise Invalid(_("This is not the code, or it is too old. Look at it again, or ask for a new link."))


def _use_up(link: MailedLink, purpose: LinkPurpose, now: datetime) -> None:
    taken: CursorResult[tuple[()]] = db.session.execute(  # type: ignore[assignment]
        update(MailedLink)
        .where(MailedLink.id == link.id, MailedLink.used_at.is_(None), MailedLink.purpose == purpose)
        .values(used_at=now)
    )
    if taken.rowcount != 1:
        raise NotFound(_("This link was used before, or is too old. Ask for a new one."))


def _open(sign_in: SignIn, now: datetime) -> str:
    token = new_token()
    sign_in.token_hash = token_hash(token)
    sign_in.created_at = now
    sign_in.expires_at = now + SESSION_LENGTH
    db.session.add(sign_in)
    return token
