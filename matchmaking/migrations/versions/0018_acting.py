"""Organizers act for participants; requests that they entered are marked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "acting_time",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("organizer_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("last_act_at", MOMENT, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_acting_time_{table}_id_{table}"), ondelete="CASCADE"
            )
            for table in ("event", "organizer", "participant", "sign_in")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acting_time")),
    )
    op.create_index(op.f("ix_acting_time_event_id"), "acting_time", ["event_id"])
    op.create_index(op.f("ix_acting_time_sign_in_id"), "acting_time", ["sign_in_id"])
    with op.batch_alter_table("meeting_request") as request:
        request.add_column(sa.Column("asked_by_organizers_at", MOMENT, nullable=True))
        request.add_column(sa.Column("answered_by_organizers_at", MOMENT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("meeting_request") as request:
        request.drop_column("answered_by_organizers_at")
        request.drop_column("asked_by_organizers_at")
    op.drop_table("acting_time")
