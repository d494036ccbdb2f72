"""The organizers' forms about meeting requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaking.forms import Form, line, one_of
from matchmaking.models import Priority, RequestStatus
from matchmaking.organizer.labels import priority_labels
from matchmaking.services.people import profiles
from matchmaking.services.requests.messages import MESSAGE_LENGTH

if TYPE_CHECKING:
    from matchmaking.models import MeetingRequest


class RequestForm(Form):
    """How much a meeting is wished for, and with which words."""

    priority = one_of(_l("Priority"))
    message = line(_l("Message"), MESSAGE_LENGTH, required=False)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.priority.choices = [(str(priority.value), label) for priority, label in priority_labels().items()]

    def show(self, request: MeetingRequest) -> None:
        """Fill in a request as it is, to be changed."""
        self.priority.data, self.message.data = str(request.priority.value), request.message

    @property
    def chosen_priority(self) -> Priority:
        """The priority that was chosen."""
        return Priority(int(self.priority.data))


class NewRequestForm(RequestForm):
    """A request between two people, given by their addresses."""

    requester = line(_l("Address of the one who asks"), profiles.EMAIL_LENGTH)
    recipient = line(_l("Address of the one who is asked"), profiles.EMAIL_LENGTH)
    state = one_of(_l("Status"))

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.state.choices = [
            (RequestStatus.PENDING.value, _("Pending: the one who is asked still answers")),
            (RequestStatus.ACCEPTED.value, _("Accepted: they have agreed")),
        ]
