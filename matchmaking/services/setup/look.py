"""An event's own look: a colour that can be read on light and on dark pages, and a logo."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from matchmaking.extensions import db
from matchmaking.models import EventLogo
from matchmaking.services import audit
from matchmaking.services.refusals import Invalid, NotFound
from matchmaking.services.setup import logos
from matchmaking.services.setup.phases import require_not_cancelled
from matchmaking.services.words.colours import ENOUGH, contrast, is_colour, mixed, shaded

if TYPE_CHECKING:
    from datetime import datetime

    from matchmaking.models import Event, Organizer

WHITE, BLACK = "#ffffff", "#000000"
# What the accent stands on, as in style.css: ground, surface, sunken; and how much of it its soft ground holds.
LIGHT = ("#fbfbfa", "#ffffff", "#f1f2f1")
DARK = ("#14171a", "#1a1e22", "#20252a")
SOFT = 0.1


@dataclass(frozen=True)
class Accent:
    """The colour of links and buttons on light pages, and on dark ones."""

    light: str
    dark: str


def readable(colour: str, *, dark: bool) -> float:
    """The least contrast that the colour has to anything it stands on."""
    grounds = DARK if dark else LIGHT
    return min(contrast(colour, ground) for ground in (*grounds, mixed(colour, grounds[1], SOFT)))


def nearest(colour: str, *, dark: bool) -> str:
    """The nearest shade of a colour that can be read: darker on light pages, lighter on dark ones."""
    return next(shade for shade in shaded(colour, lighter=dark) if readable(shade, dark=dark) >= ENOUGH)


def set_colours(event: Event, light: str, dark: str, organizer: Organizer, now: datetime) -> None:
    """Give the event its colours; without any it looks as usual, without the second one it is made from the first."""
    require_not_cancelled(event)
    light, dark = light.lower(), dark.lower()
    if dark and not light:
        raise Invalid(_("Choose the colour on light pages first."))
    for colour, on_dark in ((light, False), (dark, True)):
        if colour:
            _require_readable(colour, on_dark=on_dark)
    event.accent = light
    event.accent_dark = dark or (nearest(light, dark=True) if light else "")
    audit.record("event.colours_changed", at=now, event_id=event.id, organizer=organizer, subject=event.name)


def set_logo(event: Event, content: bytes, organizer: Organizer, now: datetime) -> None:
    """Give the event a logo, made anew from the picture."""
    require_not_cancelled(event)
    made = logos.made_of(content)
    logo = db.session.get(EventLogo, event.id) or EventLogo(event_id=event.id)
    logo.content = made
    db.session.add(logo)
    event.logo_hash = hashlib.sha256(made).hexdigest()
    audit.record("event.logo_changed", at=now, event_id=event.id, organizer=organizer, subject=event.name)


def remove_logo(event: Event, organizer: Organizer, now: datetime) -> None:
    """Take the logo away."""
    require_not_cancelled(event)
    logo = db.session.get(EventLogo, event.id)
    if logo is not None:
        db.session.delete(logo)
        event.logo_hash = ""
        audit.record("event.logo_removed", at=now, event_id=event.id, organizer=organizer, subject=event.name)


def logo_of(event: Event) -> bytes:
    """The logo, as a PNG."""
    logo = db.session.get(EventLogo, event.id)
    if logo is None:
        raise NotFound(_("There is no such page."))
    return logo.content


def stylesheet(event: Event) -> str:
    """The event's colours as custom properties, which is all that differs; empty where it looks as usual."""
    if not event.accent:
        return ""
    accent = Accent(event.accent, event.accent_dark)
    light = {
        "accent": accent.light,
        "accent-hover": mixed(accent.light, BLACK, 0.75),
        "accent-fill": accent.light,
        "accent-fill-hover": mixed(accent.light, BLACK, 0.75),
        "accent-soft": mixed(accent.light, LIGHT[1], SOFT),
    }
    dark = {
        "accent": accent.dark,
        "accent-hover": mixed(accent.dark, WHITE, 0.6),
        "accent-fill": accent.light,
        "accent-fill-hover": mixed(accent.light, BLACK, 0.75),
        "accent-soft": mixed(accent.dark, DARK[1], SOFT),
    }
    return f":root{{{_properties(light)}}}@media (prefers-color-scheme:dark){{:root{{{_properties(dark)}}}}}\n"


def version(event: Event) -> str:
    """Changes whenever the stylesheet does, so that browsers keep it for good."""
    return hashlib.sha256(stylesheet(event).encode()).hexdigest()[:16]


def _require_readable(colour: str, *, on_dark: bool) -> None:
    if not is_colour(colour):
        raise Invalid(_("A colour is written as # and six digits, as in #1d5f7c."))
    ratio = readable(colour, dark=on_dark)
    if ratio >= ENOUGH:
        return
    said = {"colour": colour, "ratio": f"{ratio:.1f}", "enough": ENOUGH, "nearest": nearest(colour, dark=on_dark)}
    if on_dark:
        raise Invalid(
            _(
                "%(colour)s cannot be read on dark pages: its contrast is %(ratio)s to 1, and %(enough)s is needed. "
                "The nearest that can be is %(nearest)s.",
                **said,
            )
        )
    raise Invalid(
        _(
            "%(colour)s cannot be read on light pages: its contrast is %(ratio)s to 1, and %(enough)s is needed. "
            "The nearest that can be is %(nearest)s.",
            **said,
        )
    )


def _properties(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())
