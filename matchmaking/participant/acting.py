"""What organizers may do on a participant's pages while they act for them; everything else is refused."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.services.acting import acting as acting_times
from matchmaking.services.refusals import NotAllowed

ALLOWED = {
    "requests_send": "acted.asked",
    "suggestions_ask": "acted.asked",
    "organization_ask": "acted.asked",
    "organization_accept": "acted.accepted",
    "organization_decline": "acted.declined",
    "organization_withdraw": "acted.withdrew",
    "organization_rank": "acted.ranked",
    "requests_accept": "acted.accepted",
    "requests_decline": "acted.declined",
    "requests_withdraw": "acted.withdrew",
    "requests_rank": "acted.ranked",
    "suggestions_hide": "acted.hid",
    "availability_save": "acted.times",
    "availability_half_day": "acted.times",
    "availability_row": "acted.times",
    "availability_sign_up": "acted.attends",
    "availability_leave": "acted.left",
    "profile_edit": "acted.profile",
    "profile_organizations_add": "acted.profile",
    "profile_organizations_remove": "acted.profile",
}
"""What each writes down."""
REFUSED = frozenset(
    {
        "agenda_new_address",  # the feed's address is a secret of theirs
        "agenda_alarm",  # and the calendar their own
        "agenda_show",  # who sees their agenda is theirs to say
        "agenda_change",  # what two agree on between them
        "agenda_take_back",
        "agenda_agree",
        "agenda_refuse",
        "colleagues_confirm",  # organizers have a page of their own for that
        "colleagues_refuse",
        "directory_star",  # whom they have marked, and what they search for, is for nobody else
        "directory_unstar",
        "directory_saved_save",
        "directory_saved_open",
        "directory_saved_remove",
        "documents_endorse",  # one stands by a document oneself
        "documents_withdraw",
        "profile_mails",  # what reaches their mailbox is theirs to say
        "profile_language",  # one reads in one's own language
        "profile_steps",  # their own way through the profile; organizers edit it whole
        "profile_erase",
        "profile_withdraw",  # the organizers' own page ends a participation
    }
)
UNREAD = frozenset({"profile_data"})  # their marks, searches, mails and sign-ins are for nobody else


def note_or_refuse() -> None:
    """Write an act down with the organizer's name, or refuse it; whatever is in neither list is refused."""
    acting = access.acting()
    page = (request.endpoint or "").removeprefix("participant.")
    if acting is None or (request.method != "POST" and page not in UNREAD):
        return
    action = ALLOWED.get(page)
    if action is None:
        raise NotAllowed(
            _(
                "Only %(name)s can do this, signed in as themselves. You act for them and cannot do it in their name.",
                name=acting.participant.name,
            )
        )
    acting_times.note(acting, action, request.view_args or {}, access.now())
