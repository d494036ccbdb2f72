"""The form of a session."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import TimeField

from matchmaking.forms import given, in_our_words, line, needed, number, one_of, paragraphs
from matchmaking.models import EventSession, SessionKind, SignUpMode
from matchmaking.organizer.wording_forms import WordedForm
from matchmaking.services.setup import session_kinds, slots
from matchmaking.services.setup.programme import SessionValues
from matchmaking.services.words.text import clean
from matchmaking.services.words.times import day as day_in_words
from matchmaking.services.words.times import local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaking.models import Event

DEFAULT_SLOT_MINUTES = 20
DEFAULT_TRANSFER_MINUTES = 5
MOST_SEATS = 10_000
ROOM_LENGTH = 200


def hour(label: str) -> TimeField:
    """A time of the day."""
    message = _l("Give an hour, such as 09:30.")
    return TimeField(label, [needed(message)], **in_our_words(message))


class SessionForm(WordedForm):
    """A session; length and transfer matter for meeting sessions only."""

    of_model = EventSession

    kind = one_of(_l("Kind"), coerce=SessionKind)
    title = line(_l("Title"), 200)
    room = line(_l("Room"), ROOM_LENGTH, required=False)
    day = one_of(_l("Day"), coerce=date.fromisoformat)
    starts = hour(_l("Starts"))
    ends = hour(_l("Ends"))
    slot_minutes = number(_l("Minutes of one slot"), slots.SHORTEST, slots.LONGEST, required=False)
    transfer_minutes = number(_l("Minutes to change tables"), 0, slots.LONGEST_TRANSFER, required=False)
    sign_up_mode = one_of(_l("Who signs up"), coerce=SignUpMode)
    seats = number(_l("Seats"), 1, MOST_SEATS, required=False)
    description = paragraphs(_l("Description"), 5000)

    @classmethod
    def for_event(cls, event: Event, values: dict[str, Any], session: EventSession | None = None) -> SessionForm:
        """The form with the days of this event."""
        form = cls.worded(event, session)(data=values)
        form.kind.choices = [(kind.value, session_kinds.name_of(kind)) for kind in SessionKind]
        form.sign_up_mode.choices = [(mode.value, session_kinds.mode_in_words(mode)) for mode in SignUpMode]
        count = (event.ends_on - event.starts_on).days + 1
        days = [event.starts_on + timedelta(days=number) for number in range(count)]
        form.day.choices = [(day.isoformat(), day_in_words(day)) for day in days]
        return form

    @classmethod
    def empty(cls, event: Event, day: str = "") -> SessionForm:
        """The form of a new session, on a day of the event if one is named."""
        values = {"slot_minutes": DEFAULT_SLOT_MINUTES, "transfer_minutes": DEFAULT_TRANSFER_MINUTES}
        first, last = event.starts_on.isoformat(), event.ends_on.isoformat()
        chosen = day if first <= day <= last else first
        return cls.for_event(
            event, {"kind": SessionKind.MEETINGS, "sign_up_mode": SignUpMode.OPEN, "day": chosen, **values}
        )

    @classmethod
    def of(cls, event: Event, session: EventSession) -> SessionForm:
        """The form as the session is now."""
        begin, end = local(session.starts_at, event), local(session.ends_at, event)
        same = ("sign_up_mode", "seats", "kind", "title", "room", "description", "slot_minutes", "transfer_minutes")
        values = {name: getattr(session, name) for name in same}
        times = {"day": begin.date().isoformat(), "starts": begin.time(), "ends": end.time()}
        return cls.for_event(event, values | times, session)

    @classmethod
    def moved(cls, event: Event, session: EventSession, asked: Mapping[str, str]) -> SessionForm | None:
        """
        The form as the session would be on the day, at the hours and in the room that an address names.

        None where it names no day and hours; a room may be left out, then the session stays where it is.
        """
        try:
            day = date.fromisoformat(asked.get("day", ""))
            starts, ends = (time.fromisoformat(asked.get(name, "")) for name in ("starts", "ends"))
        except ValueError:
            return None
        form = cls.of(event, session)
        form.day.data, form.starts.data, form.ends.data = day, starts, ends
        form.room.data = clean(asked.get("room", session.room))[:ROOM_LENGTH]
        return form

    @property
    def as_sent(self) -> list[tuple[str, str]]:
        """Every field as the form would be sent, to be sent once more by whoever confirms."""
        sent = {
            "day": self.values().day.isoformat(),
            "kind": self.values().kind.value,
            "sign_up_mode": self.values().sign_up_mode.value,
        }
        sent |= {name: f"{self[name].data:%H:%M}" for name in ("starts", "ends")}
        return [
            (field.name, sent.get(field.name, "" if field.data is None else str(field.data)))
            for field in self
            if field.name != "csrf_token"
        ]

    def values(self) -> SessionValues:
        """What was filled in."""
        return SessionValues(
            kind=given(self.kind.data),
            title=given(self.title.data),
            description=self.description.data or "",
            room=self.room.data or "",
            day=given(self.day.data),
            starts=given(self.starts.data),
            ends=given(self.ends.data),
            slot_minutes=self.slot_minutes.data,
            transfer_minutes=self.transfer_minutes.data,
            sign_up_mode=given(self.sign_up_mode.data),
            seats=self.seats.data,
        )
