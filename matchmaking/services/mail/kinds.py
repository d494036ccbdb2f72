"""The mails that participants get and organizers may word themselves, and what each can be filled with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel.speaklater import LazyString

SHARED = ("event", "recipient")
"""What every mail can be filled with."""


@dataclass(frozen=True)
class Kind:
    """One kind of mail: what it can be filled with, from where, and what it is of no use without."""

    name: str
    group: LazyString
    paths: Mapping[str, str] = field(default_factory=dict)  # placeholder: where it is found in what the mail is given
    blocks: tuple[str, ...] = ()  # placeholders that are blocks of the mail's template
    needed: tuple[str, ...] = ()

    @property
    def template(self) -> str:
        """The file that holds the built-in words."""
        return f"mail/{self.name}.txt"

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Everything that the mail can be filled with."""
        return (*SHARED, *self.blocks, *self.paths)


REGISTRATION, REQUESTS, SCHEDULE = _l("Registration"), _l("Requests"), _l("Schedule")
PROGRAMME, AFTERWARDS = _l("Programme"), _l("Feedback")
WITH_WHOM = {"name": "other.name", "organization": "other.organization.name"}

_ALL = (
    Kind(
        "registered",
        REGISTRATION,
        {"link": "sign_in_link", "sign_in_page": "sign_in_url"},
        blocks=("news",),
        needed=("link",),
    ),
    Kind(
        "registered_already",
        REGISTRATION,
        {"link": "sign_in_link", "event_page": "event_page_url"},
        blocks=("news",),
        needed=("news", "link"),
    ),
    Kind("sign_in", REGISTRATION, {"link": "sign_in_link"}, needed=("link",)),
    Kind(
        "membership_asked",
        REGISTRATION,
        {"name": "other.name", "organization": "claimed.name", "link": "page_url"},
        needed=("name", "link"),
    ),
    Kind(
        "membership_refused",
        REGISTRATION,
        {"organization": "refused", "link": "page_url"},
        blocks=("news",),
        needed=("news", "link"),
    ),
    Kind("approved", REGISTRATION, {"link": "sign_in_url"}, needed=("link",)),
    Kind("declined", REGISTRATION, {"reason": "reason", "link": "event_page_url", "sign_in_page": "sign_in_url"}),
    Kind("withdrawn", REGISTRATION, {"link": "event_page_url", "sign_in_page": "sign_in_url"}),
    Kind(
        "acted_for",
        REGISTRATION,
        {"organizer": "organizer.name", "link": "page_url"},
        ("acts",),
        needed=("acts", "link"),
    ),
    Kind(
        "request_received",
        REQUESTS,
        {**WITH_WHOM, "message": "message", "link": "answer_url", "requests_page": "requests_url"},
        needed=("link",),
    ),
    Kind(
        "organization_asked",
        REQUESTS,
        {
            "name": "other.name",
            "organization": "other.organization.name",
            "asked_organization": "asked_organization.name",
            "message": "message",
            "link": "answer_url",
            "requests_page": "requests_url",
        },
        needed=("link",),
    ),
    Kind("request_accepted", REQUESTS, {**WITH_WHOM, "link": "requests_url"}),
    Kind("requests_daily", REQUESTS, {"link": "requests_url"}, blocks=("news",), needed=("news", "link")),
    Kind("meeting_called_off", REQUESTS, {**WITH_WHOM, "link": "requests_url"}, needed=("name",)),
    Kind(
        "reminder",
        REQUESTS,
        {"link": "sign_in_url"},
        blocks=("headline", "news", "until"),
        needed=("news", "link"),
    ),
    Kind(
        "schedule_changed",
        SCHEDULE,
        {"link": "agenda_url"},
        blocks=("headline", "news", "changes"),
        needed=("news", "changes", "link"),
    ),
    Kind(
        "day_ahead",
        SCHEDULE,
        {"link": "agenda_url"},
        blocks=("headline", "news", "meetings"),
        needed=("meetings", "link"),
    ),
    Kind(
        "invitation",
        SCHEDULE,
        {"link": "agenda_url"},
        blocks=("headline", "news", "details"),
        needed=("news", "details"),
    ),
    Kind(
        "meeting_change_asked",
        SCHEDULE,
        {"name": "other.name", "link": "page_url"},
        blocks=("news", "moment"),
        needed=("news", "link"),
    ),
    Kind(
        "meeting_change_refused",
        SCHEDULE,
        {"name": "other.name", "link": "page_url"},
        blocks=("day", "hour"),
        needed=("day", "hour", "link"),
    ),
    Kind("event_moved", PROGRAMME, {"link": "url"}, blocks=("news",), needed=("news", "link")),
    Kind("event_cancelled", PROGRAMME, {"note": "note", "link": "url"}, needed=("note",)),
    Kind(
        "session_changed",
        PROGRAMME,
        {"session": "session.title", "link": "url"},
        blocks=("headline", "news", "details"),
        needed=("news", "session", "details"),
    ),
    Kind(
        "session_seat",
        PROGRAMME,
        {"session": "session.title", "link": "url"},
        blocks=("details",),
        needed=("session", "details", "link"),
    ),
    Kind("document_replaced", PROGRAMME, {"title": "title", "link": "url"}, needed=("title", "link")),
    Kind("feedback", AFTERWARDS, {"link": "feedback_url"}, needed=("link",)),
)

KINDS = {kind.name: kind for kind in _ALL}
