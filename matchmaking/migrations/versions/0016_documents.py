"""Sessions have documents, which participants endorse."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

READERS = sa.Enum("seeing", "attending", "everybody", name="documentreaders", native_enum=False, length=20)
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "session_document",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("readers", READERS, nullable=False),
        sa.Column("published_at", MOMENT),
        sa.Column("endorsed_until", MOMENT),
        sa.Column("endorsers_public", sa.Boolean(), nullable=False),
        _belongs_to("session_document", "session_id", "event_session", "id"),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_session_document")),
    )
    op.create_table(
        "document_text",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(12), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        _belongs_to("document_text", "session_id", "session_document", "session_id"),
        sa.PrimaryKeyConstraint("session_id", "language", name=op.f("pk_document_text")),
    )
    op.create_table(
        "document_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        _belongs_to("document_file", "session_id", "session_document", "session_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_file")),
    )
    op.create_index(op.f("ix_document_file_session_id"), "document_file", ["session_id"])
    op.create_table(
        "endorsement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("endorsed_at", MOMENT, nullable=False),
        _belongs_to("endorsement", "file_id", "document_file", "id"),
        _belongs_to("endorsement", "participant_id", "participant", "id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
        sa.UniqueConstraint("file_id", "participant_id", name=op.f("uq_endorsement_file_id_participant_id")),
    )
    op.create_index(op.f("ix_endorsement_participant_id"), "endorsement", ["participant_id"])


def _belongs_to(table: str, column: str, other: str, key: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{other}")
    return sa.ForeignKeyConstraint([column], [f"{other}.{key}"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    for table in ("endorsement", "document_file", "document_text", "session_document"):
        op.drop_table(table)
