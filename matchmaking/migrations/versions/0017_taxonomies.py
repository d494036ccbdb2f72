"""Profiles use taxonomies: those of the field, and a list of the event's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("event") as event:
        event.add_column(
            sa.Column("taxonomies", sa.JSON(), nullable=False, server_default='["ecosystem", "cooperation"]')
        )
    op.create_table(
        "event_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_term_event_id_event"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_term")),
        sa.UniqueConstraint("event_id", "key", name=op.f("uq_event_term_event_id_key")),
    )


def downgrade() -> None:
    op.drop_table("event_term")
    with op.batch_alter_table("event") as event:
        event.drop_column("taxonomies")
