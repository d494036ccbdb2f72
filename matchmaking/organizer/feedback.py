"""Feedback, as the organizers see it: who has answered, what was said, asking those who have not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.organizer.feedback_forms import FeedbackSettingsForm
from matchmaking.pages import listing, see_other
from matchmaking.services.afterwards import answers, asking, feedback_settings
from matchmaking.services.afterwards.tables import follow_up_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

FEEDBACK = "/events/<slug>/feedback"
STANDS = ("", "contradicted", "not_held")


@blueprint.route(FEEDBACK, methods=["GET", "POST"])
def feedback() -> ResponseReturnValue:
    """Show what was said meeting by meeting, and set how it is asked for."""
    event, now = access.event(), access.now()
    form = FeedbackSettingsForm(obj=event)
    if form.carried_out(lambda: feedback_settings.change(event, form.settings(), access.organizer(), now)):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.feedback"))
    look = listing(("time",), {"stand": STANDS})
    look = look.with_total(answers.count(event, look.filters["stand"]))
    return render_template(
        "organizer/feedback.html",
        form=form,
        listing=look,
        rows=answers.rows(event, look.filters["stand"], offset=look.offset, limit=look.per_page),
        to_be_asked=asking.to_be_asked(event, now),
        preview=asking.preview(event, access.organizer()),
        follow_ups=follow_up_words(),
    ), form.status


@blueprint.post(f"{FEEDBACK}/ask")
def feedback_ask() -> ResponseReturnValue:
    """Ask those who have said nothing yet."""
    event = access.event()
    asked = asking.ask_now(event, access.organizer(), access.now())
    db.session.commit()
    flash(
        ngettext("%(num)d person is asked by mail.", "%(num)d people are asked by mail.", asked)
        if asked
        else _("Nobody was asked: all have answered, or had this mail today."),
        "success" if asked else "info",
    )
    return see_other(url_for("organizer.feedback"))


@blueprint.post(f"{FEEDBACK}/<any(close, reopen):act>")
def feedback_close(act: str) -> ResponseReturnValue:
    """Let nobody change their answers any more, or let them again."""
    event, who, now = access.event(), access.organizer(), access.now()
    done = _("Feedback is closed.") if act == "close" else _("Feedback is open again.")
    change = feedback_settings.close if act == "close" else feedback_settings.reopen
    return answer_of(lambda: change(event, who, now), done, url_for("organizer.feedback"))
