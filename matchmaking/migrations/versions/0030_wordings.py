"""Names of events, sessions, zones and types in further languages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLES = ("event", "event_session", "zone", "participation_type")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("wordings", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("wordings")
