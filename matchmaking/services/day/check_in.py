"""
The desk: badges that lead to a person's page, checking in, arriving late, leaving early.

A badge's code is an HMAC over who somebody is with the installation's secret key, cut to 80 bits; nothing of it is
stored, it is of use to signed-in organizers alone, and a new secret key makes every printed badge unreadable.

Each act is written down, and harmless when it comes twice.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Participant, ParticipantStatus, Presence
from matchmaking.services import audit
from matchmaking.services.day.presence import day_of, hours_of
from matchmaking.services.mail import addresses
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.setup import phases

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer

# Keeps these apart from everything else that is signed with the same key.
PURPOSE = "badge\0"
BYTES = 10


def badge_code(participant: Participant) -> str:
    """The sixteen characters on somebody's badge."""
    return _code(participant.id, participant.created_at)


def badge_url(event: Event, participant: Participant) -> str:
    """The address in a badge's QR code: a phone's camera opens the person's page at the desk with it."""
    return addresses.page("organizer.desk_badge", slug=event.slug, token=badge_code(participant))


def owner_of_badge(event: Event, scanned: str) -> Participant:
    """Whose badge was scanned: by its code, as somebody typed it, or by the whole address."""
    wanted = code_in(scanned)
    rows = db.session.execute(select(Participant.id, Participant.created_at).where(Participant.event_id == event.id))
    for participant_id, created_at in rows:
        if hmac.compare_digest(_code(participant_id, created_at), wanted):
            return db.session.get_one(Participant, participant_id)
    raise NotFound(_("This is no badge of this event. Look the person up by name."))


def code_in(scanned: str) -> str:
    """The code within what a scanner or a person typed: blanks, dashes and small letters do not matter."""
    last = urlsplit(scanned.strip()).path.rpartition("/")[2] if "/" in scanned else scanned
    kept = "".join(character for character in last.upper() if character.isascii() and character.isalnum())
    return kept.translate(str.maketrans("01", "OI"))


def check_in(event: Event, person: Participant, organizer: Organizer, now: datetime) -> bool:
    """Note that somebody is here, back again perhaps; answers whether that is new."""
    presence = _held(event, person, now)
    back = presence.leaves_at is not None and presence.leaves_at <= now
    if presence.checked_in_at is not None and not back:
        return False
    presence.checked_in_at = now
    if back:
        presence.leaves_at = None
    if presence.arrives_at is not None and presence.arrives_at > now:
        presence.arrives_at = None  # earlier than announced
    _record("desk.checked_in", event, person, organizer, now)
    return True


def undo(event: Event, person: Participant, organizer: Organizer, now: datetime) -> bool:
    """Take a check-in back; answers whether there was one."""
    presence = _held(event, person, now)
    if presence.checked_in_at is None:
        return False
    presence.checked_in_at = None
    _record("desk.check_in_undone", event, person, organizer, now)
    return True


def note_hours(  # noqa: PLR0913, PLR0917 - whose hours, and who says so
    event: Event,
    person: Participant,
    arrives_at: datetime | None,
    leaves_at: datetime | None,
    organizer: Organizer,
    now: datetime,
) -> bool:
    """Note when somebody arrives and leaves today; None: with the others. Answers whether that is new."""
    presence = _held(event, person, now)
    before = (presence.arrives_at, presence.leaves_at)
    if (arrives_at, leaves_at) == before:
        return False
    _check_hours(event, arrives_at, leaves_at, now)
    presence.arrives_at, presence.leaves_at = arrives_at, leaves_at
    hours = {name: at.isoformat() for name, at in (("arrives", arrives_at), ("leaves", leaves_at)) if at}
    _record("desk.hours_noted", event, person, organizer, now, **hours)
    return True


def leave(event: Event, person: Participant, organizer: Organizer, now: datetime) -> bool:
    """Note that somebody has left for today; answers whether that is new."""
    presence = _held(event, person, now)
    if presence.leaves_at is not None and presence.leaves_at <= now:
        return False
    presence.leaves_at = now
    if presence.arrives_at is not None and presence.arrives_at >= now:
        presence.arrives_at = None  # they came before what was announced, or not at all
    _record("desk.left", event, person, organizer, now)
    return True


def _held(event: Event, person: Participant, now: datetime) -> Presence:
    """What is known of somebody today, for change: two desks at once follow one another."""
    phases.require_running(event, now)
    if person.status is not ParticipantStatus.APPROVED:
        raise Conflict(_("%(name)s does not take part, or is not approved yet.", name=person.name))
    db.session.execute(select(Participant.id).where(Participant.id == person.id).with_for_update(key_share=True))
    day = day_of(event, now)
    presence = db.session.get(Presence, (person.id, day), populate_existing=True)
    if presence is None:
        presence = Presence(participant_id=person.id, day=day)
        db.session.add(presence)
    return presence


def _check_hours(event: Event, arrives_at: datetime | None, leaves_at: datetime | None, now: datetime) -> None:
    begin, end = hours_of(event, day_of(event, now))
    if any(at is not None and not begin <= at < end for at in (arrives_at, leaves_at)):
        raise Invalid(_("Give an hour of today."))
    if arrives_at is not None and leaves_at is not None and leaves_at <= arrives_at:
        raise Invalid(_("They cannot leave before they arrive."))


def _record(action: str, event: Event, person: Participant, organizer: Organizer, now: datetime, **detail: Any) -> None:
    audit.record(
        action,
        at=now,
        event_id=event.id,
        organizer=organizer,
        participant=person,
        subject=person.name[:100],
        **detail,
    )


def _code(participant_id: int, created_at: datetime) -> str:
    # With the hour of creation: where an id is used again, an old badge does not become somebody else's.
    who = f"{PURPOSE}{participant_id}\0{created_at.isoformat()}"
    mac = hmac.new(current_app.config["SECRET_KEY"].encode(), who.encode(), hashlib.sha256).digest()
    return base64.b32encode(mac[:BYTES]).decode()
