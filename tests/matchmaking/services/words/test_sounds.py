from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.words.sounds import MOST, spellings
from matchmaking.services.words.text import fold

NAMES = (
    ("Maria", "Mariya", "Marija", "Мария", "Марија", "Μαρία"),
    ("Sofia", "Sofija", "Sofiya", "София", "Σοφία", "Sophia"),
    ("Filippos", "Philippos", "Φίλιππος"),
    ("Mihail", "Mikhail", "Михаил"),
    ("Zaykova", "Zajkova", "Zaikova", "Зайкова", "Зајкова"),
    ("Hristo", "Khristo", "Христо"),
    ("Yana", "Jana", "Яна"),
    ("Yuliya", "Julija", "Юлия", "Јулија", "Julia", "Yulia"),
    ("Lyubomir", "Ljubomir", "Любомир", "Љубомир"),
    ("Nikolay", "Nikolaj", "Nikolai", "Николай"),
    ("Tsvetan", "Cvetan", "Цветан"),
    ("Kostitsa", "Kostica", "Костица"),
    ("Shterev", "Щерев", "Šterev", "Shcherev", "Ščerev"),
    ("Zhivko", "Živko", "Живко"),
)
EVERY_SCRIPT = st.text(st.sampled_from("abcfhijkmnopstuyzčšžšđ щшцхжяюйиαιφχυ.-' "), max_size=24)


def finds(typed: str, text: str) -> bool:
    return all(any(way in fold(text) for way in ways) for ways in spellings(typed))


@pytest.mark.parametrize("spelled", NAMES, ids=lambda names: names[0])
def test_name_is_found_whichever_of_its_spellings_is_typed(spelled: tuple[str, ...]) -> None:
    missed = [(typed, written) for typed in spelled for written in spelled if not finds(typed, written)]
    assert missed == []


def test_different_names_are_not_found_for_one_another() -> None:
    one_each = [names[0] for names in NAMES] + ["Mario", "Stanković", "Skender", "Marco", "Petar", "Peter"]
    assert [(a, b) for a in one_each for b in one_each if a != b and finds(a, b)] == []


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("scan", "Stanković"),
        ("arts", "march"),
        ("Stana", "Scania"),
        ("mai", "May"),
        ("stay", "sustain"),
    ],
)
def test_words_that_only_look_alike_are_not_found(typed: str, other: str) -> None:
    assert not finds(typed, other)


@given(EVERY_SCRIPT | st.text(max_size=24))
def test_whatever_is_found_as_it_is_typed_is_still_found(typed: str) -> None:
    assert [ways[0] for ways in spellings(typed)] == fold(typed).split()


@given(st.text(st.sampled_from("ijyfhkptscaeou"), min_size=4, max_size=60))
def test_long_words_have_no_more_spellings_than_can_be_looked_for(typed: str) -> None:
    assert all(len(ways) <= 3 * MOST for ways in spellings(typed))
