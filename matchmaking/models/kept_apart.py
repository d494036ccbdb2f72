"""Who shall not be brought together, whatever the rules about types allow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaking.models.base import Base
from matchmaking.models.participants import Organization, Participant


class KeptApart(Base):
    """Two sides that may not meet, each a participant or a whole organization; only organizers ever see it."""

    __tablename__ = "kept_apart"
    __table_args__ = (
        CheckConstraint("(one_participant_id IS NULL) <> (one_organization_id IS NULL)", name="one_is_one_thing"),
        CheckConstraint("(other_participant_id IS NULL) <> (other_organization_id IS NULL)", name="other_is_one_thing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    one_participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    one_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    other_participant_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"))
    other_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    note: Mapped[str] = mapped_column(Text, default="")  # why; for organizers
    created_at: Mapped[datetime]

    one_participant: Mapped[Participant | None] = relationship(foreign_keys=[one_participant_id])
    one_organization: Mapped[Organization | None] = relationship(foreign_keys=[one_organization_id])
    other_participant: Mapped[Participant | None] = relationship(foreign_keys=[other_participant_id])
    other_organization: Mapped[Organization | None] = relationship(foreign_keys=[other_organization_id])

    @property
    def sides(self) -> tuple[Participant | Organization, Participant | Organization]:
        """Who is kept from whom."""
        one, other = self.one_participant or self.one_organization, self.other_participant or self.other_organization
        assert one is not None
        assert other is not None
        return one, other
