"""News of requests may come once a day, in one mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("participant", sa.Column("requests_daily", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("meeting_request", sa.Column("held_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    with op.batch_alter_table("meeting_request") as table:
        table.drop_column("held_at")
    with op.batch_alter_table("participant") as table:
        table.drop_column("requests_daily")
