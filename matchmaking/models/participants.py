"""Who takes part: organizations, participants, their profiles, types, and the rules who may meet whom."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base, Worded
from matchmaking.models.events import Event


class ParticipationType(Worded, Base):
    """What a participant is at this event: cluster, SME, expert ..."""

    __tablename__ = "participation_type"
    __table_args__ = (UniqueConstraint("event_id", "name_key"),)
    WORDED: ClassVar[dict[str, int]] = {"name": 100}

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(String(100))
    position: Mapped[int]
    self_registration: Mapped[bool] = mapped_column(default=True)  # can be chosen on the registration page
    request_limit: Mapped[int | None]  # these four instead of the event's, where they are given
    must_limit: Mapped[int | None]
    max_meetings: Mapped[int | None]
    max_consecutive: Mapped[int | None]

    event: Mapped[Event] = relationship(viewonly=True)


class MeetingRule(Base):
    """These two participation types may meet; without a row they may not. The lower id stands first."""

    __tablename__ = "meeting_rule"
    __table_args__ = (CheckConstraint("low_type_id <= high_type_id", name="lower_id_first"),)

    low_type_id: Mapped[int] = mapped_column(ForeignKey("participation_type.id", ondelete="CASCADE"), primary_key=True)
    high_type_id: Mapped[int] = mapped_column(
        ForeignKey("participation_type.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Organization(Base):
    """Whom participants represent; known within an event by its folded name."""

    __tablename__ = "organization"
    __table_args__ = (UniqueConstraint("event_id", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(300))
    name_key: Mapped[str] = mapped_column(String(300))
    country: Mapped[str] = mapped_column(String(2), default="")  # ISO 3166-1 alpha-2, or XK

    participants: Mapped[list[Participant]] = relationship(back_populates="organization")


class ParticipantStatus(StrEnum):
    """Whether a participant takes part."""

    PENDING = "pending"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Audience(StrEnum):
    """Who sees something of a profile, beside the organizers."""

    NOBODY = "nobody"
    PARTNERS = "partners"  # those with whom a meeting is agreed
    EVERYBODY = "everybody"  # all whom one may meet


class Participant(Base):
    """
    A person who meets, at one event; known by the folded address.

    `search` is everything the directory finds a person by, folded over scripts. `feed_nonce` makes the secret
    address of the feed (replaced to revoke it); only the address's hash is stored.
    """

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("event_id", "email_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    organization_confirmed: Mapped[bool] = mapped_column(default=True, server_default=true())  # by those who are of it
    type_id: Mapped[int] = mapped_column(ForeignKey("participation_type.id"), index=True)
    status: Mapped[ParticipantStatus]
    vip: Mapped[bool] = mapped_column(default=False, server_default=false())
    max_meetings: Mapped[int | None]  # instead of the type's and the event's
    max_consecutive: Mapped[int | None]
    wanted_consecutive: Mapped[int | None]  # at most so many in a row, by the participant's own wish
    interpreter: Mapped[bool] = mapped_column(default=False, server_default=false())  # sits between others, asks nobody

    given_name: Mapped[str] = mapped_column(String(100))
    family_name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(320))
    phone: Mapped[str] = mapped_column(String(50), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(12), default="en")  # of pages and mails
    search: Mapped[str] = mapped_column(Text, default="")
    email_to: Mapped[Audience] = mapped_column(default=Audience.NOBODY, server_default=Audience.NOBODY.value)
    phone_to: Mapped[Audience] = mapped_column(default=Audience.NOBODY, server_default=Audience.NOBODY.value)
    about_to: Mapped[Audience] = mapped_column(default=Audience.EVERYBODY, server_default=Audience.EVERYBODY.value)

    feed_nonce: Mapped[str] = mapped_column(String(64))
    feed_token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    feedback_nonce: Mapped[str] = mapped_column(String(64), default="")  # replaced to revoke the link to give feedback
    alarm: Mapped[bool] = mapped_column(default=True)  # a reminder ten minutes before, in the calendar
    shows_agenda: Mapped[bool] = mapped_column(default=False, server_default=false())  # to those of the organization
    told_of_requests: Mapped[bool] = mapped_column(default=True, server_default=true())  # by mail, as in the next line
    requests_daily: Mapped[bool] = mapped_column(default=False, server_default=false())  # of these, one mail a day
    reminded: Mapped[bool] = mapped_column(default=True, server_default=true())
    invited: Mapped[bool] = mapped_column(default=True, server_default=true())  # by calendar mail
    confirmed_at: Mapped[datetime | None]  # when the address proved to be theirs, by a first sign-in
    created_at: Mapped[datetime]
    calendar_modified_at: Mapped[datetime]  # name, organization, language or alarm last changed: part of calendar files
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="SET NULL"), index=True)
    """Whom this one turned out to be: a withdrawn row that earlier versions name, and whose addresses lead there."""

    organization: Mapped[Organization] = relationship(back_populates="participants")
    further: Mapped[list[FurtherOrganization]] = relationship(
        order_by="FurtherOrganization.organization_id", cascade="all, delete-orphan", back_populates="participant"
    )
    type: Mapped[ParticipationType] = relationship()
    terms: Mapped[list[ProfileTerm]] = relationship(
        order_by="ProfileTerm.position", cascade="all, delete-orphan", back_populates="participant"
    )
    merged_into: Mapped[Participant | None] = relationship(remote_side="Participant.id")
    consents: Mapped[list[Consent]] = relationship(order_by="Consent.given_at", cascade="all, delete-orphan")

    @property
    def name(self) -> str:
        """Given name first, as everywhere in the product."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def represented(self) -> frozenset[int]:
        """The ids of all organizations that they name, the main one and the further ones."""
        return frozenset((self.organization_id, *(one.organization_id for one in self.further)))

    @property
    def confirmed_in(self) -> frozenset[int]:
        """The ids of those of them that they are of beyond doubt."""
        main = (self.organization_id,) if self.organization_confirmed else ()
        return frozenset((*main, *(one.organization_id for one in self.further if one.confirmed)))

    def terms_of(self, kind: TermKind) -> list[str]:
        """The profile's words of one kind, in their order."""
        return [term.text for term in self.terms if term.kind is kind]


class FurtherOrganization(Base):
    """An organization that somebody represents as well; the main one stands on badges and in calendars."""

    __tablename__ = "further_organization"

    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    organization_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    confirmed: Mapped[bool]  # by those who are of it, as with the main one

    participant: Mapped[Participant] = relationship(back_populates="further")
    organization: Mapped[Organization] = relationship()


class TermKind(StrEnum):
    """What a word of the profile says."""

    FIELD = "field"
    OFFER = "offer"
    NEED = "need"
    LANGUAGE = "language"
    ECOSYSTEM = "ecosystem"  # this and the two below: keys of published taxonomies
    COOPERATION = "cooperation"
    NACE = "nace"
    OWN_OFFER = "own_offer"  # both: keys of the event's own list
    OWN_NEED = "own_need"


class ProfileTerm(Base):
    """One word of a profile: a field, an offer, a need, a language (its code), or a key of a taxonomy."""

    __tablename__ = "profile_term"
    __table_args__ = (UniqueConstraint("participant_id", "kind", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    kind: Mapped[TermKind]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(300), index=True)  # folded

    participant: Mapped[Participant] = relationship(back_populates="terms")


class Consent(Base):
    """What was agreed to, in the very words that were shown."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    wording: Mapped[str] = mapped_column(Text)
    privacy_version: Mapped[str] = mapped_column(
        String(12), default="", server_default=""
    )  # of the notice linked there
    privacy_notice: Mapped[str] = mapped_column(Text, default="", server_default="")  # its words, as they were then
    privacy_language: Mapped[str] = mapped_column(String(12), default="", server_default="")
    language: Mapped[str] = mapped_column(String(12))
    given_at: Mapped[datetime]
