"""The catalogues on disk, one for each language, and what the pages load of them."""

from __future__ import annotations

import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from babel.messages.catalog import Message

FOLDER = Path(__file__).parents[1] / "translations"
CYRILLIC, LATIN = "sr", "sr_Latn"
"""The one is made from the other, letter by letter."""

LOCALES = (LATIN, CYRILLIC, "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu")
"""Languages besides English, whose words stand in the sources."""

PLURAL_FORMS = {"mk": (2, "(n%10==1 && n%100!=11 ? 0 : 1)")}
"""Where CLDR counts otherwise than the list that Babel gives to gettext."""


def path_of(locale: str) -> Path:
    """Where a language's catalogue is kept."""
    return FOLDER / locale / "LC_MESSAGES" / "messages.po"


def read(locale: str) -> Catalog:
    """Return a language's catalogue, an empty one if there is none yet."""
    path = path_of(locale)
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=locale, domain="messages")
    return empty(locale)


def empty(locale: str) -> Catalog:
    """Return a catalogue without messages that knows how its language counts."""
    catalog = Catalog(locale=locale, domain="messages", header_comment="", fuzzy=False)
    if locale in PLURAL_FORMS:
        forms, expression = PLURAL_FORMS[locale]
        catalog.mime_headers = [("Plural-Forms", f"nplurals={forms}; plural={expression};")]
    return catalog


def write(catalog: Catalog) -> None:
    """Keep a catalogue as a file that a change of one message changes in one place."""
    path = path_of(str(catalog.locale))
    path.parent.mkdir(parents=True, exist_ok=True)
    text = BytesIO()
    write_po(text, catalog, width=0, sort_by_file=True, include_lineno=False, omit_header=True, ignore_obsolete=True)
    _replace(path, _header(catalog).encode() + text.getvalue())


def is_stale(locale: str) -> bool:
    """Whether what the pages load is older than the catalogue."""
    path, compiled = path_of(locale), _compiled(locale)
    return path.exists() and (not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns)


def compile_one(locale: str) -> None:
    """Make what the pages load; several processes may do so at once."""
    compiled = BytesIO()
    write_mo(compiled, read(locale))
    _replace(_compiled(locale), compiled.getvalue())


def compile_stale() -> None:
    """Bring what the pages load up to date: a moment after a new version, nothing otherwise."""
    for locale in LOCALES:
        if is_stale(locale):
            compile_one(locale)


def forms_of(message: Message) -> tuple[str, ...]:
    """Return the words of a message: one text, or one for each way of counting."""
    words = message.string or ""
    return (words,) if isinstance(words, str) else tuple(word or "" for word in words)


def ids_of(message: Message) -> tuple[str, ...]:
    """Return the English words of a message: one text, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _compiled(locale: str) -> Path:
    return path_of(locale).with_suffix(".mo")


def _header(catalog: Catalog) -> str:
    """No dates and no tools in it: they would change with every update."""
    lines = (
        f"Language: {catalog.locale_identifier}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalog.plural_forms}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
