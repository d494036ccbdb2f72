"""A language that nobody speaks, to see what long words do to a page: more than half again as long, under accents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from matchmaking.translating import catalogues, extracting

if TYPE_CHECKING:
    from pathlib import Path

LOCALE = "el"
"""Whose place it takes in one installation, so that dates, countries and numbers are those of a real language."""

WORD = re.compile(r"(%\(\w+\)[a-z]|%%|\{\w+\}|<[^>]*>|&\w+;)|[^\W\d_]+")
"""Places that are filled in stay as they are; the rest is taken word by word."""

ACCENTS = str.maketrans("aceinorsuyzACEINORSUYZ", "áčęíňőřšűýžÁČĘÍŇŐŘŠŰÝŽ")
LONGER = 0.6


def stretched(text: str) -> str:
    """The text with every word under accents and six tenths longer, in one piece."""
    return WORD.sub(lambda found: found[1] or _stretched(found[0]), text)


def catalogue() -> Catalog:
    """Every message of the sources in words of this language."""
    made = Catalog(locale=LOCALE, domain="messages", fuzzy=False)
    for message in extracting.template():
        if message.id:
            ids = catalogues.ids_of(message)
            forms = tuple(stretched(ids[min(n, len(ids) - 1)]) for n in range(made.num_plurals))
            made.add(message.id, forms if message.pluralizable else stretched(ids[0]), context=message.context)
    return made


def install(folder: Path) -> Path:
    """Write it where an installation finds it instead of the real language; the folder of the catalogues."""
    path = folder / LOCALE / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue())
    return folder


def _stretched(word: str) -> str:
    more = round(len(word) * LONGER + 0.5)
    return word.translate(ACCENTS) + word[-1].lower().translate(ACCENTS) * more
