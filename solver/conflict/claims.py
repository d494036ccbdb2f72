"""What a problem asks for, claim by claim: each can be given up by itself, and all the others still mean the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from solver.problem import Meeting, Participant, Problem

ClaimKind = Literal[
    "required",
    "pinned",
    "slots",
    "tables",
    "online",
    "unavailable",
    "one_at_a_time",
    "max_meetings",
    "max_consecutive",
    "free_window",
    "table_unavailable",
    "one_per_table",
    "precedence",
    "max_break_difference",
    "max_changes",
    "max_changes_per_participant",
]
CLAIM_KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
DEMANDS: frozenset[ClaimKind] = frozenset({"required", "pinned"})
CHANGES: frozenset[ClaimKind] = frozenset({"max_changes", "max_changes_per_participant"})


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One thing that a problem asks for.

    Attributes
    ----------
    ids
        Whose it is: a meeting's id for `required`, `pinned`, `slots`, `tables` and `online`; a participant's for
        `unavailable`, `one_at_a_time`, `max_meetings` and `max_consecutive`, with the number of the window, from 0, for
        `free_window`; a table's for `table_unavailable`; the two meetings of a `precedence`; else nobody's.
    sentence
        The claim in words.
    """

    kind: ClaimKind
    ids: tuple[int, ...] = ()
    sentence: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    Claims that cannot hold together.

    Attributes
    ----------
    irreducible
        Whether it is proven that any one of them given up lets the others hold; `False` if time ran out before.
    """

    claims: tuple[Claim, ...]
    irreducible: bool


def claims_of_meeting(meeting: Meeting) -> Iterator[Claim]:
    """Yield what is asked of one meeting."""
    if meeting.required:
        yield Claim("required", (meeting.id,))
    if meeting.pinned is not None:
        yield Claim("pinned", (meeting.id,))
    if meeting.slots is not None:
        yield Claim("slots", (meeting.id,))
    if meeting.tables:
        yield Claim("tables", (meeting.id,))
    elif meeting.tables is not None and meeting.pinned is not None and meeting.pinned.table is not None:
        yield Claim("online", (meeting.id,))


def claims_of_participant(person: Participant, meetings: int) -> Iterator[Claim]:
    """Yield what one participant asks for who may be in so many meetings."""
    if meetings > 1:
        yield Claim("one_at_a_time", (person.id,))
    if person.unavailable:
        yield Claim("unavailable", (person.id,))
    if person.max_meetings is not None:
        yield Claim("max_meetings", (person.id,))
    if person.max_consecutive is not None:
        yield Claim("max_consecutive", (person.id,))
    for number in range(len(person.free_windows)):
        yield Claim("free_window", (person.id, number))


def claims_of(problem: Problem, meetings: Collection[int]) -> Iterator[Claim]:
    """Yield every claim that has a say in where these meetings can be, the demands first."""
    chosen = [meeting for meeting in problem.meetings if meeting.id in meetings]
    people = Counter(person for meeting in chosen for person in {one for side in meeting.sides for one in side})
    asked = [claim for meeting in chosen for claim in claims_of_meeting(meeting)]
    yield from sorted(asked, key=lambda claim: claim.kind not in DEMANDS)
    for first, then in dict.fromkeys(problem.precedences):
        if first in meetings and then in meetings:
            yield Claim("precedence", (first, then))
    for person in problem.participants:
        if person.id in people:
            yield from claims_of_participant(person, people[person.id])
    if any(meeting.tables != () or meeting.pinned is not None for meeting in chosen):
        yield Claim("one_per_table")
        for table in problem.tables:
            if table.unavailable:
                yield Claim("table_unavailable", (table.id,))


def limits_of(problem: Problem) -> Iterator[Claim]:
    """Yield the limits on the schedule as a whole."""
    if problem.max_break_difference is not None:
        yield Claim("max_break_difference")
    if problem.max_changes is not None and problem.max_changes.total is not None:
        yield Claim("max_changes")
    if problem.max_changes is not None and problem.max_changes.per_participant is not None:
        yield Claim("max_changes_per_participant")


def demanded(claims: Iterable[Claim]) -> set[int]:
    """Return the meetings that claims ask to be held."""
    return {claim.ids[0] for claim in claims if claim.kind in DEMANDS}
