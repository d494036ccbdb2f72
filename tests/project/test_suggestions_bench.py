"""The evaluation of suggestions: made events must be made the same again, and the judge must tell good from bad."""

from __future__ import annotations

import pytest

from tests.bench.readme import put
from tests.bench.suggestions.__main__ import README
from tests.bench.suggestions.judge import RANKINGS, coverage, drawn, measured, ndcg, popular, scored
from tests.bench.suggestions.made import ASKED, MadeEvent, make


@pytest.fixture(scope="module")
def event() -> MadeEvent:
    return make(80, 1)


def test_same_seed_makes_the_same_event_and_another_another(event: MadeEvent) -> None:
    assert make(80, 1) == event
    assert make(80, 2) != event


def test_everybody_asks_twelve_others_and_agrees_to_a_fifth(event: MadeEvent) -> None:
    for one, asked in enumerate(event.asks):
        assert (len(set(asked) - {one}), len(event.agrees[one] - {one})) == (ASKED, 16)


def test_ideal_order_counts_one_and_its_reverse_less_than_chance(event: MadeEvent) -> None:
    def ordered(sign: int) -> list[list[int]]:
        everybody = range(len(event.people))
        return [sorted((b for b in everybody if b != a), key=lambda b: sign * event.gain(a, b)) for a in everybody]

    assert ndcg(event, ordered(-1)) == 1
    assert ndcg(event, ordered(1)) < ndcg(event, drawn(event, 1))


def test_scorer_is_better_than_popularity_and_popularity_than_chance(event: MadeEvent) -> None:
    found = [ndcg(event, ranking(event, 1)) for ranking in (scored, popular, drawn)]
    assert found == sorted(found, reverse=True)
    assert found[0] > 1.5 * found[1]


def test_every_ranking_holds_everybody_else_once(event: MadeEvent) -> None:
    for ranking in RANKINGS.values():
        for one, row in enumerate(ranking(event, 1)):
            assert sorted([*row, one]) == list(range(80))


def test_popular_people_crowd_out_the_others(event: MadeEvent) -> None:
    assert coverage(popular(event, 1)) < 0.2
    assert coverage(scored(event, 1)) > 0.8


def test_table_has_a_row_for_each_ranking_and_a_place_in_the_readme() -> None:
    rows = measured(40, 4)
    assert [row["ranking"] for row in rows] == list(RANKINGS)
    assert rows[0]["to the scorer"] == ""
    assert "here" in put(README.read_text(), "suggestions", "here")
