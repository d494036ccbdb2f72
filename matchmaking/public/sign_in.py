"""Asking for a link to sign in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, url_for

from matchmaking import access
from matchmaking.extensions import limiter
from matchmaking.forms import given
from matchmaking.pages import see_other
from matchmaking.public import blueprint
from matchmaking.public.registration_forms import SignInForm
from matchmaking.services.people import registration

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


LONGEST_PATH = 200


@blueprint.route("/e/<slug>/sign-in", methods=["GET", "POST"])
@limiter.limit("600 per hour", methods=["POST"])  # a whole venue may share one address
def sign_in() -> ResponseReturnValue:
    """Mail a link to a participant of this event; the answer is the same whether there is one."""
    if access.viewer().participant is not None:
        return see_other(url_for("participant.agenda"))
    form = SignInForm()
    then = _within_event(access.safe_next(""))
    if form.carried_out(
        lambda: registration.mail_sign_in_link(access.event(), given(form.email.data), access.now(), then=then)
    ):
        return see_other(url_for("public.sign_in_sent"))
    return render_template("public/sign_in.html", form=form, then=then), form.status


@blueprint.get("/e/<slug>/sign-in/sent")
def sign_in_sent() -> str:
    """Say where to look for the link."""
    return render_template("public/sign_in_sent.html")


def _within_event(path: str) -> str:
    """A page of this event's participants, or nothing: a mail that leads elsewhere is none that anybody asked for."""
    mine = url_for("participant.agenda").removesuffix("agenda")
    safe = len(path) <= LONGEST_PATH and path.isprintable() and "/.." not in path
    return path if safe and path.startswith(mine) else ""
