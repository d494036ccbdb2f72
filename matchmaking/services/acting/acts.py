"""The acts that organizers can do for a participant, each with its sentence."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

KINDS = {
    "acted.asked": _l("Asked for a meeting"),
    "acted.accepted": _l("Accepted a request"),
    "acted.declined": _l("Declined a request, or called a meeting off"),
    "acted.withdrew": _l("Took a request back, or called a meeting off"),
    "acted.ranked": _l("Changed how much a meeting is wished for"),
    "acted.hid": _l("Put a suggestion aside"),
    "acted.times": _l("Changed when they can meet"),
    "acted.attends": _l("Signed up for a session"),
    "acted.left": _l("Signed off from a session"),
    "acted.profile": _l("Changed the profile"),
}
