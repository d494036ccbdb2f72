"""Participants hide suggestions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLE = "hidden_suggestion"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("participant_id <> other_id", name=op.f(f"ck_{TABLE}_not_oneself")),
        *(
            sa.ForeignKeyConstraint(
                [column], ["participant.id"], name=op.f(f"fk_{TABLE}_{column}_participant"), ondelete="CASCADE"
            )
            for column in ("participant_id", "other_id")
        ),
        sa.PrimaryKeyConstraint("participant_id", "other_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_other_id"), TABLE, ["other_id"])


def downgrade() -> None:
    op.drop_index(op.f(f"ix_{TABLE}_other_id"), table_name=TABLE)
    op.drop_table(TABLE)
