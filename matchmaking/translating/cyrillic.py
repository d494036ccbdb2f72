"""Serbian in Cyrillic, made from Serbian in Latin letters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PAIRS = {"lj": "љ", "nj": "њ", "dž": "џ"}
SINGLE = dict(zip("abvgdđežzijklmnoprstćufhcčš", "абвгдђежзијклмнопрстћуфхцчш", strict=True))
LETTERS = str.maketrans(SINGLE | {latin.upper(): letter.upper() for latin, letter in SINGLE.items()})
APART = re.compile(r"(?i)\b(nadživ\w*|odžal\w*|podžanr\w*|injekc\w*|konjug\w*|konjunk\w*|tanjug\w*|vanjezič\w*)")
"""Words in which two letters that look like one sound are two."""

KEPT = re.compile(
    r"""
    %\(\w+\)[a-z] | %% | \{\w+\}                    # places that are filled in
    | <[^>]*> | &\w+;                               # markup
    | https?://\S+ | [\w.+-]+@[\w-]+\.[\w.]+        # addresses
    | (?<![\w])\.[a-z]{3,4}\b                       # ends of file names
    | \#[0-9a-f]{6}
    | \b[A-Z_][A-Z0-9_]+(?:-[A-Z0-9]+)*\b           # abbreviations: PDF, QR, XLSX, UTF-8
    | \b(?:Google|Outlook|Apple|Microsoft|Excel|OpenDocument|Unicode|iPhone|Android|Chrome|Safari|Firefox|Edge
        |Enter|Escape|Shift|Ctrl|Home|End|Page[ ](?:Up|Down)|Delete|Tab|Wi-Fi|VIP|MB|zip|Days[ ]of[ ]Clusters)\b
    | \bU(?=\ opoziva) | \b(?:A4|A7|[ADJKLNPZQWXY])\b(?=[ ,.:;)]|$)   # keys and sizes of paper
    """,
    re.VERBOSE,
)


def cyrillic(text: str) -> str:
    """Return a text in Cyrillic; what is filled in, markup, addresses, names of products and keys stay as they are."""
    done, at = [], 0
    for kept in KEPT.finditer(text):
        done += [_letters(text[at : kept.start()]), kept.group()]
        at = kept.end()
    return "".join((*done, _letters(text[at:])))


def take_over(latin: Catalog, catalog: Catalog) -> None:
    """Give a catalogue the words of the Latin one."""
    for message in catalog:
        source = latin.get(message.id, message.context) if message.id else None
        if source is not None and source.string:
            words = source.string
            message.string = cyrillic(words) if isinstance(words, str) else tuple(map(cyrillic, words))


def _letters(text: str) -> str:
    parts = APART.split(text)
    return "".join(_single(part) if place % 2 else _paired(part) for place, part in enumerate(parts))


def _paired(text: str) -> str:
    for pair, letter in PAIRS.items():
        text = (
            text.replace(pair, letter).replace(pair.capitalize(), letter.upper()).replace(pair.upper(), letter.upper())
        )
    return _single(text)


def _single(text: str) -> str:
    return text.translate(LETTERS)
