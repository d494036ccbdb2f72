"""What tests are about: Ann the organizer, Bob and Cat who meet, Dan the stranger, and their event."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import current_app

from matchmaking.access import ORGANIZER_COOKIE, participant_cookie
from matchmaking.extensions import db
from matchmaking.models import (
    Event,
    EventOrganizer,
    EventSession,
    KeptApart,
    Meeting,
    MeetingRequest,
    MeetingRule,
    MeetingTable,
    Organization,
    Organizer,
    Participant,
    ParticipantStatus,
    ParticipationType,
    Priority,
    ProfileTerm,
    RequestStatus,
    Schedule,
    SessionKind,
    Slot,
    TermKind,
    Zone,
)
from matchmaking.services.agenda.feed_tokens import feed_token
from matchmaking.services.identity import accounts, sign_ins
from matchmaking.services.identity.tokens import new_token, new_uid, token_hash
from matchmaking.services.schedule import drafts, publishing
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from flask.testing import FlaskClient

NOW = datetime.now(UTC).replace(microsecond=0)
FIRST_DAY = (NOW + timedelta(days=40)).date()
_numbers = itertools.count(1)

PASSWORD = "a long enough password"


def make_organizer(name: str = "Ann Organizer", email: str | None = None) -> Organizer:
    email = email or f"ann{next(_numbers)}@network.example"
    organizer = accounts.create(name, email, PASSWORD, NOW)
    db.session.commit()
    return organizer


def make_event(organizer: Organizer | None = None, *, name: str = "Days of Clusters", **given: object) -> Event:
    """An event 40 days ahead, two days long, listed, with registration and booking open."""
    number = next(_numbers)
    values: dict[str, object] = {
        "slug": f"days-{number}",
        "starts_on": FIRST_DAY,
        "ends_on": FIRST_DAY + timedelta(days=1),
        "time_zone": "Europe/Sofia",
        "venue": "Congress Centre",
        "languages": ["en", "sr"],
        "listed": True,
        "registration_opens_at": NOW - timedelta(days=10),
        "booking_opens_at": NOW - timedelta(days=5),
        "created_at": NOW,
        "calendar_modified_at": NOW,
    } | given
    event = Event(name=name, **values)
    db.session.add(event)
    db.session.flush()
    if organizer is not None:
        db.session.add(EventOrganizer(event_id=event.id, organizer_id=organizer.id, joined_at=NOW))
    db.session.commit()
    return event


def make_type(
    event: Event, name: str = "SME", *, meets: tuple[ParticipationType, ...] | None = None
) -> ParticipationType:
    """A participation type that may meet its own kind, and `meets` as well."""
    kind = ParticipationType(event_id=event.id, name=name, name_key=fold(name), position=next(_numbers))
    db.session.add(kind)
    db.session.flush()
    for other in {kind, *(meets or ())}:
        low, high = sorted((kind.id, other.id))
        db.session.add(MeetingRule(low_type_id=low, high_type_id=high))
    db.session.commit()
    return kind


def make_organization(event: Event, name: str | None = None, country: str = "RS") -> Organization:
    name = name or f"Organization {next(_numbers)}"
    organization = Organization(event_id=event.id, name=name, name_key=fold(name), country=country)
    db.session.add(organization)
    db.session.flush()
    return organization


def make_participant(
    event: Event,
    name: str = "Bob Kovač",
    *,
    kind: ParticipationType | None = None,
    organization: Organization | None = None,
    email: str | None = None,
    status: ParticipantStatus = ParticipantStatus.APPROVED,
    country: str = "RS",
) -> Participant:
    """A participant; without a type the event's first one, which is made where there is none."""
    number = next(_numbers)
    kind = (
        kind
        or db.session.query(ParticipationType).filter_by(event_id=event.id).order_by(ParticipationType.id).first()
        or make_type(event)
    )
    given, _, family = name.partition(" ")
    email = email or f"person{number}@firm.example"
    organization = organization or make_organization(event)
    nonce = new_token()
    participant = Participant(
        event_id=event.id,
        organization=organization,
        type=kind,
        status=status,
        given_name=given,
        family_name=family,
        email=email,
        email_key=email.casefold(),
        country=country,
        search=fold(f"{name} {organization.name}"),
        feed_nonce=nonce,
        feed_token_hash=token_hash(feed_token(current_app.config["SECRET_KEY"].encode(), nonce)),
        created_at=NOW,
        calendar_modified_at=NOW,
    )
    db.session.add(participant)
    db.session.commit()
    return participant


def speak(participant: Participant, *codes: str) -> Participant:
    """Let a participant speak these languages."""
    for position, code in enumerate(codes):
        participant.terms.append(ProfileTerm(kind=TermKind.LANGUAGE, position=position, text=code, key=code))
    db.session.commit()
    return participant


def make_interpreter(event: Event, name: str, *codes: str) -> Participant:
    """Somebody who interprets between these languages."""
    person = speak(make_participant(event, name), *codes)
    person.interpreter = True
    db.session.commit()
    return person


def keep_apart(one: Participant | Organization, other: Participant | Organization) -> KeptApart:
    """Two sides that may not meet."""
    row = KeptApart(event_id=one.event_id, created_at=NOW)
    for side, who in (("one", one), ("other", other)):
        setattr(row, f"{side}_{'participant' if isinstance(who, Participant) else 'organization'}_id", who.id)
    db.session.add(row)
    db.session.commit()
    return row


def make_session(
    event: Event,
    title: str = "Meetings",
    *,
    kind: SessionKind = SessionKind.MEETINGS,
    day: date | None = None,
    start_hour: int = 10,
    slots: int = 6,
    minutes: int = 20,
) -> EventSession:
    """A session of the event's first day; a meeting session has its slots."""
    begin = datetime.combine(day or event.starts_on, datetime.min.time(), ZoneInfo(event.time_zone))
    begin = (begin + timedelta(hours=start_hour)).astimezone(UTC)
    length = timedelta(minutes=minutes)
    session = EventSession(
        event_id=event.id,
        uid=new_uid(),
        kind=kind,
        title=title,
        starts_at=begin,
        ends_at=begin + slots * length,
        slot_minutes=minutes if kind is SessionKind.MEETINGS else None,
        transfer_minutes=0 if kind is SessionKind.MEETINGS else None,
        created_at=NOW,
        modified_at=NOW,
    )
    db.session.add(session)
    db.session.flush()
    if kind is SessionKind.MEETINGS:
        for k in range(slots):
            db.session.add(
                Slot(
                    event_id=event.id,
                    session_id=session.id,
                    starts_at=begin + k * length,
                    ends_at=begin + (k + 1) * length,
                )
            )
    db.session.commit()
    return session


def make_tables(event: Event, count: int = 3, zone: str = "Hall A", *, first: int = 1) -> list[MeetingTable]:
    row = Zone(event_id=event.id, name=zone, position=next(_numbers))
    db.session.add(row)
    db.session.flush()
    tables = [MeetingTable(event_id=event.id, zone_id=row.id, number=first + k) for k in range(count)]
    db.session.add_all(tables)
    db.session.commit()
    return tables


def make_request(
    requester: Participant,
    recipient: Participant,
    *,
    priority: Priority = Priority.WOULD_LIKE,
    status: RequestStatus = RequestStatus.PENDING,
    message: str = "",
) -> MeetingRequest:
    request = MeetingRequest(
        event_id=requester.event_id,
        requester_id=requester.id,
        recipient_id=recipient.id,
        priority=priority,
        message=message,
        status=status,
        created_at=NOW,
        changed_at=NOW,
    )
    db.session.add(request)
    db.session.commit()
    return request


def make_meeting(one: Participant, other: Participant, *, priority: Priority = Priority.WOULD_LIKE) -> Meeting:
    """An accepted request and its meeting."""
    make_request(one, other, priority=priority, status=RequestStatus.ACCEPTED)
    low, high = sorted((one.id, other.id))
    meeting = Meeting(event_id=one.event_id, low_id=low, high_id=high, uid=new_uid(), created_at=NOW)
    db.session.add(meeting)
    db.session.commit()
    return meeting


def sign_in(client: FlaskClient, who: Organizer | Participant) -> FlaskClient:
    """Give the client a stored session, as a used link or a right password would."""
    if isinstance(who, Organizer):
        key, token = ORGANIZER_COOKIE, sign_ins.open_for_organizer(who, NOW)
    else:
        key, token = participant_cookie(who.event_id), sign_ins.open_for_participant(who, NOW)
    db.session.commit()
    with client.session_transaction() as cookie:
        cookie[key] = token
    return client


def make_draft(event: Event, *places: tuple[Meeting, Slot, MeetingTable | None]) -> Schedule:
    """A draft that holds these meetings, by the two people who wished for them."""
    draft = Schedule(event_id=event.id, based_on=event.version_number, created_at=NOW)
    db.session.add(draft)
    db.session.commit()
    for meeting, slot, table in places:
        drafts.place(
            event,
            draft,
            meeting.id,
            slot_id=slot.id,
            table_id=table.id if table else None,
            people=(meeting.low_id, meeting.high_id),
            organizer=None,
            now=NOW,
        )
    db.session.commit()
    return draft


def make_version(event: Event, *places: tuple[Meeting, Slot, MeetingTable | None]) -> Schedule:
    """A published version that holds these meetings."""
    draft = make_draft(event, *places)
    version = publishing.publish(event, draft, publishing.Actor(), NOW, seen_version=event.version_number)
    db.session.commit()
    return version
