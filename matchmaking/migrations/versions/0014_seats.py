"""Sessions have seats, waiting lists and invitations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MODE = sa.Enum("open", "invited", "closed", name="signupmode", native_enum=False, length=20)


def upgrade() -> None:
    with op.batch_alter_table("event_session") as session:
        session.add_column(sa.Column("sign_up_mode", MODE, nullable=False, server_default="open"))
        session.add_column(sa.Column("seats", sa.Integer()))
        session.create_check_constraint(op.f("ck_event_session_seats_if_any"), "seats > 0")
    _waiting()
    _invitations()


def _waiting() -> None:
    op.create_table(
        "session_waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        *_belongs_to("session_waiting", session_id="event_session", participant_id="participant"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_waiting")),
        sa.UniqueConstraint(
            "session_id", "participant_id", name=op.f("uq_session_waiting_session_id_participant_id")
        ),
    )
    op.create_index(op.f("ix_session_waiting_participant_id"), "session_waiting", ["participant_id"])


def _invitations() -> None:
    whom = {"participant_id": "participant", "organization_id": "organization", "type_id": "participation_type"}
    op.create_table(
        "session_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.Integer()) for column in whom),
        sa.CheckConstraint(
            "CASE WHEN participant_id IS NULL THEN 0 ELSE 1 END + CASE WHEN organization_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN type_id IS NULL THEN 0 ELSE 1 END = 1",
            name=op.f("ck_session_invitation_one_of_three"),
        ),
        *_belongs_to("session_invitation", session_id="event_session", **whom),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_invitation")),
        *(
            sa.UniqueConstraint("session_id", column, name=op.f(f"uq_session_invitation_session_id_{column}"))
            for column in whom
        ),
    )
    for column in whom:
        op.create_index(op.f(f"ix_session_invitation_{column}"), "session_invitation", [column])


def _belongs_to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE"
        )
        for column, other in columns.items()
    ]


def downgrade() -> None:
    op.drop_table("session_invitation")
    op.drop_table("session_waiting")
    with op.batch_alter_table("event_session") as session:
        session.drop_constraint(op.f("ck_event_session_seats_if_any"), type_="check")
        session.drop_column("seats")
        session.drop_column("sign_up_mode")
