"""Organizations that somebody represents besides the main one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "further_organization",
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name="fk_further_organization_participant_id_participant",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name="fk_further_organization_organization_id_organization",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("participant_id", "organization_id", name="pk_further_organization"),
    )
    op.create_index("ix_further_organization_organization_id", "further_organization", ["organization_id"])


def downgrade() -> None:
    op.drop_table("further_organization")
