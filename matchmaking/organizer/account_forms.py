"""The forms of an organizer's own account."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, PasswordField
from wtforms.validators import EqualTo

from matchmaking.forms import AtMost, Form, line, needed, one_of
from matchmaking.services.identity.accounts import MAXIMUM_PASSWORD_LENGTH
from matchmaking.services.words import languages

ADDRESS_LENGTH = 320


class AccountForm(Form):
    """How an organizer is called, and in which language mails come."""

    name = line(_l("Name"), 200)
    language = one_of(_l("Language of mails"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = languages.choices(current_app.config["LANGUAGES"])


class PasswordForm(Form):
    """The present password, and a new one twice."""

    current = PasswordField(
        _l("Present password"), [needed(_l("Give your present password.")), AtMost(MAXIMUM_PASSWORD_LENGTH)]
    )
    password = PasswordField(
        _l("New password"),
        [needed(_l("Choose a password.")), AtMost(MAXIMUM_PASSWORD_LENGTH)],
        description=_l("At least 12 characters; several words are easy to keep in mind."),
    )
    again = PasswordField(
        _l("The same once more"), [EqualTo("password", _l("This is not the same as the password above."))]
    )


class InvitationForm(Form):
    """The address of somebody who shall organize the event as well."""

    email = EmailField(_l("E-mail address"), [needed(_l("Give an e-mail address.")), AtMost(ADDRESS_LENGTH)])
