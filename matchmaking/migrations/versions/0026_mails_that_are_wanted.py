"""Participants need not get every mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("told_of_requests", "reminded"):
        op.add_column("participant", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true()))


def downgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.drop_column("reminded")
        table.drop_column("told_of_requests")
