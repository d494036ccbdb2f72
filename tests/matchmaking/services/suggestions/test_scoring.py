"""Scoring is arithmetic: each part does what it says, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.suggestions.exposure import OPEN_PLACES, REACH, spread
from matchmaking.services.suggestions.scoring import WEIGHTS, History, Person, Pool
from matchmaking.services.suggestions.words import tokens
from matchmaking.services.words.text import fold

NOBODY = History()


def person(number: int, needs: str = "", offers: str = "", **given: object) -> Person:
    words = {"fields": frozenset(), "languages": frozenset(), "free": 0} | given
    return Person(number, frozenset(needs.split()), frozenset(offers.split()), **words)  # type: ignore[arg-type]


def better(one: Person, other: Person, viewer: Person, history: History = NOBODY, *rest: Person) -> bool:
    pool = Pool([viewer, one, other, *rest])
    assert pool.score(viewer, one, history) != pool.score(viewer, other, history)
    return pool.ranked(viewer, history).index(one.id) < pool.ranked(viewer, history).index(other.id)


def test_use_to_both_sides_comes_before_use_to_one() -> None:
    me = person(1, "moulds", "design")
    assert better(person(2, "design", "moulds"), person(3, "steel", "moulds"), me)


def test_use_to_one_side_comes_before_use_to_none() -> None:
    me = person(1, "moulds", "design")
    assert better(person(2, "steel", "moulds"), person(3, "steel", "wood"), me)


def test_rare_shared_word_counts_more_than_a_common_one() -> None:
    crowd = [person(number, offers="export") for number in range(10, 20)]
    me = person(1, "export casting")
    assert better(person(2, offers="casting"), person(3, offers="export"), me, NOBODY, *crowd)


def test_long_list_of_offers_counts_less_than_a_short_one() -> None:
    me = person(1, "moulds")
    assert better(person(2, offers="moulds"), person(3, offers="moulds a b c d e f"), me)


def test_no_language_in_common_is_a_strong_minus_unless_somebody_interprets() -> None:
    def speaking(number: int, code: str) -> Person:
        return person(number, "design", "moulds", languages=frozenset({code}))

    me = person(1, "moulds", "design", languages=frozenset({"bg"}))
    one, other = speaking(2, "bg"), speaking(3, "el")
    plain = Pool([me, one, other])
    bridged = Pool([me, one, other], interpreters=[frozenset({"bg", "el"})])
    scores = [pool.score(me, them, NOBODY) for pool in (plain, bridged) for them in (one, other)]
    assert scores[0] == scores[2]
    assert scores[1] == WEIGHTS.no_language * scores[0]
    assert scores[3] == WEIGHTS.interpreted * scores[0]


def test_unknown_languages_and_times_are_no_minus() -> None:
    me, other = person(1, "moulds"), person(2, offers="moulds")
    told = replace(me, languages=frozenset({"bg"}), free=0b11)
    assert Pool([me, other]).score(me, other, NOBODY) == Pool([told, other]).score(told, other, NOBODY)


def test_whoever_is_there_at_the_same_time_comes_first() -> None:
    me = person(1, "moulds", free=0b0011)
    assert better(person(2, offers="moulds", free=0b0011), person(3, offers="moulds", free=0b1100), me)
    assert better(person(2, offers="moulds", free=0b0010), person(3, offers="moulds", free=0b1100), me)


def test_who_asked_me_comes_first_and_whom_i_met_before_later() -> None:
    me, one, other = person(1, "moulds"), person(2, offers="moulds"), person(3, offers="moulds")
    assert better(one, other, me, History(asked_me=frozenset({2})))
    assert better(other, one, me, History(met=frozenset({2})))


def test_words_are_the_same_in_another_script_ending_and_order() -> None:
    assert tokens(fold("Амбалажа")) & tokens(fold("ambalaže"))
    assert tokens(fold("cold chain logistics")) & tokens(fold("Logistic services, cold"))
    assert not tokens(fold("и на по")) & tokens(fold("по на и ли"))


WORDS = st.frozensets(st.sampled_from("abcdefgh"), max_size=4)
PEOPLE = st.lists(
    st.builds(Person, st.just(0), WORDS, WORDS, WORDS, WORDS, st.integers(0, 15)), min_size=2, max_size=8
).map(lambda found: [replace(one, id=number) for number, one in enumerate(found)])


@given(PEOPLE)
def test_scores_lie_in_bounds_everybody_is_ranked_once_and_use_is_the_same_for_both(people: list[Person]) -> None:
    pool = Pool(people)
    most = WEIGHTS.words + WEIGHTS.fields
    for one in people:
        assert sorted(pool.ranked(one, NOBODY)) == [other.id for other in people if other is not one]
        for other in people:
            assert 0 <= pool.score(one, other, NOBODY) <= most
            assert pool.score(one, other, NOBODY) == pool.score(other, one, NOBODY)


@given(st.permutations(range(60)), st.sets(st.integers(0, 59)), st.text(max_size=3))
def test_spreading_loses_nobody_and_moves_nobody_up_beyond_reach(
    ranked: list[int], unfound: set[int], seed: str
) -> None:
    shown = list(spread(ranked, unfound, seed))
    assert sorted(shown) == sorted(ranked)
    assert list(spread(ranked, unfound, seed)) == shown
    assert shown[0] == ranked[0]
    for place, who in enumerate(shown):
        assert ranked.index(who) < place + REACH


def test_only_the_open_places_of_ten_are_drawn_and_the_draw_changes_with_the_day() -> None:
    ranked = list(range(100))
    days = [list(spread(ranked, (), f"1:{day}")) for day in range(30)]
    kept = {tuple(who for place, who in enumerate(shown[:10]) if place not in OPEN_PLACES) for shown in days}
    assert {row[:4] for row in kept} == {(0, 1, 2, 3)}
    assert len({shown[4] for shown in days}) > 10


def test_whom_few_find_is_drawn_more_often_and_others_are_drawn_too() -> None:
    ranked, unfound = list(range(100)), set(range(0, 100, 2))
    drawn = [list(spread(ranked, unfound, str(seed)))[4] for seed in range(400)]
    share = sum(who in unfound for who in drawn) / len(drawn)
    assert 0.65 < share < 0.85
