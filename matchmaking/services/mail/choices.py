"""Mails that nobody need get: groups of kinds, each ended by one press, in the mail itself or on the profile."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaking.extensions import db
from matchmaking.models import Participant
from matchmaking.services import audit
from matchmaking.services.identity import proofs
from matchmaking.services.refusals import NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event


class Choice(StrEnum):
    """A group of mails; what is not in one, such as a change of one's meetings, is told in any case."""

    REQUESTS = "requests"
    REMINDERS = "reminders"
    INVITATIONS = "invitations"


OF_KIND = {
    "request_received": Choice.REQUESTS,
    "organization_asked": Choice.REQUESTS,
    "request_accepted": Choice.REQUESTS,
    "requests_daily": Choice.REQUESTS,
    "reminder": Choice.REMINDERS,
    "day_ahead": Choice.REMINDERS,
    "feedback": Choice.REMINDERS,
    "invitation": Choice.INVITATIONS,
}
PURPOSE = "mails"
SWITCHES = {Choice.REQUESTS: "told_of_requests", Choice.REMINDERS: "reminded", Choice.INVITATIONS: "invited"}
"""The participant's column of each choice."""
DAILY = "daily"
"""Not which mails are wanted, but when: news of requests once a day."""
LABELS = {
    Choice.REQUESTS.value: _l("Mails about meeting requests"),
    Choice.REMINDERS.value: _l("Reminders by mail"),
    Choice.INVITATIONS.value: _l("Each meeting as an invitation to your calendar"),
    DAILY: _l("News of requests once a day at 7:00, in one mail"),
}
SWITCHED = "participant.mails_switched"


def offered(event: Event) -> list[Choice]:
    """What participants of an event may choose: only mails that it sends."""
    return [choice for choice in Choice if choice is not Choice.INVITATIONS or event.sends_invitations]


def is_wanted(who: Participant, choice: Choice) -> bool:
    """Whether somebody gets these mails."""
    return bool(getattr(who, SWITCHES[choice]))


def stop_path(who: Participant, kind: str) -> str | None:
    """Where one press ends mails of this kind (RFC 8058), without signing in; None for those told in any case."""
    choice = OF_KIND.get(kind)
    return None if choice is None else f"/mails/{choice.value}/{_token_of(who, choice)}"


def whose(choice: Choice, token: str) -> Participant:
    """The participant of such an address; any other answers like one that does not exist."""
    identifier = proofs.named(token)
    who = None if identifier is None else db.session.get(Participant, identifier)
    if who is None or not proofs.is_proven(token, f"{PURPOSE} {choice.value}", who.id, who.feedback_nonce):
        raise NotFound(_("There is no such page."))
    return who


def switch(who: Participant, choice: Choice, now: datetime, *, wanted: bool) -> None:
    """Send these mails, or do not, from now on; saying so twice is the same as once."""
    if is_wanted(who, choice) is wanted:
        return
    setattr(who, SWITCHES[choice], wanted)
    _record(who, choice.value, now, wanted=wanted)


def set_daily(who: Participant, now: datetime, *, daily: bool) -> None:
    """Tell of requests once a day in one mail, or at once; what is held already comes with the next one."""
    if who.requests_daily is daily:
        return
    who.requests_daily = daily
    _record(who, DAILY, now, wanted=daily)


def _record(who: Participant, mails: str, now: datetime, *, wanted: bool) -> None:
    audit.record(SWITCHED, at=now, event_id=who.event_id, participant=who, mails=mails, wanted=wanted)


def _token_of(who: Participant, choice: Choice) -> str:
    return proofs.token_of(f"{PURPOSE} {choice.value}", who.id, who.feedback_nonce)
