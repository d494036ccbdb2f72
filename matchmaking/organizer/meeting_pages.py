"""The page of one meeting in a draft: where it is, and where it could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import gettext as _

from matchmaking.services.refusals import NotFound
from matchmaking.services.schedule import reasons

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Schedule
    from matchmaking.organizer.schedule_forms import PlaceForm
    from matchmaking.services.schedule.legality import Legality
    from matchmaking.services.schedule.roster import Person, Roster

ATTENDING = ("one", "other", "interpreter")  # who is chosen for each side


def meeting_page(draft: Schedule, legality: Legality, meeting_id: int, form: PlaceForm) -> ResponseReturnValue:
    """Render it, with the form's refusal if there is one."""
    board, roster = legality.board, legality.board.roster
    pair = roster.pairs.get(meeting_id)
    if pair is None:
        raise NotFound(_("There is no such meeting."))
    held = board.of_meeting.get(meeting_id)
    sides = legality.sides(meeting_id)
    candidates = [_candidates(roster, person) for person in pair.people]
    candidates += [[roster.people[person] for person in interpreters] for interpreters in (sides or ())[2:]]
    attending = _attending(held.people if held else (), candidates)
    possible = sides is not None
    page = render_template(
        "organizer/draft_meeting.html",
        draft=draft,
        board=board,
        roster=roster,
        pair=pair,
        held=held,
        begun=held is not None and held.starts_at <= legality.now,
        candidates=candidates,
        attending=attending,
        choices=legality.choices(meeting_id, attending) if possible else [],
        reason=[] if held and possible else reasons.of(legality, meeting_id),
        warnings=[one.sentence for one in legality.warnings() if meeting_id in one.meetings] if possible else [],
        form=form,
    )
    return page, form.status


def _candidates(roster: Roster, principal: int) -> list[Person]:
    """Who may sit on a side: whoever wished for the meeting, and colleagues who take part."""
    mine = roster.people[principal]
    colleagues = (
        person
        for person in roster.people.values()
        if person.organization_id == mine.organization_id and person.takes_part and person.id != principal
    )
    return [mine, *sorted(colleagues, key=lambda person: person.name)]


def _attending(now: tuple[int, ...], candidates: list[list[Person]]) -> tuple[int, ...]:
    """Who would attend: as chosen on the page, else as it is, else the first of each side."""
    chosen = [request.values.get(name, type=int) for name in ATTENDING]
    attending = []
    for number, side in enumerate(candidates):
        wanted = [chosen[number], *now[number : number + 1]]
        ids = [person.id for person in side]
        attending.append(next((one for one in wanted if one in ids), ids[0]))
    return tuple(attending)
