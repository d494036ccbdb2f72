"""Erasing one person at their own wish: they leave, what they said is deleted, and what is counted stays as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from matchmaking.extensions import db
from matchmaking.models import (
    AbsentDay,
    ActingTime,
    Audience,
    AuditEntry,
    Consent,
    Feedback,
    FurtherOrganization,
    HiddenSuggestion,
    Import,
    KeptApart,
    Mail,
    MailedLink,
    MeetingChange,
    MeetingRequest,
    MeetingTable,
    NotTwins,
    OrganizationRequest,
    Participant,
    ProfileTerm,
    ProtectedTime,
    SavedSearch,
    SessionInvitation,
    SessionWaiting,
    Shortlisted,
    SignIn,
    UnavailableSlot,
)
from matchmaking.services import audit
from matchmaking.services.files.importing import preview
from matchmaking.services.files.tabular.table import UnreadableFile
from matchmaking.services.identity.tokens import new_token
from matchmaking.services.people import organizations, participants
from matchmaking.services.refusals import Conflict
from matchmaking.services.retention.anonymising import ANONYMISERS
from matchmaking.services.retention.people import NOWHERE
from matchmaking.services.retention.scrubbing import Words, scrub
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import InstrumentedAttribute

    from matchmaking.models import Event, Organization, Organizer

DELETED: tuple[InstrumentedAttribute[Any], ...] = (
    AbsentDay.participant_id,
    ActingTime.participant_id,
    Consent.participant_id,
    FurtherOrganization.participant_id,
    HiddenSuggestion.other_id,
    HiddenSuggestion.participant_id,
    KeptApart.one_participant_id,
    KeptApart.other_participant_id,
    Mail.participant_id,
    MailedLink.participant_id,
    NotTwins.high_id,
    NotTwins.low_id,
    ProfileTerm.participant_id,
    ProtectedTime.participant_id,
    SavedSearch.participant_id,
    SessionInvitation.participant_id,
    SessionWaiting.participant_id,
    Shortlisted.other_id,
    Shortlisted.participant_id,
    SignIn.participant_id,
    UnavailableSlot.participant_id,
)
"""Rows that are about the person alone."""
EMPTIED: tuple[tuple[InstrumentedAttribute[Any], dict[str, Any]], ...] = (
    (AuditEntry.participant_id, {"subject": "", "detail": {}}),
    (Feedback.participant_id, {"comment": ""}),
    (MeetingChange.asked_by_id, {"line": ""}),
    (MeetingRequest.requester_id, {"message": ""}),
    (OrganizationRequest.requester_id, {"message": ""}),
    (MeetingTable.stand_of_id, {"stand_of_id": None}),
)
"""Rows that are counted, or are somebody else's as well, without what the person wrote."""
STAYING = {
    "attendance.participant_id": "versions hold numbers and hours only",
    "calendar_entry.participant_id": "what was published is kept by number, to tell the other side",
    "calendar_entry.partner_id": "the other side's own calendar",
    "endorsement.participant_id": "counted",
    "meeting.high_id": "who met, by number",
    "meeting.low_id": "who met, by number",
    "meeting_change.asked_of_id": "what somebody else proposed",
    "meeting_request.recipient_id": "what somebody else asked, in their words",
    "no_show.participant_id": "counted",
    "organization_request_no.participant_id": "an answer to somebody else, by number",
    "participant.merged_into_id": "an erased record that earlier versions name",
    "presence.participant_id": "counted",
    "session_sign_up.participant_id": "counted",
}
"""Columns that go on naming the number of somebody who has no name any more, and why."""


def erase(participant: Participant, event: Event, now: datetime, organizer: Organizer | None = None) -> None:
    """Do it at once; the other sides are told that their meetings are called off, without the name."""
    if is_erased(participant):
        raise Conflict(_("The data are erased already."))
    records = [
        participant,
        *db.session.scalars(select(Participant).where(Participant.merged_into_id == participant.id)),
    ]
    alone = _organizations_of_nobody_else(records)
    words = _words_of(event, records, alone)
    _delete_open_imports(event, words, now)
    for one in records:
        _forget_profile(one, event, now)
    for organization in alone:
        _forget_organization(organization, event)
    db.session.flush()
    participants.withdraw(participant, now)
    db.session.flush()
    for one in records:
        _forget_rows(one)
    for organization in alone:
        organizations.forget_if_empty(organization)  # one that they represented besides their own
    scrub(event, words, ANONYMISERS)
    db.session.expire_all()
    action = "participant.erased_by_organizer" if organizer else "participant.erased"
    audit.record(action, at=now, event_id=event.id, organizer=organizer, participant=participant)


def is_erased(participant: Participant) -> bool:
    """Whether nothing but a number is left of somebody."""
    return participant.email.endswith(f"@{NOWHERE}")


def _organizations_of_nobody_else(records: list[Participant]) -> list[Organization]:
    """Those of theirs that nobody else represents, who was not erased before."""
    theirs = {one.organization_id: one.organization for one in records}
    theirs |= {row.organization_id: row.organization for one in records for row in one.further}
    others = select(Participant.id).where(
        Participant.id.not_in([one.id for one in records]), Participant.email.not_like(f"%@{NOWHERE}")
    )
    return [
        organization
        for identifier, organization in theirs.items()
        if db.session.scalar(others.where(organizations.representing((identifier,))).limit(1)) is None
    ]


def _words_of(event: Event, records: list[Participant], alone: list[Organization]) -> Words:
    """Read before anything is deleted; a name that somebody else here bears as well names nobody."""
    names: set[str] = set()
    said: set[str] = set()
    for one in records:
        names |= {one.email, one.phone} | (set() if _has_namesake(event, one, records) else _names(one))
        said |= {one.about, *(term.text for term in one.terms)}
        for column, mine in (
            (MeetingRequest.message, MeetingRequest.requester_id),
            (OrganizationRequest.message, OrganizationRequest.requester_id),
            (MeetingChange.line, MeetingChange.asked_by_id),
            (Feedback.comment, Feedback.participant_id),
        ):
            said |= set(db.session.scalars(select(column).where(mine == one.id)))
    for organization in alone:
        several = " " in organization.name
        (names if several else said).add(organization.name)
    return Words.of(names, said)


def _names(who: Participant) -> set[str]:
    if not (who.given_name and who.family_name):
        return set()  # one word alone may stand anywhere
    return {who.name, f"{who.family_name} {who.given_name}", f"{who.family_name}, {who.given_name}"}


def _has_namesake(event: Event, who: Participant, records: list[Participant]) -> bool:
    same = select(Participant.id).where(
        Participant.event_id == event.id,
        Participant.id.not_in([one.id for one in records]),
        Participant.given_name == who.given_name,
        Participant.family_name == who.family_name,
    )
    return db.session.scalar(same.limit(1)) is not None


def _delete_open_imports(event: Event, words: Words, now: datetime) -> None:
    """A list that waits to be brought in would bring them back."""
    waiting = select(Import).where(Import.event_id == event.id, Import.applied_at.is_(None))
    for upload in db.session.scalars(waiting).all():
        if _names_them(upload, words):
            audit.record("import.discarded", at=now, event_id=event.id)
            db.session.delete(upload)


def _names_them(upload: Import, words: Words) -> bool:
    """A file that nobody can read may name anybody."""
    try:
        table = preview.table_of(upload)
    except UnreadableFile:
        return True
    return any(words.are_in(" ".join(row.cells)) for row in table.rows)


def _forget_profile(who: Participant, event: Event, now: datetime) -> None:
    """The number stays, and with it country and type; the address is free for somebody who registers anew."""
    with force_locale(event.languages[0]):
        who.given_name = _("Withdrawn participant")
    who.family_name = str(who.id)
    who.email, who.email_key = f"withdrawn-{who.id}@{NOWHERE}", new_token()
    who.phone = who.about = ""
    who.search = fold(who.name)
    who.email_to = who.phone_to = who.about_to = Audience.NOBODY
    who.vip = who.shows_agenda = who.told_of_requests = who.reminded = who.invited = False
    who.requests_daily = False
    participants.new_feed_address(who)
    who.feedback_nonce = new_token()
    who.confirmed_at = None
    who.calendar_modified_at = now


def _forget_organization(organization: Organization, event: Event) -> None:
    with force_locale(event.languages[0]):
        organization.name = _("Withdrawn organization %(number)d", number=organization.id)
    organization.name_key = new_token()


def _forget_rows(who: Participant) -> None:
    for column in DELETED:
        _execute(delete(column.class_).where(column == who.id))
    for column, blank in EMPTIED:
        _execute(update(column.class_).where(column == who.id).values(**blank))


def _execute(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
