"""16 clients endorse one document at once, while it is replaced: nobody endorses twice, or a text that is gone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Endorsement, Event, EventSession, Organizer, Participant, SessionKind
from matchmaking.services.documents import endorsing, keeping
from matchmaking.services.refusals import Conflict
from tests.factories import NOW, make_event, make_organizer, make_participant, make_session
from tests.faults.test_concurrent_moves import CLIENTS, own_app
from tests.matchmaking.services.documents.test_keeping import NEXT, put

if TYPE_CHECKING:
    from flask import Flask

pytestmark = pytest.mark.slow
__all__ = ["own_app"]

PEOPLE, PRESSES = 12, 4


def one_endorses(app: Flask, participant_id: int, file_id: int) -> bool:
    """Whether it was done; a text that was replaced before is refused."""
    with app.app_context():
        try:
            endorsing.endorse(db.session.get_one(Participant, participant_id), file_id, NOW)
            db.session.commit()
        except Conflict:
            return False
        finally:
            db.session.remove()
    return True


def test_pressing_at_once_endorses_once(own_app: Flask) -> None:
    ann = make_organizer()
    event = make_event(ann)
    file_id = put(event, make_session(event, kind=SessionKind.PLENARY), ann).file.id
    people = [make_participant(event, f"Person {number}").id for number in range(PEOPLE)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        done = list(clients.map(lambda one: one_endorses(own_app, one, file_id), people * PRESSES))
    assert done == [True] * (PEOPLE * PRESSES)
    assert sorted(db.session.scalars(select(Endorsement.participant_id))) == people


def test_replaced_text_is_endorsed_by_nobody_who_comes_later(own_app: Flask) -> None:
    ann = make_organizer()
    event = make_event(ann)
    plenary = make_session(event, kind=SessionKind.PLENARY)
    file_id = put(event, plenary, ann).file.id
    endorsing.endorse(make_participant(event), file_id, NOW)  # so that the former text stays
    db.session.commit()
    people = [make_participant(event, f"Person {number}").id for number in range(PEOPLE)]
    ids = (ann.id, event.id, plenary.id)

    def replace() -> None:
        with own_app.app_context():
            organizer, its_event = db.session.get_one(Organizer, ids[0]), db.session.get_one(Event, ids[1])
            put(its_event, db.session.get_one(EventSession, ids[2]), organizer, content=NEXT)
            db.session.remove()

    with ThreadPoolExecutor(CLIENTS) as clients:
        asked = [clients.submit(one_endorses, own_app, one, file_id) for one in people]
        clients.submit(replace).result()
        done = [one.result() for one in asked]
    db.session.expire_all()
    former, newest = keeping.document_of(db.session.get_one(EventSession, ids[2])).files
    assert former.id == file_id
    assert sorted(db.session.scalars(select(Endorsement.file_id))) == [file_id] * (1 + sum(done))
    assert newest.content == NEXT
