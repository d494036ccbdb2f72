"""Text as people type it: cleaned for keeping, folded over scripts for finding, addresses made into keys."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import gettext as _

from matchmaking.services.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable

# Cyrillic as Serbian Latin without its marks, so that a name is found from either script; the letters that only
# Bulgarian and Russian have follow Bulgaria's own transliteration.
CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "ђ": "d", "е": "e", "є": "ye", "ж": "z", "з": "z", "ѕ": "dz",
    "и": "i", "і": "i", "й": "y", "ј": "j", "к": "k", "л": "l", "љ": "lj", "м": "m", "н": "n", "њ": "nj", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "ћ": "c", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "џ": "dz",
    "ш": "s", "щ": "st", "ъ": "a", "ы": "y", "ь": "y", "э": "e", "ю": "yu", "я": "ya", "ѣ": "e", "ѫ": "a", "ґ": "g",
}  # fmt: skip
GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f",
    "χ": "c", "ψ": "ps", "ω": "o",
}  # fmt: skip
# Latin letters that no normalisation takes apart.
LATIN = {
    "đ": "d", "ð": "d", "ı": "i", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ß": "ss", "ƒ": "f",
}  # fmt: skip
LETTERS = str.maketrans(CYRILLIC | GREEK | LATIN)

# The patterns below are such that a browser understands them too: pages that search as one types fold by them.
# Greek pairs that are one sound, by ELOT 743; what follows αυ and ευ decides between v and f.
GREEK_PAIRS = (
    (re.compile("ου"), "ou"),
    (re.compile("([αεη])υ(?=[αβγδεζηιλμνορυω])"), r"\1v"),
    (re.compile("([αεη])υ"), r"\1f"),
    (re.compile("γγ"), "ng"),
    (re.compile("γχ"), "nc"),
    (re.compile("(?<![a-z0-9α-ω])μπ"), "b"),
)
# How the same sound is written without marks: Djordje, Dorde; Chavdar, Cavdar; Gjorgji, Gorgi; Tsvetan, Cvetan.
# The first letter stays, so that the beginning of a name still finds it while it is being typed.
ONE_SOUND = (
    (re.compile("([dgk])j+"), r"\1"),
    (re.compile("([csz])h+"), r"\1"),
    (re.compile(r"\bts"), "c"),
)

GREEK_LETTER = re.compile("[α-ω]")
UNSEEN = dict.fromkeys((*range(9), *range(14, 28), 127))  # controls that are no blanks
UNSEEN_CATEGORIES = {"Mn", "Mc", "Me", "Cc", "Cf", "Cs"}

JOINERS = "\u200c\u200d"  # they shape Persian words and emoji, and are no name by themselves
LINE_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
BLANK_LINES = re.compile(r"\n{3,}")
ADDRESS_SEPARATORS = re.compile(r"[\s,;/|<>]+")


class NotAnAddress(Invalid):
    """What was given is no e-mail address; the sentence says why."""


class NoAddress(NotAnAddress):
    """There is nothing where an e-mail address should be."""


class SeveralAddresses(NotAnAddress):
    """There is more than one e-mail address where one should be."""


def fold(text: str) -> str:
    """
    A key to find text by, the same for all the ways it is written: `cacak` for Čačak and for Чачак.

    It is idempotent. It is for finding and comparing, never for showing.
    """
    folded = text.casefold()
    if not folded.isascii():
        folded = _in_latin(folded)
    for spelling, letter in ONE_SOUND:
        folded = spelling.sub(letter, folded)
    return " ".join(folded.translate(UNSEEN).split())


def tables_for_browsers() -> dict[str, Any]:
    """What `fold` works by, for pages that search while one types: letters, Greek pairs, spellings of one sound."""

    def patterns(pairs: Iterable[tuple[re.Pattern[str], str]]) -> list[list[str]]:
        return [[pattern.pattern, by.replace("\\1", "$1")] for pattern, by in pairs]

    return {
        "letters": CYRILLIC | GREEK | LATIN,
        "pairs": patterns(GREEK_PAIRS),
        "sounds": patterns(ONE_SOUND),
    }


def _in_latin(text: str) -> str:
    """Small letters of any script of the region as Latin ones without marks."""
    plain = _without_marks(unicodedata.normalize("NFC", text).replace("й", "y"))
    if GREEK_LETTER.search(plain):
        for pair, sound in GREEK_PAIRS:
            plain = pair.sub(sound, plain)
    return plain.translate(LETTERS)


def _without_marks(text: str) -> str:
    """Casefolded and taken apart until nothing changes, then without accents and what cannot be seen."""
    apart = unicodedata.normalize("NFKD", text)
    while (again := unicodedata.normalize("NFKD", apart.casefold())) != apart:
        apart = again
    return "".join(c for c in apart if unicodedata.category(c) not in UNSEEN_CATEGORIES or c.isspace())


def clean(text: str, *, multiline: bool = False) -> str:
    """
    Text that is safe to keep and to show: composed, without controls, invisible marks and needless blanks.

    Lines are kept with `multiline`, at most one empty line between two paragraphs.
    """
    lines = [_cleaned_line(line) for line in LINE_BREAKS.split(text)]
    if not multiline:
        return " ".join(line for line in lines if line)
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _cleaned_line(line: str) -> str:
    visible = line.replace("\t", " ")
    if not visible.isprintable():  # nearly all text is, and what is printable is kept: five times as fast
        visible = "".join(c for c in visible if _is_kept(c))
    return " ".join(unicodedata.normalize("NFC", visible).split()).strip(" " + JOINERS)


def _is_kept(character: str) -> bool:
    """Not a control, a lone surrogate, a mark that turns the direction of writing, or no character at all."""
    code = ord(character)
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:  # noqa: PLR2004 - Unicode's noncharacters
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs"} or character in JOINERS


def fold_address(text: str) -> str:
    """
    The key by which a person is known: the address trimmed and in small letters, its domain as Unicode.

    Raises
    ------
    NotAnAddress
        With the reason as a sentence.

    """
    address = clean(text)
    if not address:
        raise NoAddress(_("There is no e-mail address."))
    if sum("@" in part for part in ADDRESS_SEPARATORS.split(address)) > 1:
        raise SeveralAddresses(
            _("There are several e-mail addresses in one place: “%(text)s”. Give one.", text=address)
        )
    try:
        valid = validate_email(address.removeprefix("mailto:"), check_deliverability=False)
    except EmailNotValidError as error:
        raise NotAnAddress(_("“%(text)s” is not an e-mail address.", text=address)) from error
    return f"{valid.local_part.lower()}@{valid.domain.lower()}"
