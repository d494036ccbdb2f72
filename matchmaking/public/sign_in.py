"""Asking for a link to sign in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, url_for

from matchmaking import access
from matchmaking.extensions import limiter
from matchmaking.forms import given
from matchmaking.pages import see_other
from matchmaking.public import arriving, blueprint
from matchmaking.public.registration_forms import CodeForm, SignInForm
from matchmaking.services.identity import sign_ins
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
        lambda: registration.mail_sign_in_link(
            access.event(), given(form.email.data), access.now(), then=then, browser=access.remember_browser()
        )
    ):
        return see_other(url_for("public.sign_in_sent", next=then or None))
    return render_template("public/sign_in.html", form=form, then=then), form.status


@blueprint.route("/e/<slug>/sign-in/sent", methods=["GET", "POST"])
@limiter.limit("10 per 10 minutes", methods=["POST"], key_func=lambda: f"codes {access.asking_browser()}")
def sign_in_sent() -> ResponseReturnValue:
    """Say where to look for the link; take the code that it shows where it is opened in another browser."""
    form = CodeForm()
    then = first_page = _within_event(access.safe_next(""))

    def sign_in_with_code() -> None:
        nonlocal first_page
        link = sign_ins.use_code(access.event(), access.asking_browser(), given(form.code.data), access.now())
        who = sign_ins.person_of(link)
        first_page = then or arriving.first_page(access.event(), who)
        access.sign_in_participant(who)

    if form.carried_out(sign_in_with_code):
        return access.with_nothing_kept(see_other(first_page))
    return render_template("public/sign_in_sent.html", form=form, then=then), form.status


def _within_event(path: str) -> str:
    """A page of this event's participants, or nothing: a mail that leads elsewhere is none that anybody asked for."""
    mine = url_for("participant.agenda").removesuffix("agenda")
    safe = len(path) <= LONGEST_PATH and path.isprintable() and "/.." not in path
    return path if safe and path.startswith(mine) else ""
