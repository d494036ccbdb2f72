"""Mails as they would be sent, to people and with meetings that are made up."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from flask_babel import force_locale
from flask_babel import gettext as _

from matchmaking.models import ChangeReason
from matchmaking.services.acting import acts
from matchmaking.services.mail import addresses, choices, html_part, mailing, wording
from matchmaking.services.schedule.announcements import Issue
from matchmaking.services.schedule.changes import ChangeKind, Place
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from matchmaking.models import Event
    from matchmaking.services.mail.kinds import Kind

READER = "Jelena Marković"
PARTNER = SimpleNamespace(name="Luka Horvat", organization=SimpleNamespace(name="Sava Robotics d.o.o."))
ORGANIZER = SimpleNamespace(name="Ana Petrova")
TOKEN = "example"  # noqa: S105 - leads nowhere


def mail(event: Event, kind: Kind, language: str, own: tuple[str, str] | None = None) -> tuple[str, str]:
    """Subject and text of a mail, in the words given or else in those it has now."""
    with force_locale(language):
        context = {"event": event, "recipient_name": READER, **_given(event), **_stop(kind)}
        whole = (
            wording.render_own(kind, *own, context) if own is not None else wording.render(kind.name, language, context)
        )
    subject, _newline, text = whole.strip().partition("\n")
    return clean(subject)[:300], text.strip()


def html(event: Event, kind: Kind, language: str, own: tuple[str, str]) -> str:
    """The HTML of a mail in the words given, as it would be sent beside the text."""
    return html_part.html_of(*mail(event, kind, language, own), mailing.look_of(event, language))


def values(event: Event, kind: Kind, language: str) -> list[tuple[str, str]]:
    """What each placeholder of a mail could be filled with."""
    with force_locale(language):
        found = wording.values_of(kind, {"event": event, "recipient_name": READER, **_given(event)})
    return [(name, found[name]) for name in kind.placeholders]


def _given(event: Event) -> dict[str, Any]:
    """What the mails of every kind are given."""
    start = datetime.combine(event.starts_on, time(10), ZoneInfo(event.time_zone))
    return {
        "other": PARTNER,
        "partner": PARTNER,
        "organizer": ORGANIZER,
        "approved": True,
        "has_left": False,
        "claimed": PARTNER.organization,
        "as_well": False,
        "refused": PARTNER.organization.name,
        "reason": _("There are no places left."),
        "note": _("The hall cannot be used."),
        "message": _("We look for a partner to test our sensors with."),
        "lack": "no_requests",
        "unanswered": 3,
        "title": event.name,
        "asked": [(PARTNER, _("We look for a partner to test our sensors with."), addresses.page("public.home"))],
        "asked_to_all": [],
        "asked_organization": SimpleNamespace(name="Balkan Cluster Network"),
        "agreed": [PARTNER],
        "acts": [(SimpleNamespace(at=start, subject=PARTNER.name), next(iter(acts.KINDS.values())))],
        **_meetings(start),
        **_programme(event, start),
        **_links(event),
    }


def _meetings(start: datetime) -> dict[str, Any]:
    first, second = (_place(start + timedelta(minutes=minutes), table) for minutes, table in ((0, "12"), (90, "7")))
    changes = (
        SimpleNamespace(kind=ChangeKind.NEW, before=None, after=first, partners=[PARTNER], meeting=1),
        SimpleNamespace(kind=ChangeKind.MOVED, before=first, after=second, partners=[PARTNER], meeting=2),
    )
    change = SimpleNamespace(
        wanted="time",
        slot=second,
        seen_slot=first,
        reason=ChangeReason.OTHER_APPOINTMENT,
        line="",
        expires_at=start - timedelta(hours=18),
    )
    issue = Issue(number=2, preliminary=False, before=False)
    meetings = [SimpleNamespace(entry=place, others=[PARTNER]) for place in (first, second)]
    ahead = {"evening": True, "day": start.date(), "meetings": meetings}
    invitation = {"entry": SimpleNamespace(**asdict(first), cancelled=False), "changed": False}
    return {"change": change, "changes": changes, "issue": issue, "called_off": {}, **ahead, **invitation}


def _programme(event: Event, start: datetime) -> dict[str, Any]:
    session = SimpleNamespace(
        title=event.name, starts_at=start, ends_at=start + timedelta(hours=1), room="B 2", cancelled_at=None
    )
    days = SimpleNamespace(first=event.starts_on, last=event.ends_on, zone=event.time_zone)
    return {"session": session, "move": SimpleNamespace(after=days, carries=True, sessions=1)}


def _links(event: Event) -> dict[str, str]:
    slug = event.slug
    agenda = addresses.page("participant.agenda", slug=slug)
    return {
        "sign_in_link": addresses.page("public.link", token=TOKEN),
        "sign_in_url": addresses.page("public.sign_in", slug=slug),
        "event_page_url": addresses.page("public.event", slug=slug),
        "requests_url": addresses.page("participant.requests", slug=slug),
        **dict.fromkeys(("agenda_url", "page_url", "url", "answer_url", "feedback_url"), agenda),
    }


def _stop(kind: Kind) -> dict[str, str]:
    choice = choices.OF_KIND.get(kind.name)
    return {} if choice is None else {"stop_url": addresses.page("public.mails", choice=choice.value, token=TOKEN)}


def _place(start: datetime, table: str) -> Place:
    return Place(start, start + timedelta(minutes=20), table, "A", ())
