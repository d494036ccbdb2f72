"""What a row of a list does to what is known."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """Somebody or something new, a change to what is known, or no news."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"


def act_of(known: object | None, differences: tuple[str, ...]) -> Act:
    """What a row does that concerns something known, or nothing known, and differs from it in these fields."""
    if known is None:
        return Act.ADDED
    return Act.CHANGED if differences else Act.SAME
