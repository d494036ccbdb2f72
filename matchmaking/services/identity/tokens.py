"""Random secrets, of which only a hash is stored."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """Make a secret of 256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a secret: enough to recognise it, nothing to find it by."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_uid() -> str:
    """Make a calendar UID: random, never reused."""
    return f"{secrets.token_hex(16)}@matchmaking"
