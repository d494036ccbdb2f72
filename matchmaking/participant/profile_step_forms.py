"""The forms of the profile's steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaking.forms import Form, line, one_of, paragraphs, several_of
from matchmaking.models import Audience
from matchmaking.profile_forms import LIST_HINT, LIST_LENGTH
from matchmaking.services.people import profiles, visibility

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask_babel.speaklater import LazyString

    from matchmaking.models import TermKind


class StepForm(Form):
    """One step; lists that the event does not use are left out."""

    title: LazyString

    def offer(self, choices: Mapping[TermKind, list[tuple[str, str]]]) -> None:
        """Fill in what can be chosen."""
        known = {kind.value: found for kind, found in choices.items()}
        for name in ("own_offer", "own_need", "ecosystem", "cooperation", "nace"):
            if name not in self:
                continue
            if name in known:
                self[name].choices = known[name]
            else:
                del self[name]
        for name in visibility.COLUMNS:
            if name in self:
                self[name].choices = _audiences()

    def show(self, values: Mapping[str, Any]) -> None:
        """Fill in the profile as it is."""
        for field in self:
            if field.name in values:
                field.data = values[field.name]


class OffersStep(StepForm):
    """What somebody offers."""

    title = _l("What you offer")
    offers = paragraphs(_l("In your own words"), LIST_LENGTH, description=LIST_HINT)
    own_offer = several_of(_l("From the event's list"))


class NeedsStep(StepForm):
    """What somebody looks for."""

    title = _l("What you look for")
    needs = paragraphs(_l("In your own words"), LIST_LENGTH, description=LIST_HINT)
    own_need = several_of(_l("From the event's list"))


class FieldsStep(StepForm):
    """What somebody's organization does."""

    title = _l("Your field")
    ecosystem = several_of(_l("Industrial ecosystems"))
    cooperation = several_of(_l("Kinds of cooperation"))
    nace = several_of(_l("Economic activities"))
    fields = paragraphs(_l("In your own words"), LIST_LENGTH, description=LIST_HINT)


class AboutStep(StepForm):
    """What else others should know."""

    title = _l("About you")
    about = paragraphs(
        _l("About you and your organization"),
        profiles.ABOUT_LENGTH,
        description=_l("Others read it before they ask you for a meeting."),
    )
    phone = line(_l("Phone"), profiles.PHONE_LENGTH, required=False)


class AudienceStep(StepForm):
    """Who sees what."""

    title = _l("Who sees what")
    email_to = one_of(visibility.LABELS["email_to"])
    phone_to = one_of(visibility.LABELS["phone_to"])
    about_to = one_of(visibility.LABELS["about_to"])


STEPS: tuple[type[StepForm], ...] = (OffersStep, NeedsStep, FieldsStep, AboutStep, AudienceStep)


def _audiences() -> list[tuple[str, str]]:
    return [
        (Audience.NOBODY.value, _("The organizers only")),
        (Audience.PARTNERS.value, _("Those with whom you have agreed to meet")),
        (Audience.EVERYBODY.value, _("All whom you may meet")),
    ]
