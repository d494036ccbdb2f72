"""What comes of a session: a document, its texts and files, and who endorses it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.participants import Participant
from matchmaking.models.programme import EventSession


class DocumentReaders(StrEnum):
    """Who reads a document and may endorse it: whoever may see its session, attends it, or takes part at all."""

    SEEING = "seeing"
    ATTENDING = "attending"
    EVERYBODY = "everybody"


class SessionDocument(Base):
    """The document of a session; its newest file is the one that is read and endorsed."""

    __tablename__ = "session_document"

    session_id: Mapped[int] = mapped_column(ForeignKey("event_session.id", ondelete="CASCADE"), primary_key=True)
    readers: Mapped[DocumentReaders]
    published_at: Mapped[datetime | None]
    endorsed_until: Mapped[datetime | None]  # None: as long as the document is there
    endorsers_public: Mapped[bool] = mapped_column(default=False)

    session: Mapped[EventSession] = relationship()
    texts: Mapped[list[DocumentText]] = relationship(order_by="DocumentText.language", cascade="all, delete-orphan")
    files: Mapped[list[DocumentFile]] = relationship(
        order_by="DocumentFile.id", cascade="all, delete-orphan", back_populates="document"
    )

    @property
    def file(self) -> DocumentFile:
        """The file that is read now."""
        return self.files[-1]


class DocumentText(Base):
    """What a document is called in one language, and a line on it."""

    __tablename__ = "document_text"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("session_document.session_id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(String(500))


class DocumentFile(Base):
    """A file as it was taken; a replaced one stays for those who have endorsed it."""

    __tablename__ = "document_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session_document.session_id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    taken_at: Mapped[datetime]

    document: Mapped[SessionDocument] = relationship(back_populates="files")


class Endorsement(Base):
    """A participant stands by one file, for the organization they represent."""

    __tablename__ = "endorsement"
    __table_args__ = (UniqueConstraint("file_id", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("document_file.id", ondelete="CASCADE"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), index=True)
    endorsed_at: Mapped[datetime]

    file: Mapped[DocumentFile] = relationship()
    participant: Mapped[Participant] = relationship()
