"""Limits of types and of participants, lunch, and times protected for VIPs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaking.models.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LIMITS = {
    "participation_type": ("request_limit", "must_limit", "max_meetings", "max_consecutive"),
    "participant": ("max_meetings", "max_consecutive"),
}


def upgrade() -> None:
    op.add_column("event", sa.Column("lunch_from", sa.Time(), nullable=True))
    op.add_column("event", sa.Column("lunch_until", sa.Time(), nullable=True))
    for table, names in LIMITS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("participant", sa.Column("vip", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "protected_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_protected_time_times_in_order")),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_protected_time_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protected_time")),
    )
    op.create_index(op.f("ix_protected_time_participant_id"), "protected_time", ["participant_id"])


def downgrade() -> None:
    op.drop_table("protected_time")
    op.drop_column("participant", "vip")
    for table, names in LIMITS.items():
        for name in names:
            op.drop_column(table, name)
    op.drop_column("event", "lunch_until")
    op.drop_column("event", "lunch_from")
