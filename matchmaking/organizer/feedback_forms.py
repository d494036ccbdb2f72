"""How feedback is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking.forms import Form, one_of
from matchmaking.services.afterwards.feedback_settings import CURRENCIES, Settings

if TYPE_CHECKING:
    from typing import Any


class FeedbackSettingsForm(Form):
    """Whether attendees are asked by mail, and in which currency values are declared."""

    asks_feedback = BooleanField(_l("Ask attendees by mail after each day"))
    currency = one_of(_l("Currency of declared values"))

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        locale = get_locale() or Locale("en")
        self.currency.choices = [(code, f"{code} – {locale.currencies.get(code, code)}") for code in CURRENCIES]

    def settings(self) -> Settings:
        """What was chosen."""
        return Settings(asks_feedback=self.asks_feedback.data, currency=self.currency.data)
