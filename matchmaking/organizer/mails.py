"""The mails that participants get: what each says, in the product's words or in the organizers' own."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from flask import Response, flash, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from matchmaking import access
from matchmaking.forms import Form, given, line, paragraphs
from matchmaking.organizer import blueprint
from matchmaking.organizer.answers import answer_of
from matchmaking.pages import see_other
from matchmaking.services.mail import wording
from matchmaking.services.mail.kinds import KINDS
from matchmaking.services.mail.placeholders import require_fit
from matchmaking.services.setup import mail_hours, mail_samples, mail_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

MAILS = "/events/<slug>/mails"
SUBJECT_LENGTH, TEXT_LENGTH = 200, 6_000
OF_A_MAIL = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
"""The Content-Security-Policy of a mail shown as a page: it brings its style along, and nothing else works in it."""


class MailForm(Form):
    """Subject and text of a mail, with placeholders."""

    subject = line(_l("Subject"), SUBJECT_LENGTH)
    text = paragraphs(_l("Text of the mail"), TEXT_LENGTH, required=True)

    def words(self) -> tuple[str, str]:
        """What was typed."""
        return given(self.subject.data), given(self.text.data)


class GoingForm(Form):
    """Which mails go by themselves, and when."""

    tells_evening = BooleanField(_l("The evening before, at 18:00"))
    tells_morning = BooleanField(_l("That morning, at 7:00"))

    sends_invitations = BooleanField(_l("Send each meeting as an invitation"))

    def ahead(self) -> mail_hours.Ahead:
        """What was chosen."""
        return mail_hours.Ahead(evening=self.tells_evening.data, morning=self.tells_morning.data)


@blueprint.route(MAILS, methods=["GET", "POST"])
def mails() -> ResponseReturnValue:
    """List every kind of mail, by what it is about, and set which go by themselves."""
    event, language = access.event(), str(get_locale())
    form = GoingForm(obj=event)

    def act() -> None:
        who, now = access.organizer(), access.now()
        mail_hours.set_ahead(event, form.ahead(), who, now)
        mail_hours.set_invitations(event, who, now, sent=form.sends_invitations.data)

    if form.carried_out(act):
        flash(_("Saved."), "success")
        return see_other(url_for("organizer.mails"))
    subjects = {kind.name: mail_samples.mail(event, kind, language)[0] for kind in KINDS.values()}
    return render_template(
        "organizer/mails.html",
        form=form,
        groups=[(str(group), list(kinds)) for group, kinds in groupby(KINDS.values(), key=lambda kind: kind.group)],
        subjects=subjects,
        reasons={kind.name: wording.reason(kind) for kind in KINDS.values()},
        own=mail_words.own_languages(event),
    ), form.status


@blueprint.route(f"{MAILS}/<kind>/<language>", methods=["GET", "POST"])
def mails_edit(kind: str, language: str) -> ResponseReturnValue:
    """Word a mail in one language of the event, and see it as it will be sent."""
    event, who, now = access.event(), access.organizer(), access.now()
    letter = mail_words.letter_of(event, kind, language)
    mail = letter.kind
    form = MailForm(data=dict(zip(("subject", "text"), letter.words, strict=True)))
    shown: list[tuple[str, str]] = []

    def act() -> None:
        if request.form.keys() & {"preview", "html"}:
            require_fit(mail, *form.words())
            shown.append(mail_samples.mail(event, mail, language, form.words()))
        else:
            mail_words.change(letter, form.words(), who, now)

    if form.carried_out(act):
        if "html" in request.form:
            return _alone(mail_samples.html(event, mail, language, form.words()))
        if not shown:
            flash(_("Saved."), "success")
            return see_other(url_for("organizer.mails_edit", kind=kind, language=language))
    return render_template(
        "organizer/mails_edit.html",
        form=form,
        kind=mail,
        language=language,
        reason=wording.reason(mail),
        own=mail_words.own_languages(event)[kind],
        preview=shown[0] if shown else mail_samples.mail(event, mail, language),
        unsaved=bool(shown),
        values=mail_samples.values(event, mail, language),
    ), form.status


@blueprint.post(f"{MAILS}/<kind>/<language>/built-in")
def mails_built_in(kind: str, language: str) -> ResponseReturnValue:
    """Take the product's words again."""
    letter = mail_words.letter_of(access.event(), kind, language)
    return answer_of(
        lambda: mail_words.take_built_in(letter, access.organizer(), access.now()),
        _("Saved."),
        url_for("organizer.mails_edit", kind=kind, language=language),
    )


def _alone(page: str) -> Response:
    """A mail as a page of its own, in which nothing runs and nothing is fetched."""
    answer = Response(page, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = OF_A_MAIL
    return answer
