"""Stars, and searches that are kept; nobody else sees either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.pages import see_other
from matchmaking.participant import blueprint
from matchmaking.participant.directory_facets import chosen_in_address
from matchmaking.services.people import directory, shortlist
from matchmaking.services.refusals import Refusal

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.services.people.facets import Search


@blueprint.post("/people/<int:participant_id>/star")
def directory_star(participant_id: int) -> ResponseReturnValue:
    """Put somebody on the shortlist."""
    shortlist.star(access.participant(), participant_id)
    return _back(participant_id)


@blueprint.post("/people/<int:participant_id>/unstar")
def directory_unstar(participant_id: int) -> ResponseReturnValue:
    """Take somebody off the shortlist."""
    shortlist.unstar(access.participant(), participant_id)
    return _back(participant_id)


@blueprint.get("/people/saved")
def directory_saved() -> str:
    """List the searches that are kept, with what is new in each."""
    return render_template("participant/directory_saved.html", kept=shortlist.all_of(access.participant()))


@blueprint.post("/people/saved/save")
def directory_saved_save() -> ResponseReturnValue:
    """Keep the search that the address holds."""
    who = access.participant()
    search = chosen_in_address(directory.types_of(who))
    try:
        saved = shortlist.save(who, request.form.get("name", ""), search, access.now())
    except Refusal as refusal:
        db.session.rollback()
        flash(str(refusal), "refusal")
        return see_other(_address(search))
    db.session.commit()
    flash(_("The search “%(name)s” is saved.", name=saved.name), "success")
    return see_other(_address(search))


@blueprint.post("/people/saved/<int:saved_id>/open")
def directory_saved_open(saved_id: int) -> ResponseReturnValue:
    """Look at what a search finds now."""
    saved = shortlist.opened(access.participant(), saved_id, access.now())
    db.session.commit()
    return see_other(_address(shortlist.search_of(saved)))


@blueprint.post("/people/saved/<int:saved_id>/remove")
def directory_saved_remove(saved_id: int) -> ResponseReturnValue:
    """Keep a search no longer."""
    shortlist.remove(access.participant(), saved_id)
    db.session.commit()
    flash(_("The search is deleted."), "success")
    return see_other(url_for("participant.directory_saved"))


def _address(search: Search) -> str:
    values: dict[str, Any] = {name: list(chosen) for name, chosen in search.chosen.items()}
    if search.words:
        values["q"] = search.words
    if search.starred:
        values["starred"] = 1
    return url_for("participant.directory", **values)


def _back(participant_id: int) -> ResponseReturnValue:
    db.session.commit()
    person = url_for("participant.directory_person", participant_id=participant_id)
    return see_other(access.safe_next(person))
