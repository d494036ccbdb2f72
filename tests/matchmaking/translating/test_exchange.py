"""Translations handed out as JSON and taken back; wrong ones are refused with their reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from babel.messages.catalog import Catalog

from matchmaking.translating import catalogues, exchange, extracting

if TYPE_CHECKING:
    from pathlib import Path

GUIDE, PAGE = "templates/organizer/guide/after.html", "templates/participant/agenda.html"


@pytest.fixture(autouse=True)
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    sources = Catalog()
    sources.add("Back", locations=[(GUIDE, 0)])
    sources.add("Hello %(name)s,", locations=[(PAGE, 0)])
    sources.add(("The only table is taken", "All %(num)d tables are taken"), locations=[(PAGE, 0)])
    extracting.update("cs", sources)


def given(message: str | list[str], translation: str | list[str]) -> list[str]:
    entry: dict[str, Any] = {"message": message, "translation": translation}
    return [reason for one in exchange.take_in("cs", [entry]) for reason in one.reasons]


TABLES = ["The only table is taken", "All %(num)d tables are taken"]


def test_what_participants_read_comes_first() -> None:
    asked = exchange.exported("cs", missing_only=True)
    assert [entry["message"] for entry in asked] == ["Hello %(name)s,", TABLES, "Back"]
    assert asked[1]["translation"] == ["", "", ""]
    assert asked[2]["where"] == [GUIDE]


def test_what_is_translated_is_not_asked_again() -> None:
    assert given("Hello %(name)s,", "Dobrý den, %(name)s,") == []
    assert given(TABLES, ["Jediný stůl je obsazen", "Všechny %(num)d stoly jsou obsazeny", "Obsazeno: %(num)d"]) == []
    assert [entry["message"] for entry in exchange.exported("cs", missing_only=True)] == ["Back"]
    assert len(exchange.exported("cs", missing_only=False)) == len([GUIDE, PAGE, PAGE])


@pytest.mark.parametrize(
    ("message", "translation", "reason"),
    [
        ("Hello %(name)s,", "Dobrý den,", "“Dobrý den,” has the places none, not %(name)s"),
        ("Hello %(name)s,", "Dobrý den, %(jmeno)s,", "“Dobrý den, %(jmeno)s,” has the places %(jmeno)s, not %(name)s"),
        ("Back", "", "it is not translated"),
        ("Back", "Zpět ", "“Zpět ” begins or ends with other blanks"),
        ("Back", ["Zpět"], "it needs one text"),
        (TABLES, "Obsazeno", "it needs one text for each plural form"),
        (TABLES, ["Jediný stůl je obsazen", "Všechny %(num)d"], "it has 2 plural forms, not 3"),
        ("Forward", "Vpřed", "there is no such message"),
    ],
)
def test_a_wrong_translation_is_refused_and_changes_nothing(
    message: str | list[str], translation: str | list[str], reason: str
) -> None:
    before = catalogues.path_of("cs").read_bytes()
    assert given(message, translation) == [reason]
    assert catalogues.path_of("cs").read_bytes() == before
