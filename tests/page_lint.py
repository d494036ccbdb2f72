"""A test client that reads every page it is given, and fails on one that breaks the house's rules."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from flask import g, has_app_context
from flask.testing import FlaskClient

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


class Page(HTMLParser):
    """What the rules look at: headings, ids, labels, fields, links, inline code."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[tuple[str, dict[str, str | None], bool]] = []
        self.headings: list[str] = []
        self.title = ""
        self.text = ""
        self.links: list[str] = []
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag not in VOID:
            self._open.append(tag)
        if (identifier := given.get("id")) is not None:
            self.ids.append(identifier)
        if tag == "h1":
            self.headings.append("")
        self._note_forms(tag, given)
        self._note_faults(tag, given)

    def _note_forms(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "label" and given.get("for"):
            self.labels.add(str(given["for"]))
        if tag in {"input", "select", "textarea"} and given.get("type") not in UNLABELLED:
            self.fields.append((tag, given, "label" in self._open))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))

    def _note_faults(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "form" and (given.get("method") or "").lower() == "post" and given.get("action") is None:
            self.faults.append("a POST form without an action")
        if tag == "script" and not given.get("src"):
            self.faults.append("an inline script")
        self.faults += [f"inline {name} on <{tag}>" for name in given if name == "style" or name.startswith("on")]
        if tag == "style":
            self.faults.append("an inline stylesheet")
        self.faults += [f"markup in {name} of <{tag}>" for name, value in given.items() if "<span" in (value or "")]
        if tag == "img" and "alt" not in given:
            self.faults.append("an image without alt")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if "title" in self._open and "svg" not in self._open:
            self.title += data
        elif "h1" in self._open:
            self.headings[-1] += data
        if not {"script", "style", "title"} & set(self._open):
            self.text += data


def faults_of(html: str) -> list[str]:
    """Every rule of the house that a page breaks."""
    page = Page(html)
    faults = list(page.faults)
    if "<span" in page.text or "<span" in page.title:
        faults.append("markup that is shown as text")
    headings = [" ".join(heading.split()) for heading in page.headings]
    if len(headings) != 1 or not headings[0]:
        faults.append(f"h1: {headings}")
    elif not " ".join(page.title.split()).startswith(headings[0]):
        faults.append(f"the title {page.title.strip()!r} does not begin with {headings[0]!r}")
    faults += sorted({f"id {name!r} twice" for name in page.ids if page.ids.count(name) > 1})
    for tag, given, inside_label in page.fields:
        named = (
            inside_label or given.get("id") in page.labels or given.get("aria-label") or given.get("aria-labelledby")
        )
        if not named:
            faults.append(f"<{tag} name={given.get('name')!r}> has no label")
    return faults


class LintingClient(FlaskClient):
    """Flask's test client, reading along."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Answer as Flask does; an HTML page with faults fails the test."""
        if has_app_context():
            # A request within the test's own context would find what the one before it left in `g`.
            for name in list(g):
                g.pop(name)
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data and not 300 <= response.status_code < 400:
            html = response.get_data(as_text=True)
            if "<html" in html:
                assert faults_of(html) == [], response.request.path
        return response
