"""Words with {placeholders}: checked when they are written, filled when they are sent; nothing in them is a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.services.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matchmaking.services.mail.kinds import Kind

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
STRAY = re.compile(r"[{}]+[^{}\n]{0,30}\}*")
GAP = re.compile(r"\n{3,}")


def written(name: str) -> str:
    """A placeholder as it stands in a text."""
    return f"{{{name}}}"


def require_fit(kind: Kind, subject: str, text: str) -> None:
    """Refuse words with a placeholder that this mail cannot fill, or without one that its reader needs."""
    for words in (subject, text):
        _require_known(kind, words)
    found = set(PLACEHOLDER.findall(text))
    for name in kind.needed:
        if name not in found:
            raise Invalid(
                _("Without %(placeholder)s this mail is of no use: put it into the text.", placeholder=written(name))
            )


def fill(text: str, values: Mapping[str, str]) -> str:
    """Put the values in, once: what they hold is not looked into. A line of which all values are empty is left out."""
    lines = [line for line in text.split("\n") if not _says_nothing(line, values)]
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), GAP.sub("\n\n", "\n".join(lines)).strip())


def _require_known(kind: Kind, words: str) -> None:
    unknown: Iterable[str] = (written(name) for name in PLACEHOLDER.findall(words) if name not in kind.placeholders)
    stray = STRAY.search(PLACEHOLDER.sub("", words))
    wrong = next(iter(unknown), stray.group() if stray else None)
    if wrong is not None:
        raise Invalid(
            _("“%(text)s” cannot be filled in this mail. Only the placeholders listed may stand in braces.", text=wrong)
        )


def _says_nothing(line: str, values: Mapping[str, str]) -> bool:
    names = PLACEHOLDER.findall(line)
    return bool(names) and not any(values.get(name) for name in names)
