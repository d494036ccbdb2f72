"""
Which encoding a text file has: by its mark, by being valid UTF-8 or UTF-16, else by the letters that come out.

Windows' code pages give every byte a meaning, so each is tried, and the one wins whose letters are those that a
language of its region uses, about as often as it does. The same bytes always give the same answer.
"""

from __future__ import annotations

import codecs
import math
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from flask_babel import gettext as _

from matchmaking.services.files.tabular.table import UnreadableFile

# What a person may choose, in the order offered.
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1253", "cp1254")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# The letters beyond ASCII that each language uses, the most frequent first.
LETTERS = {
    "cp1250": (
        "čšžćđ",  # Serbian, Croatian, Bosnian, Slovene
        "íáéěýžščřůúňóťď",  # Czech
        "áíéčžýšúľťôňäóďĺŕ",  # Slovak
        "áéöóőíüúű",  # Hungarian
        "ăîşţâ",  # Romanian, with the cedillas of this code page
        "łęóążśćńź",  # Polish
        "ëç",  # Albanian
        "üäöß",  # German
    ),
    "cp1251": (
        "аеиотнрсвлкдпмзгъубчщяйцжхшюфьѝ",  # Bulgarian
        "аиоенрсјткудвмлпзгбшчцжћхљњђџф",  # Serbian
        "аоиетнрсвкдлпмујзгбшчцжќхљњѓџсѕф",  # Macedonian
    ),
    "cp1253": ("αοιετσνηυρπκμλςωάίγδέόήύχθώφβξζψϊϋΐΰ",),
    "cp1254": (
        "ıüşğçöâîû",  # Turkish
        "ëç",  # Albanian
        "üäöß",  # German
        "éèàêçôâîùûï",  # French
        "øåæéö",  # Danish, Norwegian, Swedish
        "àèéìòù",  # Italian
    ),
}
# The letters of these code pages never stand in one word with Latin ones.
OWN_SCRIPT = {"cp1251", "cp1253"}
TYPOGRAPHY = frozenset("„“”‚‘’«»‹›–—…•·€§°№©®™\u00a0´¨")

# In units of a natural logarithm, as the letters' weights are.
STRANGE_LETTER = -9.0
STRANGE_SIGN = -7.0
MIXED_WORD = -6.0
CAPITAL_INSIDE = -4.0
# A sample is enough to tell.
SAMPLED_CHARACTERS = 20_000
# UTF-8 with a few bytes broken is damaged UTF-8, not a code page.
SOUND_PER_BROKEN = 20


class Decoded(NamedTuple):
    """A file's text and the encoding that it was read by."""

    text: str
    encoding: str


def decode(content: bytes, encoding: str | None = None) -> Decoded:
    """Decode a text file, by the encoding a person chose or by the one it appears to have."""
    if encoding is not None:
        return _chosen(content, encoding)
    for mark, marked in MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], marked)
    if b"\0" in content:
        return _without_mark(content)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(content, error)
    return _by_letters(content)


def _chosen(content: bytes, encoding: str) -> Decoded:
    if encoding not in ENCODINGS:
        raise UnreadableFile(_("The encoding “%(encoding)s” is not offered.", encoding=encoding))
    mark = next((mark for mark, marked in MARKS if marked == encoding and content.startswith(mark)), b"")
    return _decoded(content[len(mark) :], encoding)


def _decoded(content: bytes, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            _(
                "The file is not encoded as %(encoding)s: row %(row)s has bytes without meaning. "
                "Choose another encoding, or save it as CSV UTF-8.",
                encoding=encoding,
                row=row,
            )
        ) from error
    if "\0" in text:
        raise UnreadableFile(_("The file holds NUL characters, which no text does. Save it anew as CSV UTF-8."))
    return Decoded(text, encoding)


def _without_mark(content: bytes) -> Decoded:
    """UTF-16 without a mark: in one order of bytes the file's commas and line ends come out as such."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and any(end in text for end in "\n\r") and any(c in text for c in ",;\t@ "):
            return Decoded(text, encoding)
    raise UnreadableFile(_("The file holds NUL characters, which no text does. Save it anew as CSV UTF-8."))


def _refuse_damaged_utf8(content: bytes, error: UnicodeDecodeError) -> None:
    text = content.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    sound = sum(not c.isascii() for c in text) - broken
    if sound > SOUND_PER_BROKEN * broken:
        row = content[: error.start].count(b"\n") + 1
        raise UnreadableFile(
            _("The file is damaged: row %(row)s has bytes that are no UTF-8. Save it anew as CSV UTF-8.", row=row)
        ) from error


def _by_letters(content: bytes) -> Decoded:
    """The code page whose letters look most like a language; the first in order where two are alike."""
    best, best_score = "", -math.inf
    for encoding in LETTERS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _plausibility(text, encoding)
        if score > best_score:
            best, best_score = encoding, score
    if not best:
        raise UnreadableFile(_("The file's encoding is not recognised. Save it as CSV UTF-8."))
    return _decoded(content, best)


def _plausibility(text: str, encoding: str) -> float:
    """The sum over the lines, each taken as written in the language that suits it best."""
    score, sampled = 0.0, 0
    for line in text.splitlines():
        if line.isascii():
            continue
        letters = [c for c in line if not c.isascii()]
        score += max(sum(weights.get(c.lower(), _strangeness(c)) for c in letters) for weights in _weights(encoding))
        score += _mixtures(line, encoding)
        sampled += len(letters)
        if sampled > SAMPLED_CHARACTERS:
            break
    return score


def _strangeness(character: str) -> float:
    if character in TYPOGRAPHY:
        return 0.0
    return STRANGE_LETTER if character.isalpha() else STRANGE_SIGN


@cache
def _weights(encoding: str) -> tuple[dict[str, float], ...]:
    """For each language its letters' logarithmic frequencies, falling with their rank (Zipf)."""
    tables = []
    for letters in LETTERS[encoding]:
        total = sum(1 / rank for rank in range(1, len(letters) + 1))
        tables.append({letter: -math.log(rank * total) for rank, letter in enumerate(letters, 1)})
    return tuple(tables)


def _mixtures(line: str, encoding: str) -> float:
    """What no writing has: two scripts in one word, a capital after a small letter."""
    score = 0.0
    for left, right in pairwise(line):
        if (left.isascii() and right.isascii()) or not (left.isalpha() and right.isalpha()):
            continue
        if encoding in OWN_SCRIPT and left.isascii() != right.isascii():
            score += MIXED_WORD
        if left.islower() and right.isupper():
            score += CAPITAL_INSIDE
    return score
