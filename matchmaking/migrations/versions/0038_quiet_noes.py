"""While booking lasts, a request that was declined looks to its requester like one without an answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

STATUSES = ("pending", "accepted", "declined", "withdrawn", "expired")


def upgrade() -> None:
    status = sa.Enum(*STATUSES, name="requeststatus", native_enum=False, length=20)
    op.add_column("meeting_request", sa.Column("shown_as", status))


def downgrade() -> None:
    with op.batch_alter_table("meeting_request") as table:
        table.drop_column("shown_as")
