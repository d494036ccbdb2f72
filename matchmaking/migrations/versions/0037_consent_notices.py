"""A consent keeps the privacy notice it was given to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consent", sa.Column("privacy_notice", sa.Text(), nullable=False, server_default=""))
    op.add_column("consent", sa.Column("privacy_language", sa.String(length=12), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("consent") as table:
        table.drop_column("privacy_language")
        table.drop_column("privacy_notice")
