"""The browser judges places by itself; whatever it says, the server's checker says the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaking.services.words import text
from solver.check import effect_of_move, violations
from solver.problem import Assignment, Meeting, Participant, Pin, Problem, Slot, Table
from solver.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MODULES = Path(__file__).resolve().parents[2] / "matchmaking" / "static" / "js" / "board"
ADDRESS = "http://board.example"
# The words of the browser for the checker's rules.
WORDS = {
    "allowed_slot": {"slot_not_open"},
    "allowed_table": {"without_table", "needs_no_table", "stand_of", "not_their_stand"},
    "table_available": {"table_closed"},
    "one_person_per_side": {"side"},
    "participant_available": {"absent"},
    "pinned": {"pinned"},
    "max_meetings": {"most"},
    "max_consecutive": {"row"},
    "free_windows": {"window"},
    "precedence": {"order"},
}
RULE_OF = {word: rule for rule, words in WORDS.items() for word in words}
JUDGE = """
async (sent) => {
  const { Facts } = await import("/facts.js");
  const { Places } = await import("/places.js");
  const facts = new Facts(sent);
  return facts.meetings.map((meeting) => {
    const places = new Places(facts, meeting.id);
    return facts.slots.flatMap((slot) => [...facts.tables.map((table) => table.id), null].map((table) => {
      const { kind, told, people, other } = places.at(slot.id, table);
      return { meeting: meeting.id, slot: slot.id, table, kind, told: told.map((one) => one.word), people, other };
    }));
  }).flat();
}
"""
FOLD = """
async ([tables, texts]) => {
  const { folder } = await import("/fold.js");
  return texts.map(folder(tables));
}
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page that can load the board's modules."""
    page = browser.new_page()

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{ADDRESS}/")
        if name:
            route.fulfill(path=MODULES / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>board</title>", content_type="text/html")

    page.route(f"{ADDRESS}/**", answer)
    page.goto(f"{ADDRESS}/")
    yield page
    page.close()


@dataclass(frozen=True)
class Case:
    """A problem and a schedule in which nobody and no table is taken twice."""

    problem: Problem
    held: tuple[Assignment, ...]

    @property
    def sent(self) -> dict[str, Any]:
        """The same as the board is sent it."""
        problem = self.problem
        sets = sorted({tuple(sorted(one.slots)) for one in problem.meetings if one.slots is not None})
        fixed = {
            "slots": [{"id": slot.id, "run": slot.session, "starts": 2_000_000_000} for slot in problem.slots],
            "tables": [
                {"id": table.id, "number": table.id, "owner": None, "unavailable": sorted(table.unavailable)}
                for table in problem.tables
            ],
            "people": [
                {
                    "id": one.id,
                    "name": f"P{one.id}",
                    "unavailable": sorted(one.unavailable),
                    "most": one.max_meetings,
                    "row": one.max_consecutive,
                    "windows": [sorted(window) for window in one.free_windows],
                }
                for one in problem.participants
            ],
            "meetings": [self._meeting(one, sets) for one in problem.meetings],
            "slot_sets": sets,
            "precedences": problem.precedences,
        }
        places = [[one.meeting, one.slot, one.table, one.people, False] for one in self.held]
        current = {"revision": 0, "now": 1_000_000_000, "places": places, "broken": []}
        return {"stamp": "", "fixed": fixed, "current": current}

    @staticmethod
    def _meeting(one: Meeting, sets: list[tuple[int, ...]]) -> dict[str, Any]:
        return {
            "id": one.id,
            "people": [side[0] for side in one.sides],
            "sides": one.sides,
            "weight": one.weight,
            "slots": None if one.slots is None else sets.index(tuple(sorted(one.slots))),
            "tables": one.tables,
            **({"pinned": [one.pinned.slot, one.pinned.table, one.pinned.people]} if one.pinned else {}),
        }


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Small and crowded, so that every rule bites."""
    slot_count, table_count, people_count = draw(st.integers(3, 6)), draw(st.integers(1, 3)), draw(st.integers(3, 6))
    slots = tuple(Slot(k + 1, 1 + (k > slot_count // 2)) for k in range(slot_count))
    ids = st.integers(1, slot_count)
    tables = tuple(Table(k + 1, unavailable=draw(st.frozensets(ids, max_size=1))) for k in range(table_count))
    people = tuple(
        Participant(
            k + 1,
            unavailable=draw(st.frozensets(ids, max_size=1)),
            max_meetings=draw(st.sampled_from([None, 1, 2, 3])),
            max_consecutive=draw(st.sampled_from([None, 1, 2])),
            free_windows=draw(st.sampled_from([(), (frozenset({1, 2}),), (frozenset({2, 3}),)])),
        )
        for k in range(people_count)
    )
    meetings = tuple(draw(meetings_of(k + 1, people_count, slot_count, table_count)) for k in range(6))
    precedences = draw(st.sampled_from([(), ((1, 2),), ((2, 1), (3, 4))]))
    problem = Problem(slots, tables, people, meetings, precedences=precedences)
    return Case(problem, draw(schedules(problem)))


@st.composite
def meetings_of(draw: st.DrawFn, number: int, people: int, slots: int, tables: int) -> Meeting:
    first = draw(st.integers(1, people))
    second = draw(st.integers(1, people).filter(lambda one: one != first))
    third = draw(st.integers(1, people).filter(lambda one: one not in (first, second)))
    sides = ((first, third) if draw(st.booleans()) and people > 3 else (first,), (second,))
    return Meeting(
        number,
        sides,
        weight=1,
        slots=draw(st.none() | st.frozensets(st.integers(1, slots), min_size=1)),
        tables=draw(st.sampled_from([None, None, (1,), (tables,), ()])),
        pinned=draw(st.sampled_from([None, None, None, Pin(1, 1, (first, second)), Pin(2)])),
    )


@st.composite
def schedules(draw: st.DrawFn, problem: Problem) -> tuple[Assignment, ...]:
    held: list[Assignment] = []
    taken: set[tuple[str, int, int]] = set()
    for meeting in problem.meetings:
        slot = draw(st.sampled_from([one.id for one in problem.slots]))
        table = draw(st.sampled_from([None, *(one.id for one in problem.tables)]))
        people = tuple(side[0] for side in meeting.sides)
        claims = {("person", person, slot) for person in people}
        claims |= {("table", table, slot)} if table is not None else set()
        if draw(st.integers(0, 4)) and not claims & taken:
            taken |= claims
            held.append(Assignment(meeting.id, slot, table, people))
    return tuple(held)


def busy(case: Case, person: int, slot: int, besides: set[int]) -> bool:
    return any(one.slot == slot and person in one.people and one.meeting not in besides for one in case.held)


def judged_by_the_server(case: Case, schedule: Schedule, said: dict[str, Any]) -> str | Counter[str]:
    """Impossible, or the rules that are newly broken, each as often."""
    meeting, slot, table = said["meeting"], said["slot"], said["table"]
    people = tuple(said["people"])
    taken = any((one.slot, one.table) == (slot, table) for one in case.held) and table is not None
    if taken or any(busy(case, person, slot, {meeting}) for person in people):
        return "impossible"
    broken = effect_of_move(schedule, meeting, Assignment(meeting, slot, table, people)).broken
    return Counter(one.rule for one in broken)


def counted(words: list[str]) -> Counter[str]:
    return Counter(RULE_OF[word] for word in words if word != "instead")


@given(case=cases())
@settings(max_examples=60)
def test_browser_finds_the_rules_broken_that_the_checker_finds(page: Page, case: Case) -> None:
    schedule = Schedule.of(case.problem, case.held)
    for said in page.evaluate(JUDGE, case.sent):
        if said["kind"] in {"legal", "breaks"}:
            found = judged_by_the_server(case, schedule, said)
            expected = Counter(set(found)) if isinstance(found, Counter) else found
            assert Counter(set(counted(said["told"]))) == expected, said
            assert said["kind"] == ("breaks" if expected else "legal")


@given(case=cases())
@settings(max_examples=60)
def test_what_the_browser_calls_impossible_cannot_be_stored(page: Page, case: Case) -> None:
    sides = {meeting.id: meeting.sides for meeting in case.problem.meetings}
    held = {one.meeting: one for one in case.held}
    for said in page.evaluate(JUDGE, case.sent):
        if said["kind"] == "impossible" and "taken" not in said["told"]:
            meeting, slot = said["meeting"], said["slot"]
            usual = held[meeting].people if meeting in held else tuple(side[0] for side in sides[meeting])
            assert any(busy(case, person, slot, {meeting}) for person in usual), said


@given(case=cases())
@settings(max_examples=60)
def test_swaps_that_are_offered_break_no_rule_and_those_that_are_not_would(page: Page, case: Case) -> None:
    held = {one.meeting: one for one in case.held}
    before = Counter(one.subject for one in violations(case.problem, case.held))
    for said in page.evaluate(JUDGE, case.sent):
        if said["other"] is None or said["meeting"] not in held:
            continue
        one, other = held[said["meeting"]], held[said["other"]]
        swapped = (
            Assignment(one.meeting, other.slot, other.table, one.people),
            Assignment(other.meeting, one.slot, one.table, other.people),
        )
        both = {one.meeting, other.meeting}
        collides = any(busy(case, person, place.slot, both) for place in swapped for person in place.people)
        rest = [place for place in case.held if place.meeting not in both]
        after = Counter(place.subject for place in violations(case.problem, [*rest, *swapped]))
        worse = bool(after - before)
        assert (said["kind"] == "swap") == (not collides and not worse), (said, after - before)


NAMES = [
    "Čačak",
    "Чачак",
    "Đorđe Ђорђевић",
    "Djordje",
    "Μπουκουβάλας Ευγενία",
    "Αγγελική Αυγουστίνου",
    "Straße ŁÓDŹ İzmir Ørsted",
    "Йордан Щърбаков",
    "Цветан Tsvetan Cvetan",
    "ﬁne  ﬂat\u00a0name",
    "Žarko  Њњегош",
    "",
]


@given(
    drawn=st.lists(
        st.text(st.sampled_from("abcdčćđšžjhtsАБВГДЂЕЖЗИЙЈКЛЉМНЊОПРСТЋУФХЦЧЏШЩъюяёѣαβγδεζηθμπυφψωάέήίόύώϊΰς -'1")),
        max_size=20,
    )
)
@settings(max_examples=40)
def test_browser_folds_names_as_the_server_does(page: Page, drawn: list[str]) -> None:
    texts = [*NAMES, *drawn]
    assert page.evaluate(FOLD, [text.tables_for_browsers(), texts]) == [text.fold(one) for one in texts]
