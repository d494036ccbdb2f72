"""How long an event's data are kept, and when its people were forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("kept_days", sa.Integer(), server_default="180", nullable=False))
    op.add_column("event", sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("event", "anonymised_at")
    op.drop_column("event", "kept_days")
