"""The outbox of a local installation: mails as they would arrive, for whoever sits at this computer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import render_template
from sqlalchemy import func, select

from matchmaking import access, pages
from matchmaking.extensions import db
from matchmaking.models import Mail
from matchmaking.public import blueprint
from matchmaking.services.mail import outbox as outbox_service

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue


@blueprint.get("/outbox")
def outbox() -> ResponseReturnValue:
    """Show mails, the newest first, their links working."""
    access.require_local()
    total = db.session.scalar(select(func.count(Mail.id))) or 0
    listing = pages.listing(("newest",), {}, per_page=25).with_total(total)
    mails = db.session.scalars(
        select(Mail).order_by(Mail.id.desc()).offset(listing.offset).limit(listing.per_page)
    ).all()
    # Only addresses of this installation become links: what people wrote stays text here as well.
    address = re.compile(rf"({re.escape(outbox_service.link('/'))}\S*)")
    return render_template(
        "public/outbox.html", mails=[(mail, address.split(mail.body)) for mail in mails], listing=listing
    )
