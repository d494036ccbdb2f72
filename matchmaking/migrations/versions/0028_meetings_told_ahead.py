"""The meetings of a day are told the evening before, and that morning."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("tells_evening", "tells_morning"):
        op.add_column("event", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("event", sa.Column("told_ahead_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        for name in ("told_ahead_at", "tells_morning", "tells_evening"):
            table.drop_column(name)
