from __future__ import annotations

from collections import Counter

from matchmaking.services.demonstration.chance import Chance


def test_chance_is_split_mix_64() -> None:
    # The first outputs of the published algorithm for the seed 1234567.
    chance = Chance(1234567)
    assert [chance.below(2**64) for _ in range(3)] == [
        6457827717110365317, 3203168211198807973, 9817491932198370423,
    ]  # fmt: skip


def test_weights_decide_how_often() -> None:
    chance = Chance(1)
    counts = Counter(chance.weighted((0, 1, 3)) for _ in range(4000))
    assert set(counts) == {1, 2}
    assert 2.5 < counts[2] / counts[1] < 3.5


def test_shuffling_keeps_everything_and_changes_the_order() -> None:
    shuffled = Chance(1).shuffled(range(50))
    assert (sorted(shuffled), shuffled != list(range(50))) == (list(range(50)), True)
    assert sorted(Chance(2).some_of("abc", 3)) == ["a", "b", "c"]
