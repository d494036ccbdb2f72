"""Profiles as plain data: cleaned, compared, written to a participant."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import ProfileTerm, TermKind
from matchmaking.services.organizations import NAME_LENGTH as ORGANIZATION_LENGTH
from matchmaking.services.refusals import Invalid
from matchmaking.services.text import clean, fold, fold_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaking.models import Participant

NAME_LENGTH = 100
EMAIL_LENGTH = 320
PHONE_LENGTH = 50
TERM_LENGTH = 300
ABOUT_LENGTH = 5000
MAX_TERMS = 50  # of one kind
SEPARATORS = re.compile(r"[\r\n;,]+")


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


def in_organization(profile: Profile, name: str) -> Profile:
    """The same profile with its organization's name as it is stored."""
    return replace(profile, organization_name=name)


def seen_by_others(profile: Profile) -> tuple[str, str, str]:
    """What of a profile stands in other people's calendars."""
    return profile.given_name, profile.family_name, profile.organization_name


def write(participant: Participant, profile: Profile) -> None:
    """Write everything but type and organization, which the caller has found, and rebuild what searches look at."""
    participant.given_name = profile.given_name
    participant.family_name = profile.family_name
    participant.email = profile.email
    participant.email_key = fold_address(profile.email)
    participant.phone = profile.phone
    participant.country = profile.country
    participant.about = profile.about
    _write_terms(participant, profile)
    rebuild_search(participant)


def rebuild_search(participant: Participant) -> None:
    """
    Fold everything that the directory finds a person by.

    The family name stands first, so that sorting by this column sorts by name, over scripts.
    """
    words = [participant.family_name, participant.given_name, participant.organization.name]
    words += [term.text for term in participant.terms if term.kind is not TermKind.LANGUAGE]
    participant.search = fold(" ".join([*words, participant.about]))


def words_of(text: str) -> tuple[str, ...]:
    """What was typed as a list: one a line, or set apart by semicolons or commas."""
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


def _write_terms(participant: Participant, profile: Profile) -> None:
    """Keep the rows that stay: a row deleted and added again would clash with its own key."""
    stored = {(term.kind, term.key): term for term in participant.terms}
    wanted = [
        (kind, text)
        for kind, texts in (
            (TermKind.FIELD, profile.fields),
            (TermKind.OFFER, profile.offers),
            (TermKind.NEED, profile.needs),
            (TermKind.LANGUAGE, profile.languages),
        )
        for text in texts
    ]
    terms = []
    for position, (kind, text) in enumerate(wanted):
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
        (_("Given name"), profile.given_name, NAME_LENGTH),
        (_("Family name"), profile.family_name, NAME_LENGTH),
        (_("E-mail address"), profile.email, EMAIL_LENGTH),
        (_("Phone"), profile.phone, PHONE_LENGTH),
        (_("Organization"), profile.organization_name, ORGANIZATION_LENGTH),
        (_("About"), profile.about, ABOUT_LENGTH),
        *((_("Profile"), word, TERM_LENGTH) for words in _lists(profile) for word in words),
    ):
        if len(text) > most:
            raise Invalid(_("%(what)s: at most %(count)d characters.", what=what, count=most))
    if any(len(words) > MAX_TERMS for words in _lists(profile)):
        raise Invalid(_("Fields, offers, needs, languages: at most %(count)d of each.", count=MAX_TERMS))


def _lists(profile: Profile) -> tuple[tuple[str, ...], ...]:
    return profile.fields, profile.offers, profile.needs, profile.languages
