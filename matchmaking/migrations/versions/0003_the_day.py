"""Check-in, no-shows, tables out of order, the hall's screen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presence",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrives_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_presence_participant_id_participant"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("participant_id", "day", name=op.f("pk_presence")),
    )
    op.create_table(
        "no_show",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["meeting.id"], name=op.f("fk_no_show_meeting_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name=op.f("fk_no_show_slot_id_slot"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participant.id"], name=op.f("fk_no_show_participant_id_participant"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("meeting_id", "slot_id", "participant_id", name=op.f("pk_no_show")),
    )
    op.create_index(op.f("ix_no_show_slot_id"), "no_show", ["slot_id"])
    op.create_index(op.f("ix_no_show_participant_id"), "no_show", ["participant_id"])
    op.create_table(
        "hall_screen",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_hall_screen_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_hall_screen")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_hall_screen_token_hash")),
    )
    op.add_column("meeting_table", sa.Column("out_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("meeting_table", "out_since")
    op.drop_table("hall_screen")
    op.drop_index(op.f("ix_no_show_participant_id"), table_name="no_show")
    op.drop_index(op.f("ix_no_show_slot_id"), table_name="no_show")
    op.drop_table("no_show")
    op.drop_table("presence")
