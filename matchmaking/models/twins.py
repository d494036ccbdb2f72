"""Who was found not to be the same, though it looked so."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from matchmaking.models.base import Base


class NotTwins(Base):
    """These two participants are two people. The lower id stands first."""

    __tablename__ = "not_twins"
    __table_args__ = (CheckConstraint("low_id < high_id", name="lower_id_first"),)

    low_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True)
    high_id: Mapped[int] = mapped_column(ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True)


class NotOneOrganization(Base):
    """These two organizations are two. The lower id stands first."""

    __tablename__ = "not_one_organization"
    __table_args__ = (CheckConstraint("low_id < high_id", name="lower_id_first"),)

    low_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    high_id: Mapped[int] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True, index=True
    )
