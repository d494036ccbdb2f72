"""
The hall's screen: a secret address that shows when the next meetings begin, and who goes to which table.

The address is an HMAC over the screen's nonce; only its hash is stored, so that no dump leads to it, and a new nonce
revokes it. It gives away names, tables and hours of one day, as the paper on the wall does.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, HallScreen, Participant
from matchmaking.services import audit
from matchmaking.services.day import presence
from matchmaking.services.day.today import Today
from matchmaking.services.identity.tokens import new_token, token_hash
from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import publishing
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Organizer
    from matchmaking.services.schedule.roster import Period

# Keeps these apart from everything else that is signed with the same key.
PURPOSE = "hall screen\0"


def open_at_new_address(event: Event, organizer: Organizer, now: datetime) -> str:
    """Give the event's screen an address; one that it had before shows nothing any more. Answers its token."""
    close(event, organizer, now)
    nonce = new_token()
    token = _token(nonce)
    db.session.add(HallScreen(event_id=event.id, nonce=nonce, token_hash=token_hash(token), created_at=now))
    db.session.flush()
    audit.record("screen.opened", at=now, event_id=event.id, organizer=organizer)
    return token


def close(event: Event, organizer: Organizer, now: datetime) -> bool:
    """Revoke the screen's address; answers whether there was one."""
    found = db.session.get(HallScreen, event.id, with_for_update=True)
    if found is None:
        return False
    db.session.delete(found)
    db.session.flush()
    audit.record("screen.closed", at=now, event_id=event.id, organizer=organizer)
    return True


def token_of(event: Event) -> str | None:
    """The token of the screen's address, if the event has one."""
    found = db.session.get(HallScreen, event.id)
    return None if found is None else _token(found.nonce)


def event_of(token: str) -> Event:
    """The event whose screen is at this address; a wrong address and a revoked one answer alike."""
    found = db.session.scalar(select(HallScreen).where(HallScreen.token_hash == token_hash(token)))
    # Proved by the key as well: a hash planted into the database opens nothing.
    if found is None or not hmac.compare_digest(_token(found.nonce), token):
        raise NotFound(_("There is no such page."))
    return db.session.get_one(Event, found.event_id)


def shown(event: Event, now: datetime) -> dict[str, Any]:
    """What the screen needs for the rest of the day: the hours of every slot, and who goes to which table in it."""
    clock = {"now": _milliseconds(now), "version": event.version_number}
    if publishing.in_force(event) is None:
        return clock | {"day": presence.day_of(event, now).isoformat(), "slots": []}
    today = Today(event, now)
    coming = [slot for slot in today.slots if slot.ends_at > now]
    families = _families(event)
    slots = [
        {
            "starts": _milliseconds(slot.starts_at),
            "ends": _milliseconds(slot.ends_at),
            "people": _people(today, slot, families),
        }
        for slot in coming
    ]
    return clock | {"day": today.day.isoformat(), "slots": slots}


def _people(today: Today, slot: Period, families: dict[int, tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Everybody who meets in a slot, by family name, with the table; what cannot be held is left out."""
    rows = [
        (families[person], _table(today, held.table))
        for held in today.in_slot(slot.id)
        if held.meeting not in today.freed
        for person in held.people
    ]
    rows.sort(key=lambda row: fold(" ".join(row[0])))
    return [(family, given, table) for (family, given), table in rows]


def _table(today: Today, table: int | None) -> str:
    return "" if table is None else str(today.roster.tables[table].number)


def _families(event: Event) -> dict[int, tuple[str, str]]:
    names = select(Participant.id, Participant.family_name, Participant.given_name)
    rows = db.session.execute(names.where(Participant.event_id == event.id))
    return {person: (family, given) for person, family, given in rows}


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _token(nonce: str) -> str:
    mac = hmac.new(current_app.config["SECRET_KEY"].encode(), (PURPOSE + nonce).encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
