"""What the service writes in a language it reads again: the headings of its own lists, filled in and brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask_babel import force_locale

from matchmaking.config import DEFAULTS
from matchmaking.organizer import labels
from matchmaking.services.files.lists import people, requests
from matchmaking.services.files.recognition import Kind, recognise
from matchmaking.services.files.recognition.requests import priority, status
from tests.factories import make_event

if TYPE_CHECKING:
    from flask import Flask

PARTICIPANTS = [
    "given_name", "family_name", "email", "organization", "further_organizations", "country", "participation_type",
    "fields", "offers", "needs", "languages", "phone", "about", "attendance",
]  # fmt: skip
OF_TWO_MEANINGS = {"Отказано"}  # declined in Bulgarian, cancelled in Serbian
REQUESTS = ["requester", "recipient", "priority", "message", "status"]


@pytest.mark.parametrize("language", DEFAULTS["LANGUAGES"])
def test_the_list_of_participants_is_read_again(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        header, _rows = people.table(make_event(), people.Search(), sort="name", descending=False)
    columns = recognise(header, Kind.PARTICIPANTS).columns
    assert [header[columns[field]] if field in columns else field for field in PARTICIPANTS] == header[
        : len(PARTICIPANTS)
    ]


@pytest.mark.parametrize("language", DEFAULTS["LANGUAGES"])
def test_the_list_of_requests_is_read_again(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        header, _rows = requests.table(make_event(), requests.Search(), sort="requester", descending=False)
    columns = recognise(header, Kind.REQUESTS).columns
    assert {field: columns.get(field) for field in REQUESTS} == {field: n for n, field in enumerate(REQUESTS)}


@pytest.mark.parametrize("language", DEFAULTS["LANGUAGES"])
def test_the_pages_words_for_wishes_and_answers_are_read(app: Flask, language: str) -> None:
    with app.test_request_context(), force_locale(language):
        wishes = {weight.value: words for weight, words in labels.priority_labels().items()}
        answers = labels.request_statuses()
    assert {weight: priority(words) for weight, words in wishes.items()} == {weight: weight for weight in wishes}
    answers = {name: words for name, words in answers.items() if words not in OF_TWO_MEANINGS}
    assert {name: status(words) for name, words in answers.items()} == {name: name for name in answers}
