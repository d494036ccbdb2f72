"""Whether two people may meet: each rule a function, and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.models import ParticipantStatus
from matchmaking.services.requests.meeting_rules.facts import rules_between, type_pair
from matchmaking.services.words import alphabets
from matchmaking.services.words.countries import country_name
from matchmaking.services.words.languages import name_of
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaking.models import Participant
    from matchmaking.services.requests.meeting_rules.facts import Rules


class Rule(StrEnum):
    """What must hold of two people who meet, in the order in which it is asked."""

    TWO = "two"
    TAKE_PART = "take_part"
    ORGANIZATIONS = "organizations"
    TYPES = "types"
    APART = "apart"
    COUNTRIES = "countries"
    LANGUAGES = "languages"


@dataclass(frozen=True, slots=True)
class Check:
    """What one rule says about two people, and why."""

    rule: Rule
    holds: bool
    why: str


def may_meet(one: Participant, other: Participant) -> bool:
    """Whether these two may meet at their event."""
    return reason_not(one, other) is None


def allowed(one: Participant, other: Participant, rules: Rules) -> bool:
    """Whether these two may meet, for those who ask about many pairs."""
    return _broken(one, other, rules) is None


def reason_not(one: Participant, other: Participant, rules: Rules | None = None) -> str | None:
    """
    Say to organizers why these two may not meet, or None if they may.

    `rules` are the event's, from `rules_of`, for those who ask about many pairs.
    """
    rules = rules or rules_between(one, other)
    rule = _broken(one, other, rules)
    return None if rule is None else WHY_NOT[rule](one, other, rules)


def reason_told(one: Participant, other: Participant) -> str | None:
    """
    Say to participant `one` why they may not meet `other`, or None if they may.

    All rules are told alike: nobody is to find out that they are kept apart from somebody.
    """
    rules = rules_between(one, other)
    rule = _broken(one, other, rules)
    if rule in {None, Rule.TWO, Rule.TAKE_PART}:
        return None if rule is None else WHY_NOT[rule](one, other, rules)
    return _("By the rules of this event you and %(name)s do not meet.", name=other.name)


def checks(one: Participant, other: Participant) -> list[Check]:
    """What each rule says about these two, one by one; of nobody and themselves there is only one thing to say."""
    rules = rules_between(one, other)
    if not _two_of_one_event(one, other, rules):
        return [Check(Rule.TWO, holds=False, why=_why_not_two(one, other, rules))]
    asked = [rule for rule in Rule if rule is not Rule.TWO]
    held = {rule: KEPT[rule](one, other, rules) for rule in asked}
    return [Check(rule, held[rule], (WHY if held[rule] else WHY_NOT)[rule](one, other, rules)) for rule in asked]


def _broken(one: Participant, other: Participant, rules: Rules) -> Rule | None:
    return next((rule for rule, kept in KEPT.items() if not kept(one, other, rules)), None)


def _two_of_one_event(one: Participant, other: Participant, rules: Rules) -> bool:
    return one.id != other.id and one.event_id == other.event_id == rules.event.id


def _take_part(one: Participant, other: Participant, _rules: Rules) -> bool:
    return _meets(one) and _meets(other)


def _meets(person: Participant) -> bool:
    return person.status is ParticipantStatus.APPROVED and not person.interpreter


def _of_two_organizations(one: Participant, other: Participant, rules: Rules) -> bool:
    return rules.event.same_organization_meets or not _share_organization(one, other, rules)


def _share_organization(one: Participant, other: Participant, rules: Rules) -> bool:
    return not rules.represented(one).isdisjoint(rules.represented(other))


def _types_meet(one: Participant, other: Participant, rules: Rules) -> bool:
    return type_pair(one.type_id, other.type_id) in rules.types


def _not_kept_apart(one: Participant, other: Participant, rules: Rules) -> bool:
    return not rules.keeps_apart(one, other)


def _across_countries(one: Participant, other: Participant, rules: Rules) -> bool:
    """Somebody whose country is not known is kept from nobody."""
    return not (rules.event.across_countries_only and one.country and one.country == other.country)


def _understand_each_other(one: Participant, other: Participant, rules: Rules) -> bool:
    if not rules.event.common_language_required or rules.share_language(one.id, other.id):
        return True
    return bool(rules.interpreters_between(one.id, other.id))


KEPT: dict[Rule, Callable[[Participant, Participant, Rules], bool]] = {
    Rule.TWO: _two_of_one_event,
    Rule.TAKE_PART: _take_part,
    Rule.ORGANIZATIONS: _of_two_organizations,
    Rule.TYPES: _types_meet,
    Rule.APART: _not_kept_apart,
    Rule.COUNTRIES: _across_countries,
    Rule.LANGUAGES: _understand_each_other,
}


def _why_not_two(one: Participant, other: Participant, _rules: Rules) -> str:
    if one.id == other.id:
        return _("Nobody can meet themselves.")
    return _("They do not take part in the same event.")


def _why_not_take_part(one: Participant, other: Participant, _rules: Rules) -> str:
    absent = other if _meets(one) else one
    if absent.interpreter:
        return _("%(name)s interprets, and has no meetings of their own.", name=absent.name)
    return _("%(name)s does not take part, or is not approved yet.", name=absent.name)


def _why_not_organizations(_one: Participant, _other: Participant, _rules: Rules) -> str:
    return _("They come from the same organization.")


def _why_not_types(one: Participant, other: Participant, _rules: Rules) -> str:
    return _(
        "%(one)s and %(other)s do not meet at this event.",
        one=worded(one.type, "name"),
        other=worded(other.type, "name"),
    )


def _why_not_apart(one: Participant, other: Participant, _rules: Rules) -> str:
    return _("%(one)s and %(other)s are kept apart.", one=one.name, other=other.name)


def _why_not_countries(one: Participant, _other: Participant, _rules: Rules) -> str:
    return _("Both come from %(country)s; only different countries meet.", country=country_name(one.country))


def _why_not_languages(one: Participant, other: Participant, rules: Rules) -> str:
    return _(
        "They share no language (%(one)s; %(other)s), and no interpreter speaks one of each.",
        one=_spoken(one, rules),
        other=_spoken(other, rules),
    )


def _why_take_part(_one: Participant, _other: Participant, _rules: Rules) -> str:
    return _("Both take part.")


def _why_organizations(one: Participant, other: Participant, rules: Rules) -> str:
    if _share_organization(one, other, rules):
        return _("They come from the same organization, which is allowed.")
    return _("They come from different organizations.")


def _why_types(one: Participant, other: Participant, _rules: Rules) -> str:
    return _("%(one)s and %(other)s may meet.", one=worded(one.type, "name"), other=worded(other.type, "name"))


def _why_apart(_one: Participant, _other: Participant, _rules: Rules) -> str:
    return _("Nobody keeps them apart.")


def _why_countries(one: Participant, other: Participant, rules: Rules) -> str:
    if not rules.event.across_countries_only:
        return _("Countries do not matter at this event.")
    if not one.country or not other.country:
        return _("The country of one of them is not known.")
    return _("They come from different countries.")


def _why_languages(one: Participant, other: Participant, rules: Rules) -> str:
    if not rules.event.common_language_required:
        return _("Languages do not matter at this event.")
    mine, theirs = rules.speaks.get(one.id), rules.speaks.get(other.id)
    if not mine or not theirs:
        return _("The languages of one of them are not known.")
    if rules.share_language(one.id, other.id):
        return _("Both speak %(languages)s.", languages=_names(mine & theirs))
    return _("They share no language; an interpreter is seated with them.")


def _spoken(person: Participant, rules: Rules) -> str:
    return _names(rules.speaks.get(person.id, frozenset()))


def _names(codes: frozenset[str]) -> str:
    return ", ".join(sorted((name_of(code) for code in codes), key=alphabets.key))


WHY_NOT: dict[Rule, Callable[[Participant, Participant, Rules], str]] = {
    Rule.TWO: _why_not_two,
    Rule.TAKE_PART: _why_not_take_part,
    Rule.ORGANIZATIONS: _why_not_organizations,
    Rule.TYPES: _why_not_types,
    Rule.APART: _why_not_apart,
    Rule.COUNTRIES: _why_not_countries,
    Rule.LANGUAGES: _why_not_languages,
}
WHY: dict[Rule, Callable[[Participant, Participant, Rules], str]] = {
    Rule.TAKE_PART: _why_take_part,
    Rule.ORGANIZATIONS: _why_organizations,
    Rule.TYPES: _why_types,
    Rule.APART: _why_apart,
    Rule.COUNTRIES: _why_countries,
    Rule.LANGUAGES: _why_languages,
}
