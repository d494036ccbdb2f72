"""Days with meetings that an interpreter joins, and with meetings that a colleague may attend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import MeetingRequest
from matchmaking.services.schedule import publishing, rearranging, small_versions
from matchmaking.services.schedule.rearranging import Place, Step
from tests.factories import make_interpreter, make_meeting, make_participant, speak
from tests.matchmaking.day_scene import DayScene

if TYPE_CHECKING:
    from matchmaking.models import Meeting, Participant


class Interpreted(DayScene):
    """Bob and Zoe share no language, and wish to meet: Ina and Ian interpret between theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.event.common_language_required = True
        self.zoe = speak(make_participant(self.event, "Ζωή Παπαδοπούλου"), "el")
        speak(self.bob, "sr")
        self.ina = make_interpreter(self.event, "Ina Tumač", "sr", "el")
        self.ian = make_interpreter(self.event, "Ian Tumač", "sr", "el")
        self.with_zoe = make_meeting(self.bob, self.zoe)

    def hold_with_ina(self, slot: int, table: int) -> None:
        """Publish that Bob and Zoe meet there, and that Ina interprets."""
        publish(self, self.with_zoe, slot, table, (self.bob, self.zoe, self.ina))


class Attended(DayScene):
    """Whoever of Bob's firm is free may meet Gus: Dan is his colleague."""

    def __init__(self) -> None:
        super().__init__()
        self.with_gus = make_meeting(self.bob, self.gus)
        asked = select(MeetingRequest).filter_by(requester_id=self.bob.id, recipient_id=self.gus.id)
        db.session.scalars(asked).one().requester_colleagues = True
        db.session.commit()


def publish(here: DayScene, meeting: Meeting, slot: int, table: int, people: tuple[Participant, ...]) -> None:
    version, now = here.in_force(), here.at("8:00")
    to = Place(here.slots[slot].id, here.tables[table].id, tuple(person.id for person in people))
    step = Step(meeting.id, rearranging.place_of(version, meeting.id), to)
    small_versions.publish(here.event, [step], publishing.Actor(), now)
    db.session.commit()


def ids(*people: Participant) -> tuple[int, ...]:
    return tuple(person.id for person in people)


def people_of(here: DayScene, meeting: Meeting) -> set[tuple[int, ...]]:
    """Who attends a meeting by the version in force."""
    return {people for one, _slot, _table, people in here.places() if one == meeting.id}
