"""Sending the outbox: each mail is claimed before it is sent, so that two workers never send the same one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask import current_app
from sqlalchemy import event, select, update

from matchmaking.extensions import db
from matchmaking.models import Event, Mail, MailStatus, Participant
from matchmaking.queue import queue
from matchmaking.services.mail import choices, outbox
from matchmaking.services.runs.clock import database_now
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from sqlalchemy.engine import CursorResult
    from sqlalchemy.orm import Session, UOWTransaction

ATTEMPTS = 12
"""With the back-off below the last attempt is about a day after the first."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
CLAIM = timedelta(minutes=5)
"""How long a worker may take for one mail; one that died with it is followed by another attempt after that."""


@dataclass(frozen=True, slots=True)
class Look:
    """How the HTML of a mail looks, and in whose name it comes."""

    sender_name: str = ""  # of the event that it is about
    language: str = ""  # of the reader, where it is known
    accent: str = "#1d5f7c"  # as in style.css, where the event has none of its own
    accent_dark: str = "#85c5e0"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that this worker has claimed, as it is to be sent."""

    id: int
    attempt: int
    message_id: str
    to_name: str
    to_address: str
    subject: str
    body: str
    written_at: datetime
    calendar: str = ""  # an invitation, with its method
    stop_url: str = ""  # where one press ends mails of its kind
    look: Look = Look()


def look_of(event: Event | None, language: str) -> Look:
    """How a mail about an event looks to a reader of this language."""
    if event is None:
        return Look(language=language)
    colours = {"accent": event.accent, "accent_dark": event.accent_dark}
    own = {name: colour for name, colour in colours.items() if colour}
    return Look(worded(event, "name", language or None), language, **own)


def claim_next() -> Letter | None:
    """Claim the mail that has waited longest, or answer None; commit before it is sent."""
    now = database_now()
    due = select(Mail).where(Mail.status == MailStatus.QUEUED, Mail.next_attempt_at <= now)
    while (mail := db.session.scalar(due.order_by(Mail.next_attempt_at, Mail.id).limit(1))) is not None:
        if _update(mail.id, mail.attempts, attempts=mail.attempts + 1, next_attempt_at=now + CLAIM):
            return _letter(mail)
        db.session.rollback()  # another worker was faster: look again, at what is there now
    return None


def _letter(mail: Mail) -> Letter:
    event = db.session.get(Event, mail.event_id) if mail.event_id else None
    reader = db.session.get(Participant, mail.participant_id) if mail.participant_id else None
    stop_path = choices.stop_path(reader, mail.kind) if reader else None
    return Letter(
        id=mail.id,
        attempt=mail.attempts + 1,
        message_id=mail.message_id,
        to_name=mail.to_name,
        to_address=mail.to_address,
        subject=mail.subject,
        body=mail.body,
        written_at=mail.created_at,
        calendar=mail.calendar,
        stop_url=outbox.link(stop_path) if stop_path else "",
        look=look_of(event, reader.language if reader else ""),
    )


def sent(letter: Letter) -> None:
    """The server has taken it."""
    values: dict[str, Any] = {"status": MailStatus.SENT, "sent_at": database_now(), "failure": ""}
    _update(letter.id, letter.attempt, **values)
    _forget_secret(letter)


def refused(letter: Letter, reason: str) -> None:
    """The server will never take it."""
    _update(letter.id, letter.attempt, status=MailStatus.FAILED, failure=reason)
    _forget_secret(letter)


def postponed(letter: Letter, reason: str) -> None:
    """It may go later: after a minute, then after twice as long each time; in the end it has failed."""
    if letter.attempt >= ATTEMPTS:
        refused(letter, reason)
        return
    wait = min(FIRST_WAIT * 2 ** (letter.attempt - 1), LONGEST_WAIT)
    _update(letter.id, letter.attempt, next_attempt_at=database_now() + wait, failure=reason)


def _update(mail_id: int, attempts: int, /, **values: Any) -> bool:
    """Compare and set: only where nobody else has claimed it since."""
    written: CursorResult[tuple[()]] = db.session.execute(  # type: ignore[assignment]
        update(Mail)
        .where(Mail.id == mail_id, Mail.attempts == attempts, Mail.status == MailStatus.QUEUED)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    return written.rowcount == 1


def _forget_secret(letter: Letter) -> None:
    """A sign-in link is in one mail and nowhere else."""
    db.session.execute(update(Mail).where(Mail.id == letter.id, Mail.holds_secret).values(body=""))


@event.listens_for(db.session, "after_flush")
def _notice_new_mails(session: Session, context: UOWTransaction) -> None:
    del context
    if any(isinstance(row, Mail) for row in session.new):
        session.info["mails"] = True


@event.listens_for(db.session, "after_commit")
def _wake_a_worker(session: Session) -> None:
    """What was written with a change is sent as soon as the change is committed."""
    if session.info.pop("mails", False) and current_app.config["MAIL_URL"]:
        queue.put("send_mails")


@event.listens_for(db.session, "after_rollback")
def _forget_new_mails(session: Session) -> None:
    session.info.pop("mails", None)
