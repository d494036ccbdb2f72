"""Who may meet whom: the one place that decides it, for two people (`pair`) and for the database (`query`)."""

from __future__ import annotations

from matchmaking.services.requests.meeting_rules.facts import (
    Rules,
    TypePair,
    interpreters_of,
    rules_between,
    rules_of,
    type_pair,
    type_pairs,
)
from matchmaking.services.requests.meeting_rules.pair import Check, allowed, checks, may_meet, reason_not, reason_told
from matchmaking.services.requests.meeting_rules.query import meetable

__all__ = [
    "Check",
    "Rules",
    "TypePair",
    "allowed",
    "checks",
    "interpreters_of",
    "may_meet",
    "meetable",
    "reason_not",
    "reason_told",
    "rules_between",
    "rules_of",
    "type_pair",
    "type_pairs",
]
