"""The taxonomies of the field, as keys that are stored and labels in the reader's language."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from matchmaking.models import TermKind
from matchmaking.services.words import alphabets

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString


class Taxonomy(StrEnum):
    """A published list of terms; the kind of a profile's term has the same name."""

    ECOSYSTEM = "ecosystem"
    COOPERATION = "cooperation"
    NACE = "nace"


NAMES: dict[Taxonomy, LazyString] = {
    Taxonomy.ECOSYSTEM: _l("Industrial ecosystems (European Cluster Collaboration Platform)"),
    Taxonomy.COOPERATION: _l("Kinds of cooperation (Enterprise Europe Network)"),
    Taxonomy.NACE: _l("Economic activities (sections of NACE Rev. 2.1)"),
}

LABELS: dict[Taxonomy, dict[str, LazyString]] = {
    Taxonomy.ECOSYSTEM: {
        "aerospace": _l("Aerospace and defence"),
        "agri-food": _l("Agri-food"),
        "construction": _l("Construction"),
        "creative": _l("Cultural and creative industries"),
        "digital": _l("Digital"),
        "electronics": _l("Electronics"),
        "energy-intensive": _l("Energy-intensive industries"),
        "renewables": _l("Renewable energy"),
        "health": _l("Health"),
        "mobility": _l("Mobility, transport and automotive"),
        "proximity": _l("Proximity, social economy and civil security"),
        "retail": _l("Retail"),
        "textile": _l("Textile"),
        "tourism": _l("Tourism"),
    },
    Taxonomy.COOPERATION: {
        "business-offer": _l("Business offer"),
        "business-request": _l("Business request"),
        "technology-offer": _l("Technology offer"),
        "technology-request": _l("Technology request"),
        "research": _l("Research and development cooperation"),
    },
    Taxonomy.NACE: {
        "A": _l("Agriculture, forestry and fishing"),
        "B": _l("Mining and quarrying"),
        "C": _l("Manufacturing"),
        "D": _l("Electricity, gas, steam and air conditioning supply"),
        "E": _l("Water supply; sewerage, waste management and remediation"),
        "F": _l("Construction"),
        "G": _l("Wholesale and retail trade"),
        "H": _l("Transportation and storage"),
        "I": _l("Accommodation and food service activities"),
        "J": _l("Publishing, broadcasting, and content production and distribution"),
        "K": _l("Telecommunication, programming, consulting and computing infrastructure"),
        "L": _l("Financial and insurance activities"),
        "M": _l("Real estate activities"),
        "N": _l("Professional, scientific and technical activities"),
        "O": _l("Administrative and support service activities"),
        "P": _l("Public administration and defence; compulsory social security"),
        "Q": _l("Education"),
        "R": _l("Human health and social work activities"),
        "S": _l("Arts, sports and recreation"),
        "T": _l("Other service activities"),
        "U": _l("Activities of households as employers and for own use"),
        "V": _l("Activities of extraterritorial organisations and bodies"),
    },
}

ANSWERS = {
    "business-offer": "business-request",
    "business-request": "business-offer",
    "technology-offer": "technology-request",
    "technology-request": "technology-offer",
    "research": "research",
}
"""Which kind of cooperation is looked for by whoever names another."""

OWN = (TermKind.OWN_OFFER, TermKind.OWN_NEED)
"""Both name terms of the event's own list."""


def kind_of(taxonomy: Taxonomy) -> TermKind:
    """The kind of term by which a profile names something of a taxonomy."""
    return TermKind(taxonomy.value)


def label(kind: TermKind, key: str) -> str:
    """What a term of a published taxonomy is called; a key that a later version knows stands for itself."""
    labels = LABELS.get(Taxonomy(kind.value)) if kind.value in set(Taxonomy) else None
    return str(labels.get(key, key)) if labels else key


def choices(taxonomy: Taxonomy) -> list[tuple[str, str]]:
    """Keys with their labels: those of NACE with their letters in its order, others by label."""
    found = [(key, str(words)) for key, words in LABELS[taxonomy].items()]
    if taxonomy is Taxonomy.NACE:
        return [(key, f"{key} · {words}") for key, words in found]
    return found if taxonomy is Taxonomy.COOPERATION else alphabets.by_name(found)
