"""What stands in calendar files: a participant's agenda, and the programme of an event."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Participant
from matchmaking.services.agenda import agendas
from matchmaking.services.agenda.feed_tokens import is_feed_token
from matchmaking.services.agenda.ical import Audience, CalendarFile, Entry, wall_time
from matchmaking.services.identity.tokens import token_hash
from matchmaking.services.mail import addresses
from matchmaking.services.people import availability
from matchmaking.services.schedule import publishing
from matchmaking.services.setup import programme, session_kinds
from matchmaking.services.words.wordings import worded, zone_worded

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import CalendarEntry, Event, EventSession, SessionSignUp


def owner_of_feed(token: str) -> Participant | None:
    """Whose feed is at this secret address, if anybody's still is."""
    participant = db.session.scalar(select(Participant).where(Participant.feed_token_hash == token_hash(token)))
    if participant is None:
        return None
    secret_key = current_app.config["SECRET_KEY"].encode()
    if not is_feed_token(secret_key, participant.feed_nonce, token):
        return None
    return participant.merged_into or participant


def of_participant(event: Event, participant: Participant) -> CalendarFile:
    """One participant's agenda, in their own language: the same for the feed and for the download."""
    with force_locale(participant.language):
        version = publishing.in_force(event)
        preliminary = version is not None and version.preliminary
        told = agendas.entries_of(participant)
        also = agendas.others_at(told)
        entries = [
            meeting(event, participant, entry, also.get(entry.meeting_id, ()), preliminary=preliminary)
            for entry in told
        ]
        entries += [_attended(event, participant, sign_up) for sign_up in availability.sign_ups_of(participant)]
        return CalendarFile(
            uid=_uid(participant.feed_token_hash),
            name=worded(event, "name"),
            description=_(
                "Meetings and sessions of %(name)s at %(event)s.", name=participant.name, event=worded(event, "name")
            ),
            time_zone=event.time_zone,
            url=addresses.page("participant.agenda", slug=event.slug),
            modified_at=max(participant.calendar_modified_at, _modified(event)),
            entries=tuple(entries),
        )


def of_programme(event: Event, language: str = "") -> CalendarFile:
    """The programme of an event for everybody: in this language if it is one of the event's, else in its first."""
    further = language if language in event.languages[1:] else ""
    with force_locale(further or event.languages[0]):
        return CalendarFile(
            uid=_uid(f"programme {event.id} {event.created_at.isoformat()}{further}"),
            name=_("%(event)s: programme", event=worded(event, "name")),
            description=_("The programme of %(event)s.", event=worded(event, "name")),
            time_zone=event.time_zone,
            url=addresses.page("public.programme", slug=event.slug),
            modified_at=_modified(event),
            entries=tuple(_session(event, session) for session in programme.public_sessions(event)),
            audience=Audience.PUBLIC,
        )


def table_name(entry: CalendarEntry, event: Event | None = None) -> str:
    """The table with its zone, as stored or in the event's other languages; empty where the meeting has none."""
    if not entry.table_label:
        return ""
    if not entry.zone_name:
        return _("Table %(table)s", table=entry.table_label)
    zone = zone_worded(event, entry.zone_name) if event else entry.zone_name
    return _("Table %(table)s, %(zone)s", table=entry.table_label, zone=zone)


def meeting(
    event: Event,
    participant: Participant,
    entry: CalendarEntry,
    also: tuple[Participant, ...],
    *,
    preliminary: bool = False,
) -> Entry:
    """One meeting in somebody's calendar, in the language that is spoken just now."""
    partner = entry.partner
    may_change = _("Preliminary: time and table may still change.") if preliminary and not entry.cancelled else ""
    about = filter(None, (may_change, *(also_there(person) for person in also)))
    return Entry(
        uid=entry.meeting.uid,
        sequence=entry.sequence,
        cancelled=entry.cancelled,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        created_at=entry.created_at,
        modified_at=max(
            entry.modified_at, _modified(event), *(person.calendar_modified_at for person in (partner, *also))
        ),
        summary=_("%(name)s (%(organization)s)", name=partner.name, organization=partner.organization.name),
        description=_words(event, entry.starts_at, entry.ends_at, "\n".join(about)),
        location=_place(table_name(entry, event), worded(event, "venue")),
        url=addresses.page("participant.meeting", slug=event.slug, meeting_id=entry.meeting_id),
        categories=(_("Meeting"),),
        alarm=participant.alarm,
    )


def also_there(person: Participant) -> str:
    """Somebody who is at a meeting besides its two, in words."""
    if person.interpreter:
        return _("Interpreter: %(name)s", name=person.name)
    return _("Also there: %(name)s (%(organization)s)", name=person.name, organization=person.organization.name)


def _attended(event: Event, participant: Participant, sign_up: SessionSignUp) -> Entry:
    session = sign_up.session
    return Entry(
        uid=sign_up.uid,
        sequence=sign_up.sequence,
        cancelled=sign_up.withdrawn_at is not None or session.cancelled_at is not None,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        created_at=sign_up.created_at,
        modified_at=max(sign_up.modified_at, session.modified_at, _modified(event)),
        summary=worded(session, "title"),
        description=_words(event, session.starts_at, session.ends_at, worded(session, "description")),
        location=_place(worded(session, "room"), worded(event, "venue")),
        url=addresses.page("public.programme", slug=event.slug),
        categories=(session_kinds.name_of(session.kind),),
        alarm=participant.alarm,
    )


def _session(event: Event, session: EventSession) -> Entry:
    return Entry(
        uid=session.uid,
        sequence=session.sequence,
        cancelled=session.cancelled_at is not None,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        created_at=session.created_at,
        modified_at=max(session.modified_at, _modified(event)),
        summary=worded(session, "title"),
        description=_words(event, session.starts_at, session.ends_at, worded(session, "description")),
        location=_place(worded(session, "room"), worded(event, "venue")),
        url=addresses.page("public.programme", slug=event.slug),
        categories=(session_kinds.name_of(session.kind),),
    )


def _words(event: Event, starts_at: datetime, ends_at: datetime, about: str = "") -> str:
    """When it is on the event's own clock, whatever the reader's device shows; then what it is about."""
    return "\n".join(filter(None, (wall_time(starts_at, ends_at, event.time_zone, get_locale() or "en"), about)))


def _place(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def _modified(event: Event) -> datetime:
    return max(event.calendar_modified_at, event.cancelled_at or event.calendar_modified_at)


def _uid(seed: str) -> str:
    """An identifier that is the same at every reading and gives nothing away."""
    return f"{hashlib.sha256(seed.encode()).hexdigest()[:32]}@matchmaking"
