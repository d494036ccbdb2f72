"""The forms of organizers who are not signed in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import EqualTo

from matchmaking.forms import AtMost, Form, line, needed
from matchmaking.services.identity.accounts import MAXIMUM_PASSWORD_LENGTH

ADDRESS_LENGTH = 320


class SignInForm(Form):
    """Address and password; `next` is the page that asked for them."""

    email = EmailField(_l("E-mail address"), [needed(_l("Give your e-mail address.")), AtMost(ADDRESS_LENGTH)])
    password = PasswordField(_l("Password"), [needed(_l("Give your password.")), AtMost(MAXIMUM_PASSWORD_LENGTH)])
    next = HiddenField()


class ForgottenForm(Form):
    """The address of an account."""

    email = EmailField(_l("E-mail address"), [needed(_l("Give your e-mail address.")), AtMost(ADDRESS_LENGTH)])


class NewPasswordForm(Form):
    """A new password, twice."""

    password = PasswordField(
        _l("New password"),
        [needed(_l("Choose a password.")), AtMost(MAXIMUM_PASSWORD_LENGTH)],
        description=_l("At least 12 characters; several words are easy to keep in mind."),
    )
    again = PasswordField(
        _l("The same once more"), [EqualTo("password", _l("This is not the same as the password above."))]
    )


class NewAccountForm(NewPasswordForm):
    """How an invited organizer wants to be called, and a password."""

    name = line(_l("Your name"), 200, description=_l("As your colleagues and the participants know you."))


class ButtonForm(Form):
    """Nothing but a button."""
