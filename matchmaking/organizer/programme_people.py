"""Who attends a session of the programme, who waits for a seat, and who is invited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.exports import list_file
from matchmaking.pages import MAX_QUERY_LENGTH, listing
from matchmaking.services.people import inviting, seating, session_people
from matchmaking.services.setup import participation
from matchmaking.services.setup import programme as programme_service

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Participant

PEOPLE = "/events/<slug>/programme/<int:session_id>/people"


@blueprint.get(PEOPLE)
def programme_people(session_id: int) -> str:
    """Show who attends, who waits, who is invited, and whom a search finds to be added."""
    event = access.event()
    session = programme_service.session_of(event, session_id)
    look = listing(session_people.SORTS, {"seat": ("waiting",)})
    waiting = look.filters["seat"] == "waiting"
    look = look.with_total(session_people.count(session, waiting=waiting, words=look.q))
    sought = request.args.get("find", "")[:MAX_QUERY_LENGTH].strip()
    return render_template(
        "organizer/programme_people.html",
        session=session,
        listing=look,
        entries=session_people.entries(
            session,
            waiting=waiting,
            words=look.q,
            sort=look.sort,
            descending=look.descending,
            offset=look.offset,
            limit=look.per_page,
        ),
        seated=session_people.count(session, waiting=False),
        waiting=session_people.count(session, waiting=True),
        invitations=inviting.invitations(session),
        types=participation.types_of(event),
        sought=sought,
        found=inviting.found(event, sought),
    )


@blueprint.get(f"{PEOPLE}.xlsx", defaults={"format": "xlsx"})
@blueprint.get(f"{PEOPLE}.csv", defaults={"format": "csv"})
def programme_people_export(session_id: int, format: str) -> Response:  # noqa: A002 - the word in the address
    """The same list as a file: who attends, then who waits, in their order."""
    session = programme_service.session_of(access.event(), session_id)
    header = [_("Name"), _("Organization"), _("Country"), _("E-mail"), _("Seat")]
    seated = [(person, _("attends")) for person in seating.attendees(session)]
    seated += [
        (row.participant, _("waits, number %(place)d", place=place))
        for place, row in enumerate(seating.waiting(session), 1)
    ]
    rows = [(person.name, person.organization.name, person.country, person.email, seat) for person, seat in seated]
    return list_file(format, f"session-{session.id}", header, rows)


@blueprint.post(f"{PEOPLE}/<int:participant_id>/<any(add, remove):act>")
def programme_people_seat(session_id: int, participant_id: int, act: str) -> ResponseReturnValue:
    """Seat somebody by hand, or take their seat or their place in the waiting list away."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = programme_service.session_of(event, session_id)
    person = inviting.participant_of(event, participant_id)
    if act == "remove":
        return answer_of(
            lambda: session_people.unseat(event, session, person, who, now),
            _("%(name)s no longer attends.", name=person.name),
            _people_url(session_id),
        )
    return answer_of(
        lambda: session_people.seat(event, session, person, who, now),
        lambda place: _seated_sentence(person, place),
        _people_url(session_id),
    )


@blueprint.post(f"{PEOPLE}/invite")
def programme_people_invite(session_id: int) -> ResponseReturnValue:
    """Invite a participant, an organization or a type."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = programme_service.session_of(event, session_id)
    whom = request.form.get("whom", "")
    return answer_of(lambda: inviting.invite(event, session, whom, who, now), _("Invited."), _people_url(session_id))


@blueprint.post(f"{PEOPLE}/invitations/<int:invitation_id>/remove")
def programme_people_uninvite(session_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    event, who, now = access.event(), access.organizer(), access.now()
    session = programme_service.session_of(event, session_id)
    return answer_of(
        lambda: inviting.uninvite(event, session, invitation_id, who, now),
        _("The invitation is taken back."),
        _people_url(session_id),
    )


def _seated_sentence(person: Participant, place: int) -> str:
    if place:
        return _(
            "No seat is free: %(name)s waits for one now, as number %(place)d of those who wait.",
            name=person.name,
            place=place,
        )
    return _("%(name)s has a seat.", name=person.name)


def _people_url(session_id: int) -> str:
    return url_for("organizer.programme_people", session_id=session_id)
