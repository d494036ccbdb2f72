"""The forms of an event's look and series."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired

from matchmaking.forms import Form, given, line, paragraphs
from matchmaking.services.setup.event_setup import SLUG_LENGTH, propose_slug
from matchmaking.services.setup.series import ABOUT_LENGTH, SeriesValues


class ColoursForm(Form):
    """The colour of links and buttons."""

    accent = line(
        _l("Colour on light pages"),
        7,
        required=False,
        description=_l("As # and six digits, as in #1d5f7c. Left empty, the event looks as usual."),
    )
    accent_dark = line(
        _l("Colour on dark pages"),
        7,
        required=False,
        description=_l("For those whose screens are dark. Left empty, it is made from the first."),
    )


class LogoForm(Form):
    """A logo."""

    file = FileField(
        _l("Logo"),
        [FileRequired(_l("Choose a file."))],
        description=_l("PNG or JPEG, at most 1 MB. It stands on a white ground, on dark pages too."),
    )

    def content(self) -> bytes:
        """The file's bytes."""
        content: bytes = self.file.data.read()
        return content


class SeriesForm(Form):
    """What a series is."""

    name = line(_l("Name of the series"), 200)
    slug = line(
        _l("Short name in addresses"),
        SLUG_LENGTH,
        required=False,
        description=_l("Small letters, digits and hyphens. Left empty, it is made from the name."),
    )
    about = paragraphs(_l("About the series"), ABOUT_LENGTH)

    def values(self) -> SeriesValues:
        """What was filled in."""
        name = given(self.name.data)
        return SeriesValues(name, self.slug.data or propose_slug(name), self.about.data or "")
