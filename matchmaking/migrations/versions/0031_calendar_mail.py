"""Meetings are sent by calendar mail, where the organizers switch it on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("sends_invitations", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("participant", sa.Column("invited", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("calendar_entry", sa.Column("invited_sequence", sa.Integer()))
    op.add_column("mail", sa.Column("calendar", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for table, column in (
        ("mail", "calendar"),
        ("calendar_entry", "invited_sequence"),
        ("participant", "invited"),
        ("event", "sends_invitations"),
    ):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
