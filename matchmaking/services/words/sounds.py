"""One name in several spellings: Maria, Mariya, Marija; Philippos, Filippos; Mihail, Mikhail; Shcherbak, Щербак."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_

from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

SHORTEST = 4  # of fewer letters, too much sounds alike
MOST = 16  # spellings of one word that are looked for; the likeliest ones first, as it is typed before all others
SHCHA = re.compile("щ|shch|šč|sht|št")

# What of a folded word is written in more than one way.
SOUNDS = (
    (re.compile("i[yj]?(?=[aeou])"), ("i", "iy", "ij")),  # Мария as Mariya, Marija, Maria
    (re.compile("i[yj]$"), ("i",)),  # Дмитрий as Dmitriy, Dmitrij, Dmitri
    (re.compile("(?<=[a-z]{3}[aeou])[yji]$"), ("y", "j", "i")),  # Николай as Nikolay, Nikolaj, Nikolai
    (re.compile("(?<=[aeou])[yji](?=[bcdfghklmnprstvz])"), ("y", "j", "i")),  # Михайлов as Mihaylov, Mihajlov, Mihailov
    (re.compile("[yj](?=[aeou])"), ("y", "j")),  # я as ya, ja; ю as yu, ju
    (re.compile("ph|f"), ("f", "ph")),  # Φίλιππος as Filippos, Philippos
    (re.compile("kh|(?<![bcdgkpstz])h"), ("h", "kh")),  # х as h, kh
    (re.compile("ts(?=[aeiouy])|(?<=.)c(?=[aeiouy])"), ("c", "ts")),  # ц as c, ts; at the beginning folding sees to it
)
PIECES = re.compile("|".join(f"({sound.pattern})" for sound, _ways in SOUNDS))


def spellings(typed: str) -> list[list[str]]:
    """For each word that is typed, the folded spellings any of which may be meant; the first is as it is typed."""
    found: list[list[str]] = []
    for word in typed.casefold().split():
        ways = [fold(SHCHA.sub(by, word)).split() for by in (r"\g<0>", "št", "šč")]
        found += [list(dict.fromkeys(way for one in same for way in _ways(one))) for same in zip(*ways, strict=True)]
    return found


def found_in(typed: str, *columns: InstrumentedAttribute[Any]) -> list[ColumnElement[bool]]:
    """Conditions: each word that is typed stands, in one of its spellings, in one of these columns of folded text."""
    return [
        or_(*(column.contains(way, autoescape=True) for column in columns for way in ways)) for ways in spellings(typed)
    ]


def _ways(word: str) -> list[str]:
    """A folded word as it is, then in its other spellings."""
    if len(word) < SHORTEST:
        return [word]
    pieces: list[tuple[str, ...]] = []
    end = 0
    for piece in PIECES.finditer(word):
        number = piece.lastindex or 0
        kept = piece.group()
        others = tuple(way for way in SOUNDS[number - 1][1] if way != kept)
        pieces += [(word[end : piece.start()],), (kept, *others)]
        end = piece.end()
    return ["".join(parts) for parts in islice(product(*pieces, (word[end:],)), MOST)]
