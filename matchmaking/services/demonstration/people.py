"""The demonstration's organizations and participants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.services.demonstration.countries import COUNTRIES, PROFILES, in_cyrillic
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.services.demonstration.chance import Chance
    from matchmaking.services.demonstration.countries import Country

CLUSTER, SME, EXPERT, INSTITUTION = "Cluster organisation", "SME", "Expert", "Institution"
# Of twenty organizations: five clusters, eleven firms, two experts, two institutions.
TYPES = (CLUSTER, SME, SME, EXPERT, SME, CLUSTER, SME, INSTITUTION, SME, SME,
         CLUSTER, SME, SME, EXPERT, CLUSTER, SME, SME, INSTITUTION, SME, CLUSTER)  # fmt: skip
MOST_COLLEAGUES = 5

FIELDS = (
    "Food processing", "Wood and furniture", "Automotive parts", "Textile and fashion", "ICT", "Renewable energy",
    "Metal processing", "Organic agriculture", "Packaging", "Construction", "Tourism", "Logistics", "Health",
    "Creative industries",
)  # fmt: skip
TOPICS = (
    "contract manufacturing", "joint project in Horizon Europe", "distribution", "packaging design",
    "organic certification", "test laboratory", "software development", "cluster management training",
    "export advice", "joint purchasing", "trade fair stand", "machine park on lease", "research cooperation",
    "technology transfer", "apprenticeships", "investment",
)  # fmt: skip
BRANDS = (
    "Zora", "Vidra", "Lumena", "Kestrel", "Morava", "Pelikan", "Jasen", "Orion", "Vela", "Tisa", "Granit", "Solis",
    "Borea", "Delfin", "Iskra", "Aurora", "Linden", "Korab", "Nova Via", "Meridian", "Rosa", "Sokol", "Terra", "Vista",
)  # fmt: skip


@dataclass(frozen=True)
class Organization:
    """Whom participants represent."""

    name: str
    domain: str
    country: Country
    kind: str
    field: str
    cyrillic: bool  # its people write Serbian in Cyrillic letters


@dataclass(frozen=True)
class Person:
    """A participant with a profile."""

    given_name: str
    family_name: str
    address: str
    organization: Organization
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    languages: tuple[str, ...]
    phone: str
    attendance: str
    about: str

    @property
    def days(self) -> set[int]:
        """The days attended."""
        return {"both": {1, 2}, "day 1": {1}, "day 2": {2}}[self.attendance]


def organizations(chance: Chance) -> list[Organization]:
    """All of them, each name and domain once."""
    made: list[Organization] = []
    for country in COUNTRIES:
        for _ in range(country.organizations):
            made.append(_organization(len(made), country, chance, {fold(other.name) for other in made}))
    return made


def people(chance: Chance) -> list[Person]:
    """All of them: one from each organization, the others where chance has it."""
    firms = organizations(chance)
    made: list[Person] = []
    for country in COUNTRIES:
        own = [firm for firm in firms if firm.country is country]
        seats = {firm.domain: 1 for firm in own}
        while sum(seats.values()) < country.participants:
            firm = chance.one_of(own)
            if firm.kind != EXPERT and seats[firm.domain] < MOST_COLLEAGUES:
                seats[firm.domain] += 1
        for firm in own:
            for _ in range(seats[firm.domain]):
                made.append(_person(len(made), firm, chance, {person.address for person in made}))
    return chance.shuffled(made)


def _organization(number: int, country: Country, chance: Chance, taken: set[str]) -> Organization:
    kind = TYPES[number % len(TYPES)]
    cyrillic = country.name == "Serbia" and number % 3 == 0
    while True:
        field = chance.one_of(FIELDS)
        name = _name(kind, country, field, chance)
        name = in_cyrillic(name) if cyrillic and kind == INSTITUTION else name
        if fold(name) not in taken:
            return Organization(name, f"{_ascii(name)}.example", country, kind, field, cyrillic)


def _name(kind: str, country: Country, field: str, chance: Chance) -> str:
    """A name that fits the kind; whoever bears such a name in reality is not meant."""
    if kind == INSTITUTION:
        return f"{country.chamber} {chance.one_of(country.cities.split())}"
    city = chance.one_of((country.cities_in_latin or country.cities).split())
    if kind == CLUSTER:
        return f"{field} Cluster {city}"
    brand = chance.one_of(BRANDS)
    return f"{brand} Consulting {city}" if kind == EXPERT else f"{brand} {field.split(maxsplit=1)[0]} {country.firm}"


def _person(number: int, firm: Organization, chance: Chance, taken: set[str]) -> Person:
    while True:
        given_name, family_name = _names(firm.country, chance)
        address = f"{_ascii(given_name)}.{_ascii(family_name)}@{firm.domain}"
        if address not in taken:
            break
    if firm.cyrillic:
        given_name, family_name = in_cyrillic(given_name), in_cyrillic(family_name)
    offers = chance.some_of(TOPICS, 2 + chance.below(2))
    needs = chance.some_of([topic for topic in TOPICS if topic not in offers], 2)
    return Person(
        given_name=given_name,
        family_name=family_name,
        address=address,
        organization=firm,
        offers=tuple(offers),
        needs=tuple(needs),
        languages=_languages(firm.country, chance),
        phone=f"+{firm.country.prefix} {10 + chance.below(89)} {100000 + number * 2711 + chance.below(2711)}",
        attendance=("both", "day 1", "day 2")[chance.weighted((76, 14, 10))],
        about=_about(firm, chance),
    )


def _names(country: Country, chance: Chance) -> tuple[str, str]:
    """A man's or a woman's name, with the family name's ending where the language has one."""
    family = chance.one_of(country.families.split())
    if chance.happens(50):
        return chance.one_of(country.men.split()), family
    cut = family[: len(family) - country.cut]
    return chance.one_of(country.women.split()), f"{cut}{country.ending}"


def _languages(country: Country, chance: Chance) -> tuple[str, ...]:
    spoken = [country.language]
    if chance.happens(85):
        spoken.append("English")
    if chance.happens(12):
        spoken.append("German")
    return tuple(dict.fromkeys(spoken))


def _about(firm: Organization, chance: Chance) -> str:
    language = f"{firm.country.language} in Cyrillic" if firm.cyrillic else firm.country.language
    texts: Sequence[str] = PROFILES.get(language, PROFILES["English"])
    return chance.one_of(texts).format(year=1975 + chance.below(48), people=20 + chance.below(180))


def _ascii(text: str) -> str:
    """What stands in an address; folding would make of Χρήστος a Cristos."""
    letters = fold(text.replace("χ", "h").replace("Χ", "h"))
    return "-".join("".join(c if c.isalnum() else " " for c in letters).split())
