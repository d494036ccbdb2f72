from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.refusals import Invalid
from matchmaking.services.setup import slots

if TYPE_CHECKING:
    from flask import Flask

TEN = datetime(2027, 5, 12, 10, tzinfo=UTC)


def minutes(count: int) -> datetime:
    return TEN + timedelta(minutes=count)


def test_slots_follow_each_other_without_transfer() -> None:
    assert slots.generate(TEN, minutes(60), 20, 0) == [
        (TEN, minutes(20)),
        (minutes(20), minutes(40)),
        (minutes(40), minutes(60)),
    ]


def test_last_slot_needs_no_time_to_change_tables() -> None:
    assert slots.generate(TEN, minutes(45), 20, 5) == [(TEN, minutes(20)), (minutes(25), minutes(45))]
    assert slots.generate(TEN, minutes(44), 20, 5) == [(TEN, minutes(20))]


@pytest.mark.parametrize(
    ("length", "slot", "transfer", "sentence"),
    [
        (19, 20, 0, "The session is shorter than one slot of 20 minutes."),
        (600, 4, 0, "A slot lasts 5 to 240 minutes."),
        (600, 241, 0, "A slot lasts 5 to 240 minutes."),
        (600, 20, -1, "Changing tables takes 0 to 120 minutes."),
        (600, 20, 121, "Changing tables takes 0 to 120 minutes."),
        (506, 5, 0, "A session has at most 100 slots."),
    ],
)
def test_impossible_lengths_are_refused(app: Flask, length: int, slot: int, transfer: int, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        slots.generate(TEN, minutes(length), slot, transfer)


@given(st.integers(30, 500), st.integers(10, 60), st.integers(0, 30))
def test_as_many_slots_as_fit_and_no_two_overlap(length: int, slot: int, transfer: int) -> None:
    if length < slot:
        return
    made = slots.generate(TEN, minutes(length), slot, transfer)
    assert all(end - start == timedelta(minutes=slot) for start, end in made)
    assert all(later[0] - earlier[1] == timedelta(minutes=transfer) for earlier, later in pairwise(made))
    assert made[0][0] == TEN
    assert minutes(length - slot - transfer) < made[-1][1] <= minutes(length)
