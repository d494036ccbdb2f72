"""Events: what is organized, when, where, in which languages, with which hours and limits."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base, Worded
from matchmaking.models.mails import MailWords
from matchmaking.models.series import Series

if TYPE_CHECKING:
    from matchmaking.models.places import Zone


class Event(Worded, Base):
    """
    One edition of an event.

    `version_number` is the version of the schedule in force (0: none was published); publishing compares and
    swaps it, so that one publish wins.
    """

    __tablename__ = "event"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="days_in_order"),)
    WORDED: ClassVar[dict[str, int]] = {"name": 200, "venue": 300}

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    time_zone: Mapped[str] = mapped_column(String(64))
    venue: Mapped[str] = mapped_column(String(300), default="")
    languages: Mapped[list[str]]  # codes; the first one is the fallback of its texts
    listed: Mapped[bool] = mapped_column(default=False)  # its public page can be seen

    registration_opens_at: Mapped[datetime | None]
    registration_closes_at: Mapped[datetime | None]
    booking_opens_at: Mapped[datetime | None]
    booking_closes_at: Mapped[datetime | None]

    approve_registrations: Mapped[bool] = mapped_column(default=True)
    request_limit: Mapped[int | None]  # open requests that one participant may have sent
    must_limit: Mapped[int | None]  # of these, how many with priority must
    max_meetings: Mapped[int | None]  # of one participant
    max_consecutive: Mapped[int | None]  # of one participant, without a pause
    lunch_from: Mapped[time | None]  # between these hours, each day, everybody keeps a slot free
    lunch_until: Mapped[time | None]
    same_organization_meets: Mapped[bool] = mapped_column(default=False, server_default=false())
    across_countries_only: Mapped[bool] = mapped_column(default=False, server_default=false())
    common_language_required: Mapped[bool] = mapped_column(default=False, server_default=false())  # or an interpreter

    people_change_meetings: Mapped[bool] = mapped_column(default=True, server_default=true())  # by agreement

    tells_evening: Mapped[bool] = mapped_column(default=True, server_default=true())  # of tomorrow's meetings, by mail
    tells_morning: Mapped[bool] = mapped_column(default=True, server_default=true())  # of today's
    sends_invitations: Mapped[bool] = mapped_column(default=False, server_default=false())  # by calendar mail
    told_ahead_at: Mapped[datetime | None]  # when meetings were last due to be told so

    currency: Mapped[str] = mapped_column(String(3), default="EUR")  # of the values that feedback declares
    asks_feedback: Mapped[bool] = mapped_column(default=True)  # by mail, after each day
    feedback_asked_until: Mapped[datetime | None]  # meetings that ended by then were asked about
    feedback_closed_at: Mapped[datetime | None]

    taxonomies: Mapped[list[str]] = mapped_column(
        default=lambda: ["ecosystem", "cooperation"], server_default='["ecosystem", "cooperation"]'
    )  # those published ones in which profiles say what they are about

    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id", ondelete="SET NULL"), index=True)
    accent: Mapped[str] = mapped_column(String(7), default="", server_default="")  # "#1d5f7c"; "" for the usual one
    accent_dark: Mapped[str] = mapped_column(String(7), default="", server_default="")  # the same on dark pages
    logo_hash: Mapped[str] = mapped_column(String(64), default="", server_default="")  # "" without a logo

    version_number: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None]
    cancellation_note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    kept_days: Mapped[int] = mapped_column(default=180, server_default="180")  # after it; then people are forgotten
    anonymised_at: Mapped[datetime | None]
    calendar_modified_at: Mapped[datetime]  # name, venue or zone last changed: part of every calendar file

    texts: Mapped[list[EventText]] = relationship(order_by="EventText.language", cascade="all, delete-orphan")
    mail_words: Mapped[list[MailWords]] = relationship(cascade="all, delete-orphan")
    series: Mapped[Series | None] = relationship()
    zones: Mapped[list[Zone]] = relationship(viewonly=True)


class EventText(Base):
    """The event's own words in one language."""

    __tablename__ = "event_text"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    about: Mapped[str] = mapped_column(Text, default="")
    practical: Mapped[str] = mapped_column(Text, default="")  # how to get there, whom to call
    consent: Mapped[str] = mapped_column(Text, default="")  # what a participant agrees to when registering
    privacy: Mapped[str] = mapped_column(Text, default="", server_default="")  # what becomes of people's data
    accessibility: Mapped[str] = mapped_column(Text, default="", server_default="")


class EventLogo(Base):
    """An event's logo, as a PNG made anew from what was uploaded."""

    __tablename__ = "event_logo"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
