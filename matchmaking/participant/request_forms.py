"""The form of a meeting request, and of its rank."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField

from matchmaking.forms import Form, line, needed
from matchmaking.models import Priority
from matchmaking.services.requests.messages import MESSAGE_LENGTH

RANKS = [
    (str(Priority.MUST.value), _l("Must: I come for this")),
    (str(Priority.WOULD_LIKE.value), _l("Would like")),
    (str(Priority.OPEN_TO.value), _l("Open to: if there is room")),
]
CHOOSE = _l("Choose one of the three.")
OUR_WORDS: dict[str, Any] = {"invalid_choice_message": CHOOSE}  # a name that the published types do not know


class RankForm(Form):
    """How much a meeting is wished for."""

    rank = RadioField(
        _l("How much do you want to meet?"),
        [needed(CHOOSE)],
        default=str(Priority.WOULD_LIKE.value),
        description=_l("Only the organizers see this."),
        **OUR_WORDS,
    )

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.rank.choices = RANKS

    @property
    def priority(self) -> Priority:
        """The rank that was chosen."""
        return Priority(int(self.rank.data))


class RequestForm(RankForm):
    """A request: its rank, a line of text, and whether a colleague may go."""

    message = line(
        _l("A line of text"),
        MESSAGE_LENGTH,
        required=False,
        description=_l("Why you would like to meet; at most 300 characters."),
    )
    colleagues = BooleanField(_l("Whoever of my organization is free may attend"))
