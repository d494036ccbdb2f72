"""Serbian from Latin into Cyrillic letters."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.translating.cyrillic import cyrillic


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Ljubav i Njegoš, džep", "Љубав и Његош, џеп"),
        ("DŽEP, NJEGOŠ, Đak, ćuk, šuma, žaba", "ЏЕП, ЊЕГОШ, Ђак, ћук, шума, жаба"),
        ("Injekcija i konjugacija; nadživeti", "Инјекција и конјугација; надживети"),
        ("%(name)s: sto %(number)d, {hour}, 100 %%", "%(name)s: сто %(number)d, {hour}, 100 %%"),
        ("Preuzmi PDF ili .xlsx kao UTF-8", "Преузми PDF или .xlsx као UTF-8"),
        ("<b>Pritisnite</b> Ctrl Z &amp; Enter", "<b>Притисните</b> Ctrl Z &amp; Enter"),
        ("Pišite na ana@example.rs", "Пишите на ana@example.rs"),
        ("U toku", "У току"),
    ],
)
def test_words_change_letters_and_names_of_things_do_not(latin: str, expected: str) -> None:
    assert cyrillic(latin) == expected


@given(st.text(alphabet="abcčćdđefghijklmnoprsštuvzž ,.;", max_size=60))
def test_no_latin_letter_is_left_in_words(text: str) -> None:
    words = re.sub(r"(?<!\w)\.[a-z]{3,4}\b|\bzip\b", "", text)
    assert not re.search("[a-zčćđšž]", cyrillic(words)) or re.search(r"(?<!\w)\.[a-z]{3,4}\b|\bzip\b", words)
