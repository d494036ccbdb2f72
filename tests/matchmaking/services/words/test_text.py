from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.words.text import NotAnAddress, clean, fold, fold_address

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("cacak", ["Čačak", "Чачак", "ČAČAK", "Chachak", "C\u030cac\u030cak"]),
        ("nikolaou", ["Νικολάου", "ΝΙΚΟΛΑΟΥ", "Nikolaou"]),
        ("djordje", ["Đorđe", "Ђорђе", "Dorde", "DJORDJE"]),
        ("shterev", ["Щерев", "Šterev"]),
        ("chavdar", ["Чавдар", "Čavdar"]),
        ("zhivko", ["Живко", "Živko"]),
        ("tsvetan", ["Цветан", "Cvetan"]),
        ("kjosev", ["Ќосев", "Kosev"]),
        ("gjorgji", ["Ѓорѓи", "Gorgi"]),
        ("ljubica", ["Љубица", "Ljubica", "\u01c8ubica"]),
        ("dzemal", ["Џемал", "Džemal", "\u01c5emal"]),
        ("nikolay", ["Николай", "Николаи\u0306"]),
        ("yana", ["Яна"]),
        ("hristo", ["Христо"]),
        ("papadopoulos", ["Παπαδόπουλος"]),
        ("christos", ["Χρήστος"]),
        ("evangelos", ["Ευάγγελος"]),
        ("eftychia", ["Ευτυχία"]),
        ("stavros", ["Σταύρος"]),
        ("bakas", ["Μπάκας"]),
        ("isil", ["Işıl", "IŞIL", "İşil"]),
        ("yilmaz", ["Yılmaz", "YILMAZ"]),
        ("gokce", ["Gökçe"]),
        ("strasse", ["Straße", "STRASSE", "STRAẞE"]),
        ("serban", ["Șerban", "Şerban"]),
        ("taranu", ["Țăranu", "Ţăranu"]),
        ("zdarsky", ["Žďárský"]),
        ("office", ["ofﬁce"]),
        ("sorensen", ["Sørensen"]),
        ("lukasz", ["Łukasz"]),
    ],
)
def test_a_name_is_found_however_it_is_typed(typed: str, written: list[str]) -> None:
    assert [fold(name) for name in written] == [fold(typed)] * len(written)


def test_different_names_stay_different() -> None:
    names = ["Petrov", "Петровски", "Νίκος", "Nikola", "Čedomir", "Teodor", "Sava", "Zara", "export", "expert"]
    assert len({fold(name) for name in names}) == len(names)


def test_the_beginning_of_a_word_finds_it_while_it_is_typed() -> None:
    assert all(fold("Chamber of Shipping"[:end]) in fold("Chamber of Shipping") for end in range(1, 19))


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.sampled_from("čćšžđABCdgkjhстшчђњћџйαυουγχμπßıİ \u0301\u030c"), max_size=20))
def test_folding_the_scripts_of_the_region_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(
    st.text(st.sampled_from("čćšžđабвгдђежзијклљмнњопрстћуфхцчџшщъьюяαβγδεζηθικλμνξοπρστυφχψωάέήίόύώğışöçăâîșțőűřě "))
)
def test_the_letters_of_the_region_fold_to_ascii(text: str) -> None:
    assert fold(text).isascii()


def test_cleaning_takes_out_what_cannot_be_seen() -> None:
    assert clean("  Ana\u00a0\t Anić\x00\x1b\u202e\ud800\ufeff ") == "Ana Anić"
    assert clean("one\r\ntwo\u2028three\x85four") == "one two three four"
    assert clean("C\u030cac\u030cak") == "Čačak"
    assert clean("\u200d \u200c") == ""


def test_cleaning_keeps_lines_where_they_are_wanted() -> None:
    assert clean("\n one \r\n\r\n\n\n two\u2029three\n", multiline=True) == "one\n\ntwo\nthree"


@given(ANY_TEXT, st.booleans())
def test_cleaned_text_has_no_controls_and_stays_as_it_is(text: str, multiline: bool) -> None:  # noqa: FBT001 - drawn
    cleaned = clean(text, multiline=multiline)
    assert clean(cleaned, multiline=multiline) == cleaned
    assert not [
        c for c in cleaned if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} and not (multiline and c == "\n")
    ]


@pytest.mark.parametrize(
    ("given_address", "key"),
    [
        ("P6@ORG2.EXAMPLE ", "p6@org2.example"),
        ("\u00a0ann@x.example\u200b", "ann@x.example"),
        ("mailto:ann@x.example", "ann@x.example"),
        ("Jovan@Пример.example", "jovan@пример.example"),
        ("jovan@xn--e1afmkfd.example", "jovan@пример.example"),
        ("ÖZGE@x.example", "özge@x.example"),
    ],
)
def test_an_address_is_known_however_it_is_written(given_address: str, key: str) -> None:
    assert fold_address(given_address) == key
    assert fold_address(key) == key


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no e-mail address."),
        (" \u200b", "There is no e-mail address."),
        ("not an address", "“not an address” is not an e-mail address."),
        ("ann@localhost", "“ann@localhost” is not an e-mail address."),
        ("ann@@x.example", "“ann@@x.example” is not an e-mail address."),
        ("Ann <ann@x.example>", "“Ann <ann@x.example>” is not an e-mail address."),
        (
            "a@x.example; b@x.example",
            "There are several e-mail addresses in one place: “a@x.example; b@x.example”. Give one.",
        ),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(text: str, sentence: str) -> None:
    with pytest.raises(NotAnAddress) as refusal:
        fold_address(text)
    assert str(refusal.value) == sentence
