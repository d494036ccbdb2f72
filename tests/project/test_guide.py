"""The organizer's guide: every chapter stands, every picture is there, every section of the pages has its chapter."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from matchmaking.organizer.guide import CHAPTERS
from matchmaking.organizer.navigation import SECTIONS
from tests.factories import make_event, make_organizer, sign_in
from tests.guide.__main__ import PAGES

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

ROOT = Path(__file__).parents[2]
CHAPTER_FILES = sorted((ROOT / "templates/organizer/guide").glob("*.html"))
PICTURES = ROOT / "matchmaking/static/guide"


def pictures_named() -> set[str]:
    return {name for path in CHAPTER_FILES for name in re.findall(r'picture\("([\w-]+)"', path.read_text("utf-8"))}


def test_every_section_has_its_chapter_and_every_chapter_its_section() -> None:
    assert [section.chapter for section in SECTIONS] == [chapter.name for chapter in CHAPTERS]


def test_pictures_of_the_guide_are_those_that_are_taken_and_there() -> None:
    assert pictures_named() == set(PAGES)
    assert {path.stem for path in PICTURES.glob("*.webp")} == set(PAGES)


@pytest.mark.parametrize("chapter", [chapter.name for chapter in CHAPTERS])
def test_chapter_can_be_read(app: Flask, client: FlaskClient, chapter: str) -> None:
    sign_in(client, make_organizer())
    assert client.get(f"/organizer/help/{chapter}").status_code == 200
    assert f"/organizer/help/{chapter}" in client.get("/organizer/help").text


def test_page_of_an_event_leads_to_its_chapter(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sign_in(client, ann)
    assert 'href="/organizer/help/set-up">Help' in client.get(f"/organizer/events/{event.slug}/tables").text
    assert 'href="/organizer/help">Help' in client.get("/organizer/account").text
