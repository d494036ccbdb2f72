from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.services.words.text import NotAnAddress, clean, fold, fold_address
from matchmaking.translating.cyrillic import cyrillic

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


# What a keyboard without marks offers for the letters of each language; its other letters stand for themselves.
PLAIN = {
    "sr_Latn": "čc ćc đd šs žz",
    "hr": "čc ćc đd šs žz",
    "bs": "čc ćc đd šs žz",
    "sl": "čc šs žz ćc đd",
    "ro": "ăa âa îi șs şs țt ţt",
    "tr": "çc ğg ıi öo şs üu âa îi ûu",
    "cs": "áa čc ďd ée ěe íi ňn óo řr šs ťt úu ůu ýy žz",
    "hu": "áa ée íi óo öo őo úu üu űu",
    "sq": "çc ëe",
    "en": "ée ïi",
}
CYRILLIC = {
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓеѐжзѕиѝјклљмнњопрстќуфхцчџш",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюяѝ",
}
GREEK = "αάβγδεέζηήθιίϊΐκλμνξοόπρσςτυύϋΰφχψωώ"


def words_of(letters: str) -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(letters), max_size=12)


@pytest.mark.parametrize("language", PLAIN)
@given(st.data())
def test_any_word_is_found_without_its_marks(language: str, data: st.DataObject) -> None:
    plain = {pair[0]: pair[1] for pair in PLAIN[language].split()}
    word = data.draw(words_of("abcdefghijklmnopqrstuvwxyz " + "".join(plain)))
    typed = "".join(plain.get(letter, letter) for letter in word)
    assert {fold(word), fold(word.upper()), fold(unicodedata.normalize("NFD", word))} == {fold(typed)}


@pytest.mark.parametrize("language", CYRILLIC)
@given(st.data())
def test_any_word_is_found_in_capitals_and_taken_apart(language: str, data: st.DataObject) -> None:
    word = data.draw(words_of(CYRILLIC[language] + " "))
    assert {fold(word.upper()), fold(unicodedata.normalize("NFD", word))} == {fold(word)}


@given(words_of(GREEK + " "))
def test_any_greek_word_is_found_without_its_accents_and_in_capitals(word: str) -> None:
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) != "Mn")
    assert {fold(bare), fold(word.upper()), fold(bare.upper())} == {fold(word)}


@given(st.text(st.sampled_from("abcčćdđefghijklmnoprsštuvzž "), max_size=12))
def test_any_serbian_word_is_found_from_the_other_script(word: str) -> None:
    assert fold(cyrillic(word)) == fold(word)


@pytest.mark.parametrize(("small", "capital"), [("ı", "I"), ("i", "İ"), ("ışık", "IŞIK"), ("izmir", "İZMİR")])
def test_both_turkish_letters_i_are_one(small: str, capital: str) -> None:
    assert fold(small) == fold(capital)


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
