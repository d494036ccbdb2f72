"""Words that people see and that no translator is shown, found in templates and in Python without running either."""

from __future__ import annotations

import ast
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

TRANSLATORS = {"_", "_l", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext", "pgettext", "npgettext"}
READ_ALOUD = {"alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription", "aria-valuetext"}
SHOWN_ATTRIBUTES = READ_ALOUD | {"label", "placeholder", "summary", "title"}
BUTTONS = {"submit", "button", "reset"}
UNREAD = {"script", "style"}
CLASSES = {"main_class"}
"""Blocks that stand inside an attribute which nobody reads."""
BUGS = {"AssertionError", "LookupError", "RuntimeError", "TypeError"}
LABELS = {"description", "label", "message", "text"}
"""Keyword arguments with words of whatever shows or refuses."""

FIELDS = {
    "DateField",
    "DateTimeField",
    "DateTimeLocalField",
    "DecimalField",
    "FloatField",
    "IntegerField",
    "MonthField",
}
FIELDS |= {"RadioField", "SelectField", "SelectMultipleField", "TimeField", "WeekField"}
"""Fields of WTForms with words of their own for what they cannot read."""

VALIDATORS = {"AnyOf", "DataRequired", "Email", "EqualTo", "InputRequired", "Length", "NoneOf", "NumberRange", "Regexp"}
PLACE_OF_WORDS = {"DataRequired": 1, "InputRequired": 1, "Email": 1, "AnyOf": 2, "EqualTo": 2, "NoneOf": 2}
"""As which argument a validator takes its words without naming them."""

EXPRESSION = "\ue000"
"""Stands for whatever an expression says; it may be part of a tag's name, and is no letter."""
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


class Found(NamedTuple):
    """Where there are words, and which."""

    line: int
    words: str


def in_page(source: str) -> list[Found]:
    """Words of an HTML template: its text, the attributes people read or hear, and those given to its macros."""
    tree = ENVIRONMENT.parse(source)
    reader = _Reader()
    for data in _data(tree):
        reader.feed_at(*data)
    reader.close()
    return sorted([*reader.found, *_in_expressions(tree)])


def in_plain_text(source: str) -> list[Found]:
    """Words of a template of plain text, such as a mail: whatever is no expression."""
    tree = ENVIRONMENT.parse(source)
    texts = [Found(line, text.strip()) for line, text in _data(tree) if _says_something(text)]
    return sorted([*texts, *_in_expressions(tree)])


def in_python(source: str, showing: frozenset[str]) -> list[Found]:
    """
    Words given to a call that shows or refuses, and whole sentences anywhere.

    `showing` names what shows its first argument or one of `LABELS`: refusals, fields, validators.
    """
    tree = ast.parse(source)
    skipped = {id(part) for node in ast.walk(tree) if _is_for_developers(node) for part in ast.walk(node)}
    nodes_left = [node for node in ast.walk(tree) if id(node) not in skipped]
    found = [_found(words) for node in nodes_left for words in _shown_by(node, showing) if id(words) not in skipped]
    found += [_found(node) for node in nodes_left if _is_text(node) and _is_sentence(_words(node))]
    return sorted(set(found))


def in_words_of_wtforms(source: str) -> list[Found]:
    """Fields and validators that would refuse in the English words of WTForms, by their names."""
    called = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [Found(node.lineno, _name(node.func)) for node in called if _speaks_for_itself(node)]


class _Reader(HTMLParser):
    """Reads markup in which expressions stand as one character."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self.line = 1
        self.unread = ""

    def feed_at(self, line: int, data: str) -> None:
        """Read on, from this line of the template."""
        self.line = line - self.getpos()[0] + 1
        self.feed(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread = tag if tag in UNREAD else ""
        given = dict(attrs)
        shown = SHOWN_ATTRIBUTES | ({"value"} if tag == "input" and given.get("type") in BUTTONS else set())
        if tag == "meta" and given.get("name") == "description":
            shown = shown | {"content"}
        for name, value in attrs:
            if name in shown:
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        del tag
        self.unread = ""

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self._note(data)

    def _note(self, text: str) -> None:
        if _says_something(text):
            self.found.append(Found(self.getpos()[0] + self.line - 1, " ".join(text.replace(EXPRESSION, "…").split())))


def _data(node: nodes.Node) -> Iterator[tuple[int, str]]:
    """What a template says by itself, in its order; an expression is one character."""
    if isinstance(node, nodes.Output):
        for part in node.nodes:
            yield part.lineno, part.data if isinstance(part, nodes.TemplateData) else EXPRESSION
    elif not (isinstance(node, nodes.Block) and node.name in CLASSES):
        for child in node.iter_child_nodes():
            yield from _data(child)


def _in_expressions(node: nodes.Node) -> Iterator[Found]:
    """Strings of expressions that look like words: a capital letter, and a small one after it."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in TRANSLATORS:
        for keyword in node.kwargs:
            yield from _in_expressions(keyword)
        return
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and _begins_like_words(node.value):
        yield Found(node.lineno, node.value)
    for child in node.iter_child_nodes():
        yield from _in_expressions(child)


def _says_something(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _begins_like_words(text: str) -> bool:
    return text[:1].isupper() and text[1:2].islower()


def _is_sentence(text: str) -> bool:
    """Words with a capital letter at their beginning and a stop at their end."""
    return " " in text and text[:1].isupper() and text.rstrip()[-1:] in {".", "!", "?", ":", "…"}


def _shown_by(node: ast.AST, showing: frozenset[str]) -> Iterator[ast.expr]:
    """The texts that a call shows to people."""
    if isinstance(node, ast.Call) and _name(node.func) in showing:
        for words in (*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg in LABELS)):
            for part in _alternatives(words):
                if _is_text(part) and _says_something(_words(part)):
                    yield part


def _alternatives(words: ast.expr) -> list[ast.expr]:
    """Both sides of “this if that else the other”, and of “this or the other”."""
    if isinstance(words, ast.IfExp):
        return [*_alternatives(words.body), *_alternatives(words.orelse)]
    return list(words.values) if isinstance(words, ast.BoolOp) else [words]


def _speaks_for_itself(call: ast.Call) -> bool:
    given = {keyword.arg for keyword in call.keywords}
    name = _name(call.func)
    if name in FIELDS:
        return not given & {None, "invalid_value_message", "invalid_choice_message", "validate_choice"}
    by_place = len(call.args) >= PLACE_OF_WORDS.get(name, len(call.args) + 1)
    return name in VALIDATORS and not by_place and not given & {None, "message"}


def _is_for_developers(node: ast.AST) -> bool:
    """Whether this is translated, or a docstring, or an error that says that the program is wrong."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Call) and _name(node.func) in TRANSLATORS | BUGS


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _words(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(_words(part) if isinstance(part, ast.Constant) else EXPRESSION for part in node.values)
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _found(node: ast.AST) -> Found:
    return Found(getattr(node, "lineno", 0), _words(node).replace(EXPRESSION, "…"))


def _name(called: ast.expr) -> str:
    return called.id if isinstance(called, ast.Name) else called.attr if isinstance(called, ast.Attribute) else ""
