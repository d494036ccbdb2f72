"""Everything that is held about one participant, for themselves: a file that people and programs can read."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    ActingTime,
    AuditEntry,
    CalendarEntry,
    Endorsement,
    EventSession,
    Feedback,
    HiddenSuggestion,
    Mail,
    MailedLink,
    Meeting,
    MeetingChange,
    MeetingRequest,
    MeetingTable,
    NoShow,
    OrganizationRequest,
    OrganizationRequestNo,
    Participant,
    Presence,
    ProtectedTime,
    RequestStatus,
    SavedSearch,
    SessionInvitation,
    SessionSignUp,
    SessionWaiting,
    Shortlisted,
    SignIn,
    Slot,
    UnavailableSlot,
)
from matchmaking.services.people.directory import Mark, mark_of
from matchmaking.services.retention import consent_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from matchmaking.models import Event

Row = dict[str, Any]

CONSENT = ("wording", "language", "privacy_version", "privacy_notice", "privacy_language", "given_at")
NOT_GIVEN = {
    "calendar_entry.partner_id": "the other side's own calendar",
    "attendance.participant_id": "drafts and versions; what was told of them stands under `meetings`",
    "kept_apart.one_participant_id": "what somebody else asked the organizers for",
    "kept_apart.other_participant_id": "what somebody else asked the organizers for",
    "meeting.high_id": "what was told of it stands under `meetings`, what was agreed under `requests`",
    "meeting.low_id": "what was told of it stands under `meetings`, what was agreed under `requests`",
    "not_twins.high_id": "a note of the organizers that two records are not the same person",
    "not_twins.low_id": "a note of the organizers that two records are not the same person",
    "participant.merged_into_id": "where addresses of a merged record lead",
    "hidden_suggestion.other_id": "somebody else's choice not to have this one suggested",
    "shortlisted.other_id": "somebody else's list",
}
"""Columns that name a participant and are no part of their file, and why."""


def of(who: Participant, event: Event, now: datetime, *, booking_over: bool) -> dict[str, Any]:
    """
    Collect it by subject, in plain JSON values: moments in UTC, other people by name and organization.

    Of others it has what the participant's own pages show, never how much somebody wished for a meeting.
    """
    return {
        "event": {"name": event.name, "starts_on": event.starts_on.isoformat(), "ends_on": event.ends_on.isoformat()},
        "made_at": _plain(now),
        "profile": _profile(who),
        "consents": [_pick(one, *CONSENT) for one in who.consents],
        "changed_since": [_pick(one, "action", "at") | one.detail for one in consent_log.entries(who)],
        "requests": _requests(who, booking_over=booking_over),
    } | {subject: read(who) for subject, read in SUBJECTS.items()}


def _profile(who: Participant) -> Row:
    words: dict[str, list[str]] = {}
    for term in who.terms:
        words.setdefault(term.kind.value, []).append(term.text or term.key)
    told = ("given_name", "family_name", "email", "phone", "country", "about", "language", "status", "interpreter")
    limits = ("max_meetings", "max_consecutive", "wanted_consecutive", "vip")
    seen = ("email_to", "phone_to", "about_to", "shows_agenda")
    others = ("alarm", "told_of_requests", "requests_daily", "reminded", "invited", "created_at", "confirmed_at")
    stand = select(MeetingTable.number).where(MeetingTable.stand_of_id == who.id)
    return {
        **_pick(who, *told, *limits, *seen, *others),
        "organization": who.organization.name,
        "organization_confirmed": who.organization_confirmed,
        "further_organizations": [{"name": one.organization.name, "confirmed": one.confirmed} for one in who.further],
        "participation_type": who.type.name,
        "words": words,
        "stand": db.session.scalar(stand),
    }


def _requests(who: Participant, *, booking_over: bool) -> list[Row]:
    """A request that the other side took back is theirs alone."""
    mine = MeetingRequest.requester_id == who.id
    theirs = (MeetingRequest.recipient_id == who.id) & (MeetingRequest.status != RequestStatus.WITHDRAWN)
    found = []
    for one in _all(MeetingRequest, or_(mine, theirs)):
        sent = one.requester_id == who.id
        row = {"direction": "sent" if sent else "received", "with": _name(one.recipient if sent else one.requester)}
        withdrawn = (one.shown if sent else one.status) is RequestStatus.WITHDRAWN
        mark = mark_of(one, sent=sent, booking_over=booking_over).value
        row["state"] = "withdrawn" if withdrawn else mark or "not_answered_in_time"
        row |= {"rank": one.priority.name.lower()} if sent else {}
        found.append(row | _pick(one, "message", "created_at"))
    return found


def _to_organizations(who: Participant) -> Row:
    """What they asked organizations, and what they answered of what was asked of their own."""
    sent = _all(OrganizationRequest, OrganizationRequest.requester_id == who.id)
    noes = _all(OrganizationRequestNo, OrganizationRequestNo.participant_id == who.id)
    return {
        "sent": [
            {"organization": one.organization.name, "rank": one.priority.name.lower(), "state": _state(one)}
            | _pick(one, "message", "created_at")
            for one in sent
        ],
        "not_for_them": [
            {"asked_by": _name(db.session.get_one(OrganizationRequest, one.request_id).requester)}
            | _pick(one, "said_at")
            for one in noes
        ],
    }


def _state(request: OrganizationRequest) -> str:
    """Whether somebody said no or nobody answered is told alike."""
    ended = {RequestStatus.DECLINED, RequestStatus.EXPIRED}
    return Mark.WILL_NOT.value if request.status in ended else request.status.value


def _meetings(who: Participant) -> list[Row]:
    told = ("starts_at", "ends_at", "table_label", "zone_name", "cancelled", "version_number", "modified_at")
    return [
        {"with": _named(one.partner_id), **_pick(one, *told)}
        for one in _all(CalendarEntry, CalendarEntry.participant_id == who.id)
    ]


def _changes(who: Participant) -> list[Row]:
    """What either side proposed when a scheduled meeting could not be held as it stood: both have read it."""
    concerned = or_(MeetingChange.asked_by_id == who.id, MeetingChange.asked_of_id == who.id)
    return [
        {
            "asked_by": _name(one.asked_by),
            "asked_of": _name(one.asked_of),
            "instead_at": _plain(one.slot.starts_at),
            **_pick(one, "wanted", "reason", "line", "status", "created_at", "answered_at"),
        }
        for one in _all(MeetingChange, concerned)
    ]


def _times(who: Participant) -> Row:
    days = select(AbsentDay.day).where(AbsentDay.participant_id == who.id).order_by(AbsentDay.day)
    slots = select(Slot.starts_at).join(UnavailableSlot, UnavailableSlot.slot_id == Slot.id)
    protected = _all(ProtectedTime, ProtectedTime.participant_id == who.id)
    return {
        "days": [_plain(day) for day in db.session.scalars(days)],
        "slots": [_plain(at) for at in db.session.scalars(slots.where(UnavailableSlot.participant_id == who.id))],
        "protected_by_organizers": [_pick(one, "starts_at", "ends_at") for one in protected],
    }


def _sessions(who: Participant) -> list[Row]:
    signed_up = _all(SessionSignUp, SessionSignUp.participant_id == who.id)
    waiting = _all(SessionWaiting, SessionWaiting.participant_id == who.id)
    invited = _all(SessionInvitation, SessionInvitation.participant_id == who.id)
    return [
        *({"signed_up_for": _title(one.session_id), **_pick(one, "created_at", "withdrawn_at")} for one in signed_up),
        *({"waits_for": _title(one.session_id), **_pick(one, "since")} for one in waiting),
        *({"invited_to": _title(one.session_id)} for one in invited),
    ]


def _feedback(who: Participant) -> list[Row]:
    said = ("took_place", "rating", "follow_up", "value", "reached", "comment", "changed_at")
    return [
        {"with": _partner(who, one.meeting_id), **_pick(one, *said)}
        for one in _all(Feedback, Feedback.participant_id == who.id)
    ]


def _endorsements(who: Participant) -> list[Row]:
    return [
        {"document": one.file.name, **_pick(one, "endorsed_at")}
        for one in _all(Endorsement, Endorsement.participant_id == who.id)
    ]


def _on_the_day(who: Participant) -> Row:
    missed = select(NoShow.marked_at).where(NoShow.participant_id == who.id).order_by(NoShow.marked_at)
    present = _all(Presence, Presence.participant_id == who.id)
    return {
        "present": [_pick(one, "day", "checked_in_at", "arrives_at", "leaves_at") for one in present],
        "marked_as_missing_at": [_plain(at) for at in db.session.scalars(missed)],
    }


def _mails(who: Participant) -> list[Row]:
    """A mail that holds a way in is told of without its text."""
    told = ("kind", "to_address", "subject", "status", "created_at", "sent_at")
    return [
        {**_pick(one, *told), "text": None if one.holds_secret else one.body}
        for one in _all(Mail, Mail.participant_id == who.id)
    ]


def _ways_in(who: Participant) -> Row:
    links = _all(MailedLink, MailedLink.participant_id == who.id)
    sign_ins = _all(SignIn, SignIn.participant_id == who.id)
    return {
        "mailed_links": [_pick(one, "purpose", "email", "created_at", "expires_at", "used_at") for one in links],
        "sign_ins": [_pick(one, "created_at", "expires_at", "ended_at") for one in sign_ins],
    }


def _log(who: Participant) -> list[Row]:
    return [_pick(one, "action", "at") for one in _all(AuditEntry, AuditEntry.participant_id == who.id)]


def _acted_for(who: Participant) -> list[Row]:
    return [
        {"by": one.organizer.name, **_pick(one, "started_at", "ended_at", "last_act_at")}
        for one in _all(ActingTime, ActingTime.participant_id == who.id)
    ]


def _others(model: type[Shortlisted | HiddenSuggestion]) -> Callable[[Participant], list[str]]:
    def read(who: Participant) -> list[str]:
        chosen = select(Participant).join(model, model.other_id == Participant.id).where(model.participant_id == who.id)
        return [_name(one) for one in db.session.scalars(chosen.order_by(Participant.id))]

    return read


def _searches(who: Participant) -> list[Row]:
    return [
        _pick(one, "name", "looked_for", "opened_at") for one in _all(SavedSearch, SavedSearch.participant_id == who.id)
    ]


SUBJECTS: dict[str, Callable[[Participant], Any]] = {
    "meetings": _meetings,
    "changes_to_meetings": _changes,
    "requests_to_organizations": _to_organizations,
    "not_available": _times,
    "sessions": _sessions,
    "feedback": _feedback,
    "endorsements": _endorsements,
    "on_the_day": _on_the_day,
    "shortlist": _others(Shortlisted),
    "not_suggested_any_more": _others(HiddenSuggestion),
    "saved_searches": _searches,
    "mails": _mails,
    "ways_in": _ways_in,
    "log": _log,
    "organizers_acted_for_you": _acted_for,
}


def _all(model: type[Any], condition: ColumnElement[bool]) -> Iterable[Any]:
    return db.session.scalars(select(model).where(condition).order_by(*model.__mapper__.primary_key))


def _pick(row: object, *names: str) -> Row:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if hasattr(value, "isoformat") else value


def _name(person: Participant) -> str:
    return f"{person.name} ({person.organization.name})"


def _named(participant_id: int | None) -> str | None:
    person = db.session.get(Participant, participant_id) if participant_id is not None else None
    return _name(person) if person else None


def _partner(who: Participant, meeting_id: int) -> str | None:
    meeting = db.session.get_one(Meeting, meeting_id)
    return _named(meeting.high_id if meeting.low_id == who.id else meeting.low_id)


def _title(session_id: int) -> str:
    return db.session.get_one(EventSession, session_id).title
