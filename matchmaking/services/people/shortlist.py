"""What a participant keeps of the directory: starred people, and searches under a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from matchmaking.extensions import db
from matchmaking.models import SavedSearch, Shortlisted
from matchmaking.services.people import directory
from matchmaking.services.people.facets import NAMES, Search
from matchmaking.services.refusals import Conflict, Invalid, NotFound
from matchmaking.services.words.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from matchmaking.models import Participant

NAME_LENGTH = 60
MOST_SEARCHES = 20


@dataclass(frozen=True)
class Kept:
    """A saved search, how many it finds now, and how many of them are new since it was opened last."""

    saved: SavedSearch
    found: int
    new: int


def starred(participant: Participant, people: Iterable[Participant]) -> set[int]:
    """Those of these people whom the participant has starred."""
    mine = select(Shortlisted.other_id).where(Shortlisted.participant_id == participant.id)
    return set(db.session.scalars(mine.where(Shortlisted.other_id.in_([one.id for one in people]))))


def star(participant: Participant, other_id: int) -> None:
    """Star somebody whom the participant may meet; again changes nothing."""
    other = directory.person(participant, other_id)
    if not starred(participant, [other]):
        db.session.add(Shortlisted(participant_id=participant.id, other_id=other.id))


def unstar(participant: Participant, other_id: int) -> None:
    """Take a star back."""
    db.session.execute(
        delete(Shortlisted).where(Shortlisted.participant_id == participant.id, Shortlisted.other_id == other_id)
    )


def save(participant: Participant, name: str, search: Search, now: datetime) -> SavedSearch:
    """Keep a search under a name."""
    name = clean(name)
    if not 0 < len(name) <= NAME_LENGTH:
        raise Invalid(_("A search's name has 1 to %(count)d characters.", count=NAME_LENGTH))
    mine = select(func.count()).where(SavedSearch.participant_id == participant.id)
    if (db.session.scalar(mine) or 0) >= MOST_SEARCHES:
        raise Conflict(_("You have %(count)d saved searches; delete one first.", count=MOST_SEARCHES))
    if db.session.scalar(mine.where(SavedSearch.name == name)):
        raise Conflict(_("You have a search “%(name)s” already.", name=name))
    saved = SavedSearch(
        participant_id=participant.id,
        name=name,
        looked_for=_written(search),
        seen=directory.ids(participant, search),
        opened_at=now,
    )
    db.session.add(saved)
    return saved


def count(participant: Participant) -> int:
    """How many searches the participant has saved."""
    return db.session.scalar(select(func.count()).where(SavedSearch.participant_id == participant.id)) or 0


def all_of(participant: Participant) -> list[Kept]:
    """Every saved search; each is looked up once, and nobody has more than a few."""
    mine = select(SavedSearch).where(SavedSearch.participant_id == participant.id).order_by(SavedSearch.id)
    return [_kept(participant, saved) for saved in db.session.scalars(mine).all()]


def opened(participant: Participant, saved_id: int, now: datetime) -> SavedSearch:
    """Note that somebody looks at what the search finds now: from here on, only others are new."""
    saved = _of(participant, saved_id)
    saved.seen, saved.opened_at = directory.ids(participant, search_of(saved)), now
    return saved


def remove(participant: Participant, saved_id: int) -> None:
    """Keep a search no longer."""
    db.session.delete(_of(participant, saved_id))


def search_of(saved: SavedSearch) -> Search:
    """What a saved search looks for."""
    chosen = {name: tuple(values) for name, values in saved.looked_for.get("chosen", {}).items() if name in NAMES}
    return Search(saved.looked_for.get("words", ""), chosen, bool(saved.looked_for.get("starred")))


def _written(search: Search) -> dict[str, Any]:
    chosen = {name: list(values) for name, values in search.chosen.items() if values}
    return {"words": search.words, "chosen": chosen, "starred": search.starred}


def _kept(participant: Participant, saved: SavedSearch) -> Kept:
    found = directory.ids(participant, search_of(saved))
    return Kept(saved, len(found), len(set(found).difference(saved.seen)))


def _of(participant: Participant, saved_id: int) -> SavedSearch:
    saved = db.session.get(SavedSearch, saved_id)
    if saved is None or saved.participant_id != participant.id:
        raise NotFound(_("There is no such search."))
    return saved
