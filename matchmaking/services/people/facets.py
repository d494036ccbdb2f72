"""What the directory is narrowed by, with how many people each choice would leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import Participant, ProfileTerm, Shortlisted, TermKind
from matchmaking.services.people import participants

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy import ColumnElement

COUNTRY, TYPE = "country", "type"
KINDS = tuple(TermKind)
NAMES = (COUNTRY, TYPE, *(kind.value for kind in KINDS))
MOST_CHOICES = 40  # of one facet, the most frequent ones


@dataclass(frozen=True)
class Search:
    """What is looked for: words, and by facet the values of which one must fit; nothing stands for everything."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starred: bool = False

    def without(self, facet: str) -> Search:
        """The same search, whatever that facet says."""
        return replace(self, chosen={name: values for name, values in self.chosen.items() if name != facet})


@dataclass(frozen=True)
class Choice:
    """One value of a facet: as somebody wrote it, and how many people it would leave."""

    key: str
    words: str
    count: int


def conditions(participant: Participant, search: Search) -> list[ColumnElement[bool]]:
    """What somebody must be to fit the search, beside that the participant may meet them."""
    found = participants.matches(search.words)
    for name, values in search.chosen.items():
        if not values:
            continue
        if name == COUNTRY:
            found.append(Participant.country.in_(values))
        elif name == TYPE:
            found.append(Participant.type_id.in_(map(int, values)))
        else:
            found.append(_names(TermKind(name), values))
    if search.starred:
        mine = select(Shortlisted.other_id).where(Shortlisted.participant_id == participant.id)
        found.append(Participant.id.in_(mine))
    return found


def counted(participant: Participant, meetable: ColumnElement[bool], search: Search) -> dict[str, list[Choice]]:
    """
    Every facet's choices, each counted among those who fit all the other facets.

    Facets in which nothing is chosen share two queries; each of the others needs one of its own.
    """
    chosen = [name for name in NAMES if search.chosen.get(name)]
    found = _counted(participant, meetable, search, [name for name in NAMES if name not in chosen])
    for name in chosen:
        found |= _counted(participant, meetable, search.without(name), [name])
    return found


def _counted(
    participant: Participant, meetable: ColumnElement[bool], search: Search, names: Collection[str]
) -> dict[str, list[Choice]]:
    fitting = [meetable, *conditions(participant, search)]
    found: dict[str, list[Choice]] = {}
    if COUNTRY in names or TYPE in names:
        found |= _of_columns(fitting)
    if kinds := [kind for kind in KINDS if kind.value in names]:
        found |= _of_terms(fitting, kinds)
    return {name: choices for name, choices in found.items() if name in names}


def _of_columns(fitting: list[ColumnElement[bool]]) -> dict[str, list[Choice]]:
    rows = db.session.execute(
        select(Participant.country, Participant.type_id, func.count())
        .where(*fitting)
        .group_by(Participant.country, Participant.type_id)
    )
    countries: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for country, type_id, count in rows:
        countries[country] += count
        types[str(type_id)] += count
    del countries[""]
    return {
        COUNTRY: [Choice(key, key, count) for key, count in countries.most_common()],
        TYPE: [Choice(key, key, count) for key, count in types.most_common()],
    }


def _of_terms(fitting: list[ColumnElement[bool]], kinds: list[TermKind]) -> dict[str, list[Choice]]:
    """Counted by the keys' index alone; the words are looked up for those that are shown."""
    of_kinds = [] if len(kinds) == len(KINDS) else [ProfileTerm.kind.in_(kinds)]
    rows = db.session.execute(
        select(ProfileTerm.kind, ProfileTerm.key, func.count(), func.min(ProfileTerm.id))
        .where(ProfileTerm.participant_id.in_(select(Participant.id).where(*fitting)), *of_kinds)
        .group_by(ProfileTerm.kind, ProfileTerm.key)
    )
    found: defaultdict[TermKind, list[tuple[int, str, int]]] = defaultdict(list)
    for kind, key, count, one in rows:
        found[kind].append((-count, key, one))
    shown = {kind: sorted(choices)[:MOST_CHOICES] for kind, choices in found.items()}
    words = _words([one for choices in shown.values() for _count, _key, one in choices])
    return {
        kind.value: [Choice(key, words[one], -count) for count, key, one in choices] for kind, choices in shown.items()
    }


def _words(ids: Collection[int]) -> dict[int, str]:
    rows = db.session.execute(select(ProfileTerm.id, ProfileTerm.text).where(ProfileTerm.id.in_(ids)))
    return {identifier: text for identifier, text in rows}  # noqa: C416 - rows are not pairs to the type checker


def _names(kind: TermKind, keys: Collection[str]) -> ColumnElement[bool]:
    naming = select(ProfileTerm.participant_id).where(ProfileTerm.kind == kind, ProfileTerm.key.in_(keys))
    return Participant.id.in_(naming)
