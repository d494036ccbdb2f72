"""An event whose day is over: Bob met Cat and Eva, as published."""

from __future__ import annotations

from datetime import timedelta

from matchmaking.extensions import db
from matchmaking.models import FollowUp
from matchmaking.services.afterwards import feedback
from matchmaking.services.afterwards.feedback import Answer
from tests.matchmaking.draft_scene import DraftScene

DEAL = Answer(took_place=True, rating=5, follow_up=FollowUp.DEAL, value=10_000, reached=3, comment="Signed")
TALK = Answer(took_place=True, rating=3, follow_up=FollowUp.CONTACT, value=4_000, reached=8)
MISSED = Answer(took_place=False)


class AfterwardsScene(DraftScene):
    """Version 1 is published; `after` is the next morning, `during` between the two meetings."""

    def __init__(self) -> None:
        super().__init__()
        self.publish()
        self.during = self.slots[0].ends_at + timedelta(minutes=1)
        self.after = self.slots[-1].ends_at + timedelta(hours=12)

    def say(self, who: str, meeting: str, answer: Answer) -> None:
        """One side says how a meeting went."""
        person, about = getattr(self, who), getattr(self, meeting)
        feedback.give(self.event, person, about.id, answer, self.after)
        db.session.commit()
