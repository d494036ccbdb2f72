"""The forms that set up an event: what it is, its texts, its hours, its limits."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking.forms import Form, day, given, hour_of_day, line, number, one_of, paragraphs, several_of
from matchmaking.models import Event
from matchmaking.organizer.fields import MomentField, zone_choices
from matchmaking.organizer.wording_forms import WordedForm
from matchmaking.services.setup import event_hours
from matchmaking.services.setup.event_hours import Hours, Limits, Lunch
from matchmaking.services.setup.event_setup import SLUG_LENGTH, Basics, Texts, propose_slug
from matchmaking.services.words import languages

TEXT_LENGTH = 20_000


class EventForm(WordedForm):
    """What an event is."""

    of_model = Event

    name = line(_l("Name"), 200)
    slug = line(
        _l("Short name in addresses"),
        SLUG_LENGTH,
        required=False,
        description=_l("Small letters, digits and hyphens. Left empty, it is made from the name."),
    )
    starts_on = day(_l("First day"))
    ends_on = day(_l("Last day"))
    time_zone = one_of(_l("Time zone"), description=_l("All times are typed and shown in it."))
    venue = line(
        _l("Venue"), 300, required=False, description=_l("As it should stand in calendars: house, street, city.")
    )
    main_language = one_of(
        _l("Main language"), description=_l("Texts that are missing in another language are shown in this one.")
    )
    languages = several_of(_l("Further languages"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = zone_choices()
        self.main_language.choices = self.languages.choices = languages.choices()

    def basics(self, *, listed: bool = False) -> Basics:
        """What was filled in."""
        main = given(self.main_language.data)
        name = given(self.name.data)
        return Basics(
            name=name,
            slug=self.slug.data or propose_slug(name),
            starts_on=given(self.starts_on.data),
            ends_on=given(self.ends_on.data),
            time_zone=given(self.time_zone.data),
            venue=self.venue.data or "",
            languages=(main, *(code for code in self.languages.data or () if code != main)),
            listed=listed,
        )


class SettingsForm(EventForm):
    """What an event is, once it is there."""

    listed = BooleanField(
        _l("Show the public page"),
        description=_l("With it, the event stands on the start page, and everyone can read its texts and programme."),
    )
    move_sessions = BooleanField(
        _l("Move the programme along with the first day"),
        description=_l("Sessions, slots and days of absence keep their hour, so many days earlier or later."),
    )

    @classmethod
    def of(cls, event: Event) -> SettingsForm:
        """The form as the event is now."""
        same = ("name", "slug", "starts_on", "ends_on", "time_zone", "venue", "listed")
        values = {name: getattr(event, name) for name in same}
        values |= {"main_language": event.languages[0], "languages": event.languages[1:]}
        return cls.worded(event, event)(data=values)

    @property
    def as_sent(self) -> list[tuple[str, str]]:
        """Every field as the form was sent, to be sent once more by whoever confirms."""
        return [(field.name, value) for field in self if field.name != "csrf_token" for value in field.raw_data or ()]


class TextsForm(Form):
    """The event's own words in one of its languages."""

    about = paragraphs(_l("About the event"), TEXT_LENGTH)
    practical = paragraphs(
        _l("Practical matters"), TEXT_LENGTH, description=_l("How to get there, where to stay, whom to call.")
    )
    consent = paragraphs(
        _l("Consent"),
        TEXT_LENGTH,
        description=_l("What participants agree to when they register. Each consent is kept with its wording."),
    )
    privacy = paragraphs(
        _l("Privacy"),
        TEXT_LENGTH,
        description=_l(
            "Every page of the event links it. Empty: a plain text that names you and how long data are kept."
        ),
    )
    accessibility = paragraphs(
        _l("Accessibility"),
        TEXT_LENGTH,
        description=_l("Of pages and venue; every page of the event links it. Empty: a plain text about the pages."),
    )

    def texts(self) -> Texts:
        """What was filled in."""
        return Texts(
            self.about.data or "",
            self.practical.data or "",
            self.consent.data or "",
            self.privacy.data or "",
            self.accessibility.data or "",
        )


class HoursForm(Form):
    """When registration and booking open and close."""

    registration_opens_at = MomentField(_l("Registration opens"))
    registration_closes_at = MomentField(_l("Registration closes"))
    booking_opens_at = MomentField(_l("Booking opens"))
    booking_closes_at = MomentField(_l("Booking closes"))

    def hours(self) -> Hours:
        """What was filled in."""
        return Hours(
            self.registration_opens_at.data,
            self.registration_closes_at.data,
            self.booking_opens_at.data,
            self.booking_closes_at.data,
        )


class LimitsForm(Form):
    """How many requests and meetings a participant may have, and whether registrations are approved by hand."""

    request_limit = number(_l("Requests that a participant may have open"), 1, event_hours.MOST, required=False)
    must_limit = number(_l("How many of these with the highest rank, “must”"), 1, event_hours.MOST, required=False)
    max_meetings = number(_l("Meetings of one participant"), 1, event_hours.MOST, required=False)
    max_consecutive = number(_l("Meetings of one participant without a pause"), 1, event_hours.MOST, required=False)
    lunch_from = hour_of_day(_l("Lunch between"))
    lunch_until = hour_of_day(_l("and"))
    approve_registrations = BooleanField(
        _l("Organizers approve each registration"),
        description=_l("Without it, whoever registers takes part at once."),
    )

    people_change_meetings = BooleanField(
        _l("Participants may change scheduled meetings by agreement"),
        description=_l("Another time, or a colleague instead, where both sides and every rule allow it."),
    )

    def lunch(self) -> Lunch:
        """The hours between which everybody keeps a slot free."""
        return Lunch(self.lunch_from.data, self.lunch_until.data)

    def limits(self) -> Limits:
        """What was filled in."""
        return Limits(self.request_limit.data, self.must_limit.data, self.max_meetings.data, self.max_consecutive.data)


class CancelForm(Form):
    """A note to all concerned, and the event's name as a proof that it is meant."""

    note = paragraphs(
        _l("What participants should know"), 2000, description=_l("It stands in the mail, and on the event's page.")
    )
    typed_name = line(_l("Type the event's name"), 200)
