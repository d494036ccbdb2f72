"""Which language suits a reader, with the ways in which browsers name the region's languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaking.services.words import languages

if TYPE_CHECKING:
    from flask import Flask

ALL = ["en", "sr_Latn", "sr", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("sr-RS,sr;q=0.9,en;q=0.8", "sr"),
        ("sr-Cyrl-RS", "sr"),
        ("sr-Cyrl-BA,en", "sr"),
        ("sr-Latn-RS,en;q=0.5", "sr_Latn"),
        ("sr-Latn-BA,en;q=0.5", "sr_Latn"),
        ("sr-ME", "sr_Latn"),
        ("sh-BA", "sr_Latn"),
        ("cnr-ME,en;q=0.9", "sr_Latn"),
        ("bs-Latn-BA", "bs"),
        ("hr-BA,en;q=0.9", "hr"),
        ("sq-XK,sq;q=0.9", "sq"),
        ("el-GR", "el"),
        ("de-DE,de;q=0.9,tr;q=0.8,en;q=0.7", "tr"),
        ("en;q=0.1, cs; q=0.9", "cs"),
        ("hu;q=0, ro;q=0.5", "ro"),
        ("hu;q=nan,ro;q=x,*,;;,bg;q=0.1", "bg"),
        ("ja,zh-Hant-TW", "en"),
    ],
)
def test_a_browser_is_answered_in_the_language_that_it_means(app: Flask, header: str, language: str) -> None:
    app.config["LANGUAGES"] = ALL
    assert languages.best(languages.wanted(header)) == language


@pytest.mark.parametrize(("header", "offered"), [("sr-Latn,en;q=0.9", "sr"), ("sr,en;q=0.9", "sr_Latn")])
def test_serbian_in_the_other_script_is_better_than_english(app: Flask, header: str, offered: str) -> None:
    app.config["LANGUAGES"] = ["en", offered]
    assert languages.best(languages.wanted(header)) == offered


def test_an_installation_without_english_falls_back_to_its_own_first_language(app: Flask) -> None:
    app.config["LANGUAGES"] = ["mk", "sq"]
    assert languages.best(languages.wanted("en-GB,en;q=0.9")) == "mk"
