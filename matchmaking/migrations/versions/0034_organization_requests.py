"""Requests to an organization, which whoever of it fits may meet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0032"
branch_labels = None
depends_on = None

STATUSES = ("pending", "accepted", "declined", "withdrawn", "expired")


def upgrade() -> None:
    op.create_table(
        "organization_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("requester_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("status", sa.Enum(*STATUSES, name="requeststatus", native_enum=False, length=20), nullable=False),
        sa.Column("requester_colleagues", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True)),
        sa.Column("asked_by_organizers_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name="fk_organization_request_event_id_event", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requester_id"],
            ["participant.id"],
            name="fk_organization_request_requester_id_participant",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name="fk_organization_request_organization_id_organization",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_organization_request"),
        sa.UniqueConstraint(
            "requester_id", "organization_id", name="uq_organization_request_requester_id_organization_id"
        ),
    )
    op.create_index("ix_organization_request_event_id", "organization_request", ["event_id"])
    op.create_index("ix_organization_request_organization_id", "organization_request", ["organization_id"])
    op.create_table(
        "organization_request_no",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["organization_request.id"],
            name="fk_organization_request_no_request_id_organization_request",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"],
            ["participant.id"],
            name="fk_organization_request_no_participant_id_participant",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("request_id", "participant_id", name="pk_organization_request_no"),
    )
    op.create_index("ix_organization_request_no_participant_id", "organization_request_no", ["participant_id"])


def downgrade() -> None:
    op.drop_table("organization_request_no")
    op.drop_table("organization_request")
