"""The form that copies an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from matchmaking.forms import Form, day, given, line, several_of
from matchmaking.services.setup import copying
from matchmaking.services.setup.copying import Part
from matchmaking.services.setup.event_setup import SLUG_LENGTH, propose_slug

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event

USUALLY = [part.value for part in Part if part not in {Part.ORGANIZATIONS, Part.PARTICIPANTS}]


class CopyForm(Form):
    """What the new event is, and what it takes over; `seen` is the plan that was shown."""

    name = line(_l("Name of the new event"), 200)
    slug = line(
        _l("Short name in addresses"),
        SLUG_LENGTH,
        required=False,
        description=_l("Small letters, digits and hyphens. Left empty, it is made from the name."),
    )
    starts_on = day(_l("First day"))
    ends_on = day(_l("Last day"), required=False, description=_l("Left empty, it lasts as many days as before."))
    parts = several_of(_l("What to copy"))
    seen = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts.choices = [(part.value, copying.name_of(part)) for part in Part]

    @classmethod
    def of(cls, event: Event) -> CopyForm:
        """The form as it is proposed for a copy of this event."""
        return cls(data={"name": event.name, "parts": USUALLY})

    def plan(self, event: Event, now: datetime) -> copying.Plan:
        """What was filled in would mean this."""
        name = given(self.name.data)
        slug = self.slug.data or propose_slug(name)
        parts = frozenset(Part(value) for value in self.parts.data or ())
        wanted = copying.Wanted(name, slug, given(self.starts_on.data), self.ends_on.data, parts)
        return copying.plan_of(event, wanted, now)

    def show(self, plan: copying.Plan | None) -> None:
        """Remember the plan that is shown, with what was left to be made up."""
        self.seen.data = plan.token if plan else ""
        if plan:
            self.slug.data, self.ends_on.data = plan.basics.slug, plan.basics.ends_on
