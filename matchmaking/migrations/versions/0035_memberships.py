"""Whether somebody is of the organization they name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("organization_confirmed", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("participant", column)


def downgrade() -> None:
    with op.batch_alter_table("participant") as table:
        table.drop_column("organization_confirmed")
