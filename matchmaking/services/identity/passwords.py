"""A new password: by a mailed link for those who forgot theirs, or with the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import update

from matchmaking.extensions import db
from matchmaking.models import LinkPurpose, MailedLink
from matchmaking.services import audit
from matchmaking.services.identity import accounts, sign_ins
from matchmaking.services.identity.tokens import token_hash
from matchmaking.services.mail import addresses, outbox
from matchmaking.services.refusals import Invalid, NotAllowed, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Organizer


def mail_link(email: str, now: datetime) -> None:
    """Mail a link to a new password, if there is an account; the caller does not learn which."""
    organizer = accounts.find(email)
    if organizer is None:
        return
    token = sign_ins.new_link(LinkPurpose.RESET_PASSWORD, now, organizer=organizer)
    outbox.write(
        "reset_password",
        organizer,
        now=now,
        dedupe_key=f"reset_password:{token_hash(token)}",
        holds_secret=True,
        url=addresses.page("public.link", token=token),
    )


def reset(token: str, password: str, now: datetime) -> None:
    """Set a new password with a mailed link, and end every session and every other such link."""
    organizer = sign_ins.use_link(token, LinkPurpose.RESET_PASSWORD, now).organizer
    if organizer is None:
        raise NotFound(_("This link was used before, or is too old. Ask for a new one."))
    accounts.set_password(organizer, password, now)
    _use_up_links(organizer, now)
    audit.record("password.reset", at=now, organizer=organizer)


def change(organizer: Organizer, current: str, password: str, now: datetime) -> None:
    """Set a new password with the old one, and end every session."""
    try:
        accounts.prove(organizer.email, current)
    except NotAllowed:
        raise Invalid(_("This is not your present password.")) from None
    accounts.set_password(organizer, password, now)
    _use_up_links(organizer, now)
    audit.record("password.changed", at=now, organizer=organizer)


def _use_up_links(organizer: Organizer, now: datetime) -> None:
    db.session.execute(
        update(MailedLink)
        .where(
            MailedLink.organizer_id == organizer.id,
            MailedLink.purpose == LinkPurpose.RESET_PASSWORD,
            MailedLink.used_at.is_(None),
        )
        .values(used_at=now)
    )
