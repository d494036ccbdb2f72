from __future__ import annotations

import pytest
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Feedback, FollowUp, ParticipantStatus
from matchmaking.services.afterwards import feedback, feedback_links, feedback_settings
from matchmaking.services.refusals import NotFound, PhaseClosed
from tests.factories import NOW, make_event, make_participant
from tests.matchmaking.afterwards_scene import DEAL, MISSED, TALK, AfterwardsScene

pytestmark = pytest.mark.usefixtures("app")


def said() -> list[tuple[int, bool, int | None, FollowUp | None, int | None, int | None, str]]:
    return [
        (row.participant_id, row.took_place, row.rating, row.follow_up, row.value, row.reached, row.comment)
        for row in db.session.scalars(select(Feedback).order_by(Feedback.id))
    ]


def test_attendee_has_the_meetings_that_have_ended_and_no_others() -> None:
    here = AfterwardsScene()
    assert [item.entry.meeting_id for item in feedback.items_of(here.bob, NOW)] == []
    assert [item.entry.meeting_id for item in feedback.items_of(here.bob, here.during)] == [here.with_cat.id]
    both = feedback.items_of(here.bob, here.after)
    assert [item.entry.meeting_id for item in both] == [here.with_cat.id, here.with_eva.id]
    assert feedback.items_of(here.dan, here.after) == []


def test_saying_it_again_replaces_what_was_said() -> None:
    here = AfterwardsScene()
    here.say("bob", "with_cat", TALK)
    here.say("bob", "with_cat", DEAL)
    assert said() == [(here.bob.id, True, 5, FollowUp.DEAL, 10_000, 3, "Signed")]


def test_of_a_meeting_that_did_not_take_place_only_the_comment_is_kept() -> None:
    here = AfterwardsScene()
    missed = feedback.Answer(False, 4, FollowUp.DEAL, 5, 6, "Nobody came")
    here.say("bob", "with_cat", missed)
    assert said() == [(here.bob.id, False, None, None, None, None, "Nobody came")]


def test_nobody_speaks_of_meetings_of_others_or_that_have_not_ended() -> None:
    here = AfterwardsScene()
    for person, meeting, moment in (
        (here.cat, here.with_eva, here.after),
        (here.dan, here.with_cat, here.after),
        (here.bob, here.with_eva, here.during),
    ):
        with pytest.raises(NotFound):
            feedback.give(here.event, person, meeting.id, TALK, moment)
    assert said() == []


def test_closed_feedback_stays_as_it_is_until_it_is_opened_again() -> None:
    here = AfterwardsScene()
    here.say("bob", "with_cat", TALK)
    feedback_settings.close(here.event, here.ann, here.after)
    with pytest.raises(PhaseClosed):
        here.say("bob", "with_cat", MISSED)
    feedback_settings.reopen(here.event, here.ann, here.after)
    here.say("bob", "with_cat", MISSED)
    assert [row[1] for row in said()] == [False]


def test_link_leads_to_its_participant_and_nobody_else() -> None:
    event = make_event()
    bob, cat = make_participant(event), make_participant(event, "Cat Иванова")
    token = feedback_links.token_of(bob)
    assert feedback_links.participant_of(token).id == bob.id
    proof = token.partition("-")[2]
    for forged in (
        f"{cat.id}-{proof}",
        f"{bob.id}-",
        f"{bob.id}-{proof[:-1]}",
        f"{bob.id}",
        "",
        "x-y",
        "1" * 30,
        "٣-a",
    ):
        with pytest.raises(NotFound):
            feedback_links.participant_of(forged)


def test_new_nonce_revokes_the_link() -> None:
    bob = make_participant(make_event())
    token = feedback_links.token_of(bob)
    bob.feedback_nonce = "another"
    with pytest.raises(NotFound):
        feedback_links.participant_of(token)


def test_link_of_somebody_who_has_withdrawn_opens_nothing() -> None:
    bob = make_participant(make_event())
    token = feedback_links.token_of(bob)
    bob.status = ParticipantStatus.WITHDRAWN
    with pytest.raises(NotFound):
        feedback_links.participant_of(token)
