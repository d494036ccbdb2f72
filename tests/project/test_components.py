"""The parts that every page is made of, rendered alone: labelled, described, escaped, and calm without context."""

from __future__ import annotations

import enum
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask, flash, render_template, render_template_string
from flask_babel import Babel, get_locale
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import FileField
from jinja2 import StrictUndefined
from markupsafe import escape
from werkzeug.datastructures import MultiDict
from wtforms import (  # type: ignore[attr-defined] # SelectChoice is newer than the types
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import InputRequired, Optional

from matchmaking.services.words.wordings import worded, worded_and_marked

if TYPE_CHECKING:
    from collections.abc import Iterator

TEMPLATES = Path(__file__).parents[2] / "templates"
STATUSES = sorted(int(path.stem) for path in (TEMPLATES / "errors").glob("[0-9]*.html"))
HOSTILE = "Ана \"<script>alert('1')</script>"


class Markup(HTMLParser):
    """What a page consists of: (tag, attributes) in order, and the text of some elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._open = ""

    def handle_data(self, data: str) -> None:
        self.texts[self._open] = self.texts.get(self._open, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]


class CheckboxesField(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class AddressForm(Form):
    street = StringField("Street", [InputRequired("Enter a street.")])


class EveryField(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
    name = StringField("Name", [InputRequired("Enter a name.")], description="As on the badge.")
    email = EmailField("Address", [Optional()])
    offer = TextAreaField("Offer", [Optional()])
    country = SelectField("Country", choices=[SelectChoice("rs", "Србија"), SelectChoice("gr", "Ελλάδα")])
    languages = SelectMultipleField("Languages", choices=[SelectChoice("en", "English")])
    rank = RadioField(
        "Rank", [InputRequired("Choose a rank.")], choices=[SelectChoice("3", "Must"), SelectChoice("2", "Would like")]
    )
    days = CheckboxesField(
        "Days", choices=[SelectChoice("1", "Tuesday"), SelectChoice("2", "Wednesday")], description="All that apply."
    )
    consent = BooleanField("I agree", [InputRequired("Please agree.")], description="You can take it back.")
    tables = IntegerField("Tables", [Optional()])
    starts_on = DateField("Starts on", [Optional()])
    file = FileField("Spreadsheet")
    version = HiddenField()
    address = FormField(AddressForm, "Postal address")
    zones = FieldList(StringField("Zone"), label="Zones", min_entries=2)


class Rows:
    """Stands for a list as it is looked at."""

    q = "ana"
    sort = "name"
    per_page = 50

    def __init__(self, *, page: int, total: int, descending: bool = False) -> None:
        self.page = page
        self.total = total
        self.pages = max(1, -(-total // self.per_page))
        self.descending = descending

    def url(self, **changes: object) -> str:
        return "?" + "&".join(f"{key}={value}" for key, value in changes.items() if value is not None)


class RequestStatus(enum.Enum):
    PENDING = "pending"


@pytest.fixture
def app() -> Iterator[Flask]:
    app = Flask("components", template_folder=str(TEMPLATES))
    app.config.update(SECRET_KEY="k", SITE_NAME="Meet", VERSION="1.2")
    Babel(app)
    CSRFProtect(app)
    app.jinja_env.globals["get_locale"] = get_locale
    app.jinja_env.filters["worded"] = worded
    app.jinja_env.filters["marked"] = worded_and_marked
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    with app.test_request_context("/"):
        yield app


def render(source: str, **context: Any) -> Markup:
    return Markup(render_template_string(source, **context))


def refused_form() -> EveryField:
    form = EveryField(formdata=MultiDict({"country": "rs"}), meta={"csrf": False})
    assert not form.validate()
    return form


SIMPLE_FORM = '{% from "components/forms.html" import simple_form %}{{ simple_form(form, "Save", cancel_url="/x") }}'


@pytest.mark.usefixtures("app")
def test_every_field_has_a_label_or_stands_in_a_fieldset_with_a_legend() -> None:
    markup = render(SIMPLE_FORM, form=EveryField())
    controls = [
        attributes
        for tag in ("input", "select", "textarea")
        for attributes in markup.all(tag)
        if attributes.get("type") != "hidden"
    ]
    labelled = {attributes.get("for") for attributes in markup.all("label")}
    assert {attributes["id"] for attributes in controls} == labelled
    assert len(markup.all("fieldset")) == len(markup.all("legend")) == 4


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("form", ["fresh", "refused"])
def test_ids_are_unique_and_every_description_exists(form: str) -> None:
    markup = render(SIMPLE_FORM, form=EveryField() if form == "fresh" else refused_form())
    ids = markup.ids()
    assert len(ids) == len(set(ids))
    described = {name for _, a in markup.elements for name in (a.get("aria-describedby") or "").split()}
    assert described
    assert described <= set(ids)


@pytest.mark.usefixtures("app")
def test_refused_fields_say_so_and_are_linked_from_the_summary() -> None:
    markup = render(SIMPLE_FORM, form=refused_form())
    links = {(attributes["href"] or "")[1:] for attributes in markup.all("a") if attributes["href"] != "/x"}
    assert links == {"name", "rank", "consent", "address-street"}
    assert links <= set(markup.ids())
    invalid = {a["id"] for a in markup.all("input") if a.get("aria-invalid") == "true"}
    assert invalid == {"name", "consent", "address-street"}
    name = next(a for a in markup.all("input") if a.get("id") == "name")
    assert name["aria-describedby"] == "name-hint name-error"


@pytest.mark.usefixtures("app")
def test_optional_fields_are_marked_and_others_are_not() -> None:
    html = render_template_string(
        '{% from "components/forms.html" import field %}{{ field(form.name) }}|{{ field(form.offer) }}',
        form=EveryField(),
    )
    required, optional = html.split("|")
    assert ("(optional)" in required, "(optional)" in optional) == (False, True)


@pytest.mark.usefixtures("app")
def test_a_form_with_a_file_is_multipart() -> None:
    class Plain(FlaskForm):  # type: ignore[misc] # Flask-WTF has no types
        name = StringField("Name")

    encodings = [render(SIMPLE_FORM, form=form).all("form")[0].get("enctype") for form in (EveryField(), Plain())]
    assert encodings == ["multipart/form-data", None]


@pytest.mark.usefixtures("app")
def test_post_button_carries_its_token_its_question_and_its_values() -> None:
    markup = render(
        '{% from "components/forms.html" import post_button %}'
        '{{ post_button("/go", "Lock", confirm="Lock it?", hidden={"slot": 7}, about="Bob") }}'
    )
    assert markup.all("form")[0]["action"] == "/go"
    assert [a["name"] for a in markup.all("input")] == ["csrf_token", "slot"]
    assert markup.all("button")[0]["data-confirm"] == "Lock it?"
    assert markup.texts["span"].strip() == "Bob"


@pytest.mark.usefixtures("app")
def test_names_are_shown_as_text_wherever_they_stand() -> None:
    html = render_template_string(
        '{% from "components/forms.html" import post_button, link_button, copy_field %}'
        '{% from "components/grid.html" import meeting_card %}{% from "components/notices.html" import notice, empty %}'
        '{% from "components/agenda.html" import agenda_item %}{% from "components/layout.html" import facts, stat %}'
        '{% from "components/badges.html" import status %}'
        "{{ post_button('/', n, confirm=n, hidden={n: n}, about=n) }}{{ link_button(n, n) }}"
        "{{ copy_field(n, n, 'i', n) }}"
        "{{ meeting_card([n], n, warning=n) }}{{ notice('info', n, n) }}{{ empty(n, n, (n, n)) }}{{ status(n, n) }}"
        "{{ agenda_item('', n, '', n, n, n, n, n) }}{{ facts([(n, n)]) }}{{ stat(n, n, n, n) }}",
        n=HOSTILE,
    )
    assert "<script" not in html
    assert html.count(str(escape(HOSTILE))) == 33


@pytest.mark.usefixtures("app")
def test_a_status_is_a_word_and_an_enum_is_taken_by_its_value() -> None:
    source = '{% from "components/badges.html" import status %}{{ status(value, label) }}'
    words = [
        render(source, value=value, label=label).texts["span"]
        for value, label in [("accepted", None), (RequestStatus.PENDING, None), ("open", "Until noon"), ("odd", None)]
    ]
    assert words == ["Accepted", "Pending", "Until noon", "odd"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("rows", "links"),
    [
        (Rows(page=1, total=50), []),
        (Rows(page=1, total=51), ["?page=1", "?page=2", "?page=2"]),
        (Rows(page=5, total=500), ["?page=4", "?page=1", "?page=4", "?page=5", "?page=6", "?page=10", "?page=6"]),
        (Rows(page=1, total=0), []),
    ],
)
def test_pager_leads_to_its_neighbours_and_both_ends(rows: Rows, links: list[str]) -> None:
    markup = render('{% from "components/tables.html" import pager %}{{ pager(rows) }}', rows=rows)
    assert [attributes["href"] for attributes in markup.all("a")] == links


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("rows", "key", "state", "link"),
    [
        (Rows(page=3, total=500), "name", "ascending", "?sort=name&descending=1"),
        (Rows(page=3, total=500, descending=True), "name", "descending", "?sort=name"),
        (Rows(page=3, total=500, descending=True), "rank", None, "?sort=rank"),
    ],
)
def test_sorting_again_by_the_same_column_turns_it_round(rows: Rows, key: str, state: str | None, link: str) -> None:
    markup = render(
        '{% from "components/tables.html" import sort_header %}{{ sort_header("Name", key, rows) }}', rows=rows, key=key
    )
    assert (markup.all("th")[0].get("aria-sort"), markup.all("a")[0]["href"]) == (state, link)


@pytest.mark.usefixtures("app")
def test_searching_keeps_the_filters_and_the_order() -> None:
    markup = render(
        '{% from "components/tables.html" import search_bar %}'
        '{{ search_bar(rows, [("status", "Status", [("", "All"), ("open", "Open")], "open")]) }}',
        rows=Rows(page=2, total=90, descending=True),
    )
    sent = {a["name"]: a.get("value") for a in markup.all("input")}
    assert sent == {"q": "ana", "sort": "name", "descending": "1"}
    assert [a["value"] for a in markup.all("option") if "selected" in a] == ["open"]


PAGE = (
    '{% extends "base.html" %}{% block heading %}Requests & wishes{% endblock %}'
    "{% block content %}<p>x</p>{% endblock %}"
)


@pytest.mark.usefixtures("app")
def test_title_begins_with_the_heading_and_ends_with_the_site() -> None:
    assert render(PAGE).texts["title"] == "Requests & wishes – Meet"
    assert render(PAGE, event=SimpleNamespace(name="Δημήτρια")).texts["title"] == "Requests & wishes – Δημήτρια – Meet"


@pytest.mark.usefixtures("app")
def test_whoever_is_not_signed_in_gets_no_token_and_no_cookie() -> None:
    strangers, anns = (render(PAGE, viewer=viewer).all("body")[0] for viewer in (None, {"name": "Ann"}))
    assert ("hx-headers" in strangers, "hx-headers" in anns) == (False, True)


@pytest.mark.usefixtures("app")
def test_a_refusal_is_announced_and_a_success_is_told_quietly() -> None:
    flash("Saved.", "success")
    flash("Booking is closed.", "refusal")
    assert [a.get("role") for a in render(PAGE).all("div") if "notice" in (a.get("class") or "")] == ["status", "alert"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("status", STATUSES)
def test_error_pages_need_nothing_but_their_sentence(status: int) -> None:
    markup = Markup(render_template(f"errors/{status}.html", bare=True, sentence="It was so."))
    assert len(markup.all("h1")) == 1
    assert "It was so." in markup.texts["p"]
    assert markup.all("form") == []


def test_every_common_refusal_has_its_page() -> None:
    assert STATUSES == [400, 403, 404, 405, 409, 413, 422, 429, 500, 503]


@pytest.mark.usefixtures("app")
def test_a_mail_begins_with_its_subject_and_ends_with_its_signature() -> None:
    text = render_template_string(
        '{% extends "mail/layout.txt" %}{% block subject %}Moved{% endblock %}'
        "{% block body %}\nIt moved.\n{% endblock %}",
        event=SimpleNamespace(name="Дани"),
        recipient_name="Ana",
    )
    assert text.strip().splitlines() == ["Moved", "", "Hello Ana,", "", "It moved.", "", "-- ", "Дани", "Meet"]
