"""Files that were given and never brought in are not kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Import, ImportKind
from matchmaking.services.files.importing import uploads
from tests.factories import NOW, make_event, make_organizer


@pytest.mark.usefixtures("app")
def test_upload_that_was_never_brought_in_is_removed_after_seven_days() -> None:
    event = make_event(make_organizer())
    ages = {"old.csv": timedelta(days=7), "young.csv": timedelta(days=7, seconds=-1), "applied.csv": timedelta(days=30)}
    for name, age in ages.items():
        uploads.begin(event, ImportKind.PARTICIPANTS, name, b"E-mail,Name\na@b.example,Bob\n", None, NOW - age)
    db.session.scalars(select(Import).where(Import.filename == "applied.csv")).one().applied_at = NOW
    db.session.commit()
    assert uploads.remove_old(NOW) == 1
    db.session.commit()
    assert set(db.session.scalars(select(Import.filename))) == {"young.csv", "applied.csv"}
    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.subject, entry.event_id) == ("import.expired", "old.csv", event.id)
    assert uploads.remove_old(NOW) == 0
