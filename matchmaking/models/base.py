"""The declarative base: naming of constraints, and types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, MetaData, String, TypeDecorator
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, registry

Wordings = dict[str, dict[str, str]]
"""By language, then by column."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored as UTC; SQLite would drop the zone, so a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC before it is stored."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment without a time zone cannot be stored: {value!r}.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC moment."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def stored_values(enum: type[Enum]) -> list[str]:
    """Enums store their values; SQLAlchemy's default is the names of the members."""
    return [str(member.value) for member in enum]


type_registry = registry(
    metadata=MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    ),
    type_annotation_map={
        datetime: UtcDateTime,
        StrEnum: SqlEnum(StrEnum, native_enum=False, length=20, values_callable=stored_values, create_constraint=False),
        list[str]: JSON,
        list[Any]: JSON,
        dict[str, Any]: JSON,
        Wordings: JSON,
        str: String,
    },
)


class Base(DeclarativeBase):
    """Every table derives from this; Flask-SQLAlchemy is given it as its model class."""

    registry = type_registry


class Worded:
    """Something whose words can be given in further languages of its event; what is not given stands as it is."""

    WORDED: ClassVar[dict[str, int]]  # the columns, and how many characters each may have

    wordings: Mapped[Wordings] = mapped_column(default=dict, server_default="{}")
