"""Whatever people read can be translated: no template, refusal, field or flash holds words of its own."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
import wtforms

import matchmaking
from matchmaking.services.refusals import Refusal
from tests.project.unwrapped import Found, in_page, in_plain_text, in_python, in_words_of_wtforms

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.*") if path.suffix in {".html", ".txt"})

NOT_FOR_THE_PAGES = (
    "cli.py",  # commands and what stops a start speak English, as logs do
    "config.py",
    "demo.py",
    "import_command.py",
    "serving.py",
    "translating/",
    "migrations/",
    "services/demonstration/",  # what its people wrote, each in a language of theirs
)
MODULES = sorted(
    path
    for path in (ROOT / "matchmaking").rglob("*.py")
    if not str(path.relative_to(ROOT / "matchmaking")).startswith(NOT_FOR_THE_PAGES)
)

THE_SAME_EVERYWHERE = {
    "H", "M", "V",  # commands of an SVG path
    "-error", "-hint",  # ends of ids
    "N", "L",  # keys
    "XLSX", "CSV", "iCalendar", "UTC",
    "Sava Robotics d.o.o.",  # the firm in the samples of mails
}  # fmt: skip
FOR_THE_LOG = {
    "A moment without a time zone cannot be stored: ….",
    "A moment without a time zone cannot be stored: ",
    "Entry … has a time without a time zone: ….",
    "Entry … ends before it starts.",
    "Run … is no longer in attempt ….",
}
"""Errors that say that the program is wrong; nobody is shown them."""

OF_OUR_FORMS = {
    "day",
    "flash",
    "hour_of_day",
    "line",
    "needed",
    "number",
    "one_of",
    "paragraphs",
    "picked",
    "several_of",
}


def named(base: type) -> set[str]:
    """The name of a class, and of all that are made from it."""
    return {base.__name__}.union(*map(named, base.__subclasses__()))


@pytest.fixture(scope="module")
def showing() -> frozenset[str]:
    """What shows people its first argument."""
    for module in pkgutil.walk_packages(matchmaking.__path__, "matchmaking."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    required = {"DataRequired", "InputRequired", "ValidationError", "StopValidation"}
    return frozenset(named(Refusal) | named(wtforms.Field) | required | OF_OUR_FORMS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_says_nothing_by_itself(path: Path) -> None:
    look = in_page if path.suffix == ".html" else in_plain_text
    found = look(path.read_text(encoding="utf-8"))
    assert [one for one in found if one.words not in THE_SAME_EVERYWHERE] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_nothing_by_itself(path: Path, showing: frozenset[str]) -> None:
    source = path.read_text(encoding="utf-8")
    found = [one for one in in_python(source, showing) if one.words not in THE_SAME_EVERYWHERE | FOR_THE_LOG]
    assert (found, in_words_of_wtforms(source)) == ([], [])


def test_every_exception_is_still_needed(showing: frozenset[str]) -> None:
    sources = [(path, path.read_text(encoding="utf-8")) for path in TEMPLATES]
    found = {
        one.words for path, source in sources for one in (in_page if path.suffix == ".html" else in_plain_text)(source)
    }
    found |= {one.words for path in MODULES for one in in_python(path.read_text(encoding="utf-8"), showing)}
    assert found == THE_SAME_EVERYWHERE | FOR_THE_LOG


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Nothing yet</p>", "Nothing yet"),
        ("<p>{{ count }} left</p>", "left"),
        ("<p>{% if late %}Late{% else %}{{ _('In time') }}{% endif %}</p>", "Late"),
        ('<img alt="The hall">', "The hall"),
        ('<a title="Of {{ name }}" href="x">{{ name }}</a>', "Of …"),
        ('<nav aria-label="Pages"></nav>', "Pages"),
        ('<input placeholder="Name">', "Name"),
        ('<input type="submit" value="Save">', "Save"),
        ('<meta name="description" content="Meetings">', "Meetings"),
        ("{{ button('Save') }}", "Save"),
        ("{{ facts([('Where', place)]) }}", "Where"),
        ("{{ _('Save %(what)s', what='Everything') }}", "Everything"),
        ("{% block heading %}People{% endblock %}", "People"),
        ("{% call box() %}Closed{% endcall %}", "Closed"),
    ],
)
def test_words_in_a_page_are_found(source: str, words: str) -> None:
    assert in_page(f"<section>\n{source}\n</section>") == [Found(2, words)]


@pytest.mark.parametrize(
    "source",
    [
        "<p>{{ _('Nothing yet') }}</p>",
        "<p>{% trans name=who %}Of {{ name }}{% endtrans %}</p>",
        "<p>{{ ngettext('%(num)d day', '%(num)d days', 3) }} – 12:30 · {{ name }}</p>",
        '<input type="hidden" value="seen" class="quiet small" aria-describedby="hint">',
        '<script type="module" src="x.js">Words</script>',
        "{% block main_class %}reading{% endblock %}",
        '{# Said to whoever reads the source #}<h{{ level }} id="{{ id }}">{{ title }}</h{{ level }}>',
        "{{ button(_('Save'), 'primary', url_for('public.event')) }}",
    ],
)
def test_wrapped_words_and_what_is_no_words_pass(source: str) -> None:
    assert in_page(source) == []


def test_words_in_a_plain_mail_are_found() -> None:
    source = "{{ _('A subject') }}\n\nDear {{ name }},\n{{ _('Come.') }} {{ link }}\n"
    assert in_plain_text(source) == [Found(1, "Dear")]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("raise Conflict('taken')", "taken"),
        ("raise Invalid(f'{name} is taken')", "… is taken"),
        ("raise Conflict(_('Taken.') if late else 'Gone')", "Gone"),
        ("flash('Saved')", "Saved"),
        ("flash(_('Saved') + '', 'success'); x = 'It is saved.'", "It is saved."),
        ("name = StringField('Name')", "Name"),
        ("name = line(_l('Name'), 200, description='as on the badge')", "as on the badge"),
        ("needed('Fill this in')", "Fill this in"),
        ("ask = {'a': 'What follows?'}", "What follows?"),
    ],
)
def test_words_in_python_are_found(source: str, words: str, showing: frozenset[str]) -> None:
    assert in_python(source, showing) == [Found(1, words)]


@pytest.mark.parametrize(
    "source",
    [
        '"""A module. It has words."""\ndef f():\n    """Say nothing. Really."""',
        "raise Conflict(_('Taken.'))",
        "flash(ngettext('%(num)d day.', '%(num)d days.', 3), 'success')",
        "name = line(_l('Name'), 200, description=_l('As on the badge.'))",
        "raise LookupError('A row that was just stored is gone.')",
        "code = 'meeting_moved'; raise Conflict(sentence_of(code))",
    ],
)
def test_wrapped_words_and_docstrings_pass(source: str, showing: frozenset[str]) -> None:
    assert in_python(source, showing) == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("IntegerField(label, [optional()])", ["IntegerField"]),
        ("IntegerField(label, [NumberRange(min=0)], invalid_value_message=WORDS)", ["NumberRange"]),
        ("RadioField(label, [InputRequired()])", ["RadioField", "InputRequired"]),
        ("RadioField(label, [InputRequired(WORDS)], **OURS)", []),
        ("TimeField(label, [EqualTo('other', message=WORDS)], invalid_value_message=WORDS)", []),
    ],
)
def test_what_would_speak_in_words_of_wtforms_is_found(source: str, names: list[str]) -> None:
    assert [one.words for one in in_words_of_wtforms(source)] == names
