"""The secret address of a feed."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.agenda.feed_tokens import feed_token, is_feed_token
from matchmaking.services.identity.tokens import token_hash

KEY = b"k" * 32
BOB, CAT = "nonce-of-bob", "nonce-of-cat"


def test_token_can_be_shown_again() -> None:
    # As `openssl dgst -sha256 -mac HMAC` has it: an upgrade that changed it would cut every subscription off.
    assert feed_token(KEY, BOB) == "5JZYus0lHCMtkDaLPxPBO9LolGhnOKcxVgzBAPSMJdU"


def test_each_nonce_and_each_key_has_a_token_of_its_own() -> None:
    assert len({feed_token(KEY, BOB), feed_token(KEY, CAT), feed_token(b"l" * 32, BOB)}) == 3


@given(st.binary(min_size=1), st.text())
def test_token_has_256_bits_fit_for_an_address(key: bytes, nonce: str) -> None:
    assert re.fullmatch("[A-Za-z0-9_-]{43}", feed_token(key, nonce))


def test_token_opens_the_feed_of_its_own_person_only() -> None:
    token = feed_token(KEY, BOB)
    assert is_feed_token(KEY, BOB, token)
    assert not is_feed_token(KEY, CAT, token)
    assert not is_feed_token(KEY, BOB, token[:-1])
    assert not is_feed_token(KEY, BOB, token + "A")
    assert not is_feed_token(KEY, BOB, "")


def test_new_nonce_revokes_the_address() -> None:
    assert not is_feed_token(KEY, "another nonce of bob", feed_token(KEY, BOB))


def test_what_a_dump_holds_is_no_token() -> None:
    for held in (BOB, token_hash(feed_token(KEY, BOB)), feed_token(b"", BOB)):
        assert not is_feed_token(KEY, BOB, held)


@given(st.text(st.characters(exclude_categories=())))
def test_whatever_is_presented_is_answered(presented: str) -> None:
    assert is_feed_token(KEY, BOB, presented) is (presented == feed_token(KEY, BOB))
