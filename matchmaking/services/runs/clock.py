"""The database's clock: leases are given and judged by it, so that workers on several machines agree."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import text

from matchmaking.extensions import db

QUESTION = {
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
    "postgresql": "SELECT clock_timestamp()",
}


def database_now() -> datetime:
    """What time it is by the database."""
    answer: datetime | str = db.session.execute(text(QUESTION[db.engine.dialect.name])).scalar_one()
    if isinstance(answer, str):
        return datetime.fromisoformat(answer).replace(tzinfo=UTC)
    return answer.astimezone(UTC)
