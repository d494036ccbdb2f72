"""Ending some mails by one press, from the mail itself and without signing in; and getting them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import g, render_template

from matchmaking import access
from matchmaking.extensions import csrf, db
from matchmaking.models import Event
from matchmaking.public import blueprint
from matchmaking.services.mail import choices
from matchmaking.services.mail.choices import Choice

if TYPE_CHECKING:
    from matchmaking.models import Participant

MAILS = "/mails/<any(requests, reminders, invitations):choice>/<token>"


@blueprint.get(MAILS)
def mails(choice: str, token: str) -> str:
    """Say whether these mails are sent, and offer the other."""
    return _page(_whose(choice, token), Choice(choice), token)


@blueprint.post(MAILS)
def mails_stop(choice: str, token: str) -> str:
    """Send them no more; answered at once, for mail programs do not follow."""
    return _switched(choice, token, wanted=False)


csrf.exempt(mails_stop)  # the address is the secret, and mail programs press without a page (RFC 8058)


@blueprint.post(f"{MAILS}/again")
def mails_again(choice: str, token: str) -> str:
    """Send them again."""
    return _switched(choice, token, wanted=True)


@blueprint.post("/mails/requests/<token>/daily")
def mails_daily(token: str) -> str:
    """Send them once a day, in one mail."""
    who = _whose(Choice.REQUESTS, token)
    choices.set_daily(who, access.now(), daily=True)
    db.session.commit()
    return _page(who, Choice.REQUESTS, token)


def _switched(choice: str, token: str, *, wanted: bool) -> str:
    who = _whose(choice, token)
    choices.switch(who, Choice(choice), access.now(), wanted=wanted)
    db.session.commit()
    return _page(who, Choice(choice), token)


def _whose(choice: str, token: str) -> Participant:
    who = choices.whose(Choice(choice), token)
    g.event = db.session.get_one(Event, who.event_id)
    g.slug = g.event.slug
    return who


def _page(who: Participant, choice: Choice, token: str) -> str:
    return render_template(
        "public/mails.html",
        choice=choice.value,
        token=token,
        wanted=choices.is_wanted(who, choice),
        daily=who.requests_daily,
    )
