"""Countries and languages by their names in the languages of Europe (CLDR), and by their codes."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from babel import Locale
from babel.core import get_global

from matchmaking.services.files.recognition.splitting import words

# English first, then the region's, then the rest of Europe's: where two languages use one name for two things, the
# earlier is meant.
LOCALES = (
    "en", "sr_Latn", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu", "de", "fr", "it", "sk", "pl",
    "ru", "uk", "es", "pt", "nl", "da", "sv", "nb", "fi", "et", "lv", "lt", "be", "ka", "hy", "az", "ca", "is", "ga",
    "mt",
)  # fmt: skip
# Names that CLDR does not have, each as of one language.
MORE_COUNTRIES = {
    "en": {
        "UK": "GB", "Great Britain": "GB", "England": "GB", "Scotland": "GB", "Wales": "GB", "USA": "US",
        "United States of America": "US", "Czech Republic": "CZ", "Turkey": "TR", "Macedonia": "MK", "FYROM": "MK",
        "Bosnia": "BA", "BiH": "BA", "Holland": "NL", "The Netherlands": "NL",
        "Slovak Republic": "SK", "Hellas": "GR", "Republic of Moldova": "MD", "Russian Federation": "RU", "UAE": "AE",
    },
    "sr_Latn": {"Bosna": "BA", "BIH": "BA", "Makedonija": "MK", "Republika Srpska": "BA", "Češka Republika": "CZ",
                "Engleska": "GB", "SAD": "US", "Holandija": "NL", "Republika Srbija": "RS"},
    "bg": {"Македония": "MK", "Чешка република": "CZ", "Англия": "GB", "Босна": "BA", "САЩ": "US"},
    "mk": {"Македонија": "MK", "Бугарија": "BG", "Босна": "BA"},
    "ro": {"Macedonia": "MK", "Republica Moldova": "MD", "Cehia": "CZ", "Anglia": "GB", "Olanda": "NL", "SUA": "US"},
    "el": {"Σκόπια": "MK", "Βοσνία": "BA", "Αγγλία": "GB", "ΗΠΑ": "US", "Τσεχική Δημοκρατία": "CZ"},
    "tr": {"Makedonya": "MK", "Bosna": "BA", "Çek Cumhuriyeti": "CZ", "İngiltere": "GB", "ABD": "US"},
    "hr": {"Makedonija": "MK", "Češka Republika": "CZ", "Engleska": "GB"},
    "sl": {"Makedonija": "MK", "Češka republika": "CZ", "Anglija": "GB", "ZDA": "US"},
    "sq": {"Maqedonia": "MK", "Maqedonia e Veriut": "MK", "Kosova": "XK", "Kosovë": "XK", "Shqipëria": "AL",
           "Serbia": "RS", "Greqia": "GR", "Turqia": "TR", "Bullgaria": "BG", "Mali i Zi": "ME"},
    "cs": {"Česká republika": "CZ", "ČR": "CZ", "Makedonie": "MK", "Anglie": "GB", "Bosna": "BA"},
    "hu": {"Macedónia": "MK", "Cseh Köztársaság": "CZ", "Anglia": "GB", "Bosznia": "BA"},
}  # fmt: skip
MORE_LANGUAGES = {
    "en": {"Slovene": "sl", "Farsi": "fa", "Mandarin": "zh", "Flemish": "nl", "Castilian": "es", "BCS": "sh",
           "Serbo-Croatian": "sh", "Montenegrin": "cnr", "Gaelic": "ga"},
    "sr_Latn": {"crnogorski": "cnr", "srpskohrvatski": "sh", "slovenački": "sl", "flamanski": "nl"},
    "sl": {"angleško": "en", "slovensko": "sl", "nemško": "de", "hrvaško": "hr", "srbsko": "sr", "angleški": "en",
           "slovenski": "sl", "nemški": "de", "italijansko": "it"},
    "cs": {"anglicky": "en", "česky": "cs", "německy": "de", "rusky": "ru", "francouzsky": "fr", "srbsky": "sr",
           "slovensky": "sk", "polsky": "pl", "anglický": "en", "český": "cs", "německý": "de"},
    "sq": {"anglishtja": "en", "shqipja": "sq", "gjermanishtja": "de"},
    "el": {"Αγγλική": "en", "Ελληνική": "el", "Γερμανική": "de"},
}  # fmt: skip

CODE_LENGTH = 2
LONG_CODE_LENGTH = 3
# Languages of the region that have no code of two letters: Aromanian, Romani, Ladino, Rusyn, Gheg, Pontic, Gagauz
LONG_CODES = {"rup", "rom", "lad", "rue", "aln", "pnt", "gag"}
NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]|\*")
OFFICIAL = re.compile(r"^(?:the )?(?:republic of|republika|republica|republique|dimokratia|the) (?=\w{3})")
# "English B2", "srpski jezik", "limba română": what stands beside a language's name
BESIDE_LANGUAGES = re.compile(
    r"\b(?:a1|a2|b1|b2|c1|c2|native|fluent|basic|good|mother tongue|language|jezik|jazik|ezik|limba|glossa|dili|gjuha"
    r"|jazyk|nyelv|maternji|materni)\b"
)


class Known(NamedTuple):
    """What a name stands for, and in which languages it does; in none if it is a code."""

    code: str
    languages: frozenset[str]


def country(text: str) -> Known | None:
    """The country of this name or code as ISO 3166-1 alpha-2, Kosovo as XK."""
    name = words(IN_BRACKETS.sub(" ", text))
    known = _countries()
    return known.get(words(text)) or known.get(name) or known.get(OFFICIAL.sub("", name))


def language(text: str) -> Known | None:
    """The language of this name or code, as ISO 639."""
    name = words(IN_BRACKETS.sub(" ", text))
    known = _languages()
    return known.get(words(text)) or known.get(name) or known.get(words(BESIDE_LANGUAGES.sub(" ", name)))


def english_name(code: str) -> str:
    """A country's English name, for sentences."""
    return _territories("en").get(code, code)


@cache
def _countries() -> dict[str, Known]:
    found = _Names()
    codes = [code for code in _territories("en") if _is_country(code)]
    for locale in LOCALES:
        names = _territories(locale)
        for code in codes:
            found.add(names.get(code, ""), code, locale)
        for name, code in MORE_COUNTRIES.get(locale, {}).items():
            found.add(name, code, locale)
    for code in codes:
        found.add_code(code, code)
    for alias, (code, *others) in get_global("territory_aliases").items():
        if len(alias) == LONG_CODE_LENGTH and alias.isalpha() and not others and code in codes:
            found.add_code(alias, code)
    return found.known()


@cache
def _languages() -> dict[str, Known]:
    found = _Names()
    codes = [code for code in _tongues("en") if len(code) == CODE_LENGTH or code in LONG_CODES]
    for locale in LOCALES:
        names = _tongues(locale)
        for code in codes:
            found.add(names.get(code, ""), code, locale)
        for name, code in MORE_LANGUAGES.get(locale, {}).items():
            found.add(name, code, locale)
    for code in codes:
        found.add_code(code, code)
    return found.known()


class _Names:
    """Names as they are collected; the first one to use a name keeps it."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._languages: dict[str, set[str]] = {}
        self._shorter: list[tuple[str, str, str]] = []  # without what stands in brackets: "Albanian (Gheg)"

    def add(self, name: str, code: str, language: str) -> None:
        """A language calls it so."""
        self._add_key(words(name), code, language)
        if "&" in name:
            self._add_key(words(name.replace("&", "and")), code, language)
        if IN_BRACKETS.search(name):
            self._shorter.append((words(IN_BRACKETS.sub(" ", name)), code, language))

    def _add_key(self, key: str, code: str, language: str) -> None:
        if key and self._codes.setdefault(key, code) == code:
            self._languages.setdefault(key, set()).add(language.partition("_")[0])

    def add_code(self, name: str, code: str) -> None:
        """It has this code, whatever the language."""
        self._codes.setdefault(words(name), code)

    def known(self) -> dict[str, Known]:
        """All that was collected, the shortened names last: "Albanian" is the language, not a kind of it."""
        for key, code, language in self._shorter:
            self._add_key(key, code, language)
        self._shorter.clear()
        return {key: Known(code, frozenset(self._languages.get(key, ()))) for key, code in self._codes.items()}


def _is_country(code: str) -> bool:
    return len(code) == CODE_LENGTH and code.isalpha() and code not in NOT_COUNTRIES


@cache
def _territories(locale: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(locale).territories.items()}


def _tongues(locale: str) -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale.parse(locale).languages.items()}
