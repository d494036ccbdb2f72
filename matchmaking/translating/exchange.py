"""Messages handed to a translator as JSON, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matchmaking.translating import catalogues, checks, extracting
from matchmaking.translating.catalogues import forms_of, ids_of

if TYPE_CHECKING:
    from babel.messages.catalog import Message


@dataclass(frozen=True)
class Refused:
    """A translation that was not taken, and why."""

    message: str
    reasons: list[str]


def exported(locale: str, *, missing_only: bool) -> list[dict[str, Any]]:
    """
    Return the messages of a language: what participants read first, then what organizers do.

    Each has `message` (the English words; singular and plural where it counts), `where` it stands, a `comment` if
    there is one, and `translation`: a text, or one for each plural form, empty where there is none.
    """
    catalog = catalogues.read(locale)
    chosen = [
        message for message in catalog if message.id and not (missing_only and not checks.faults(message, catalog))
    ]
    return [_as_json(message, catalog.num_plurals) for message in sorted(chosen, key=_order)]


def take_in(locale: str, entries: list[dict[str, Any]]) -> list[Refused]:
    """Take translations over into a language's catalogue; answer those that were refused, which change nothing."""
    catalog = catalogues.read(locale)
    refused = []
    for entry in entries:
        words = entry["message"]
        message = catalog.get(tuple(words) if isinstance(words, list) else words)
        if message is None:
            refused.append(Refused(str(words), ["there is no such message"]))
            continue
        before = message.string
        told = entry["translation"]
        message.string = tuple(told) if isinstance(told, list) else told
        if message.pluralizable != isinstance(told, list):
            reasons = ["it needs one text for each plural form" if message.pluralizable else "it needs one text"]
        else:
            reasons = checks.faults(message, catalog)
        if reasons:
            message.string = before
            refused.append(Refused(ids_of(message)[0], reasons))
    catalogues.write(catalog)
    return refused


def _as_json(message: Message, plurals: int) -> dict[str, Any]:
    ids = ids_of(message)
    words = list(forms_of(message))
    entry: dict[str, Any] = {"message": list(ids) if message.pluralizable else ids[0]}
    if message.auto_comments:
        entry["comment"] = " ".join(message.auto_comments)
    entry["where"] = sorted({path for path, _line in message.locations})
    entry["translation"] = (words if len(words) == plurals else [""] * plurals) if message.pluralizable else words[0]
    return entry


def _order(message: Message) -> tuple[int, str, str]:
    first = min((path for path, _line in message.locations), key=extracting.rank, default="")
    return extracting.rank(first), first, ids_of(message)[0]
