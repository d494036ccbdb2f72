"""Events say what becomes of people's data and how accessible they are; a consent names the notice it was given to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("privacy", "accessibility"):
        op.add_column("event_text", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("consent", sa.Column("privacy_version", sa.String(length=12), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("consent") as table:
        table.drop_column("privacy_version")
    with op.batch_alter_table("event_text") as table:
        table.drop_column("accessibility")
        table.drop_column("privacy")
