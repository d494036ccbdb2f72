"""One meeting as an invitation to be mailed (iMIP, RFC 6047), which a mailbox puts into its calendar by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from icalendar import Calendar, Parameters

from matchmaking.services.agenda.ical.entries import Audience
from matchmaking.services.agenda.ical.render import PRODUCT, event_of
from matchmaking.services.agenda.ical.values import Text, quoted, uri

if TYPE_CHECKING:
    from icalendar import vUri

    from matchmaking.services.agenda.ical.entries import Entry

REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody by name and address."""

    name: str
    address: str


def render_invitation(entry: Entry, organizer: Mailbox, attendee: Mailbox) -> bytes:
    """Write the one entry with its method: taken back where it is cancelled, else asked, and answered already."""
    component = Calendar()
    component.clear()
    component["VERSION"] = Text("2.0")
    component["PRODID"] = Text(PRODUCT)
    component["CALSCALE"] = Text("GREGORIAN")
    component["METHOD"] = Text(method_of(entry))
    event = event_of(entry, Audience.ATTENDEE)
    event["ORGANIZER"] = _person(organizer)
    # They have agreed to meet: nobody is to be asked for an answer, which would go to the organizers' mailbox.
    event["ATTENDEE"] = _person(attendee, ROLE="REQ-PARTICIPANT", PARTSTAT="ACCEPTED", RSVP="FALSE")
    component.add_component(event)
    return component.to_ical(sorted=False)


def method_of(entry: Entry) -> str:
    """What the message asks of the calendar."""
    return CANCEL if entry.cancelled else REQUEST


def _person(who: Mailbox, **parameters: str) -> vUri:
    value = uri(f"mailto:{who.address}")
    value.params = Parameters({"CN": quoted(who.name), **parameters})
    return value
