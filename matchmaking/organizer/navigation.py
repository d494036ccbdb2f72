"""Where an organizer finds what: the sections of an event's pages, and the pages of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

    Tab = tuple[LazyString, str, bool]


@dataclass(frozen=True)
class Page:
    """A page that can be chosen; everything whose endpoint begins with one of these names belongs to it."""

    label: LazyString
    endpoint: str
    also: tuple[str, ...] = ()

    def holds(self, endpoint: str) -> bool:
        """Whether an endpoint, without its blueprint, is this page or lies below it."""
        return any(endpoint == name or endpoint.startswith(f"{name}_") for name in (self.endpoint, *self.also))


@dataclass(frozen=True)
class Section:
    """Pages about one part of an organizer's work, in the order in which they are needed, and the guide's chapter."""

    label: LazyString
    chapter: str
    pages: tuple[Page, ...]

    def holds(self, endpoint: str) -> bool:
        """Whether an endpoint belongs to one of the section's pages."""
        return any(page.holds(endpoint) for page in self.pages)


SECTIONS = (
    Section(_l("Overview"), "begin", (Page(_l("Overview"), "overview"),)),
    Section(
        _l("Set-up"),
        "set-up",
        (
            Page(_l("Event"), "settings", also=("organizers",)),
            Page(_l("Programme"), "programme"),
            Page(_l("Tables"), "places"),
            Page(_l("Rules"), "types"),
            Page(_l("Mails"), "mails"),
        ),
    ),
    Section(
        _l("People"),
        "people",
        (
            Page(_l("Participants"), "participants"),
            Page(_l("Organizations"), "organizations"),
            Page(_l("Requests"), "requests"),
            Page(_l("Interpreters"), "interpreters"),
            Page(_l("Import"), "imports"),
        ),
    ),
    Section(_l("Schedule"), "schedule", (Page(_l("Schedule"), "schedule"), Page(_l("Capacity"), "capacity"))),
    Section(
        _l("On the day"), "day", (Page(_l("Desk"), "desk"), Page(_l("Screens"), "screens"), Page(_l("Paper"), "paper"))
    ),
    Section(
        _l("Afterwards"),
        "afterwards",
        (
            Page(_l("Report"), "report"),
            Page(_l("Feedback"), "feedback"),
            Page(_l("Log"), "log"),
            Page(_l("Data"), "data"),
        ),
    ),
)


def sections(endpoint: str) -> list[Tab]:
    """Every section as a tab that leads to its first page."""
    return [
        (section.label, url_for(f"organizer.{section.pages[0].endpoint}"), section.holds(endpoint))
        for section in SECTIONS
    ]


def chapter(endpoint: str) -> str | None:
    """The chapter of the guide that is about the section an endpoint belongs to."""
    return next((section.chapter for section in SECTIONS if section.holds(endpoint)), None)


def pages(endpoint: str) -> list[Tab]:
    """The pages of the section that an endpoint belongs to, as tabs; a section's only page needs none."""
    section = next((section for section in SECTIONS if section.holds(endpoint)), None)
    if section is None or len(section.pages) == 1:
        return []
    return [(page.label, url_for(f"organizer.{page.endpoint}"), page.holds(endpoint)) for page in section.pages]
