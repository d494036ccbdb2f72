"""One person's words taken out of what others wrote or were sent: mails, notes, and the log of an event."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Enum, String, select, update

from matchmaking.extensions import db
from matchmaking.models import CapacityStudy, Consent, Organization, Participant, ProfileTerm, ScheduleRun
from matchmaking.services.retention.anonymiser import rows_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Column

    from matchmaking.models import Event
    from matchmaking.services.retention.anonymiser import Anonymiser

GONE = "…"
TELLING = 20
"""From so many characters on a text tells by itself whose it is; a shorter one only beside its writer's name."""
LEAST = 3
PASSED_OVER = (Participant, Organization, ProfileTerm, Consent, CapacityStudy)
"""What people say of themselves is theirs; a study holds ids and figures only."""
NUMBERS_ONLY = frozenset({f"{ScheduleRun.__tablename__}.problem"})
NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class Words:
    """Names of somebody, and whatever else they have written."""

    names: re.Pattern[str]
    all: re.Pattern[str]
    whole: tuple[str, ...]

    @classmethod
    def of(cls, names: Iterable[str], said: Iterable[str]) -> Words:
        """`names` are taken out wherever they stand, `said` beside a name or where it is long enough."""
        known = {name for name in names if len(name) >= LEAST}
        spoken = {text for text in said if text.strip()}
        telling = {text for text in spoken if len(text) >= TELLING}
        return cls(_any_of(known | telling), _any_of(known | spoken), tuple(known))

    def are_in(self, text: str) -> bool:
        """Whether it is about them."""
        return self.names.search(text) is not None

    def out_of(self, value: Any, most: int | None = None) -> Any:
        """The same without them; a text that was cut at `most` characters may end in half a name."""
        if isinstance(value, dict):
            return {key: self.out_of(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.out_of(one) for one in value]
        if not isinstance(value, str):
            return value
        text = self.all.sub(GONE, value) if self.are_in(value) else value
        return self._without_half_a_name(text) if len(value) == most else text

    def _without_half_a_name(self, text: str) -> str:
        halves = (name[:length] for name in self.whole for length in range(len(name), LEAST, -1))
        half = max((half for half in halves if text.endswith(half)), key=len, default="")
        return text.removesuffix(half) + GONE if half else text


def scrub(event: Event, words: Words, anonymisers: Iterable[Anonymiser]) -> None:
    """Take the words out of every column of free text that the event's anonymisers would empty."""
    for one in anonymisers:
        if one.model in PASSED_OVER:
            continue
        columns = [column for column in table_of(one.model).columns if _is_free(column) and column.name not in one.kept]
        if columns:
            _scrub_table(event, words, one, columns)


def _scrub_table(event: Event, words: Words, one: Anonymiser, columns: list[Column[Any]]) -> None:
    table = table_of(one.model)
    key = list(table.primary_key.columns)
    rows = db.session.execute(select(*key, *columns).where(rows_of(event, one.model))).all()
    for row in rows:
        told = row._mapping  # noqa: SLF001 - SQLAlchemy's own name for it
        changed = {
            column.name: other
            for column in columns
            if (other := words.out_of(told[column], getattr(column.type, "length", None))) != told[column]
        }
        if changed:
            here = [column == told[column] for column in key]
            db.session.execute(update(table).where(*here).values(changed))


def _is_free(column: Column[Any]) -> bool:
    """Text that people write or read; neither a value of an enum nor a key."""
    if isinstance(column.type, Enum) or column.primary_key or f"{column.table.name}.{column.name}" in NUMBERS_ONLY:
        return False
    return isinstance(column.type, (String, JSON))


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Any of them, however its lines are broken and quoted; the longest first."""
    spelled = [r"[\s>]+".join(map(re.escape, text.split())) for text in sorted(texts, key=len, reverse=True)]
    if not spelled:
        return NOTHING
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?!\w)", re.IGNORECASE)
