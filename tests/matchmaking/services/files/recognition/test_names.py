from __future__ import annotations

import pytest
from babel import Locale

from matchmaking.services.files.recognition import country, language
from matchmaking.services.files.recognition.names import english_name

LANGUAGES = ["en", "sr_Latn", "sr", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu"]
REGION = [
    "RS",
    "BG",
    "MK",
    "RO",
    "GR",
    "TR",
    "HR",
    "SI",
    "BA",
    "AL",
    "CZ",
    "HU",
    "ME",
    "XK",
    "MD",
    "DE",
    "AT",
    "IT",
    "DK",
]
SPOKEN = ["en", "sr", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu", "de", "fr", "it", "da", "ru"]


@pytest.mark.parametrize("locale", LANGUAGES)
def test_countries_are_known_by_their_names_in_every_language(locale: str) -> None:
    names = [str(Locale.parse(locale).territories[code]) for code in REGION]
    assert [known.code for name in names if (known := country(name))] == REGION
    assert [known.code for name in names if (known := country(name.upper()))] == REGION


@pytest.mark.parametrize("locale", LANGUAGES)
def test_languages_are_known_by_their_names_in_every_language(locale: str) -> None:
    names = [str(Locale.parse(locale).languages[code]) for code in SPOKEN]
    assert [known.code for name in names if (known := language(name))] == SPOKEN


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Serbija", "RS"), ("Србија", "RS"), ("Republic of Serbia", "RS"), ("Republika Srbija", "RS"), ("rs", "RS"),
        ("SRB", "RS"), ("Turkey", "TR"), ("Türkiye", "TR"), ("TÜRKİYE", "TR"), ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Česká republika", "CZ"), ("Makedonija", "MK"), ("Македонија", "MK"), ("FYROM", "MK"), ("BiH", "BA"),
        ("Bosna i Hercegovina", "BA"), ("Kosovo*", "XK"), ("Kosova", "XK"), ("Crna Gora", "ME"), ("Österreich", "AT"),
        ("Deutschland", "DE"), ("Danmark", "DK"), ("Ελλάδα", "GR"), ("Shqipëria", "AL"), ("UK", "GB"),
        ("The Netherlands", "NL"),
        ("Romania (RO)", "RO"), ("Bosnia and Herzegovina", "BA"), ("Bosnia & Herzegovina", "BA"), (" bulgaria ", "BG"),
    ],
)  # fmt: skip
def test_countries_are_known_by_what_people_write(text: str, code: str) -> None:
    known = country(text)
    assert known is not None
    assert known.code == code


def test_a_name_tells_in_which_languages_it_is_one() -> None:
    serbija, serbia, code = country("Serbija"), country("Serbia"), country("RS")
    assert serbija is not None
    assert serbija.languages == {"lt", "lv"}
    assert serbia is not None
    assert "en" in serbia.languages
    assert code is not None
    assert code.languages == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Slovene", "sl"), ("Slovenian", "sl"), ("engleski", "en"), ("srpski jezik", "sr"), ("English (fluent)",
        "en"),
        ("English - C1", "en"), ("limba română", "ro"), ("Ελληνικά", "el"), ("türkçe", "tr"), ("shqip", "sq"),
        ("Bosnian", "bs"), ("crnogorski", "cnr"), ("EN", "en"), ("anglicky", "en"), ("немски", "de"),
    ],
)  # fmt: skip
def test_languages_are_known_by_what_people_write(text: str, code: str) -> None:
    known = language(text)
    assert known is not None
    assert known.code == code


@pytest.mark.parametrize("text", ["", "Xyz", "Yugoslavia?", "Balkan", "world", "123"])
def test_what_is_neither_country_nor_language_is_not_guessed(text: str) -> None:
    assert (country(text), language(text)) == (None, None)


def test_a_country_has_an_english_name_for_sentences() -> None:
    assert (english_name("RS"), english_name("XK")) == ("Serbia", "Kosovo")
