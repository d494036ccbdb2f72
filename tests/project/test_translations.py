"""Every language that is offered is whole: each message translated, with its places and all of its plural forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.support import Translations

from matchmaking.config import DEFAULTS
from matchmaking.translating import catalogues, checks, extracting
from matchmaking.translating.cyrillic import cyrillic

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

OFFERED = [code for code in DEFAULTS["LANGUAGES"] if code != "en"]
MOST_ALIKE = 25
"""Patterns such as “%(day)s, %(hour)s, %(table)s” are the same in many languages."""
MOST_UNBENT = 0.1
"""Of the messages with a number, so many may say all numbers alike: “još 3”, and what a language does not bend."""

BESIDE_A_NUMBER = re.compile(
    r"%\((?:num|count|total|length|(?!names)\w+s|free|taken|done|all|whole|most)\)[ds] "
    r"(?:open |more )?(?:people|others|[a-z]{3,}s)\b"
)
LIMIT = re.compile(r"\b(?:at most|at least|more than|from .+|to) $", re.IGNORECASE)
"""A limit that stands in the code: round, never one, and the same at all times, so that one form fits it."""

ONE_FORM_FOR_A_REASON = (
    # Limits that stand in the code, as above, but said before the sentence says that they are limits.
    "%(count)d invitations wait for an answer; that is as many as there can be.",
    "Data are kept for %(most)d days at most.",
    (
        "There is something in cell %(cell)s, beyond %(rows)s rows and %(columns)s columns. Delete it, or copy the "
        "list into a new workbook."
    ),
    "You have asked %(count)d people within 24 hours, as many as are possible. Go on tomorrow.",
)

COUNTS = (0, 1, 2, 3, 4, 5, 11, 12, 21, 22, 25, 101, 111)


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return extracting.template()


@pytest.mark.parametrize("locale", OFFERED)
def test_nothing_is_missing_or_wrong(sources: Catalog, locale: str) -> None:
    catalog = catalogues.read(locale)
    missing = [message.id for message in sources if message.id and message.id not in catalog]
    wrong = {message.id: faults for message in catalog if message.id and (faults := checks.faults(message, catalog))}
    assert (missing, wrong) == ([], {})


@pytest.mark.parametrize("locale", OFFERED)
def test_every_number_finds_its_form(locale: str) -> None:
    catalogues.compile_stale()
    loaded = Translations.load(str(catalogues.FOLDER), [locale])
    for message in catalogues.read(locale):
        if message.pluralizable and message.id:
            singular, plural = catalogues.ids_of(message)
            forms = catalogues.forms_of(message)
            assert {loaded.ungettext(singular, plural, n) for n in COUNTS} <= set(forms), message.id


@pytest.mark.parametrize("locale", OFFERED)
def test_no_two_forms_are_said_alike_where_words_show_the_number(locale: str) -> None:
    # A plural that was filled with one form for all numbers: in most messages a noun stands beside the number.
    catalog = catalogues.read(locale)
    counted = [message for message in catalog if message.pluralizable and message.id]
    alike = [message.id for message in counted if len(set(catalogues.forms_of(message))) == 1 < catalog.num_plurals]
    assert len(alike) <= len(counted) * MOST_UNBENT, alike


def counted_nouns(text: str) -> list[str]:
    """What stands as “7 days” or “1 of 7 days” in a message that has one form for every number."""
    return [found[0] for found in BESIDE_A_NUMBER.finditer(text) if not LIMIT.search(text[: found.start()])]


def test_no_count_stands_beside_a_noun_in_one_form_only(sources: Catalog) -> None:
    single = {str(message.id) for message in sources if message.id and not message.pluralizable}
    assert {text for text in single if counted_nouns(text)} == set(ONE_FORM_FOR_A_REASON)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("%(num)d days", ["%(num)d days"]),
        ("%(taken)d of %(seats)d seats are taken.", ["%(seats)d seats"]),
        ("%(count)s open requests", ["%(count)s open requests"]),
        ("You asked %(count)d people.", ["%(count)d people"]),
        ("At most %(count)d sessions.", []),
        ("It has 1 to %(count)d characters.", []),
        ("%(name)s stays where it was.", []),
        ("Version %(number)d is in force", []),
        ("Days: %(count)d", []),
    ],
)
def test_a_noun_beside_a_number_is_found(text: str, found: list[str]) -> None:
    assert counted_nouns(text) == found


def test_cyrillic_is_in_step_with_latin() -> None:
    latin, made = catalogues.read(catalogues.LATIN), catalogues.read(catalogues.CYRILLIC)
    wanted = {message.id: tuple(map(cyrillic, catalogues.forms_of(message))) for message in latin if message.id}
    assert {message.id: catalogues.forms_of(message) for message in made if message.id} == wanted


def test_languages_differ_from_english() -> None:
    # A catalogue filled with English words would pass the tests above.
    for locale in OFFERED:
        same = [
            message.id
            for message in catalogues.read(locale)
            if message.id and len(str(message.id)) > len("0123456789012345") and message.string == message.id
        ]
        assert len(same) <= MOST_ALIKE, (locale, same)
