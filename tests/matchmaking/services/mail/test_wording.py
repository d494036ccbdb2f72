from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaking.extensions import db
from matchmaking.models import Event, MailWords, Participant
from matchmaking.services.mail import choices, outbox, wording
from matchmaking.services.mail.kinds import KINDS
from matchmaking.services.mail.placeholders import fill, require_fit, written
from matchmaking.services.refusals import Invalid
from matchmaking.services.setup import mail_samples
from tests.factories import NOW, make_event, make_organizer, make_participant

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from matchmaking.models import Mail

FEEDBACK = KINDS["feedback"]
LANGUAGES = ("en", "sr_Latn", "sr", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu")


@pytest.fixture
def event(client: FlaskClient) -> Event:
    del client
    return make_event(make_organizer(), slug="days", languages=["en", "sl"])


def word(event: Event, subject: str, text: str, *, kind: str = "feedback", language: str = "en") -> None:
    event.mail_words.append(MailWords(kind=kind, language=language, subject=subject, text=text))
    db.session.commit()


def asked(event: Event, name: str = "Bob", language: str = "en") -> Mail:
    bob = make_participant(event, name)
    bob.language = language
    mail = outbox.write(
        "feedback", bob, now=NOW, dedupe_key=f"f{bob.id}", event=event, feedback_url="https://meet.example/f/1"
    )
    assert mail is not None
    return mail


@pytest.mark.parametrize("language", LANGUAGES)
def test_built_in_words_as_a_starting_point_make_the_same_mail(event: Event, language: str) -> None:
    for kind in KINDS.values():
        words = wording.built_in(kind, language)
        require_fit(kind, *words)
        assert mail_samples.mail(event, kind, language, words) == mail_samples.mail(event, kind, language), kind.name


def test_every_placeholder_of_a_mail_is_in_its_built_in_words(client: FlaskClient) -> None:
    del client
    for kind in KINDS.values():
        whole = " ".join(wording.built_in(kind, "en"))
        missing = {name for name in kind.placeholders if written(name) not in whole}
        assert missing <= {"event"}, kind.name


def _stop_url(mail: Mail) -> str:
    path = choices.stop_path(db.session.get_one(Participant, mail.participant_id), mail.kind)
    return outbox.link(path or "")


def test_own_words_are_sent_with_greeting_reason_and_signature_as_they_should_be(event: Event) -> None:
    word(event, "Well, {recipient}?", "Dear {recipient},\n\nhow was {event}?\n{link}")
    mail = asked(event)
    assert mail.subject == "Well, Bob?"
    assert mail.body == (
        "Dear Bob,\n\nhow was Days of Clusters?\nhttps://meet.example/f/1\n\n"
        "You get this mail because you had meetings at this event.\n\n"
        f"No more mails of this kind: {_stop_url(mail)}\n\n-- \nDays of Clusters\nMatchmaking\n"
    )


def test_language_without_own_words_has_the_built_in_ones(event: Event) -> None:
    word(event, "Well?", "{link}")
    assert asked(event, "Bob", "en").subject == "Well?"
    assert (
        asked(event, "Cat", "sl").subject
        == mail_samples.mail(event, FEEDBACK, "sl", wording.built_in(FEEDBACK, "sl"))[0]
    )


def test_other_events_keep_the_built_in_words(event: Event) -> None:
    word(event, "Well?", "{link}")
    other = make_event(name="Other Days", slug="other")
    assert asked(other).subject == "How did your meetings go at Other Days?"


def test_mail_whose_subject_comes_out_empty_is_about_the_event(event: Event) -> None:
    kind = KINDS["declined"]
    word(event, "{reason}", "No.", kind=kind.name)
    home = "https://meet.example/"
    subject, body = outbox.text_of(
        kind.name, "Bob", "en", event=event, reason="", event_page_url=home, sign_in_url=home
    )
    assert (subject, body.partition("\n")[0]) == ("Days of Clusters", "No.")


def test_words_are_no_programs(event: Event, app: Flask) -> None:
    secret = app.config["SECRET_KEY"]
    word(event, "{% if 1 %}", "{{ config.SECRET_KEY }} {link.__class__} {0} {link}")
    body = asked(event).body
    assert body.startswith("{{ config.SECRET_KEY }} {link.__class__} {0} https://meet.example/f/1\n")
    assert secret not in body


@pytest.mark.parametrize(
    ("subject", "text", "wrong"),
    [
        ("Hello", "{link} {nmae}", "{nmae}"),
        ("{link", "{link}", "{link"),
        ("Hello", "{link}} you", "} you"),
        ("Hello", "{{ config }} {link}", "{{ config }}"),
        ("Hello", "{link} {changes}", "{changes}"),
        ("Hello", "{link} {Link}", "{Link}"),
    ],
)
def test_what_a_mail_cannot_fill_is_refused_by_name(client: FlaskClient, subject: str, text: str, wrong: str) -> None:
    del client
    with pytest.raises(Invalid) as refused:
        require_fit(FEEDBACK, subject, text)
    sentence = "cannot be filled in this mail. Only the placeholders listed may stand in braces."
    assert str(refused.value) == f"“{wrong}” {sentence}"


def test_mail_without_its_link_is_refused(client: FlaskClient) -> None:
    del client
    with pytest.raises(Invalid) as refused:
        require_fit(FEEDBACK, "{link}", "How was it, {recipient}?")
    assert str(refused.value) == "Without {link} this mail is of no use: put it into the text."


def test_line_of_which_all_placeholders_are_empty_is_left_out() -> None:
    values = {"message": "", "name": "Bob", "link": "here"}
    assert fill("Dear {name},\n\nthey say: {message}\n\n{link}", values) == "Dear Bob,\n\nhere"
    assert fill("{name}{message}\n", values) == "Bob"


@given(st.text(alphabet="ab {}\nlinkname_"))
def test_what_a_value_holds_is_never_filled_again(value: str) -> None:
    assert fill("x{name}x", {"name": value or "-", "link": "SECRET"}) == f"x{value or '-'}x"
