"""Messages as they stand in the sources, and catalogues brought in step with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from matchmaking.translating import catalogues, cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parents[2]
METHODS = [("matchmaking/**.py", "python"), ("templates/**.html", "jinja2"), ("templates/**.txt", "jinja2")]
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
COMMENT_TAGS = ["Translators:"]
"""A comment that begins so, just above a message, is for whoever translates it."""

ORDER = (
    "templates/participant/",
    "matchmaking/participant/",
    "templates/public/",
    "matchmaking/public/",
    "templates/mail/",
    "templates/components/",
    "templates/base.html",
    "matchmaking/feeds/",
    "matchmaking/services/agenda/",
    "matchmaking/services/people/",
    "matchmaking/services/requests/",
    "matchmaking/services/suggestions/",
    "matchmaking/services/words/",
    "matchmaking/services/paper/",
    "matchmaking/forms.py",
    "templates/errors/",
    "matchmaking/services/",
    "matchmaking/organizer/",
    "templates/organizer/",
)
"""Where participants read first, then organizers; their guide comes last."""


def template() -> Catalog:
    """Return every message of the sources, without translations."""
    catalog = Catalog(domain="messages", header_comment="", fuzzy=False)
    for path, message, comments, context in _found():
        catalog.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    return catalog


def update(locale: str, messages: Catalog) -> None:
    """Bring a catalogue in step with the sources' messages: new ones come without words, those no longer used go."""
    catalog, known = catalogues.empty(locale), catalogues.read(locale)
    for message in messages:
        if message.id:
            words = known.get(message.id, message.context)
            translated = words.string if words is not None else None
            catalog.add(message.id, translated, message.locations, (), message.auto_comments, context=message.context)
    if locale == catalogues.CYRILLIC:
        cyrillic.take_over(catalogues.read(catalogues.LATIN), catalog)
    catalogues.write(catalog)


def rank(path: str) -> int:
    """Return how early a file's messages are to be translated."""
    if path.startswith("templates/organizer/guide/"):
        return len(ORDER) + 1
    return next((place for place, start in enumerate(ORDER) if path.startswith(start)), len(ORDER))


def _found() -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    options = {pattern: {"silent": "false"} for pattern, method in METHODS if method == "jinja2"}
    for path, _line, message, comments, context in extract_from_dir(
        TOP, METHODS, options, KEYWORDS, COMMENT_TAGS, directory_filter=_is_searched
    ):
        yield path, message, comments, context


def _is_searched(folder: str) -> bool:
    return not Path(folder).name.startswith((".", "__")) and Path(folder).name not in {"solver", "tests", "instance"}
