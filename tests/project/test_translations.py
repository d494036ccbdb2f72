"""Every language that is offered is whole: each message translated, with its places and all of its plural forms."""

from __future__ import annotations

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
