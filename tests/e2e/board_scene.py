"""A small draft for the board's journeys, put straight into an installation's database."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaking.app import create_app
from matchmaking.extensions import db
from matchmaking.models import Event, Meeting, MeetingTable, Organizer, Participant, Schedule, Slot, UnavailableSlot
from matchmaking.services.schedule import drafts
from tests.e2e.conftest import ORGANIZER
from tests.factories import NOW, make_draft, make_event, make_meeting, make_participant, make_session, make_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.conftest import Installation


@dataclass(frozen=True)
class BoardScene:
    """
    Ana meets Boris at 10:00 at table 1 and Čedomir at 10:20 at table 2; Boris meets Dora at 10:40 at table 3.

    Čedomir and Dora wait for a place: at 10:20, the only time for both, he meets Ana, which could be at 11:00.
    """

    installation: Installation
    slug: str
    draft: int
    ana_boris: int
    table: int
    last_slot: int

    @property
    def url(self) -> str:
        return f"{self.installation.url}/organizer/events/{self.slug}/schedule"

    @property
    def draft_url(self) -> str:
        return f"{self.url}/drafts/{self.draft}"

    def move_behind_its_back(self) -> None:
        """Another organizer moves Ana and Boris into the last slot, at the last table."""
        with within(self.installation):
            draft = db.session.get_one(Schedule, self.draft)
            meeting = db.session.get_one(Meeting, self.ana_boris)
            drafts.place(
                db.session.get_one(Event, draft.event_id),
                draft,
                meeting.id,
                slot_id=self.last_slot,
                table_id=self.table,
                people=(meeting.low_id, meeting.high_id),
                organizer=None,
                now=NOW,
            )
            db.session.commit()


@contextmanager
def within(installation: Installation) -> Iterator[None]:
    """Use the installation's own database."""
    with create_app(instance_path=str(installation.folder)).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


def make_scene(installation: Installation, tables: int = 3) -> BoardScene:
    """Make an event of its own, with so many tables, and a draft."""
    with within(installation):
        event = make_event(db.session.query(Organizer).filter_by(email=ORGANIZER).one())
        names = ("Ana Petrović", "Boris Иванов", "Čedomir Čačak", "Dora Ευγενίου")
        countries = ("RS", "BG", "RS", "GR")
        ana, boris, cedomir, dora = (
            make_participant(event, name, country=country) for name, country in zip(names, countries, strict=True)
        )
        slots: list[Slot] = list(make_session(event).slots)
        places: list[MeetingTable] = make_tables(event, tables)
        keep_free(cedomir, [slots[k] for k in (0, 2, 4, 5)])
        keep_free(dora, [slots[k] for k in (0, 3, 4, 5)])
        ana_boris = make_meeting(ana, boris)
        make_meeting(cedomir, dora)
        draft = make_draft(
            event,
            (ana_boris, slots[0], places[0]),
            (make_meeting(ana, cedomir), slots[1], places[1]),
            (make_meeting(boris, dora), slots[2], places[2]),
        )
        return BoardScene(installation, event.slug, draft.id, ana_boris.id, places[-1].id, slots[-1].id)


def keep_free(who: Participant, slots: list[Slot]) -> None:
    db.session.add_all(UnavailableSlot(participant_id=who.id, slot_id=slot.id) for slot in slots)
