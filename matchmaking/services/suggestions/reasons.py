"""Why somebody is suggested, in sentences: what they share with the viewer, the rarest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import TermKind
from matchmaking.services.suggestions.words import COMPARED_AS, KEYS, of_term
from matchmaking.services.words import languages, taxonomies

if TYPE_CHECKING:
    from matchmaking.models import Participant, ProfileTerm
    from matchmaking.services.suggestions.scoring import History, Pool

MOST_LANGUAGES = 3


def of(viewer: Participant, other: Participant, pool: Pool, history: History) -> list[str]:
    """Whole sentences, the strongest reason first; there is always one."""
    found = [
        _("They have asked you for a meeting.") if other.id in history.asked_me else None,
        _they_offer(viewer, other, pool),
        _you_offer(viewer, other, pool),
        _field(viewer, other, pool),
        _languages(viewer, other),
        _("You have met at an earlier event.") if other.id in history.met else None,
    ]
    return [sentence for sentence in found if sentence] or [_("One of the others whom you may meet.")]


def _they_offer(viewer: Participant, other: Participant, pool: Pool) -> str | None:
    pair = _closest(viewer, TermKind.NEED, other, TermKind.OFFER, pool)
    if pair is None:
        return None
    if pair[0].key == pair[1].key:
        return _("You look for “%(need)s”, which they offer.", need=_told(pair[0]))
    return _("You look for “%(need)s”; they offer “%(offer)s”.", need=_told(pair[0]), offer=_told(pair[1]))


def _you_offer(viewer: Participant, other: Participant, pool: Pool) -> str | None:
    pair = _closest(other, TermKind.NEED, viewer, TermKind.OFFER, pool)
    if pair is None:
        return None
    if pair[0].key == pair[1].key:
        return _("They look for “%(need)s”, which you offer.", need=_told(pair[0]))
    return _("They look for “%(need)s”; you offer “%(offer)s”.", need=_told(pair[0]), offer=_told(pair[1]))


def _field(viewer: Participant, other: Participant, pool: Pool) -> str | None:
    pair = _closest(viewer, TermKind.FIELD, other, TermKind.FIELD, pool)
    if pair is None:
        return None
    if pair[0].key == pair[1].key:
        return _("You both work in “%(field)s”.", field=_told(pair[1]))
    return _("You work in “%(mine)s”, they in “%(theirs)s”.", mine=_told(pair[0]), theirs=_told(pair[1]))


def _languages(viewer: Participant, other: Participant) -> str | None:
    mine = {term.key for term in viewer.terms if term.kind is TermKind.LANGUAGE}
    shared = [
        languages.name_of(term.text) for term in other.terms if term.kind is TermKind.LANGUAGE and term.key in mine
    ]
    return _("You both speak %(languages)s.", languages=", ".join(shared[:MOST_LANGUAGES])) if shared else None


def _closest(
    one: Participant, kind: TermKind, other: Participant, other_kind: TermKind, pool: Pool
) -> tuple[ProfileTerm, ProfileTerm] | None:
    """The two phrases that share the most, if any do; of equals the first named."""
    pairs = [
        (pool.shared(of_term(mine.kind, mine.key), of_term(theirs.kind, theirs.key)), mine, theirs)
        for mine in one.terms
        if COMPARED_AS.get(mine.kind) is kind
        for theirs in other.terms
        if COMPARED_AS.get(theirs.kind) is other_kind
    ]
    best = max(pairs, key=lambda pair: pair[0], default=None)
    return None if best is None or not best[0] else best[1:]


def _told(term: ProfileTerm) -> str:
    """A term in the reader's language where it is one of a published list, else as it was written."""
    return taxonomies.label(term.kind, term.key) if term.kind in KEYS else term.text
