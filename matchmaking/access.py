"""Who is here, and what they may see. A page that is not yours answers like one that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import current_app, g, redirect, request, session, url_for
from flask_babel import gettext as _

from matchmaking.services.acting import acting as acting_times
from matchmaking.services.identity import sign_ins, tokens
from matchmaking.services.people import memberships
from matchmaking.services.refusals import NotFound
from matchmaking.services.retention import keeping
from matchmaking.services.setup import events

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Response

    from matchmaking.models import ActingTime, Event, Organizer, Participant, SignIn

ORGANIZER_COOKIE = "organizer"
ASKED_COOKIE = "asked"
POSSIBLE_AFTERWARDS = frozenset({"organizer.organizers_remove", "organizer.overview_copy"})
"""What may be posted to an event whose people were forgotten: it brings nobody's data back."""


def participant_cookie(event_id: int) -> str:
    """The name under which the browser keeps its sign-in to one event."""
    return f"participant-{event_id}"


@dataclass(frozen=True)
class Viewer:
    """Who looks at the page: an organizer, a participant of the page's event, both, or neither."""

    organizer: Organizer | None
    participant: Participant | None

    @property
    def name(self) -> str:
        """Whose name stands at the top of the page: on an event's pages for participants, theirs."""
        person = self.participant or self.organizer
        return person.name if person else ""


def now() -> datetime:
    """The moment of this request; one for the whole of it."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    moment: datetime = g.now
    return moment


def viewer() -> Viewer:
    """Find out who is here, once a request."""
    if "viewer" not in g:
        event = g.get("event")
        g.viewer = Viewer(current_organizer(), _participant_of_page(event) if event else None)
    found: Viewer = g.viewer
    return found


def page_viewer() -> Viewer | None:
    """Who is signed in, or None; on the organizer's pages the organizer alone."""
    who = viewer()
    if request.blueprint == "organizer":
        who = Viewer(who.organizer, None)
    return who if who.name else None


def current_organizer() -> Organizer | None:
    """The organizer who is signed in, if any."""
    sign_in = _organizers_sign_in()
    return sign_in.organizer if sign_in else None


def organizers_sign_in() -> SignIn:
    """The sign-in of the organizer; behind the organizer pages' guard there always is one."""
    found = _organizers_sign_in()
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def acting() -> ActingTime | None:
    """For whom the signed-in organizer acts at the page's event; looked up once a request."""
    if "acting" not in g:
        event, sign_in = g.get("event"), _organizers_sign_in()
        g.acting = acting_times.find(event, sign_in, now()) if event and sign_in else None
    found: ActingTime | None = g.acting
    return found


def current_participant(event: Event) -> Participant | None:
    """The participant who is signed in to this event, if any."""
    sign_in = sign_ins.find(session.get(participant_cookie(event.id), ""), now())
    if sign_in is None or sign_in.participant is None or sign_in.participant.event_id != event.id:
        return None
    return sign_in.participant


def is_acting() -> bool:
    """Whether what is asked for is done by an organizer on behalf of the participant."""
    return acting() is not None


def organizer() -> Organizer:
    """The signed-in organizer; behind the organizer pages' guard there always is one."""
    found = viewer().organizer
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def participant() -> Participant:
    """The signed-in participant; behind the participant pages' guard there always is one."""
    found = viewer().participant
    if found is None:
        raise NotFound(_("There is no such page."))
    return found


def event() -> Event:
    """The event of this page, loaded by the guard."""
    found: Event = g.event
    return found


def take_slug(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Keep the event's slug out of the views' arguments; the guards load the event by it."""
    del endpoint
    if values and "slug" in values:
        g.slug = values.pop("slug")


def give_slug(endpoint: str, values: dict[str, Any]) -> None:
    """Addresses built on a page of an event stay within that event."""
    if "slug" not in values and g.get("slug") and current_app.url_map.is_endpoint_expecting(endpoint, "slug"):
        values["slug"] = g.slug


def guard_organizer() -> ResponseReturnValue | None:
    """Let organizers in, to their own events only; send others to the sign-in page."""
    slug = g.get("slug")
    who = current_organizer()
    if who is None:
        return redirect(url_for("public.organizer_sign_in", next=_here()), code=303)
    if slug is not None:
        g.event = events.of_organizer(who, slug)
    viewer()  # before the first sentence: it is said in the reader's language
    if slug is not None and request.method == "POST" and request.endpoint not in POSSIBLE_AFTERWARDS:
        keeping.require_not_anonymised(g.event)
    return None


def guard_participant() -> ResponseReturnValue | None:
    """Let participants of this event in; send others to its sign-in page, if they may know the event at all."""
    slug = g.get("slug", "")
    g.event = _visible(slug)
    if viewer().participant is None:
        return redirect(url_for("public.sign_in", slug=slug, next=_here()), code=303)
    return None


def guard_public() -> None:
    """Load the event of a public page, if it may be seen."""
    slug = g.get("slug")
    if slug is not None:
        g.event = _visible(slug)
        viewer()  # before the first sentence: it is said in the reader's language


def sign_in_organizer(who: Organizer) -> None:
    """Open a stored session for this browser."""
    session.permanent = True
    session[ORGANIZER_COOKIE] = sign_ins.open_for_organizer(who, now())


def sign_in_participant(who: Participant) -> None:
    """Open a stored session, for this browser and this participant's event."""
    session.permanent = True
    session[participant_cookie(who.event_id)] = sign_ins.open_for_participant(who, now())
    memberships.ask_colleagues(who, now())  # the address has proved to be theirs


def asking_browser() -> str:
    """The secret by which a browser is known that asked for a link; empty for one that has not."""
    secret: str = session.get(ASKED_COOKIE, "")
    return secret


def remember_browser() -> str:
    """Know this browser again when the link it asks for is opened."""
    secret: str = session.setdefault(ASKED_COOKIE, tokens.new_token())
    return secret


def sign_out() -> None:
    """End every session that this browser holds, in the database as well."""
    for token in [value for key, value in session.items() if key == ORGANIZER_COOKIE or key.startswith("participant-")]:
        sign_ins.end(token, now())
    session.clear()


def with_nothing_kept(answer: Response) -> Response:
    """Let the browser forget the agenda that somebody before has left in it; cookies stay."""
    answer.headers["Clear-Site-Data"] = '"storage"'
    return answer


def safe_next(default: str) -> str:
    """Where to go on after signing in: only a path of this installation."""
    target = request.values.get("next", "")
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.startswith("/") or target.startswith(("//", "/\\")) or "\\" in target:
        return default
    return target


def require_local() -> None:
    """The outbox can be read in a local installation only, and from this computer only."""
    if not current_app.config["LOCAL"] or request.remote_addr not in {"127.0.0.1", "::1"}:
        raise NotFound(_("There is no such page."))


def _organizers_sign_in() -> SignIn | None:
    sign_in = sign_ins.find(session.get(ORGANIZER_COOKIE, ""), now())
    return sign_in if sign_in is not None and sign_in.organizer is not None else None


def _participant_of_page(event: Event) -> Participant | None:
    """On the participants' pages an organizer who acts for somebody sees theirs; elsewhere nobody is acted for."""
    if request.blueprint == "participant" and (found := acting()) is not None:
        return found.participant
    return current_participant(event)


def _visible(slug: str) -> Event:
    """An event that this browser may know of: its participants do, also where it is not listed."""
    found = events.find(slug)
    if found is not None and current_participant(found) is not None:
        return found
    return events.visible(slug, current_organizer())


def _here() -> str:
    return request.full_path.rstrip("?") if request.method == "GET" else ""
