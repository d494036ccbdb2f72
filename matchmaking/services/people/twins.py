"""Participants and organizations that look as if they were the same, each with the reasons."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import NotOneOrganization, NotTwins, Organization, Participant, ParticipantStatus
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from matchmaking.models import Event

MOST_ALIKE = 6  # what more than these share is a switchboard, a mail provider, or a network's own domain
PHONE_DIGITS = 8  # the last ones: the country's code and the leading 0 are written or left out
ALIASES = {"googlemail.com": "gmail.com", "pm.me": "proton.me", "protonmail.com": "proton.me", "mac.com": "icloud.com",
           "me.com": "icloud.com", "yandex.com": "yandex.ru", "ya.ru": "yandex.ru"}  # fmt: skip
PROVIDERS = (
    "gmail.com outlook.com hotmail.com live.com yahoo.com icloud.com proton.me yandex.ru mail.ru mail.bg abv.bg "
    "gmx.net gmx.de web.de seznam.cz email.cz centrum.cz t-online.de freemail.hu citromail.hu eunet.rs mts.rs"
)
FORMS = (
    "doo dooel ad ood eood ead et kd od jsc llc ltd limited plc inc corp co company gmbh ag kg ug ohg mbh srl srls spa "
    "sa sas sarl snc pfa as sti anonim limitet ae epe ike oe ee abee sro spol zrt kft bt nyrt zoo sp bv nv oy ab aps "
    "shpk sha dd jdoo obrt szr str pr zu udruzenje oo z s ro pk"
)
PUBLIC_DOMAINS = frozenset(PROVIDERS.split())
LEGAL_FORMS = frozenset(map(fold, FORMS.split()))
DOTTED = re.compile(r"(?<=\b\w)\.\s?(?=\w\b)")  # d.o.o., S.R.L., A. Ş.


class Reason(StrEnum):
    """Why two may be the same."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    FORM = "form"
    DOMAIN = "domain"


@dataclass(frozen=True)
class Suspicion:
    """Two that may be the same, the lower id first, and why."""

    low_id: int
    high_id: int
    reasons: tuple[Reason, ...]


def suspected(event: Event) -> list[Suspicion]:
    """Participants who may be the same person; with two queries, however many they are."""
    rows = db.session.execute(
        select(
            Participant.id,
            Participant.given_name,
            Participant.family_name,
            Participant.email_key,
            Participant.phone,
            Organization.name,
        )
        .join(Participant.organization)
        .where(Participant.event_id == event.id, Participant.status != ParticipantStatus.WITHDRAWN)
        .order_by(Participant.id)
    )
    alike = _Alike()
    for key, given, family, address, phone, organization in rows:
        name = tuple(sorted(fold(f"{given} {family}").split()))
        alike.note(key, Reason.NAME, (name, bare_name(organization)) if name else None)
        alike.note(key, Reason.PHONE, phone_key(phone))
        alike.note(key, Reason.ADDRESS, address_key(address))
    return alike.pairs(_denied(NotTwins))


def suspected_of(person: Participant, event: Event) -> list[Suspicion]:
    """Whom somebody may be the same as."""
    return [found for found in suspected(event) if person.id in {found.low_id, found.high_id}]


def suspected_organizations(event: Event) -> list[Suspicion]:
    """Organizations that may be the same: but for their legal form, or by their people's addresses."""
    alike = _Alike()
    organizations = select(Organization.id, Organization.name).where(Organization.event_id == event.id)
    for key, name in db.session.execute(organizations.order_by(Organization.id)):
        alike.note(key, Reason.FORM, bare_name(name) or None)
    people = select(Participant.organization_id, Participant.email_key).where(
        Participant.event_id == event.id, Participant.status != ParticipantStatus.WITHDRAWN
    )
    for key, address in db.session.execute(people.order_by(Participant.organization_id)):
        domain = _domain_of(address)
        alike.note(key, Reason.DOMAIN, domain if domain not in PUBLIC_DOMAINS else None)
    return alike.pairs(_denied(NotOneOrganization))


def deny(table: type[NotTwins | NotOneOrganization], one_id: int, other_id: int) -> None:
    """Remember that two are not the same."""
    low, high = sorted((one_id, other_id))
    if db.session.get(table, (low, high)) is None:
        db.session.add(table(low_id=low, high_id=high))


def bare_name(name: str) -> str:
    """An organization's folded name without its legal form and without signs."""
    words = re.sub(r"[^\w ]+", " ", fold(DOTTED.sub("", name))).split()
    return " ".join([word for word in words if word not in LEGAL_FORMS] or words)


def phone_key(phone: str) -> str | None:
    """What stays the same of a number however it is written; None where there is too little of it."""
    digits = "".join(character for character in phone if character.isdecimal())
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else None


def address_key(address: str) -> str:
    """An address without what its owner may add: a tag after a plus, dots, another name of the same provider."""
    local, _at, _domain = address.partition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{_domain_of(address)}"


def _domain_of(address: str) -> str:
    domain = address.rpartition("@")[2]
    return ALIASES.get(domain, domain)


def _denied(table: type[NotTwins | NotOneOrganization]) -> set[tuple[int, int]]:
    return {(low, high) for low, high in db.session.execute(select(table.low_id, table.high_id))}


class _Alike:
    """Who shares what."""

    def __init__(self) -> None:
        self._sharing: defaultdict[tuple[Reason, Hashable], dict[int, None]] = defaultdict(dict)

    def note(self, key: int, reason: Reason, shared: Hashable | None) -> None:
        if shared is not None:
            self._sharing[reason, shared][key] = None

    def pairs(self, denied: set[tuple[int, int]]) -> list[Suspicion]:
        reasons: defaultdict[tuple[int, int], dict[Reason, None]] = defaultdict(dict)
        for pair, reason in self._found():
            if pair not in denied:
                reasons[pair][reason] = None
        found = [Suspicion(low, high, tuple(why)) for (low, high), why in reasons.items()]
        return sorted(found, key=lambda pair: (-len(pair.reasons), pair.low_id, pair.high_id))

    def _found(self) -> Iterator[tuple[tuple[int, int], Reason]]:
        for (reason, _shared), keys in self._sharing.items():
            if len(keys) <= MOST_ALIKE:
                yield from (((low, high), reason) for low, high in _in_pairs(keys))


def _in_pairs(keys: Iterable[int]) -> Iterator[tuple[Any, Any]]:
    return combinations(sorted(keys), 2)
