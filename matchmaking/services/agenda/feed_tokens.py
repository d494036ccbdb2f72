"""
The secret address of a feed: shown again on the page, recognised when it is read, given away by no dump.

A participant has a random nonce (`tokens.new_token`). The token in the address is an HMAC over it with the
installation's secret key, and only the token's hash (`tokens.token_hash`) is stored, under a unique index:

- the page derives the token again from the nonce, so that the address need not be kept anywhere;
- whoever reads the feed is found by the hash, and `is_feed_token` then proves the token: a hash planted into the
  database opens nothing without the key;
- a dump holds nonces and hashes, and neither leads to a token without the key;
- replacing nonce and hash revokes the address.

The nonce stands for the person: it is theirs alone, which the unique hash guarantees, and it is known before the
row has an id. A new secret key makes every address invalid, until the hashes are stored anew.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

# Keeps these apart from everything else that is signed with the same key.
PURPOSE = b"participant feed\0"


def feed_token(secret_key: bytes, nonce: str) -> str:
    """The token of the person with this nonce: 256 bits, 43 characters fit for an address."""
    mac = hmac.new(secret_key, PURPOSE + nonce.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def is_feed_token(secret_key: bytes, nonce: str, presented: str) -> bool:
    """Whether this is that person's token; takes as long for a nearly right one as for any other."""
    return hmac.compare_digest(feed_token(secret_key, nonce).encode(), presented.encode("utf-8", "surrogatepass"))
