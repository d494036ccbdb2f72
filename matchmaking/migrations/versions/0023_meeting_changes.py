"""People of a scheduled meeting propose another time, or a colleague."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TO = {
    "event_id": "event",
    "meeting_id": "meeting",
    "asked_by_id": "participant",
    "asked_of_id": "participant",
    "seen_slot_id": "slot",
    "slot_id": "slot",
    "table_id": "meeting_table",
}
INDEXED = ("event_id", "meeting_id", "asked_by_id", "asked_of_id")


def upgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.add_column(sa.Column("people_change_meetings", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_table(
        "meeting_change",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=name == "table_id") for name in TO),
        sa.Column(
            "wanted", sa.Enum("other_time", "colleague", "none", name="changewanted", native_enum=False, length=20), nullable=False
        ),
        sa.Column(
            "reason",
            sa.Enum(
                *("other_appointment", "late_or_early", "unwell", "not_of_use", "other"),
                name="changereason",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("line", sa.String(length=300), nullable=False),
        sa.Column(
            "status",
            sa.Enum("open", "agreed", "refused", "taken_back", name="changestatus", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_meeting_change_{name}_{table}"), ondelete="CASCADE"
            )
            for name, table in TO.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_change")),
    )
    for name in INDEXED:
        op.create_index(op.f(f"ix_meeting_change_{name}"), "meeting_change", [name])


def downgrade() -> None:
    op.drop_table("meeting_change")
    with op.batch_alter_table("event") as event:
        event.drop_column("people_change_meetings")
