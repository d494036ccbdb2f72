"""Catalogues kept, brought in step with the sources, and loaded by pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.support import Translations

from matchmaking.translating import catalogues, extracting

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    return tmp_path


def sources(*messages: str | tuple[str, str]) -> Catalog:
    catalog = Catalog()
    for message in messages:
        catalog.add(message, locations=[("templates/public/home.html", 0)])
    return catalog


def translated(locale: str, **words: str) -> None:
    catalog = catalogues.read(locale)
    for message, told in words.items():
        catalog[message].string = told
    catalogues.write(catalog)


def test_an_update_keeps_words_and_drops_what_is_no_longer_said() -> None:
    extracting.update("bg", sources("Save", "Go"))
    translated("bg", Save="Запази", Go="Напред")
    extracting.update("bg", sources("Save", "Stop"))
    assert [(message.id, message.string) for message in catalogues.read("bg") if message.id] == [
        ("Save", "Запази"),
        ("Stop", ""),
    ]


def test_cyrillic_follows_latin_at_every_update() -> None:
    extracting.update("sr_Latn", sources("Save"))
    translated("sr_Latn", Save="Sačuvaj")
    extracting.update("sr", sources("Save"))
    assert catalogues.read("sr")["Save"].string == "Сачувај"


def test_the_same_words_make_the_same_file() -> None:
    extracting.update("mk", sources("Save", ("%(num)d day", "%(num)d days")))
    before = catalogues.path_of("mk").read_bytes()
    extracting.update("mk", sources("Save", ("%(num)d day", "%(num)d days")))
    assert catalogues.path_of("mk").read_bytes() == before


def test_macedonian_counts_twenty_one_like_one() -> None:
    extracting.update("mk", sources(("%(num)d day", "%(num)d days")))
    catalog = catalogues.read("mk")
    catalog["%(num)d day"].string = ("%(num)d ден", "%(num)d дена")
    catalogues.write(catalog)
    catalogues.compile_stale()
    loaded = Translations.load(str(catalogues.FOLDER), ["mk"])
    counted = {n: loaded.ungettext("%(num)d day", "%(num)d days", n) for n in (1, 2, 11, 21)}
    assert counted == {1: "%(num)d ден", 2: "%(num)d дена", 11: "%(num)d дена", 21: "%(num)d ден"}


def test_what_pages_load_follows_a_changed_catalogue() -> None:
    extracting.update("cs", sources("Save"))
    translated("cs", Save="Uložit")
    catalogues.compile_stale()
    assert Translations.load(str(catalogues.FOLDER), ["cs"]).gettext("Save") == "Uložit"
    assert not catalogues.is_stale("cs")
    translated("cs", Save="Uložiť")
    catalogues.compile_stale()
    assert Translations.load(str(catalogues.FOLDER), ["cs"]).gettext("Save") == "Uložiť"


def test_messages_come_from_python_and_from_templates() -> None:
    found = extracting.template()
    assert {path for path, _line in found["Directory"].locations} >= {"templates/participant/directory.html"}
    assert found["There is no such page."].locations[0][0] == "matchmaking/access.py"
    assert found["%(num)d table"].pluralizable
    assert not [path for message in found for path, _line in message.locations if path.startswith(("tests", "solver"))]
