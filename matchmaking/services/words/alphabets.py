"""Names in the order of the reader's own alphabet, where Č follows C and Đ follows Dž."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from flask_babel import get_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

GAJ = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"
# Letters that are letters of their own, in their order; other marks only tell apart what is the same without them.
# Every language has both scripts: its own letters first, then those of names that are written otherwise.
LATIN = {
    "bs": GAJ,
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "hr": GAJ,
    "hu": "a b c cs d dz dzs e f g gy h i j k l ly m n ny o ö p q r s sz t ty u ü v w x y z zs",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "sl": "a b c č ć d đ e f g h i j k l m n o p q r s š t u v w x y z ž",
    "sq": "a b c ç d dh e ë f g gj h i j k l ll m n nj o p q r rr s sh t th u v w x xh y z zh",
    "sr_Latn": GAJ,
    "tr": "a b c ç d e f g ğ h ı i j k l m n o ö p q r s ş t u ü v w x y z",
}
CYRILLIC = {
    "bg": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ь ю я",
    "mk": "а б в г д ѓ е ж з ѕ и ј к л љ м н њ о п р с т ќ у ф х ц ч џ ш",
    "sr": "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш",
}
OTHER_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
OTHER_CYRILLIC = "а б в г ѓ ґ д ђ е є ж з ѕ и і ї й ј к л љ м н њ о п р с т ћ ќ у ф х ц ч џ ш щ ъ ы ь э ю я"
GREEK = "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ τ υ φ χ ψ ω"

# Written otherwise, and the same letter: older Romanian code points, the final sigma, letters that do not come apart.
SAME = str.maketrans({"ş": "ș", "ţ": "ț", "ς": "σ", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss"})
TURKISH_SAME = str.maketrans({"ς": "σ", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss"})
TURKISH_CAPITALS = str.maketrans({"I": "ı", "İ": "i"})

Key = tuple[tuple[int, ...], str]


class Alphabet:
    """The letters of one language in their order, those of two signs among them."""

    def __init__(self, language: str) -> None:
        own = CYRILLIC.get(language) or (GREEK if language == "el" else LATIN.get(language, OTHER_LATIN))
        others = (LATIN.get(language, OTHER_LATIN), GREEK, CYRILLIC.get(language, OTHER_CYRILLIC), OTHER_CYRILLIC)
        letters = list(dict.fromkeys(" ".join((own, *others)).split()))
        self._is_turkish = language == "tr"
        self._places = {letter: place for place, letter in enumerate(letters, start=0x110000)}
        longest_first = sorted(letters, key=len, reverse=True)
        self._letter = re.compile("|".join(map(re.escape, longest_first)) + "|.", re.DOTALL)

    def key(self, text: str) -> Key:
        """What texts are sorted by: blanks and digits come before letters, and marks decide between equals."""
        small = self._small(text)
        return tuple(place for sign in self._letter.findall(small) for place in self._place(sign)), small

    def _small(self, text: str) -> str:
        if self._is_turkish:
            return unicodedata.normalize("NFC", text).translate(TURKISH_CAPITALS).lower().translate(TURKISH_SAME)
        return unicodedata.normalize("NFC", text).lower().translate(SAME)

    def _place(self, sign: str) -> Iterable[int]:
        if sign in self._places:
            return (self._places[sign],)
        bare = [one for one in unicodedata.normalize("NFD", sign) if not unicodedata.combining(one)]
        return [self._places.get(one, ord(one)) for one in bare]


def key(text: str) -> Key:
    """What texts are sorted by in the reader's language."""
    return _alphabet(str(get_locale() or "en")).key(text)


def by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Codes with their names, by name in the reader's language."""
    return sorted(pairs, key=lambda pair: key(pair[1]))


_alphabet = cache(Alphabet)
