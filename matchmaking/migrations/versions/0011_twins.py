"""Participants merged into others, and those who are not twins."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, target in (("not_twins", "participant"), ("not_one_organization", "organization")):
        op.create_table(
            table,
            sa.Column("low_id", sa.Integer(), nullable=False),
            sa.Column("high_id", sa.Integer(), nullable=False),
            sa.CheckConstraint("low_id < high_id", name=op.f(f"ck_{table}_lower_id_first")),
            sa.ForeignKeyConstraint(
                ["low_id"], [f"{target}.id"], name=op.f(f"fk_{table}_low_id_{target}"), ondelete="CASCADE"
            ),
            sa.ForeignKeyConstraint(
                ["high_id"], [f"{target}.id"], name=op.f(f"fk_{table}_high_id_{target}"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("low_id", "high_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_high_id"), table, ["high_id"])
    with op.batch_alter_table("participant") as batch:
        batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_participant_merged_into_id_participant"),
            "participant",
            ["merged_into_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(op.f("ix_participant_merged_into_id"), ["merged_into_id"])


def downgrade() -> None:
    with op.batch_alter_table("participant") as batch:
        batch.drop_index(op.f("ix_participant_merged_into_id"))
        batch.drop_constraint(op.f("fk_participant_merged_into_id_participant"), type_="foreignkey")
        batch.drop_column("merged_into_id")
    for table in ("not_one_organization", "not_twins"):
        op.drop_index(op.f(f"ix_{table}_high_id"), table_name=table)
        op.drop_table(table)
