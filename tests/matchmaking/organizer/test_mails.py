"""The pages on which organizers word the mails of their event."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Event, MailWords
from matchmaking.services.mail import mailing, smtp, wording
from matchmaking.services.mail.kinds import KINDS
from matchmaking.services.setup import mail_samples
from tests.factories import NOW, make_event, make_organizer, sign_in

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

HERE = "/organizer/events/days/mails"
OWN = {"subject": "Well, {recipient}?", "text": "How was {event}?\n{link}"}


@pytest.fixture
def event(client: FlaskClient) -> Event:
    ann = make_organizer(email="ann@network.example")
    sign_in(client, ann)
    return make_event(ann, slug="days", languages=["en", "sl"])


def kept() -> list[tuple[str, str, str, str]]:
    words = db.session.scalars(select(MailWords).order_by(MailWords.kind, MailWords.language))
    return [(own.kind, own.language, own.subject, own.text) for own in words]


def noted() -> list[tuple[str, list[str]]]:
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action.like("event.mail%")).order_by(AuditEntry.id)
    )
    return [(entry.action, entry.detail["languages"]) for entry in entries]


def test_every_kind_of_mail_is_listed_with_its_reason(client: FlaskClient, event: Event) -> None:
    page = client.get(HERE).get_data(as_text=True)
    assert [page.count(f"{HERE}/{kind}/en") for kind in KINDS] == [1] * len(KINDS)
    assert "Luka Horvat would like to meet you" in page
    assert "You get this mail because you had meetings at this event." in page


@pytest.mark.parametrize("language", ["en", "sl"])
def test_every_mail_has_a_page_in_every_language_of_the_event(client: FlaskClient, event: Event, language: str) -> None:
    for name, kind in KINDS.items():
        answer = client.get(f"{HERE}/{name}/{language}")
        assert answer.status_code == 200, name
        assert answer.get_data(as_text=True).count("data-put=") == len(kind.placeholders), name


def test_own_words_are_kept_shown_and_given_up(client: FlaskClient, event: Event) -> None:
    assert client.post(f"{HERE}/feedback/en", data=OWN).location == f"{HERE}/feedback/en"
    assert kept() == [("feedback", "en", OWN["subject"], OWN["text"])]
    page = client.get(f"{HERE}/feedback/en").get_data(as_text=True)
    assert "Well, Jelena Marković?" in page
    assert "Back to the built-in words" in page
    assert "Own words" in client.get(HERE).get_data(as_text=True)
    assert client.post(f"{HERE}/feedback/en/built-in").status_code == 303
    assert client.post(f"{HERE}/feedback/en/built-in").status_code == 303
    assert kept() == []
    assert noted() == [("event.mail_worded", ["en"]), ("event.mail_built_in", ["en"])]
    assert "Back to the built-in words" not in client.get(f"{HERE}/feedback/en").get_data(as_text=True)


def test_words_that_are_those_built_in_are_not_kept(client: FlaskClient, event: Event) -> None:
    subject, text = wording.built_in(KINDS["approved"], "en")
    client.post(f"{HERE}/approved/en", data={"subject": subject, "text": text.replace("\n", "\r\n")})
    assert (kept(), noted()) == ([], [])


def test_preview_shows_what_is_typed_and_keeps_nothing(client: FlaskClient, event: Event) -> None:
    answer = client.post(f"{HERE}/feedback/en", data={**OWN, "preview": "1"})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, kept(), noted()) == (200, [], [])
    assert "Well, Jelena Marković?" in page
    assert "Well, {recipient}?" in page
    assert "Not saved yet." in page


@pytest.mark.parametrize("further", [{}, {"preview": "1"}, {"html": "1"}])
def test_refused_words_stay_in_the_form(client: FlaskClient, event: Event, further: dict[str, str]) -> None:
    answer = client.post(f"{HERE}/feedback/en", data={"subject": "Well?", "text": "I forgot the rest", **further})
    page = answer.get_data(as_text=True)
    assert (answer.status_code, kept()) == (422, [])
    assert "Without {link} this mail is of no use: put it into the text." in page
    assert "I forgot the rest" in page


def as_html(client: FlaskClient, path: str, **words: str) -> TestResponse:
    """Not through the client's own reading of pages: a mail brings its style along and has no heading."""
    return FlaskClient.open(client, f"{HERE}/{path}", method="POST", data={**words, "html": "1"})


def test_html_is_shown_alone_as_it_would_be_sent_and_nothing_is_kept(client: FlaskClient, event: Event) -> None:
    event.accent = "#7a2e5d"
    db.session.commit()
    assert 'name="html" value="1" formtarget="_blank"' in client.get(f"{HERE}/feedback/sl").text
    answer = as_html(client, "feedback/sl", subject="No?", text="{recipient} <b>&</b>\n{link}")
    sample = mail_samples.mail(event, KINDS["feedback"], "sl", ("No?", "{recipient} <b>&</b>\n{link}"))
    sent = smtp.compose(
        mailing.Letter(1, 1, "<m@x.example>", "", "a@x.example", *sample, NOW, look=mailing.look_of(event, "sl")),
        "meet@x.example",
    ).get_body(("html",))
    assert sent is not None
    assert answer.text.strip() == sent.get_content().strip()
    assert "Jelena Marković &lt;b&gt;&amp;&lt;/b&gt;" in answer.text
    assert ("#7a2e5d" in answer.text, "/mails/reminders/example" in answer.text) == (True, True)
    assert (answer.status_code, kept(), noted()) == (200, [], [])


def test_nothing_runs_and_nothing_is_fetched_in_the_html_of_a_mail(client: FlaskClient, event: Event) -> None:
    policy = as_html(client, "feedback/en", **OWN).headers["Content-Security-Policy"]
    assert policy.split("; ") == [
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]


def test_markup_in_own_words_is_text(client: FlaskClient, event: Event) -> None:
    client.post(f"{HERE}/feedback/en", data={"subject": "<b>Well</b>", "text": "<script>1</script> {link}"})
    page = client.get(f"{HERE}/feedback/en").get_data(as_text=True)
    assert "<b>Well" not in page
    assert "<script>1" not in page


@pytest.mark.parametrize("path", ["feedback/bg", "absent/en", "layout/en", "own/en"])
def test_mail_or_language_that_the_event_has_not_is_absent(client: FlaskClient, event: Event, path: str) -> None:
    assert client.get(f"{HERE}/{path}").status_code == 404
    assert client.post(f"{HERE}/{path}", data=OWN).status_code == 404
    assert client.post(f"{HERE}/{path}/built-in").status_code == 404


def test_list_names_the_languages_in_which_a_mail_is_worded(client: FlaskClient, event: Event) -> None:
    for kind in ("feedback", "approved"):
        event.mail_words.append(MailWords(kind=kind, language="sl", subject="S", text="{link}"))
    db.session.commit()
    page = client.get(HERE).get_data(as_text=True)
    assert page.count("slovenščina") + page.count("Slovenian") == 2


def test_reminders_before_meetings_are_switched_here_and_written_down_once(client: FlaskClient, event: Event) -> None:
    page = client.get(HERE).get_data(as_text=True)
    assert [page.count(f'name="{name}"') for name in ("tells_evening", "tells_morning")] == [1, 1]
    for _press in range(2):
        assert client.post(HERE, data={"tells_morning": "y"}).location == HERE
    db.session.expire_all()
    assert (event.tells_evening, event.tells_morning) == (False, True)
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "event.reminders_switched"))
    assert [entry.detail for entry in entries] == [{"evening": False, "morning": True}]


def test_invitations_to_calendars_are_off_until_switched_on_and_that_is_written_down_once(
    client: FlaskClient, event: Event
) -> None:
    sends = [event.sends_invitations]
    for _press in range(2):
        assert client.post(HERE, data={"tells_morning": "y", "sends_invitations": "y"}).location == HERE
    db.session.expire_all()
    assert [*sends, event.sends_invitations] == [False, True]
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "event.invitations_switched"))
    assert [entry.detail for entry in entries] == [{"sent": True}]


def test_reminders_of_a_cancelled_event_stay_as_they_are(client: FlaskClient, event: Event) -> None:
    event.cancelled_at = NOW
    db.session.commit()
    assert client.post(HERE, data={"tells_morning": "y"}).status_code == 422
    db.session.expire_all()
    assert event.tells_evening
