"""What a mailed link leads to: a page with a button. Reading it uses nothing up, since mail scanners read links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.forms import given
from matchmaking.models import Event, LinkPurpose
from matchmaking.pages import see_other
from matchmaking.public import arriving, blueprint
from matchmaking.public.organizer_forms import ButtonForm, NewAccountForm, NewPasswordForm
from matchmaking.services.identity import accounts, invitations, passwords, sign_ins

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from matchmaking.models import MailedLink


@blueprint.route("/link/<token>", methods=["GET", "POST"])
def link(token: str) -> ResponseReturnValue:
    """Show what the link is for, and do it when asked to."""
    found = sign_ins.look_at_link(token, access.now())
    pages = {
        LinkPurpose.SIGN_IN: _sign_in,
        LinkPurpose.RESET_PASSWORD: _reset_password,
        LinkPurpose.JOIN_EVENT: _join_event,
    }
    return pages[found.purpose](token, found)


def _sign_in(token: str, found: MailedLink) -> ResponseReturnValue:
    participant = sign_ins.person_of(found)
    event = db.session.get_one(Event, participant.event_id)
    if sign_ins.opened_elsewhere(found, access.asking_browser()):
        return render_template(
            "public/link_code.html", participant=participant, its_event=event, code=sign_ins.code_of(found)
        )
    first_page = arriving.first_page(event, participant)
    form = ButtonForm()

    def sign_in() -> None:
        sign_ins.use_link(token, LinkPurpose.SIGN_IN, access.now())
        access.sign_in_participant(participant)

    if form.carried_out(sign_in):
        return access.with_nothing_kept(see_other(access.safe_next(first_page)))
    return render_template("public/link_sign_in.html", form=form, participant=participant, its_event=event), form.status


def _reset_password(token: str, found: MailedLink) -> ResponseReturnValue:
    form = NewPasswordForm()
    if form.carried_out(lambda: passwords.reset(token, given(form.password.data), access.now())):
        flash(_("Your password is changed. Sign in with it."), "success")
        return see_other(url_for("public.organizer_sign_in"))
    return render_template("public/link_reset_password.html", form=form, organizer=found.organizer), form.status


def _join_event(token: str, found: MailedLink) -> ResponseReturnValue:
    event = invitations.event_of(found)
    who = access.current_organizer()
    account = accounts.find(found.email)
    if account is None:
        return _join_with_new_account(token, found, event)
    if who is None or who.id != account.id:
        return render_template("public/link_join_elsewhere.html", its_event=event, invitation=found, who=who)
    form = ButtonForm()
    if form.carried_out(lambda: invitations.accept(token, who, access.now())):
        return see_other(url_for("organizer.overview", slug=event.slug))
    return render_template("public/link_join_event.html", form=form, its_event=event, invitation=found), form.status


def _join_with_new_account(token: str, found: MailedLink, event: Event) -> ResponseReturnValue:
    form = NewAccountForm()

    def join() -> None:
        _event, organizer = invitations.accept_with_new_account(
            token, given(form.name.data), given(form.password.data), access.now()
        )
        access.sign_in_organizer(organizer)

    if form.carried_out(join):
        return see_other(url_for("organizer.overview", slug=event.slug))
    return render_template("public/link_new_account.html", form=form, its_event=event, invitation=found), form.status
