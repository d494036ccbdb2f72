"""The taxonomies that profiles use, and the event's own list of terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from matchmaking import access
from matchmaking.forms import Form, paragraphs, several_of
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.settings import SETTINGS
from matchmaking.pages import see_other
from matchmaking.services.people import profiles, taxonomies
from matchmaking.services.words.taxonomies import NAMES

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import Event

LIST_LENGTH = 20_000


class TermsForm(Form):
    """Which published taxonomies are used, and terms to be added to the event's own list."""

    taxonomies = several_of(_l("Profiles can choose from"))
    more = paragraphs(_l("Terms to add"), LIST_LENGTH, description=_l("One a line, or with semicolons between."))


@blueprint.route(f"{SETTINGS}/terms", methods=["GET", "POST"])
def settings_terms() -> ResponseReturnValue:
    """Choose taxonomies, and add terms of the event's own."""
    event, who, now = access.event(), access.organizer(), access.now()
    form = TermsForm(data={"taxonomies": event.taxonomies})
    form.taxonomies.choices = [(taxonomy.value, str(name)) for taxonomy, name in NAMES.items()]

    def save() -> None:
        taxonomies.set_used(event, form.taxonomies.data or (), who, now)
        taxonomies.add_own(event, profiles.words_of(form.more.data or ""), who, now)

    if form.carried_out(save):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.settings_terms"))
    return render_template("organizer/settings_terms.html", form=form, terms=taxonomies.own_terms(event)), form.status


@blueprint.post(f"{SETTINGS}/terms/names")
def settings_terms_names() -> ResponseReturnValue:
    """Call the event's own terms otherwise."""
    event = access.event()
    return answer_of(
        lambda: taxonomies.rename_own(event, _names(event), access.organizer(), access.now()),
        _("Saved."),
        url_for("organizer.settings_terms"),
    )


@blueprint.post(f"{SETTINGS}/terms/<int:term_id>/remove")
def settings_terms_remove(term_id: int) -> ResponseReturnValue:
    """Take a term off the list, and off the profiles that name it."""
    return answer_of(
        lambda: taxonomies.remove_own(access.event(), {term_id}, access.organizer(), access.now()),
        _("The term is removed."),
        url_for("organizer.settings_terms"),
    )


def _names(event: Event) -> dict[int, dict[str, str]]:
    """What was typed for each term in each language of the event."""
    return {
        term.id: {code: request.form.get(f"name-{term.id}-{code}", "") for code in event.languages}
        for term in taxonomies.own_terms(event)
        if f"name-{term.id}-{event.languages[0]}" in request.form
    }
