"""Goals, limits, notes and figures of runs; why a run has failed, as data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

run = sa.table(
    "schedule_run",
    sa.column("failure", sa.Text()),
    sa.column("failure_code", sa.String()),
    sa.column("failure_data", sa.JSON()),
    sa.column("id", sa.Integer()),
)


def upgrade() -> None:
    with op.batch_alter_table("schedule_run") as batch:
        batch.add_column(sa.Column("failure_code", sa.String(40), nullable=False, server_default=""))
        batch.add_column(sa.Column("failure_data", sa.JSON(), nullable=False, server_default="{}"))
        batch.add_column(sa.Column("goals", sa.JSON(), nullable=False, server_default="[]"))
        batch.add_column(sa.Column("most_changes", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("most_changes_each", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("figures", sa.JSON(), nullable=False, server_default="{}"))
    connection = op.get_bind()
    for run_id, sentence in connection.execute(sa.select(run.c.id, run.c.failure).where(run.c.failure != "")).all():
        told = {"failure_code": "told", "failure_data": {"sentence": sentence}}
        connection.execute(sa.update(run).where(run.c.id == run_id).values(**told))
    with op.batch_alter_table("schedule_run") as batch:
        batch.drop_column("failure")


def downgrade() -> None:
    with op.batch_alter_table("schedule_run") as batch:
        batch.add_column(sa.Column("failure", sa.Text(), nullable=False, server_default=""))
        for name in ("figures", "note", "most_changes_each", "most_changes", "goals", "failure_data", "failure_code"):
            batch.drop_column(name)
