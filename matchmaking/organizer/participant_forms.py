"""The organizers' forms about participants and organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaking.forms import Form, given, line, one_of, paragraphs, several_of
from matchmaking.models import ParticipantStatus
from matchmaking.profile_forms import ProfileForm
from matchmaking.services.files.lists import people
from matchmaking.services.people import organizations, profiles, reviewing
from matchmaking.services.words import times

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from matchmaking.models import Event, ParticipationType
    from matchmaking.services.people.participants import Profile


class ParticipantForm(ProfileForm):
    """A profile as organizers may write it: with its address, and less that must be filled in."""

    email = line(_l("E-mail address"), profiles.EMAIL_LENGTH)
    given_name = line(_l("Given name"), profiles.NAME_LENGTH, required=False)
    family_name = line(_l("Family name"), profiles.NAME_LENGTH, required=False)
    country = one_of(_l("Country"))
    type_id = one_of(_l("Participation type"), coerce=int)
    phone = line(_l("Phone"), profiles.PHONE_LENGTH, required=False)

    def show(self, profile: Profile) -> None:
        """Fill in a profile as it is, to be changed."""
        super().show(profile)
        self.email.data = profile.email

    def whole_profile(self) -> Profile:
        """The profile that was filled in."""
        return self.profile(given(self.email.data))


class NewParticipantForm(ParticipantForm):
    """Somebody who is added by hand."""

    state = one_of(_l("Takes part"))

    def offer_statuses(self) -> None:
        """Fill in what can be chosen."""
        self.state.choices = [
            (ParticipantStatus.APPROVED.value, _("At once: approved")),
            (ParticipantStatus.PENDING.value, _("Not yet: pending")),
        ]


class DaysForm(Form):
    """The days on which somebody is there."""

    days = several_of(_l("There on"))

    def offer(self, event: Event, absent: Collection[date]) -> DaysForm:
        """Fill in the event's days, those attended ticked."""
        days = people.days_of(event)
        self.days.choices = [(day.isoformat(), times.day(day)) for day in days]
        if not self.is_submitted():
            self.days.data = [day.isoformat() for day in days if day not in absent]
        return self

    def absent(self, event: Event) -> list[date]:
        """The days that were not ticked."""
        return [day for day in people.days_of(event) if day.isoformat() not in (self.days.data or ())]


class OrganizationForm(Form):
    """An organization's name."""

    name = line(_l("Name"), organizations.NAME_LENGTH)


class ApproveForm(Form):
    """As what somebody takes part."""

    type_id = one_of(_l("Participation type"), coerce=int)

    def offer(self, types: Iterable[ParticipationType]) -> ApproveForm:
        """Fill in the event's types."""
        self.type_id.choices = [(kind.id, kind.name) for kind in types]
        return self


class DeclineForm(Form):
    """Why somebody is declined."""

    reason = paragraphs(_l("Reason"), reviewing.REASON_LENGTH)
