"""Organizers' way in and out, and to a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address

from matchmaking import access
from matchmaking.extensions import db, limiter
from matchmaking.forms import given
from matchmaking.pages import see_other
from matchmaking.public import blueprint
from matchmaking.public.organizer_forms import ForgottenForm, SignInForm
from matchmaking.services.identity import accounts, passwords
from matchmaking.services.words.text import fold

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


def address_and_place() -> str:
    """Tries are counted for each address from each place, so that nobody can lock somebody else out."""
    return f"{fold(request.form.get('email', '')[:320])} {get_remote_address()}"


@blueprint.route("/organizer/sign-in", methods=["GET", "POST"])
@limiter.limit("100 per 5 minutes", methods=["POST"])
@limiter.limit("10 per 5 minutes", methods=["POST"], key_func=address_and_place)
def organizer_sign_in() -> ResponseReturnValue:
    """Sign in with address and password."""
    form = SignInForm(next=request.args.get("next", ""))
    onward = access.safe_next(url_for("organizer.events"))
    if form.carried_out(
        lambda: access.sign_in_organizer(accounts.prove(given(form.email.data), given(form.password.data)))
    ):
        return see_other(onward)
    if request.method == "GET" and access.current_organizer() is not None:
        return see_other(onward)
    return render_template("public/organizer_sign_in.html", form=form), form.status


@blueprint.route("/organizer/forgotten", methods=["GET", "POST"])
@limiter.limit("20 per 5 minutes", methods=["POST"])
@limiter.limit("3 per 5 minutes", methods=["POST"], key_func=address_and_place)
def organizer_forgotten() -> ResponseReturnValue:
    """Mail a link to a new password; the answer does not tell whether there is an account."""
    form = ForgottenForm()
    if form.carried_out(lambda: passwords.mail_link(given(form.email.data), access.now())):
        return render_template("public/organizer_forgotten_sent.html", email=form.email.data)
    return render_template("public/organizer_forgotten.html", form=form), form.status


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End every session of this browser."""
    access.sign_out()
    db.session.commit()
    flash(_("You are signed out."), "success")
    return access.with_nothing_kept(see_other(url_for("public.home")))
