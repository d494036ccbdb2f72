"""The board: a schedule as data for a page that is built in the browser, and the edits that it asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import jsonify, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.forms import UNPROCESSABLE
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.board_forms import NOT_UNDERSTOOD, LockForm, StepsForm
from matchmaking.organizer.board_words import words
from matchmaking.organizer.labels import country_choices
from matchmaking.services.refusals import Conflict, NotFound, Refusal
from matchmaking.services.schedule import board_facts, drafts, publishing, ways
from matchmaking.services.schedule.boards import Board
from matchmaking.services.schedule.legality import Legality
from matchmaking.services.schedule.rearranging import rearrange
from matchmaking.services.words import text
from matchmaking.services.words.countries import country_name
from matchmaking.services.words.times import day_of, short_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from matchmaking.models import Schedule

DRAFT = "/events/<slug>/schedule/drafts/<int:schedule_id>"
CONFLICT = 409
WAYS_AT_ONCE = 10  # each is looked for anew, against the event as it is now


@dataclass(frozen=True)
class Frame:
    """What the page around a board offers to choose from, and where the board asks; None: it can only be read."""

    days: list[tuple[str, str]]
    zones: list[tuple[int, str]]
    types: list[tuple[str, str]]
    countries: list[tuple[str, str]]
    urls: dict[str, str]
    editable: bool
    plain_url: str


def frame_of(board: Board, urls: dict[str, str], plain_url: str) -> Frame:
    """Prepare the page around a board."""
    event, roster = access.event(), board.roster
    return Frame(
        days=_days(board),
        zones=list({seat.zone_id: seat.zone for seat in roster.tables.values()}.items()),
        types=[(name, name) for name in sorted(set(board_facts.types_of(event).values()), key=text.fold)],
        countries=country_choices({person.country for person in roster.people.values() if person.country}),
        urls={**urls, "person": url_for("organizer.participants_participant", participant_id=0)},
        editable="rearrange" in urls,
        plain_url=plain_url,
    )


def _days(board: Board) -> list[tuple[str, str]]:
    days = sorted({day_of(period.starts_at, access.event()) for period in board.periods()})
    chosen = [(day.isoformat(), short_day(day)) for day in days]
    return [*chosen, ("all", _("All days"))] if len(days) > 1 else chosen


def draft_urls(draft: Schedule) -> dict[str, str]:
    """Where the board of a draft asks and leads to."""

    def of_draft(endpoint: str, **values: int) -> str:
        return url_for(f"organizer.schedule_draft_{endpoint}", schedule_id=draft.id, **values)  # type: ignore[arg-type]

    return {
        "facts": of_draft("board"),
        "rearrange": of_draft("rearrange"),
        "lock": of_draft("set_lock"),
        "ways": of_draft("ways"),
        "meeting": of_draft("meeting", meeting_id=0),
        "tables": url_for("organizer.places"),
        "limits": url_for("organizer.settings_limits"),
    }


@blueprint.get(f"{DRAFT}/board")
def schedule_draft_board(schedule_id: int) -> ResponseReturnValue:
    """Send a draft's board; to a page that names the stamp of what it knows only what hand edits change."""
    return _facts(drafts.find(access.event(), schedule_id), editable=True)


@blueprint.get("/events/<slug>/schedule/versions/<int:number>/board")
def schedule_version_board(number: int) -> ResponseReturnValue:
    """Send a version's board, to be read."""
    return _facts(publishing.version(access.event(), number), editable=False)


@blueprint.get(f"{DRAFT}/ways")
def schedule_draft_ways(schedule_id: int) -> ResponseReturnValue:
    """Tell why meetings have no place, and what would give them one."""
    event = access.event()
    board = Board(event, drafts.find(event, schedule_id))
    asked = dict.fromkeys(request.args.getlist("meeting", type=int)[:WAYS_AT_ONCE])
    meetings = [meeting for meeting in asked if meeting in board.roster.pairs and meeting not in board.of_meeting]
    if not meetings:
        return jsonify([])
    legality = Legality(event, board, access.now())
    return jsonify([board_facts.unplaced(ways.of(legality, meeting)) for meeting in meetings])


@blueprint.post(f"{DRAFT}/rearrange")
def schedule_draft_rearrange(schedule_id: int) -> ResponseReturnValue:
    """Put meetings elsewhere together, for a page that shows it already."""
    event, form = access.event(), StepsForm()
    draft = drafts.find(event, schedule_id)
    if not form.validate_on_submit():
        return jsonify(refusal=str(NOT_UNDERSTOOD)), UNPROCESSABLE
    steps, organizer = form.parsed, access.organizer()
    return _edited(draft, lambda: rearrange(event, draft, steps, organizer=organizer, now=access.now()))


@blueprint.post(f"{DRAFT}/set-lock")
def schedule_draft_set_lock(schedule_id: int) -> ResponseReturnValue:
    """Lock or unlock a meeting, for a page that shows it already."""
    event, form = access.event(), LockForm()
    draft = drafts.find(event, schedule_id)
    if not form.validate_on_submit() or form.meeting.data is None:
        return jsonify(refusal=str(NOT_UNDERSTOOD)), UNPROCESSABLE
    meeting, locked, organizer = form.meeting.data, bool(form.locked.data), access.organizer()
    return _edited(
        draft, lambda: drafts.lock(event, draft, meeting, locked=locked, organizer=organizer, now=access.now())
    )


@blueprint.post(f"{DRAFT}/settle")
def schedule_draft_settle(schedule_id: int) -> ResponseReturnValue:
    """Make the change that places a meeting, from the list of those without a place."""
    event, form = access.event(), StepsForm()
    draft = drafts.find(event, schedule_id)

    def settle() -> None:
        if not form.validate_on_submit():
            raise Conflict(str(NOT_UNDERSTOOD))
        rearrange(event, draft, form.parsed, organizer=access.organizer(), now=access.now())

    return answer_of(settle, _("Placed."), url_for("organizer.schedule_draft_unscheduled", schedule_id=draft.id))


def _facts(schedule: Schedule, *, editable: bool) -> ResponseReturnValue:
    event = access.event()
    legality = Legality(event, Board(event, schedule), access.now())
    fixed = board_facts.fixed(event, legality)
    stamp = board_facts.stamp_of(fixed)
    sent: dict[str, Any] = {"stamp": stamp, "current": board_facts.current(legality)}
    if request.args.get("stamp") != stamp:
        countries = {person.country for person in legality.roster.people.values() if person.country}
        sent |= {
            "fixed": fixed,
            "editable": editable,
            "words": words(),
            "countries": {code: country_name(code) for code in countries},
            "fold": text.tables_for_browsers(),
        }
    return jsonify(sent)


def _edited(draft: Schedule, act: Callable[[], None]) -> ResponseReturnValue:
    """The draft's new revision, or the sentence why nothing was done."""
    try:
        act()
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        return jsonify(refusal=str(refusal)), CONFLICT
    revision = board_facts.revision_of(draft)
    db.session.commit()
    return jsonify(revision=revision)
