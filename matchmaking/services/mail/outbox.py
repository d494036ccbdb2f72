"""The outbox: mails are written with the change that causes them, and sent once it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Mail, MailStatus, Participant
from matchmaking.services.identity.tokens import new_token
from matchmaking.services.mail import choices, wording
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer


def write(  # noqa: PLR0913 - a mail has as many parts
    kind: str,
    recipient: Participant | Organizer | str,
    *,
    now: datetime,
    dedupe_key: str,
    event: Event | None = None,
    holds_secret: bool = False,
    language: str | None = None,
    calendar: str = "",
    **context: Any,
) -> Mail | None:
    """
    Write one mail from `templates/mail/<kind>.txt`: its first line is the subject, what follows is the text.

    `calendar` is an invitation that goes with it, as iCalendar. Answers None where the same matter (`dedupe_key`) was
    told before, or the reader does not want mails of its kind.
    """
    if not _is_wanted(kind, recipient):
        return None
    if db.session.scalar(select(Mail.id).where(Mail.dedupe_key == dedupe_key)) is not None:
        return None
    name, address = ("", recipient) if isinstance(recipient, str) else (recipient.name, recipient.email)
    if (path := _stop_path(kind, recipient)) is not None:
        context["stop_url"] = link(path)
    subject, body = text_of(kind, name, language or _language_of(recipient), event=event, **context)
    mail = Mail(
        event_id=event.id if event else None,
        participant_id=getattr(recipient, "id", None) if hasattr(recipient, "organization_id") else None,
        kind=kind,
        dedupe_key=dedupe_key,
        to_name=clean(name),
        to_address=clean(address),
        subject=subject,
        body=body,
        calendar=calendar,
        holds_secret=holds_secret,
        message_id=f"<{new_token()}@{_mail_host()}>",
        status=MailStatus.QUEUED,
        next_attempt_at=now,
        created_at=now,
    )
    db.session.add(mail)
    return mail


def text_of(kind: str, name: str, language: str, *, event: Event | None = None, **context: Any) -> tuple[str, str]:
    """Subject and text of a mail, as `write` would write it: for whoever wants to see it first."""
    with force_locale(language):
        # Straight from the environment: a mail knows nothing of the page, if any, that causes it.
        text = wording.render(kind, language, {"event": event, "recipient_name": name, **context})
    subject, _, body = text.strip().partition("\n")
    return clean(subject)[:300], body.strip() + "\n"


def link(path: str) -> str:
    """An absolute address, built from the configuration and never from a request."""
    return f"{current_app.config['BASE_URL']}{path}"


def _is_wanted(kind: str, recipient: Participant | Organizer | str) -> bool:
    choice = choices.OF_KIND.get(kind)
    return choice is None or not isinstance(recipient, Participant) or choices.is_wanted(recipient, choice)


def _stop_path(kind: str, recipient: Participant | Organizer | str) -> str | None:
    return choices.stop_path(recipient, kind) if isinstance(recipient, Participant) else None


def _language_of(recipient: Participant | Organizer | str) -> str:
    return "en" if isinstance(recipient, str) else recipient.language


def _mail_host() -> str:
    sender: str = current_app.config["MAIL_FROM"]
    return sender.rpartition("@")[2].strip("> ") or "localhost"
