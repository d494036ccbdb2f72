from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale

from matchmaking.services.words import times

if TYPE_CHECKING:
    from flask import Flask


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("en", "Europe/Sofia", "Eastern European Time (Europe/Sofia)"),
        ("el", "Europe/Athens", "Ώρα Ανατολικής Ευρώπης (Europe/Athens)"),
        ("sr", "Europe/Belgrade", "Средњеевропско време (Europe/Belgrade)"),
        ("en", "UTC", "UTC"),
    ],
)
def test_a_time_zone_is_named_in_the_readers_language(app: Flask, language: str, name: str, words: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert times.zone_in_words(name) == words
