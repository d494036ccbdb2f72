"""Participants say who sees their address, their phone and what they wrote about themselves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

AUDIENCE = sa.Enum("nobody", "partners", "everybody", name="audience", native_enum=False, length=20)
COLUMNS = {"email_to": "nobody", "phone_to": "nobody", "about_to": "everybody"}


def upgrade() -> None:
    with op.batch_alter_table("participant") as participant:
        for name, usual in COLUMNS.items():
            participant.add_column(sa.Column(name, AUDIENCE, nullable=False, server_default=usual))


def downgrade() -> None:
    with op.batch_alter_table("participant") as participant:
        for name in COLUMNS:
            participant.drop_column(name)
