"""
Tokens that name a row and prove, with the installation's secret key, that they were made for it: nothing is stored.

Each purpose has tokens of its own. A new nonce revokes them.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from flask import current_app

from matchmaking.row_ids import row_id

PROOF_BYTES = 18  # 144 bits


def token_of(purpose: str, identifier: int, nonce: str) -> str:
    """The row's id, and the proof."""
    return f"{identifier}-{_proof(purpose, identifier, nonce)}"


def named(token: str) -> int | None:
    """The id that a token names, whether it proves it or not; None where it names none."""
    head = token.partition("-")[0]
    try:
        return row_id(head) if head.isascii() else None
    except ValueError:
        return None


def is_proven(token: str, purpose: str, identifier: int, nonce: str) -> bool:
    """Whether a token was made for this purpose and row."""
    expected = token_of(purpose, identifier, nonce)
    return hmac.compare_digest(expected.encode(), token.encode("utf-8", "replace"))


def _proof(purpose: str, identifier: int, nonce: str) -> str:
    key: str = current_app.config["SECRET_KEY"]
    message = f"{purpose}\0{identifier}\0{nonce}".encode()
    mac = hmac.new(key.encode(), message, hashlib.sha256).digest()[:PROOF_BYTES]
    return base64.urlsafe_b64encode(mac).decode()
