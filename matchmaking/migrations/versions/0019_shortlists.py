"""Participants keep shortlists and searches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shortlisted",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("participant_id <> other_id", name=op.f("ck_shortlisted_not_oneself")),
        *(_participant("shortlisted", column) for column in ("participant_id", "other_id")),
        sa.PrimaryKeyConstraint("participant_id", "other_id", name=op.f("pk_shortlisted")),
    )
    op.create_index(op.f("ix_shortlisted_other_id"), "shortlisted", ["other_id"])
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("looked_for", sa.JSON(), nullable=False),
        sa.Column("seen", sa.JSON(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        _participant("saved_search", "participant_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("participant_id", "name", name=op.f("uq_saved_search_participant_id_name")),
    )


def _participant(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["participant.id"], name=op.f(f"fk_{table}_{column}_participant"), ondelete="CASCADE"
    )


def downgrade() -> None:
    op.drop_table("saved_search")
    op.drop_table("shortlisted")
