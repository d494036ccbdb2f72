"""Runs keep where they put each meeting, so that scenarios and discarded drafts can be compared."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("schedule_run") as run:
        run.add_column(sa.Column("held", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    with op.batch_alter_table("schedule_run") as run:
        run.drop_column("held")
