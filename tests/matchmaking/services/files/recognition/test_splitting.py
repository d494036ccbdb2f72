from __future__ import annotations

import pytest

from matchmaking.services.files.recognition import split_list, split_names, split_organizations


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("design; printing", ("design", "printing")),
        ("design, printing", ("design", "printing")),
        ("design, also of packages; printing", ("design, also of packages", "printing")),
        ("design\r\nprinting\n\n", ("design", "printing")),
        ("R/D and TV/radio / film", ("R/D and TV/radio", "film")),
        (" ; ,; design ;design; DESIGN", ("design",)),
        ("", ()),
        ("• one\n• two", ("one", "two")),
    ],
)
def test_a_list_is_divided_at_its_strongest_separators(text: str, parts: tuple[str, ...]) -> None:
    assert split_list(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Firma, d.o.o.; Нова АД", ("Firma, d.o.o.", "Нова АД")),
        ("Firma d.o.o.\r\nNova A/S | B\n", ("Firma d.o.o.", "Nova A/S | B")),
        ("; Zora ;ZORA", ("Zora",)),
        ("", ()),
    ],
)
def test_names_of_organizations_keep_their_commas_and_full_stops(text: str, parts: tuple[str, ...]) -> None:
    assert split_organizations(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("English, Greek", ("English", "Greek")),
        ("English/Greek;Serbian\nCzech", ("English", "Greek", "Serbian", "Czech")),
        ("English and Greek", ("English", "Greek")),
        ("srpski i engleski", ("srpski", "engleski")),
        ("Αγγλικά και Ελληνικά", ("Αγγλικά", "Ελληνικά")),
        ("Serbian, serbian", ("Serbian",)),
    ],
)
def test_names_are_divided_at_every_separator(text: str, parts: tuple[str, ...]) -> None:
    assert split_names(text) == parts
