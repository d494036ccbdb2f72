"""The tables; plain typed SQLAlchemy, no Flask."""

from matchmaking.models.acting import ActingTime
from matchmaking.models.audit import AuditEntry
from matchmaking.models.availability import AbsentDay, ProtectedTime, SessionSignUp, UnavailableSlot
from matchmaking.models.base import Base, Worded, Wordings
from matchmaking.models.calendar import CalendarEntry
from matchmaking.models.capacity import CapacityStudy
from matchmaking.models.changes import ChangeReason, ChangeStatus, ChangeWanted, MeetingChange
from matchmaking.models.day import HallScreen, NoShow, Presence
from matchmaking.models.documents import DocumentFile, DocumentReaders, DocumentText, Endorsement, SessionDocument
from matchmaking.models.events import Event, EventLogo, EventText
from matchmaking.models.feedback import Feedback, FollowUp
from matchmaking.models.finding import SavedSearch, Shortlisted
from matchmaking.models.imports import Import, ImportKind
from matchmaking.models.kept_apart import KeptApart
from matchmaking.models.mails import Mail, MailStatus, MailWords
from matchmaking.models.meetings import Meeting, MeetingRequest, Priority, RequestStatus
from matchmaking.models.organization_requests import OrganizationRequest, OrganizationRequestNo
from matchmaking.models.organizers import EventOrganizer, Organizer
from matchmaking.models.participants import (
    Audience,
    Consent,
    FurtherOrganization,
    MeetingRule,
    Organization,
    Participant,
    ParticipantStatus,
    ParticipationType,
    ProfileTerm,
    TermKind,
)
from matchmaking.models.places import MeetingTable, Zone
from matchmaking.models.programme import EventSession, SessionKind, SignUpMode, Slot
from matchmaking.models.runs import RunPoint, RunStatus, ScheduleRun
from matchmaking.models.schedules import Assignment, Attendance, Schedule, UnscheduledMeeting
from matchmaking.models.seating import SessionInvitation, SessionWaiting
from matchmaking.models.series import Series
from matchmaking.models.sign_ins import LinkPurpose, MailedLink, SignIn
from matchmaking.models.suggestions import HiddenSuggestion
from matchmaking.models.taxonomies import EventTerm
from matchmaking.models.twins import NotOneOrganization, NotTwins

__all__ = [
    "AbsentDay",
    "ActingTime",
    "Assignment",
    "Attendance",
    "Audience",
    "AuditEntry",
    "Base",
    "CalendarEntry",
    "CapacityStudy",
    "ChangeReason",
    "ChangeStatus",
    "ChangeWanted",
    "Consent",
    "DocumentFile",
    "DocumentReaders",
    "DocumentText",
    "Endorsement",
    "Event",
    "EventLogo",
    "EventOrganizer",
    "EventSession",
    "EventTerm",
    "EventText",
    "Feedback",
    "FollowUp",
    "FurtherOrganization",
    "HallScreen",
    "HiddenSuggestion",
    "Import",
    "ImportKind",
    "KeptApart",
    "LinkPurpose",
    "Mail",
    "MailStatus",
    "MailWords",
    "MailedLink",
    "Meeting",
    "MeetingChange",
    "MeetingRequest",
    "MeetingRule",
    "MeetingTable",
    "NoShow",
    "NotOneOrganization",
    "NotTwins",
    "Organization",
    "OrganizationRequest",
    "OrganizationRequestNo",
    "Organizer",
    "Participant",
    "ParticipantStatus",
    "ParticipationType",
    "Presence",
    "Priority",
    "ProfileTerm",
    "ProtectedTime",
    "RequestStatus",
    "RunPoint",
    "RunStatus",
    "SavedSearch",
    "Schedule",
    "ScheduleRun",
    "Series",
    "SessionDocument",
    "SessionInvitation",
    "SessionKind",
    "SessionSignUp",
    "SessionWaiting",
    "Shortlisted",
    "SignIn",
    "SignUpMode",
    "Slot",
    "TermKind",
    "UnavailableSlot",
    "UnscheduledMeeting",
    "Worded",
    "Wordings",
    "Zone",
]
