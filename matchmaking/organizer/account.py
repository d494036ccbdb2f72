"""An organizer's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access, page_language
from matchmaking.extensions import limiter
from matchmaking.forms import given
from matchmaking.organizer import blueprint
from matchmaking.organizer.account_forms import AccountForm, PasswordForm
from matchmaking.pages import see_other
from matchmaking.services.identity import accounts, passwords

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.route("/account", methods=["GET", "POST"])
def account() -> ResponseReturnValue:
    """Show the account, and change its name and language."""
    who = access.organizer()
    form = AccountForm(obj=who)
    if form.carried_out(lambda: accounts.describe(who, given(form.name.data), given(form.language.data), access.now())):
        flash(_("Saved."), "success")
        answer = see_other(url_for("organizer.account"))
        page_language.forget(answer)
        return answer
    return render_template("organizer/account.html", form=form, who=who), form.status


@blueprint.route("/account/password", methods=["GET", "POST"])
@limiter.limit("10 per 5 minutes", methods=["POST"])
def account_password() -> ResponseReturnValue:
    """Change the password; every other session ends, and this browser gets a new one."""
    who = access.organizer()
    form = PasswordForm()

    def change() -> None:
        passwords.change(who, given(form.current.data), given(form.password.data), access.now())
        access.sign_in_organizer(who)

    if form.carried_out(change):
        flash(_("Your password is changed. Other browsers are signed out."), "success")
        return see_other(url_for("organizer.account"))
    return render_template("organizer/account_password.html", form=form, who=who), form.status
