"""The form with which somebody says that they cannot come, and what is to become of the meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from matchmaking.forms import Form, line, needed
from matchmaking.models import ChangeReason
from matchmaking.services.agenda.proposals import LINE_LENGTH, Why
from matchmaking.services.words import times
from matchmaking.services.words.why import REASONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaking.models import Event, Participant
    from matchmaking.services.agenda.ways_out import Time

CHOOSE = _l("Choose one of those offered.")
OUR_WORDS: dict[str, Any] = {"invalid_choice_message": CHOOSE}
NONE = "none"


class ChangeForm(Form):
    """Why, and what instead: `time 12`, `colleague 7` or `none`."""

    reason = RadioField(_l("Why can you not come?"), [needed(CHOOSE)], **OUR_WORDS)
    line = line(_l("A line of text"), LINE_LENGTH, required=False, description=_l("The other side reads it."))
    instead = RadioField(_l("What instead?"), [needed(CHOOSE)], **OUR_WORDS)

    def offer(self, event: Event, free: Iterable[Time], colleagues: Iterable[Participant]) -> None:
        """Fill in what can be chosen."""
        self.reason.choices = [(reason.value, words) for reason, words in REASONS.items()]
        self.instead.choices = [
            *((f"time {time.slot.id}", _time(event, time)) for time in free),
            *((f"colleague {one.id}", _("%(name)s goes instead", name=one.name)) for one in colleagues),
            (NONE, _("No other time: the meeting will not take place")),
        ]

    @property
    def why(self) -> Why:
        """The reason that was given."""
        return Why(ChangeReason(self.reason.data), self.line.data or "")

    @property
    def chosen(self) -> tuple[str, int]:
        """What was chosen, and the id that goes with it."""
        kind, _space, identifier = (self.instead.data or NONE).partition(" ")
        return kind, int(identifier or 0)


def _time(event: Event, time: Time) -> str:
    day, hour = times.short_day(time.slot.starts_at, event), times.hour(time.slot.starts_at, event)
    if time.table_number is None:
        return _("%(day)s at %(hour)s", day=day, hour=hour)
    return _("%(day)s at %(hour)s, table %(number)d", day=day, hour=hour, number=time.table_number)
