"""The rules of one participant's day."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from solver.check.violation import Violation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from solver.check.violation import Scope
    from solver.problem import Assignment
    from solver.schedule import Schedule


def one_meeting_per_person(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A participant has at most one meeting per slot."""
    for person in scope.participants:
        for slot, together in groupby(schedule.of_participant.get(person, ()), key=lambda held: held.slot):
            # Someone on two sides of one meeting breaks another rule.
            meetings = tuple(dict.fromkeys(held.meeting for held in together))
            if len(meetings) > 1:
                sentence = f"Participant {person} has the meetings {listed(meetings)} in slot {slot}."
                yield Violation("one_meeting_per_person", sentence, meetings, (person,), slot, amount=len(meetings) - 1)


def max_meetings(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A participant has at most as many meetings as they want."""
    for person, day in limited_days(schedule, scope):
        limit = schedule.by_id.participants[person].max_meetings
        if limit is not None and len(day) > limit:
            sentence = f"Participant {person} has {len(day)} meetings, at most {limit} are allowed."
            meetings = tuple(held.meeting for held in day)
            yield Violation("max_meetings", sentence, meetings, (person,), amount=len(day) - limit)


def max_consecutive(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """A participant has at most so many meetings in directly successive slots of one session."""
    for person, day in limited_days(schedule, scope):
        limit = schedule.by_id.participants[person].max_consecutive
        if limit is None or len(day) <= limit:
            continue
        for run in runs(schedule, day):
            if len({held.slot for held in run}) > limit:
                sentence = (
                    f"Participant {person} has {len(run)} meetings in a row from slot {run[0].slot}, "
                    f"at most {limit} are allowed."
                )
                yield Violation("max_consecutive", sentence, tuple(held.meeting for held in run), (person,))


def runs(schedule: Schedule, day: list[Assignment]) -> list[list[Assignment]]:
    """Return a day's meetings in groups without an idle slot or a change of session in between."""
    position, session = schedule.by_id.position, schedule.by_id.session
    groups: list[list[Assignment]] = []
    for held in day:
        last = groups[-1][-1] if groups else None
        follows = (
            last is not None
            and position[held.slot] <= position[last.slot] + 1
            and session[held.slot] == session[last.slot]
        )
        if follows:
            groups[-1].append(held)
        else:
            groups.append([held])
    return groups


def free_windows(schedule: Schedule, scope: Scope) -> Iterator[Violation]:
    """At least one slot of each of a participant's windows stays without a meeting."""
    for person, day in limited_days(schedule, scope):
        windows = schedule.by_id.participants[person].free_windows
        if not windows:
            continue
        busy = {held.slot for held in day}
        for window in windows:
            if busy.issuperset(window):
                slots = sorted(window, key=schedule.by_id.position.__getitem__)
                sentence = f"Participant {person} keeps none of the slots {listed(slots)} free."
                meetings = tuple(held.meeting for held in day if held.slot in window)
                yield Violation("free_windows", sentence, meetings, (person,))


def limited_days(schedule: Schedule, scope: Scope) -> Iterator[tuple[int, list[Assignment]]]:
    """Yield the participants that exist, with their meetings in order of time."""
    for person in scope.participants:
        if person in schedule.by_id.participants:
            yield person, list(schedule.of_participant.get(person, ()))


def listed(ids: tuple[int, ...] | list[int]) -> str:
    """Return ids as words: 4, 7 and 9."""
    *first, last = map(str, ids)
    return f"{', '.join(first)} and {last}" if first else last
