"""Links to sign in with know the browser that asked for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mailed_link") as link:
        link.add_column(sa.Column("browser_hash", sa.String(length=64), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("mailed_link") as link:
        link.drop_column("browser_hash")
