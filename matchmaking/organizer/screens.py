"""The hall's screen: its secret address, made, renewed and revoked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from flask import flash, render_template, url_for
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.extensions import db
from matchmaking.organizer import blueprint
from matchmaking.pages import see_other
from matchmaking.services.day import screens as hall_screens
from matchmaking.services.mail import addresses

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

SCREENS = "/events/<slug>/screens"


@blueprint.get(SCREENS)
def screens() -> str:
    """The address of the event's screen, to be opened on the computer behind the projector."""
    token = hall_screens.token_of(access.event())
    url = addresses.page("public.hall", token=token) if token else None
    picture = segno.make(url).svg_data_uri(scale=5, border=4, light="#fff") if url else None
    return render_template("organizer/screens.html", url=url, picture=picture)


@blueprint.post(f"{SCREENS}/open")
def screens_open() -> Response:
    """Give the screen an address, or a new one."""
    hall_screens.open_at_new_address(access.event(), access.organizer(), access.now())
    db.session.commit()
    flash(_("The screen has a new address."), "success")
    return see_other(url_for("organizer.screens"))


@blueprint.post(f"{SCREENS}/close")
def screens_close() -> Response:
    """Revoke the address."""
    hall_screens.close(access.event(), access.organizer(), access.now())
    db.session.commit()
    flash(_("The address shows nothing any more."), "success")
    return see_other(url_for("organizer.screens"))
