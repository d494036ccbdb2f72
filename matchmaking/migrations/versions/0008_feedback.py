"""What attendees say of their meetings afterwards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("currency", sa.String(3), nullable=False, server_default="EUR"))
        event.add_column(sa.Column("asks_feedback", sa.Boolean(), nullable=False, server_default=sa.true()))
        event.add_column(sa.Column("feedback_asked_until", sa.DateTime(timezone=True)))
        event.add_column(sa.Column("feedback_closed_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("participant") as participant:
        participant.add_column(sa.Column("feedback_nonce", sa.String(64), nullable=False, server_default=""))
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("took_place", sa.Boolean(), nullable=False),
        sa.Column("rating", sa.Integer()),
        sa.Column("follow_up", sa.Enum("nothing", "contact", "visit", "project", "deal", name="followup", native_enum=False, length=20)),
        sa.Column("value", sa.Integer()),
        sa.Column("reached", sa.Integer()),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_feedback_rating_in_range")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_feedback_event_id_event"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_feedback_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name=op.f("fk_feedback_participant_id_participant"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
        sa.UniqueConstraint("meeting_id", "participant_id", name=op.f("uq_feedback_meeting_id_participant_id")),
    )
    op.create_index(op.f("ix_feedback_event_id"), "feedback", ["event_id"])
    op.create_index(op.f("ix_feedback_participant_id"), "feedback", ["participant_id"])


def downgrade() -> None:
    op.drop_table("feedback")
    with op.batch_alter_table("participant") as participant:
        participant.drop_column("feedback_nonce")
    with op.batch_alter_table("event") as event:
        for name in ("feedback_closed_at", "feedback_asked_until", "asks_feedback", "currency"):
            event.drop_column(name)
