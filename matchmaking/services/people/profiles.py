"""Profiles as plain data: cleaned, compared, written to a participant."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import insert, select

from matchmaking.extensions import db
from matchmaking.models import Audience, Organization, Participant, ProfileTerm, TermKind
from matchmaking.services.people.organizations import NAME_LENGTH as ORGANIZATION_LENGTH
from matchmaking.services.refusals import Invalid
from matchmaking.services.words.text import clean, fold, fold_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matchmaking.models import Event

NAME_LENGTH = 100
EMAIL_LENGTH = 320
PHONE_LENGTH = 50
TERM_LENGTH = 300
ABOUT_LENGTH = 5000
MAX_TERMS = 50  # of one kind
SEARCHED = frozenset({TermKind.FIELD, TermKind.OFFER, TermKind.NEED, TermKind.OWN_OFFER, TermKind.OWN_NEED})
LISTS = (TermKind.FIELD, TermKind.OFFER, TermKind.NEED, TermKind.LANGUAGE)  # in the order of a profile's fields
SEPARATORS = re.compile(r"[\r\n;]+")  # a comma belongs to the words: "design, also of packages"


@dataclass(frozen=True)
class Profile:
    """What a participant says of themselves; languages are codes, the other lists are words of their own."""

    given_name: str
    family_name: str
    email: str
    phone: str
    organization_name: str
    country: str
    type_id: int
    about: str
    fields: tuple[str, ...]
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    languages: tuple[str, ...]


def cleaned(profile: Profile) -> Profile:
    """The same profile, fit to be kept; refuse what is too long or missing."""
    result = Profile(
        given_name=clean(profile.given_name),
        family_name=clean(profile.family_name),
        email=clean(profile.email),
        phone=clean(profile.phone),
        organization_name=clean(profile.organization_name),
        country=profile.country,
        type_id=profile.type_id,
        about=clean(profile.about, multiline=True),
        fields=_distinct(profile.fields),
        offers=_distinct(profile.offers),
        needs=_distinct(profile.needs),
        languages=_distinct(profile.languages),
    )
    _check(result)
    return result


def of(participant: Participant) -> Profile:
    """What a participant's profile says now."""
    return Profile(
        given_name=participant.given_name,
        family_name=participant.family_name,
        email=participant.email,
        phone=participant.phone,
        organization_name=participant.organization.name,
        country=participant.country,
        type_id=participant.type_id,
        about=participant.about,
        fields=tuple(participant.terms_of(TermKind.FIELD)),
        offers=tuple(participant.terms_of(TermKind.OFFER)),
        needs=tuple(participant.terms_of(TermKind.NEED)),
        languages=tuple(participant.terms_of(TermKind.LANGUAGE)),
    )


def says_nothing(participant: Participant) -> bool:
    """Whether a profile has neither offers nor needs yet."""
    return not {term.kind for term in participant.terms} & (SEARCHED - {TermKind.FIELD})


def is_to_be_begun(participant: Participant) -> bool:
    """Whether somebody signs in for the first time and has not said yet what they offer and look for."""
    return participant.confirmed_at is None and says_nothing(participant)


def of_all(event: Event) -> dict[int, Profile]:
    """What everybody's profile says now, by the participants' ids; with two queries, however many they are."""
    terms: defaultdict[tuple[int, TermKind], list[str]] = defaultdict(list)
    rows = (
        select(ProfileTerm.participant_id, ProfileTerm.kind, ProfileTerm.text)
        .join(Participant, Participant.id == ProfileTerm.participant_id)
        .where(Participant.event_id == event.id)
        .order_by(ProfileTerm.position)
    )
    for participant_id, kind, text in db.session.execute(rows):
        terms[participant_id, kind].append(text)
    names = (Participant.given_name, Participant.family_name, Participant.email, Participant.phone)
    people = (
        select(Participant.id, *names, Organization.name, Participant.country, Participant.type_id, Participant.about)
        .join(Organization, Organization.id == Participant.organization_id)
        .where(Participant.event_id == event.id)
    )
    profiles = {}
    for row in db.session.execute(people):
        participant_id, *facts = cast("tuple[Any, ...]", row)  # in the order of a profile's fields
        profiles[participant_id] = Profile(*facts, *(tuple(terms[participant_id, kind]) for kind in LISTS))
    return profiles


def in_organization(profile: Profile, name: str) -> Profile:
    """The same profile with its organization's name as it is stored."""
    return replace(profile, organization_name=name)


def seen_by_others(profile: Profile) -> tuple[str, str, str]:
    """What of a profile stands in other people's calendars."""
    return profile.given_name, profile.family_name, profile.organization_name


def write(participant: Participant, profile: Profile) -> None:
    """Write everything but type and organization, which the caller has found, and rebuild what searches look at."""
    _write_facts(participant, profile)
    _write_terms(participant, profile)
    rebuild_search(participant)


def write_many(written: Sequence[tuple[Participant, Profile]]) -> None:
    """Write the profiles of new participants and store both, with the terms as mere rows: a list has thousands."""
    for participant, profile in written:
        _write_facts(participant, profile)
        words = (*profile.fields, *profile.offers, *profile.needs)
        participant.search = _searchable(participant, profile.organization_name, words)
    db.session.add_all(participant for participant, _profile in written)
    db.session.flush()
    rows = [
        {"participant_id": participant.id, "kind": kind, "position": position, "text": text, "key": _key(text)}
        for participant, profile in written
        for position, (kind, text) in enumerate(_terms(profile))
    ]
    if rows:
        db.session.execute(insert(ProfileTerm), rows)


def rebuild_search(participant: Participant) -> None:
    """
    Fold everything that the directory finds a person by.

    The family name stands first, so that sorting by this column sorts by name, over scripts.
    """
    words = [term.text for term in participant.terms if term.kind in SEARCHED]
    names = (participant.organization.name, *(one.organization.name for one in participant.further))
    participant.search = _searchable(participant, " ".join(names), words)


def words_of(text: str) -> tuple[str, ...]:
    """What was typed as a list: one a line, or set apart by semicolons."""
    return _distinct(SEPARATORS.split(text))


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """Each word once, as it was written first; its key is its folded form."""
    kept: dict[str, str] = {}
    for word in map(clean, words):
        if word:
            kept.setdefault(_key(word), word)
    return tuple(kept.values())


def _key(word: str) -> str:
    return fold(word)[:TERM_LENGTH]


def _write_facts(participant: Participant, profile: Profile) -> None:
    participant.given_name = profile.given_name
    participant.family_name = profile.family_name
    participant.email = profile.email
    participant.email_key = fold_address(profile.email)
    participant.phone = profile.phone
    participant.country = profile.country
    participant.about = profile.about


def _searchable(participant: Participant, organization_name: str, words: Iterable[str]) -> str:
    names = (participant.family_name, participant.given_name, organization_name)
    hidden = participant.about_to not in {None, Audience.EVERYBODY}  # None: a new one, on whom its default is not set
    return fold(" ".join([*names, *words, *([] if hidden else [participant.about])]))


def _terms(profile: Profile) -> list[tuple[TermKind, str]]:
    """Every term of a profile, in order."""
    return [
        (kind, text)
        for kind, texts in (
            (TermKind.FIELD, profile.fields),
            (TermKind.OFFER, profile.offers),
            (TermKind.NEED, profile.needs),
            (TermKind.LANGUAGE, profile.languages),
        )
        for text in texts
    ]


def _write_terms(participant: Participant, profile: Profile) -> None:
    """Keep the rows that stay: a row deleted and added again would clash with its own key."""
    stored = {(term.kind, term.key): term for term in participant.terms}
    terms = [term for term in participant.terms if term.kind not in LISTS]
    for position, (kind, text) in enumerate(_terms(profile)):
        term = stored.get((kind, _key(text))) or ProfileTerm(kind=kind, key=_key(text))
        term.position, term.text = position, text
        terms.append(term)
    participant.terms = terms


def _check(profile: Profile) -> None:
    fold_address(profile.email)
    if not (profile.given_name or profile.family_name):
        raise Invalid(_("There is no name."))
    if not profile.organization_name:
        raise Invalid(_("There is no organization."))
    for what, text, most in (
        (_l("Given name"), profile.given_name, NAME_LENGTH),
        (_l("Family name"), profile.family_name, NAME_LENGTH),
        (_l("E-mail address"), profile.email, EMAIL_LENGTH),
        (_l("Phone"), profile.phone, PHONE_LENGTH),
        (_l("Organization"), profile.organization_name, ORGANIZATION_LENGTH),
        (_l("About"), profile.about, ABOUT_LENGTH),
        *((_l("Profile"), word, TERM_LENGTH) for words in _lists(profile) for word in words),
    ):
        if len(text) > most:
            raise Invalid(_("%(what)s: at most %(count)d characters.", what=what, count=most))
    if any(len(words) > MAX_TERMS for words in _lists(profile)):
        raise Invalid(_("Fields, offers, needs, languages: at most %(count)d of each.", count=MAX_TERMS))


def _lists(profile: Profile) -> tuple[tuple[str, ...], ...]:
    return profile.fields, profile.offers, profile.needs, profile.languages
