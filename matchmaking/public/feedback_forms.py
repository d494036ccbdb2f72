"""The form of one attendee's word on one meeting."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField

from matchmaking.forms import Form, needed, number, one_of, paragraphs
from matchmaking.models import FollowUp
from matchmaking.services.afterwards import feedback
from matchmaking.services.afterwards.feedback import Answer

COMMENT_LENGTH = 2000
CHOOSE = _l("Choose one of those offered.")
OUR_WORDS: dict[str, Any] = {"invalid_choice_message": CHOOSE}  # a name that the published types do not know
TOOK_PLACE = [("yes", _l("Yes")), ("no", _l("No"))]
FOLLOW_UPS = [
    ("", _l("Not known yet")),
    (FollowUp.NOTHING.value, _l("Nothing")),
    (FollowUp.CONTACT.value, _l("We stay in touch")),
    (FollowUp.VISIT.value, _l("A visit")),
    (FollowUp.PROJECT.value, _l("A joint project")),
    (FollowUp.DEAL.value, _l("A deal")),
]
RATINGS = [
    ("5", _l("5: very good")),
    ("4", _l("4")),
    ("3", _l("3")),
    ("2", _l("2")),
    ("1", _l("1: of no use")),
    ("", _l("No answer")),
]


class FeedbackForm(Form):
    """Whether it took place, how good it was, what follows."""

    took_place = RadioField(
        _l("Did it take place?"),
        [needed(CHOOSE)],
        **OUR_WORDS,
    )
    rating = RadioField(_l("How good was it?"), default="", **OUR_WORDS)
    follow_up = one_of(_l("What follows?"))
    value = number(_l("Its value"), 0, feedback.MOST, required=False)
    reached = number(
        _l("People it reaches"),
        0,
        feedback.MOST,
        required=False,
        description=_l("For a project or visit: how many people it will concern."),
    )
    comment = paragraphs(_l("Anything else"), COMMENT_LENGTH)

    @classmethod
    def of(cls, item: feedback.Item, currency: str) -> FeedbackForm:
        """The form with what was said before; its fields are told apart by the meeting."""
        said, values = item.said, {}
        if said is not None:
            values = {
                "took_place": "yes" if said.took_place else "no",
                "rating": "" if said.rating is None else str(said.rating),
                "follow_up": said.follow_up.value if said.follow_up else "",
                "value": said.value,
                "reached": said.reached,
                "comment": said.comment,
            }
        form = cls(data=values, prefix=f"m{item.entry.meeting_id}-")
        form.took_place.choices, form.rating.choices, form.follow_up.choices = TOOK_PLACE, RATINGS, FOLLOW_UPS
        form.value.description = _("An estimate in %(currency)s, for a deal or project.", currency=currency)
        return form

    def answer(self) -> Answer:
        """What was said."""
        return Answer(
            took_place=self.took_place.data == "yes",
            rating=int(self.rating.data) if self.rating.data else None,
            follow_up=FollowUp(self.follow_up.data) if self.follow_up.data else None,
            value=self.value.data,
            reached=self.reached.data,
            comment=self.comment.data or "",
        )
