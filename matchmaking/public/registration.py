"""Registering for an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import limiter
from matchmaking.forms import given
from matchmaking.pages import see_other
from matchmaking.public import blueprint
from matchmaking.public.event import text_language
from matchmaking.public.registration_forms import RegistrationForm
from matchmaking.services.people import organizations, registration
from matchmaking.services.retention import keeping, notices
from matchmaking.services.setup import event_texts, phases

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.route("/e/<slug>/register", methods=["GET", "POST"])
@limiter.limit("600 per hour", methods=["POST"])  # a whole venue may share one address
def register() -> ResponseReturnValue:
    """Show the form while registration is open, and take a registration: the same answer for every address."""
    event = access.event()
    if request.method == "GET" and access.viewer().participant is not None:
        return see_other(url_for("participant.profile"))
    phases.require_registration(event, access.now())
    page_language = str(get_locale() or "en")
    language = text_language()
    consent = event_texts.consent(event, language, page_language)
    notice = notices.privacy(event, text_language("privacy"), page_language)
    version = notices.version_of(notice)
    form = RegistrationForm()
    form.offer(registration.open_types(event))
    if form.carried_out(
        lambda: registration.register(
            event,
            form.profile(given(form.email.data)),
            registration.Agreed(consent, notice),
            page_language,
            access.now(),
        )
    ):
        return see_other(url_for("public.registered"))
    page = render_template(
        "public/register.html",
        form=form,
        consent=consent,
        kept=keeping.promise(event),
        notice=notice,
        privacy_version=_("Privacy notice, version %(version)s", version=version),
        language=language,
    )
    return page, form.status


@blueprint.get("/e/<slug>/register/organizations")
@limiter.limit("6000 per hour")  # asked while somebody types
def register_organizations() -> str:
    """Offer the organizations that take part already, by what was typed of the name."""
    event = access.event()
    phases.require_registration(event, access.now())
    found = organizations.like(event, request.args.get("organization_name", ""))
    return render_template("public/register_organizations.html", found=found)


@blueprint.get("/e/<slug>/registered")
def registered() -> str:
    """Say what happens next."""
    return render_template("public/registered.html")
