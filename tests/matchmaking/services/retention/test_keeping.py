"""Data are kept as long as people were told, at most."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from matchmaking.extensions import db
from matchmaking.models import AuditEntry, Consent
from matchmaking.services.refusals import Invalid, PhaseClosed
from matchmaking.services.retention import keeping
from tests.factories import NOW, make_event, make_organizer, make_participant

if TYPE_CHECKING:
    from flask import Flask

    from matchmaking.models import Event, Organizer, Participant


@pytest.fixture
def ann(app: Flask) -> Organizer:
    return make_organizer()


@pytest.fixture
def event(ann: Organizer) -> Event:
    return make_event(ann, name="Fair", starts_on=date(2027, 5, 11), ends_on=date(2027, 5, 12))


def test_data_are_kept_for_180_days_after_the_last_midnight_in_the_events_zone(event: Event) -> None:
    assert event.kept_days == 180
    assert keeping.kept_until(event) == datetime(2027, 11, 8, 22, tzinfo=UTC)  # midnight in Sofia


def test_promise_names_the_day_and_the_number_of_days(event: Event) -> None:
    event.kept_days = 30
    assert keeping.promise(event) == (
        "Personal data are kept until 12 June 2027, 30 days after the event, and made anonymous then."
    )


def test_change_of_days_is_written_down_with_both_figures(event: Event, ann: Organizer) -> None:
    keeping.set_days(event, 90, ann, NOW)
    keeping.set_days(event, 90, ann, NOW)
    db.session.commit()
    entry = db.session.query(AuditEntry).filter_by(action="data.days_changed").one()
    assert (entry.detail, event.kept_days) == ({"before": 180, "after": 90}, 90)


def agree(person: Participant) -> None:
    db.session.add(Consent(participant_id=person.id, wording="", language="en", given_at=NOW))
    db.session.commit()


def test_what_somebody_has_agreed_to_becomes_less_but_not_more(event: Event, ann: Organizer) -> None:
    keeping.set_days(event, 200, ann, NOW)
    agree(make_participant(event))
    keeping.set_days(event, 199, ann, NOW)
    with pytest.raises(Invalid, match=r"agreed to their data being kept for 199 days\. This can become less, not more"):
        keeping.set_days(event, 200, ann, NOW)
    assert event.kept_days == 199


def test_consents_of_another_event_bind_nobody_here(event: Event, ann: Organizer) -> None:
    agree(make_participant(make_event()))
    keeping.set_days(event, 181, ann, NOW)
    assert event.kept_days == 181


@pytest.mark.parametrize("days", [-1, 3651])
def test_days_have_limits(event: Event, ann: Organizer, days: int) -> None:
    with pytest.raises(Invalid):
        keeping.set_days(event, days, ann, NOW)


def test_nothing_is_kept_longer_once_it_is_gone(event: Event, ann: Organizer) -> None:
    event.anonymised_at = NOW
    with pytest.raises(PhaseClosed, match="Fair were anonymised"):
        keeping.set_days(event, 10, ann, NOW)
