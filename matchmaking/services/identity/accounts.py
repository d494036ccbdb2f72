"""Organizers' accounts: creating one, proving it is yours, a new password."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Organizer
from matchmaking.services import audit
from matchmaking.services.identity import sign_ins
from matchmaking.services.refusals import Conflict, Invalid, NotAllowed
from matchmaking.services.words.text import clean, fold_address

if TYPE_CHECKING:
    from datetime import datetime

MINIMUM_PASSWORD_LENGTH = 12
MAXIMUM_PASSWORD_LENGTH = 200

_hasher = PasswordHasher()


def create(name: str, email: str, password: str, now: datetime) -> Organizer:
    """Create an account; refuse a second one for an address."""
    key = fold_address(email)
    if find(email) is not None:
        raise Conflict(_("There is an account for %(email)s already.", email=email))
    organizer = Organizer(
        name=clean(name) or key,
        email=clean(email),
        email_key=key,
        password_hash=hash_password(password),
        created_at=now,
    )
    db.session.add(organizer)
    db.session.flush()
    return organizer


def find(email: str) -> Organizer | None:
    """Find an account by its address, however it is written."""
    try:
        key = fold_address(email)
    except Invalid:
        return None
    return db.session.scalar(select(Organizer).where(Organizer.email_key == key))


def prove(email: str, password: str) -> Organizer:
    """Answer the account that address and password belong to; unknown and wrong are refused alike."""
    organizer = find(email)
    try:
        _hasher.verify(organizer.password_hash if organizer else _hash_of_nobody(), password[:MAXIMUM_PASSWORD_LENGTH])
    except (VerificationError, InvalidHashError):
        organizer = None
    if organizer is None:
        raise NotAllowed(_("Address and password do not belong together."))
    if _hasher.check_needs_rehash(organizer.password_hash):
        organizer.password_hash = _hasher.hash(password)
    return organizer


def describe(organizer: Organizer, name: str, language: str, now: datetime) -> None:
    """Change how an organizer is called, and the language of mails."""
    organizer.name, organizer.language = name, language
    audit.record("account.changed", at=now, organizer=organizer)


def set_password(organizer: Organizer, password: str, now: datetime) -> None:
    """Give a new password, and end every session that the old one opened."""
    organizer.password_hash = hash_password(password)
    sign_ins.end_all_of_organizer(organizer, now)


@cache
def _hash_of_nobody() -> str:
    """Verified for an unknown address, so that the time taken does not tell which addresses have an account."""
    return _hasher.hash("nobody's password")


def hash_password(password: str) -> str:
    """Hash a password that is long enough."""
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        raise Invalid(_("A password has at least %(count)d characters.", count=MINIMUM_PASSWORD_LENGTH))
    if len(password) > MAXIMUM_PASSWORD_LENGTH:
        raise Invalid(_("A password has at most %(count)d characters.", count=MAXIMUM_PASSWORD_LENGTH))
    return _hasher.hash(password)
