from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.setup import look
from matchmaking.services.words import colours

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#767676", "#ffffff", 4.54),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert round(colours.contrast(one, other), 2) == ratio
    assert colours.contrast(one, other) == colours.contrast(other, one)


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345", "#1234567", "#12345G", "#ABCDEF", " #123456"])
def test_nothing_but_a_colour_passes_for_one(text: str) -> None:
    assert colours.is_colour(text) is False


@given(COLOURS, st.booleans())
def test_nearest_shade_of_any_colour_can_be_read(colour: str, dark: bool) -> None:  # noqa: FBT001
    found = look.nearest(colour, dark=dark)
    assert colours.is_colour(found)
    assert look.readable(found, dark=dark) >= colours.ENOUGH
    if look.readable(colour, dark=dark) >= colours.ENOUGH:
        assert found == colour
