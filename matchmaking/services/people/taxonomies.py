"""Which taxonomies an event uses, its own list of terms, and what profiles choose of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import delete, select

from matchmaking.extensions import db
from matchmaking.models import EventTerm, Participant, ProfileTerm, TermKind
from matchmaking.services import audit
from matchmaking.services.people import profiles
from matchmaking.services.refusals import Invalid, NotFound
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words import taxonomies
from matchmaking.services.words.taxonomies import OWN, Taxonomy
from matchmaking.services.words.text import clean, fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from matchmaking.models import Event, Organizer

KEY_LENGTH = LABEL_LENGTH = 100
MOST_OWN = 200


def used(event: Event) -> list[Taxonomy]:
    """The published taxonomies that the event uses, in their order."""
    return [taxonomy for taxonomy in Taxonomy if taxonomy.value in event.taxonomies]


def own_terms(event: Event) -> list[EventTerm]:
    """The event's own list."""
    terms = select(EventTerm).where(EventTerm.event_id == event.id)
    return list(db.session.scalars(terms.order_by(EventTerm.position, EventTerm.id)))


def label_of_own(event: Event, term: EventTerm) -> str:
    """What a term of the event's own is called, in the reader's language or else in the event's first."""
    wanted = str(get_locale() or "en")
    return str(term.labels.get(wanted) or term.labels.get(event.languages[0]) or term.key)


def choices(event: Event) -> dict[TermKind, list[tuple[str, str]]]:
    """What a profile can choose from, by kind; a kind without a list is not there."""
    found = {taxonomies.kind_of(taxonomy): taxonomies.choices(taxonomy) for taxonomy in used(event)}
    own = [(term.key, label_of_own(event, term)) for term in own_terms(event)]
    return found | (dict.fromkeys(OWN, own) if own else {})


def chosen(participant: Participant) -> dict[TermKind, list[str]]:
    """The keys that a profile has chosen, by kind."""
    kinds = [*map(taxonomies.kind_of, Taxonomy), *OWN]
    return {kind: [term.key for term in participant.terms if term.kind is kind] for kind in kinds}


def choose(event: Event, participant: Participant, keys: Mapping[TermKind, Collection[str]]) -> None:
    """Let a profile name exactly these; kinds that are not given stay as they are."""
    offered = choices(event)
    for kind, wanted in keys.items():
        labels = dict(offered.get(kind, ()))
        if not set(wanted) <= set(labels):
            raise Invalid(_("Choose among those offered."))
        _write(participant, kind, [(key, labels[key]) for key in labels if key in set(wanted)])
    profiles.rebuild_search(participant)


def _write(participant: Participant, kind: TermKind, wanted: Iterable[tuple[str, str]]) -> None:
    """Rows that stay are kept: one deleted and added again would clash with its own key."""
    stored = {term.key: term for term in participant.terms if term.kind is kind}
    others = [term for term in participant.terms if term.kind is not kind]
    rows = []
    for position, (key, words) in enumerate(wanted):
        term = stored.get(key) or ProfileTerm(kind=kind, key=key)
        term.position, term.text = position, words if kind in OWN else key
        rows.append(term)
    participant.terms = [*others, *rows]


def set_used(event: Event, wanted: Collection[str], organizer: Organizer, now: datetime) -> None:
    """Use these published taxonomies; what profiles have chosen of others is kept, and not shown."""
    require_not_cancelled(event)
    if not set(wanted) <= set(Taxonomy):
        raise Invalid(_("Choose among those offered."))
    event.taxonomies = [taxonomy.value for taxonomy in Taxonomy if taxonomy.value in wanted]
    audit.record("event.taxonomies_changed", at=now, event_id=event.id, organizer=organizer, subject=event.name)


def add_own(event: Event, words: Iterable[str], organizer: Organizer, now: datetime) -> int:
    """Add terms to the event's own list, named in its first language; answers how many were not there already."""
    require_not_cancelled(event)
    known = own_terms(event)
    keys = {term.key for term in known}
    added = 0
    for label in map(clean, words):
        key = fold(label)[:KEY_LENGTH]
        if not key or key in keys:
            continue
        _require_length(label)
        keys.add(key)
        added += 1
        position = len(known) + added
        db.session.add(EventTerm(event_id=event.id, position=position, key=key, labels={event.languages[0]: label}))
    if len(keys) > MOST_OWN:
        raise Invalid(_("An event's own list has at most %(count)d terms.", count=MOST_OWN))
    if added:
        audit.record("event.terms_changed", at=now, event_id=event.id, organizer=organizer, added=added)
    return added


def rename_own(event: Event, labels: Mapping[int, Mapping[str, str]], organizer: Organizer, now: datetime) -> None:
    """Call terms otherwise, by their ids and languages; what is left empty falls back to the first language."""
    require_not_cancelled(event)
    for term in own_terms(event):
        if term.id not in labels:
            continue
        written = {code: clean(words) for code, words in labels[term.id].items() if code in event.languages}
        if not written.get(event.languages[0]):
            raise Invalid(_("Every term needs a name in the event's first language."))
        for words in written.values():
            _require_length(words)
        others = {code: words for code, words in term.labels.items() if code not in event.languages}
        term.labels = others | {code: words for code, words in written.items() if words}
    audit.record("event.terms_changed", at=now, event_id=event.id, organizer=organizer)


def remove_own(event: Event, ids: Collection[int], organizer: Organizer, now: datetime) -> None:
    """Take terms off the event's own list, and off the profiles that name them."""
    require_not_cancelled(event)
    gone = [term for term in own_terms(event) if term.id in ids]
    if not gone:
        raise NotFound(_("There is no such term."))
    of_event = select(Participant.id).where(Participant.event_id == event.id)
    keys = [term.key for term in gone]
    db.session.execute(
        delete(ProfileTerm)
        .where(ProfileTerm.participant_id.in_(of_event), ProfileTerm.kind.in_(OWN), ProfileTerm.key.in_(keys))
        .execution_options(synchronize_session=False)
    )
    for term in gone:
        db.session.delete(term)
    audit.record("event.terms_changed", at=now, event_id=event.id, organizer=organizer, removed=len(gone))


def _require_length(label: str) -> None:
    if len(label) > LABEL_LENGTH:
        raise Invalid(_("A term's name has at most %(count)d characters.", count=LABEL_LENGTH))
