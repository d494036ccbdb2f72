"""Every organizer page of an event has its place in the sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.organizer.navigation import SECTIONS
from tests.factories import make_event, make_organizer, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient


def test_every_page_of_an_event_belongs_to_one_page_of_one_section(app: Flask) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("organizer.")]
    for rule in rules:
        if "slug" in rule.arguments:
            endpoint = rule.endpoint.removeprefix("organizer.")
            assert sum(page.holds(endpoint) for section in SECTIONS for page in section.pages) == 1, endpoint


def test_open_page_is_marked_in_its_section_and_the_section_in_the_event(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sign_in(client, ann)
    page = client.get(f"/organizer/events/{event.slug}/tables").text
    assert page.count('aria-current="page"') == 1
    assert f'href="/organizer/events/{event.slug}/settings" aria-current="true">Set-up' in page
    assert f'href="/organizer/events/{event.slug}/tables" aria-current="page">Tables' in page


def test_section_with_one_page_has_no_second_row(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sign_in(client, ann)
    assert 'class="section-bar"' not in client.get(f"/organizer/events/{event.slug}/").text
