"""Rules beyond types: organizations, countries, languages, and who is kept apart."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaking.models.base import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SWITCHES = ("same_organization_meets", "across_countries_only", "common_language_required")


def upgrade() -> None:
    for name in SWITCHES:
        op.add_column("event", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("participant", sa.Column("interpreter", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "kept_apart",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("one_participant_id", sa.Integer(), nullable=True),
        sa.Column("one_organization_id", sa.Integer(), nullable=True),
        sa.Column("other_participant_id", sa.Integer(), nullable=True),
        sa.Column("other_organization_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(one_participant_id IS NULL) <> (one_organization_id IS NULL)",
            name=op.f("ck_kept_apart_one_is_one_thing"),
        ),
        sa.CheckConstraint(
            "(other_participant_id IS NULL) <> (other_organization_id IS NULL)",
            name=op.f("ck_kept_apart_other_is_one_thing"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{side}_{what}_id"],
                [f"{what}.id"],
                name=op.f(f"fk_kept_apart_{side}_{what}_id_{what}"),
                ondelete="CASCADE",
            )
            for side in ("one", "other")
            for what in ("participant", "organization")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_kept_apart_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_apart")),
    )
    op.create_index(op.f("ix_kept_apart_event_id"), "kept_apart", ["event_id"])


def downgrade() -> None:
    op.drop_table("kept_apart")
    op.drop_column("participant", "interpreter")
    for name in SWITCHES:
        op.drop_column("event", name)
