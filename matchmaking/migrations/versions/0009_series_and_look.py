"""Series of events; an event's colours and logo."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
        sa.UniqueConstraint("slug", name=op.f("uq_series_slug")),
    )
    op.create_table(
        "event_logo",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_logo_event_id_event"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_logo")),
    )
    with op.batch_alter_table("event") as batch:
        batch.add_column(sa.Column("series_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("accent", sa.String(length=7), nullable=False, server_default=""))
        batch.add_column(sa.Column("accent_dark", sa.String(length=7), nullable=False, server_default=""))
        batch.add_column(sa.Column("logo_hash", sa.String(length=64), nullable=False, server_default=""))
        batch.create_foreign_key(
            op.f("fk_event_series_id_series"), "series", ["series_id"], ["id"], ondelete="SET NULL"
        )
        batch.create_index(op.f("ix_event_series_id"), ["series_id"])


def downgrade() -> None:
    with op.batch_alter_table("event") as batch:
        batch.drop_index(op.f("ix_event_series_id"))
        batch.drop_constraint(op.f("fk_event_series_id_series"), type_="foreignkey")
        batch.drop_column("logo_hash")
        batch.drop_column("accent_dark")
        batch.drop_column("accent")
        batch.drop_column("series_id")
    op.drop_table("event_logo")
    op.drop_table("series")
