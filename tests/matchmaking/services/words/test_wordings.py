from __future__ import annotations

from types import SimpleNamespace

import pytest
from flask_babel import force_locale

from matchmaking.extensions import db
from matchmaking.models import Event, Zone
from matchmaking.services.words.wordings import worded, worded_and_marked, zone_worded
from tests.factories import make_event, make_tables

pytestmark = pytest.mark.usefixtures("app")

SERBIAN = {"sr": {"name": "Сусрети", "venue": "Дворана"}}


def names(event: Event, *languages: str) -> list[str]:
    return [worded(event, "name", language) for language in languages]


def test_words_are_those_of_the_language_and_else_as_they_are_stored() -> None:
    event = make_event(name="Days", languages=["en", "sr", "bg"], wordings={**SERBIAN, "bg": {"venue": "Зала"}})
    assert names(event, "sr", "bg", "en", "cs") == ["Сусрети", "Days", "Days", "Days"]
    assert worded(event, "venue", "bg") == "Зала"


def test_language_is_that_of_the_page_or_mail() -> None:
    event = make_event(name="Days", wordings=SERBIAN)
    with force_locale("sr"):
        assert worded(event, "name") == "Сусрети"
    with force_locale("en"):
        assert worded(event, "name") == "Days"


def test_other_script_of_the_language_is_read_rather_than_the_first_language() -> None:
    event = make_event(name="Days", languages=["en", "sr"], wordings=SERBIAN)
    assert names(event, "sr_Latn") == ["Сусрети"]


def test_first_language_is_never_read_in_its_other_script() -> None:
    event = make_event(name="Susreti", languages=["sr_Latn", "sr"], wordings=SERBIAN)
    assert names(event, "sr_Latn", "sr") == ["Susreti", "Сусрети"]


def test_words_in_another_language_than_the_pages_say_which_it_is() -> None:
    event = make_event(name="Days <of> Clusters", venue="Sava", languages=["en", "sr"], wordings=SERBIAN)
    english = '<span lang="en">Days &lt;of&gt; Clusters</span>'
    serbian = '<span lang="sr">Сусрети</span>'
    for page, marked in (("en", "Days <of> Clusters"), ("sr", "Сусрети"), ("sr_Latn", serbian), ("cs", english)):
        with force_locale(page):
            assert worded_and_marked(event, "name") == marked
    with force_locale("en"):
        assert worded_and_marked(event, "name", "sr") == serbian
    event = make_event(name="Susreti", languages=["sr_Latn"])
    with force_locale("sr"):
        assert worded_and_marked(event, "name") == '<span lang="sr-Latn">Susreti</span>'


def test_nothing_is_marked_that_is_empty_or_of_no_known_language() -> None:
    with force_locale("cs"):
        assert worded_and_marked(make_event(venue=""), "venue") == ""
        assert worded_and_marked(SimpleNamespace(name="Sample"), "name") == "Sample"  # type: ignore[arg-type]


def test_zone_is_found_by_the_name_that_was_published() -> None:
    event = make_event()
    make_tables(event, 1, "Hall A")
    db.session.query(Zone).one().wordings = {"sr": {"name": "Сала А"}}
    db.session.commit()
    with force_locale("sr"):
        assert [zone_worded(event, name) for name in ("Hall A", "Hall Z")] == ["Сала А", "Hall Z"]
