"""The demonstration's meeting requests: whom people ask, how much, and what became of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.demonstration.people import CLUSTER, EXPERT, INSTITUTION, SME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.services.demonstration.chance import Chance
    from matchmaking.services.demonstration.people import Person

# Who may meet whom, each two once.
RULES = (
    (CLUSTER, CLUSTER), (CLUSTER, SME), (CLUSTER, EXPERT), (CLUSTER, INSTITUTION), (SME, SME), (SME, EXPERT),
    (SME, INSTITUTION), (EXPERT, INSTITUTION),
)  # fmt: skip
MUTUAL_PAIRS = 24
MUTUAL_STATUSES = ("accepted", "pending")
ONE_SIDED = {"accepted": 1170, "pending": 312, "declined": 190, "withdrawn": 80, "expired": 100}
REQUEST_LIMIT = 12  # of one participant
MUST_LIMIT = 4  # of these
PRIORITIES = ("must", "would like", "open to")
MESSAGES = (
    "About {topic}", "We would like to talk about {topic}.", "Question about {topic}",
    "O temi: {topic}", "Относно: {topic}", "Σχετικά με: {topic}",
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    """One asks another."""

    requester: Person
    recipient: Person
    priority: str
    message: str
    status: str


def requests(people: Sequence[Person], chance: Chance) -> list[Request]:
    """All of them in random order: one for each pair, but for those who ask each other."""
    pairs = _pairs(people, sum(ONE_SIDED.values()) + MUTUAL_PAIRS, chance)
    statuses = chance.shuffled([status for status, count in ONE_SIDED.items() for _ in range(count)])
    both, one_sided = pairs[:MUTUAL_PAIRS], pairs[MUTUAL_PAIRS:]
    asked = [(one, other, status) for (one, other), status in zip(one_sided, statuses, strict=True)]
    for one, other in both:
        asked.append((one, other, chance.one_of(MUTUAL_STATUSES)))
        asked.append((other, one, chance.one_of(MUTUAL_STATUSES)))
    musts: Counter[str] = Counter()
    made = []
    for requester, recipient, status in chance.shuffled(asked):
        priority = PRIORITIES[chance.weighted((30, 35, 35) if musts[requester.address] < MUST_LIMIT else (0, 50, 50))]
        musts[requester.address] += priority == "must"
        made.append(Request(requester, recipient, priority, _message(requester, recipient, chance), status))
    return made


def may_meet(one: Person, other: Person) -> bool:
    """By the rules of the event; colleagues meet anyway."""
    kinds = (one.organization.kind, other.organization.kind)
    return one.organization is not other.organization and (kinds in RULES or kinds[::-1] in RULES)


def popularity(people: Sequence[Person]) -> list[int]:
    """How much each is asked for: few are stars, and nobody is forgotten. The order is random already."""
    return [6000 // (place + 12) + 6 for place in range(len(people))]


def _pairs(people: Sequence[Person], count: int, chance: Chance) -> list[tuple[Person, Person]]:
    """So many pairs that may meet, each once and in one direction; each asks at most as many as are allowed."""
    likely = [[_affinity(one, other) for other in people] for one in people]
    popular = popularity(people)
    sent = [0] * len(people)
    taken: set[tuple[int, int]] = set()
    pairs: list[tuple[Person, Person]] = []
    while len(pairs) < count:
        one = chance.below(len(people))
        if sent[one] >= REQUEST_LIMIT - 1:  # one is left for those who ask back
            continue
        weights = [
            0 if (one, other) in taken else affinity * popular[other] for other, affinity in enumerate(likely[one])
        ]
        other = chance.weighted(weights)
        taken |= {(one, other), (other, one)}
        sent[one] += 1
        pairs.append((people[one], people[other]))
    return pairs


def _affinity(one: Person, other: Person) -> int:
    """How likely one asks the other: shared days, matching profiles, one field."""
    if one is other or not may_meet(one, other):
        return 0
    matches = len(set(one.needs) & set(other.offers)) + len(set(one.offers) & set(other.needs))
    same_field = one.organization.field == other.organization.field
    likely = 1 + 4 * matches + 4 * same_field
    return likely * 12 if one.days & other.days else likely


def _message(requester: Person, recipient: Person, chance: Chance) -> str:
    if chance.happens(50):
        return ""
    topics = [topic for topic in requester.needs if topic in recipient.offers] or list(recipient.offers)
    return chance.one_of(MESSAGES).format(topic=chance.one_of(topics))
