"""Requests, meetings and schedules: who asked whom and when they met is counted; what was written to it is not."""

from __future__ import annotations

from matchmaking.models import (
    Assignment,
    Attendance,
    CalendarEntry,
    CapacityStudy,
    Feedback,
    Meeting,
    MeetingChange,
    MeetingRequest,
    OrganizationRequest,
    OrganizationRequestNo,
    RunPoint,
    Schedule,
    ScheduleRun,
    UnscheduledMeeting,
)
from matchmaking.services.retention.anonymiser import emptied, removed, stays

ANONYMISERS = (
    emptied(MeetingRequest, message=""),
    emptied(OrganizationRequest, message=""),
    stays(OrganizationRequestNo),
    stays(Meeting, "uid"),
    emptied(MeetingChange, line=""),
    stays(CalendarEntry, "table_label", "zone_name"),
    emptied(
        ScheduleRun,
        kept=("problem_hash", "outcome", "failure_code", "goals", "figures", "held", "scenario"),
        problem="",
        failure_data={},
        note="",
    ),
    removed(CapacityStudy),
    emptied(Feedback, comment=""),
    stays(RunPoint, "stage", "goal"),
    emptied(Schedule, kept=("goals", "content_hash"), note=""),
    stays(Assignment),
    stays(Attendance),
    emptied(UnscheduledMeeting, reason={}),
)
