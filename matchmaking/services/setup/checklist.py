"""From an empty event to open booking: what is done, what comes next, and what is still missing, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from matchmaking.extensions import db
from matchmaking.models import ParticipantStatus, SessionKind, Zone
from matchmaking.services.requests.meeting_rules import type_pairs
from matchmaking.services.setup import capacity, participation, programme
from matchmaking.services.words import languages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaking.models import Event, EventText
    from matchmaking.services.setup.event_state import Figures

MOST_NAMED = 5


class State(StrEnum):
    """Where a step stands; exactly one is the next, until all but optional ones are done."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"
    OPTIONAL = "optional"


@dataclass(frozen=True)
class Step:
    """Something to set up: why, where, and what is there or missing."""

    title: str
    why: str
    endpoint: str
    done: bool
    note: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Group:
    """Steps about one thing."""

    title: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Checklist:
    """All steps, in the order in which they are done."""

    groups: tuple[Group, ...]

    @property
    def needed(self) -> list[Step]:
        """Steps that no event can do without."""
        return [step for group in self.groups for step in group.steps if not step.optional]

    @property
    def done(self) -> int:
        """How many of these are done."""
        return sum(step.done for step in self.needed)

    @property
    def next(self) -> Step | None:
        """The first of these that is not."""
        return next((step for step in self.needed if not step.done), None)

    def state_of(self, step: Step) -> State:
        """Where this step stands."""
        if step.done:
            return State.DONE
        if step.optional:
            return State.OPTIONAL
        return State.NEXT if step is self.next else State.LATER


def of(event: Event, counted: Figures) -> Checklist:
    """Look at the whole set-up."""
    return Checklist(
        (
            Group(_("Event"), _event_steps(event)),
            Group(_("Programme"), _programme_steps(event, counted)),
            Group(_("Tables"), _table_steps(event, counted)),
            Group(_("Who meets whom"), _rule_steps(event)),
            Group(_("People"), _people_steps(counted)),
            Group(_("Open"), _opening_steps(event)),
        )
    )


def _event_steps(event: Event) -> tuple[Step, ...]:
    texts = {text.language: text for text in event.texts}
    first = texts.get(event.languages[0])
    missing = [languages.name_of(code) for code in event.languages[1:] if not _written(texts.get(code))]
    steps = [
        Step(_("Venue"), _("It stands on the public page and in every calendar."), "settings", bool(event.venue)),
        Step(
            _("What it is about"),
            _("A few sentences by which people decide whether to come."),
            "settings_texts",
            _written(first),
        ),
        Step(
            _("Consent"),
            _("What participants agree to when they register; each consent is kept with its wording."),
            "settings_texts",
            first is not None and bool(first.consent),
        ),
    ]
    if len(event.languages) > 1:
        note = _("Missing: %(languages)s.", languages=_named(missing)) if missing else ""
        why = _("Guests read the texts in their own language, else in the main one.")
        steps.append(Step(_("Texts in the other languages"), why, "settings_texts", not missing, note, optional=True))
    return tuple(steps)


def _programme_steps(event: Event, counted: Figures) -> tuple[Step, ...]:
    sessions = programme.sessions_of(event)
    meeting = sum(session.kind is SessionKind.MEETINGS for session in sessions)
    others = len(sessions) - meeting
    return (
        Step(
            _("Meeting sessions"),
            _("Their slots are what meetings are scheduled into."),
            "programme",
            counted.slots > 0,
            ngettext(
                "%(num)d session, %(slots)d slots.", "%(num)d sessions, %(slots)d slots.", meeting, slots=counted.slots
            )
            if meeting
            else _("None yet: without slots nothing can be scheduled."),
        ),
        Step(
            _("The rest of the programme"),
            _("Plenaries, round tables, visits and lunch: who attends one is not booked into it."),
            "programme",
            others > 0,
            ngettext("%(num)d session.", "%(num)d sessions.", others) if others else "",
            optional=True,
        ),
    )


def _table_steps(event: Event, counted: Figures) -> tuple[Step, ...]:
    zones = db.session.scalar(select(func.count()).where(Zone.event_id == event.id)) or 0
    if counted.tables:
        note = ngettext(
            "%(tables)d tables in %(num)d zone.", "%(tables)d tables in %(num)d zones.", zones, tables=counted.tables
        )
    else:
        note = _("None yet: meetings need a place.")
    steps = [Step(_("Zones and tables"), _("Where meetings are held."), "places", counted.tables > 0, note)]
    room = capacity.of(event, counted)
    if room.places and room.wanted:
        why = _("What does not fit stays without a place, however good the schedule.")
        steps.append(
            Step(_("Enough room"), why, "places", room.enough, capacity.sentence(room, counted), optional=True)
        )
    return tuple(steps)


def _rule_steps(event: Event) -> tuple[Step, ...]:
    pairs = type_pairs(event)
    meeting = {kind for pair in pairs for kind in pair}
    idle = [kind.name for kind in participation.types_of(event) if kind.id not in meeting]
    note = _("They may meet nobody: %(types)s.", types=_named(idle)) if idle else ""
    limited = any((event.request_limit, event.must_limit, event.max_meetings, event.max_consecutive))
    return (
        Step(
            _("Types, and who may meet whom"),
            _("Only those who may meet find each other in the directory."),
            "types",
            bool(pairs) and not idle,
            note,
        ),
        Step(
            _("Limits"),
            _("How many requests one may send, and how many meetings one can bear without a pause."),
            "settings_limits",
            limited,
            optional=True,
        ),
    )


def _people_steps(counted: Figures) -> tuple[Step, ...]:
    waiting = counted.participants.get(ParticipantStatus.PENDING, 0)
    note = ngettext("%(num)d takes part.", "%(num)d take part.", counted.attending) if counted.attending else ""
    if waiting:
        note = f"{note} " + ngettext("%(num)d waits for approval.", "%(num)d wait for approval.", waiting)
    return (
        Step(
            _("Participants"),
            _("Import a spreadsheet, add people by hand, or let them register."),
            "participants" if counted.participants else "imports",
            counted.attending > 0,
            note.strip(),
            optional=not counted.participants,
        ),
    )


def _opening_steps(event: Event) -> tuple[Step, ...]:
    return (
        Step(
            _("Public page"),
            _("Until it is shown, nobody but the organizers finds the event."),
            "settings",
            event.listed,
        ),
        Step(
            _("When registration opens"),
            _("From then on people can register by themselves."),
            "settings_hours",
            event.registration_opens_at is not None,
            optional=True,
        ),
        Step(
            _("When booking opens and closes"),
            _("In between participants send and answer requests; a request holds no slot."),
            "settings_hours",
            event.booking_opens_at is not None,
        ),
    )


def _written(text: EventText | None) -> bool:
    return text is not None and bool(text.about)


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
