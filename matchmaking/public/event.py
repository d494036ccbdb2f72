"""The public page of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access, page_language
from matchmaking.public import blueprint
from matchmaking.services.mail import outbox
from matchmaking.services.setup import event_state, event_texts, phases
from matchmaking.services.setup.phases import Phase
from matchmaking.services.words import languages
from matchmaking.services.words.wordings import worded, worded_and_marked

if TYPE_CHECKING:
    from matchmaking.models import Event


@blueprint.get("/e/<slug>/")
def event() -> str:
    """Say what the event is, when and where, and what can be done now."""
    here = access.event()
    now = access.now()
    language = text_language()
    chosen = request.args.get("language")
    named_in = chosen if chosen in here.languages else None
    return render_template(
        "public/event.html",
        event_name=worded(here, "name", named_in),
        marked_name=worded_and_marked(here, "name", named_in),
        venue=worded_and_marked(here, "venue", named_in),
        about=event_texts.shown(here, "about", language),
        practical=event_texts.shown(here, "practical", language),
        text_languages=[
            (languages.own_name(code), url_for("public.event", language=code), code == language)
            for code in event_texts.languages_of(here)
        ],
        other_languages=_other_languages(here),
        registration_open=phases.registration_is_open(here, now),
        state=_state(phases.phase_of(here, now)),
        next_hour=event_state.next_hour(here, now),
    )


def text_language(*parts: str) -> str:
    """The language for the event's own words, or for these of them: the one chosen on the page, else the reader's."""
    wanted = [*filter(None, [request.args.get("language", "")]), *page_language.wanted()]
    return event_texts.choose_language(access.event(), wanted, parts or event_texts.PAGE)


def _other_languages(here: Event) -> list[tuple[str, str]]:
    """Where search engines find the page with the event's words in each of its languages, if there are several."""
    codes = event_texts.languages_of(here)
    if len(codes) < 2:  # noqa: PLR2004
        return []
    own = [(code, outbox.link(url_for("public.event", language=code))) for code in codes]
    return [*own, ("x-default", outbox.link(url_for("public.event")))]


def _state(phase: Phase) -> str:
    """Where the event stands, for everybody; a cancellation is said elsewhere."""
    return {
        Phase.PREPARATION: _("The event is being prepared."),
        Phase.REGISTRATION: _("Registration is open."),
        Phase.BOOKING: _("Participants are asking one another for meetings."),
        Phase.SCHEDULING: _("Booking has closed, and the schedule of meetings is being made."),
        Phase.PUBLISHED: _("The schedule of meetings is published."),
        Phase.OVER: _("The event is over."),
        Phase.CANCELLED: "",
    }[phase]
