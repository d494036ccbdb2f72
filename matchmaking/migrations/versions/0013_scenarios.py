"""Scenarios: runs that vary something of another run."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("schedule_run") as batch:
        batch.add_column(sa.Column("base_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("scenario", sa.JSON(), nullable=False, server_default="{}"))
        batch.create_foreign_key(
            op.f("fk_schedule_run_base_id_schedule_run"), "schedule_run", ["base_id"], ["id"], ondelete="CASCADE"
        )
        batch.create_index(op.f("ix_schedule_run_base_id"), ["base_id"])


def downgrade() -> None:
    with op.batch_alter_table("schedule_run") as batch:
        batch.drop_index(op.f("ix_schedule_run_base_id"))
        batch.drop_constraint(op.f("fk_schedule_run_base_id_schedule_run"), type_="foreignkey")
        batch.drop_column("scenario")
        batch.drop_column("base_id")
