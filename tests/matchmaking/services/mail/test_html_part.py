"""The HTML of a mail says what its text says, links to this installation alone, and fetches nothing."""

from __future__ import annotations

import email
from dataclasses import replace
from email import policy
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from matchmaking.services.mail import outbox, smtp
from matchmaking.services.mail.html_part import SIGNATURE, html_of
from matchmaking.services.mail.mailing import Letter, Look
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

BODY = """Здраво Јована,

Ana Petrović <b>& Co</b> asks you for a meeting:
  "see https://evil.example/login now"
Answer, without signing in:
{link}

- 10:20, table 4
- 11:40, table 7

{signature}
Дани кластера
Matchmaking
"""


class Read(HTMLParser):
    """Words, links, and whatever a program would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.attributes: dict[str, str | None] = {}
        self.skipping = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.skipping = tag in {"style", "title"}
        if tag == "html":
            self.attributes = given
        if tag == "a":
            self.links.append(given["href"] or "")
        self.fetched += [value or "" for name, value in attrs if name in {"src", "srcset", "background"}]
        assert tag not in {"script", "img", "link", "iframe", "form"}

    def handle_endtag(self, tag: str) -> None:
        self.skipping = self.skipping and tag not in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.words += data.split()


@pytest.fixture
def letter(app: Flask) -> Letter:
    link = outbox.link("/answer/abc?x=1&y=2")
    body = BODY.format(link=link, signature=SIGNATURE)
    to = ("Јована", "jovana@firm.example")
    return Letter(
        1, 1, "<m@network.example>", *to, "Нови захтев", body, NOW, look=Look("Дани кластера", language="sr_Latn")
    )


def page_of(letter: Letter) -> str:
    return html_of(letter.subject, letter.body, letter.look)


def test_words_are_those_of_the_text_and_markup_is_not_believed(letter: Letter) -> None:
    page = page_of(letter)
    shown = Read(page)
    assert "<b>& Co</b>" in " ".join(shown.words)
    told = letter.body.replace("-- \n", "").split()
    url = outbox.link("/answer/abc?x=1&y=2")
    assert [word for word in shown.words if word not in told] == [outbox.link("/answer/abc").partition("//")[2]]
    assert [word for word in told if word not in shown.words] == [url]


def test_only_addresses_of_this_installation_become_links(letter: Letter) -> None:
    shown = Read(page_of(letter))
    assert shown.links == [outbox.link("/answer/abc?x=1&y=2")]
    assert shown.fetched == []
    within = replace(letter, body=f"See {outbox.link('/e/fair')}, and https://evil.example/.\n")
    assert Read(page_of(within)).links == [outbox.link("/e/fair")]


def test_page_names_the_event_its_language_and_its_colours(letter: Letter) -> None:
    page = page_of(replace(letter, look=replace(letter.look, accent="#112233", accent_dark="#aabbcc")))
    assert Read(page).attributes["lang"] == "sr-Latn"
    assert "#112233" in page
    assert "#aabbcc" in page
    assert "Дани" in Read(page).words[0]
    assert "lang=" not in page_of(replace(letter, look=Look()))


def test_message_reads_the_same_to_three_parsers(letter: Letter) -> None:
    sent = smtp.compose(letter, "Meet <meet@network.example>").as_bytes()
    assert sent == smtp.compose(letter, "Meet <meet@network.example>").as_bytes()
    assert max(sent) < 128  # seven bits: any server passes it on
    modern = email.message_from_bytes(sent, policy=policy.default)
    plain, html = (modern.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None
    assert html is not None
    assert plain.get_content().splitlines() == letter.body.splitlines()
    old = email.message_from_bytes(sent, policy=policy.compat32)
    payloads = [part.get_payload(decode=True) for part in old.get_payload() if not isinstance(part, str)]
    assert [bytes(payload).decode().replace("\r\n", "\n").strip() for payload in payloads if payload] == [
        letter.body.strip(),
        page_of(letter).strip(),
    ]
    assert Read(html.get_content()).words == Read(page_of(letter)).words
