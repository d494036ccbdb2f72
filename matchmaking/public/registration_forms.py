"""The forms of registering and of asking for a link to sign in with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField
from wtforms.validators import ValidationError

from matchmaking.forms import AtMost, Form, line, needed
from matchmaking.profile_forms import PersonForm
from matchmaking.services.people import profiles
from matchmaking.services.words.text import NotAnAddress, fold_address

if TYPE_CHECKING:
    from wtforms import Field
    from wtforms.form import BaseForm


def an_address(form: BaseForm, field: Field) -> None:
    """Refuse what is no e-mail address, saying why."""
    del form
    try:
        fold_address(field.data or "")
    except NotAnAddress as refusal:
        raise ValidationError(str(refusal)) from refusal


class RegistrationForm(PersonForm):
    """The least that is needed, and the consent; what somebody offers and needs is asked afterwards."""

    email = EmailField(
        _l("E-mail address"),
        [needed(), AtMost(profiles.EMAIL_LENGTH), an_address],
        description=_l("A link to sign in with is sent there. Other participants do not see it unless you say so."),
    )
    consent = BooleanField(validators=[needed(_l("Without your consent you cannot be registered."))])


class SignInForm(Form):
    """The address to which a link is mailed."""

    email = EmailField(_l("E-mail address"), [needed(), AtMost(profiles.EMAIL_LENGTH), an_address])


class CodeForm(Form):
    """The code that a link shows in another browser than the one that asked for it."""

    code = line(
        _l("Code"), 20, description=_l("Eight digits."), render_kw={"inputmode": "numeric", "autocomplete": "off"}
    )
