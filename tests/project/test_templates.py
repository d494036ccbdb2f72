from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Mails are read under no policy of ours, and take their styles from nowhere but themselves.
TEMPLATES = sorted({*(ROOT / "templates").rglob("*.html")} - {*(ROOT / "templates" / "mail").rglob("*.html")})
# Comments, and expressions: their keyword arguments look like attributes.
JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}", re.DOTALL)

# What a strict Content-Security-Policy would silently drop.
FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an inline handler": re.compile(r"\s(?:hx-)?on[a-z:-]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
    "a file from elsewhere": re.compile(r"<(?:script|link|img)\b[^>]*(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE),
    "two sides of a merge": re.compile(r"^(?:<{7} |={7}$|>{7} )", re.MULTILINE),
    "htmx that evaluates": re.compile(r"\shx-(?:vals|vars|headers)=[\"']\s*js(?:on)?:", re.IGNORECASE),
}


def offences(source: str) -> list[str]:
    """Name what of a template's source the policy forbids."""
    markup = JINJA.sub("", source)
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(markup)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_holds_nothing_inline(path: Path) -> None:
    assert offences(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "offence"),
    [
        ('<p style="color: red">', "an inline style"),
        ("<style>p {}</style>", "an inline style"),
        ("<script>go()</script>", "an inline script"),
        ('<script type="module">go()</script>', "an inline script"),
        ('<button onclick="go()">', "an inline handler"),
        ('<button hx-on:click="go()">', "an inline handler"),
        ('<a href="javascript:go()">', "a script address"),
        ('<script src="https://cdn.example/x.js"></script>', "a file from elsewhere"),
        ("<p hx-vals='js:{a: 1}'>", "htmx that evaluates"),
        ("<p>one</p>\n=======\n<p>other</p>", "two sides of a merge"),
    ],
)
def test_inline_code_is_found(source: str, offence: str) -> None:
    assert offences(source) == [offence]


def test_plain_markup_and_comments_pass() -> None:
    source = (
        '{# style="x" onclick="y" #}<script defer src="/static/a.js"></script><p class="style" data-on="1">on = off</p>'
        '{{ button("x", one=1) }}'
    )
    assert offences(source) == []
