"""An event's own look: colours that can be read, and a logo that is nothing but a picture."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image, PngImagePlugin

from matchmaking.extensions import db
from matchmaking.models import EventLogo
from matchmaking.services.refusals import Invalid, PhaseClosed
from matchmaking.services.setup import logos, look
from matchmaking.services.words.colours import contrast
from tests.factories import NOW, make_event, make_organizer

if TYPE_CHECKING:
    from flask import Flask


def picture(width: int = 300, height: int = 100, kind: str = "PNG", **options: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), "#7a2e5d").save(file, kind, **options)
    return file.getvalue()


def test_usual_colours_can_be_read_themselves(app: Flask) -> None:
    assert look.readable("#1d5f7c", dark=False) >= 4.5
    assert look.readable("#85c5e0", dark=True) >= 4.5


def test_colour_on_dark_pages_is_made_from_the_first(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    look.set_colours(event, "#7A2E5D", "", ann, NOW)
    assert event.accent == "#7a2e5d"
    assert look.readable(event.accent_dark, dark=True) >= 4.5
    look.set_colours(event, "", "", ann, NOW)
    assert (event.accent, event.accent_dark, look.stylesheet(event)) == ("", "", "")


def test_colour_that_cannot_be_read_is_refused_with_its_ratio_and_the_nearest_that_can(app: Flask) -> None:
    event = make_event()
    with pytest.raises(Invalid, match=r"#ffcc00 cannot be read on light pages: its contrast is 1\.\d to 1") as refusal:
        look.set_colours(event, "#ffcc00", "", make_organizer(), NOW)
    named = re.findall("#[0-9a-f]{6}", str(refusal.value))[-1]
    look.set_colours(event, named, "", make_organizer(), NOW)
    assert event.accent == named
    with pytest.raises(Invalid, match="cannot be read on dark pages"):
        look.set_colours(event, "#1d5f7c", "#202020", make_organizer(), NOW)


@pytest.mark.parametrize("colour", ["red", "#fff", "#12345g", "}body{", "url(x)"])
def test_what_is_no_colour_is_refused(app: Flask, colour: str) -> None:
    with pytest.raises(Invalid):
        look.set_colours(make_event(), colour, "", make_organizer(), NOW)


def test_stylesheet_holds_custom_properties_that_can_be_read_in_both_schemes(app: Flask) -> None:
    event = make_event()
    look.set_colours(event, "#7a2e5d", "", make_organizer(), NOW)
    light, dark = look.stylesheet(event).split("@media (prefers-color-scheme:dark)")
    assert light.startswith(":root{--accent:#7a2e5d;--accent-hover:#")
    for sheet, grounds in ((light, look.LIGHT), (dark, look.DARK)):
        values = dict(re.findall("--([a-z-]+):(#[0-9a-f]{6})", sheet))
        assert min(contrast(values["accent"], ground) for ground in grounds) >= 4.5
        assert min(contrast(values["accent-hover"], ground) for ground in grounds) >= 4.5
        assert contrast(values["accent"], values["accent-soft"]) >= 4.5
        assert contrast(look.WHITE, values["accent-fill"]) >= 4.5
        assert contrast(look.WHITE, values["accent-fill-hover"]) >= 4.5


def test_version_changes_with_the_colours(app: Flask) -> None:
    event = make_event()
    versions = {look.version(event)}
    for colour in ("#7a2e5d", "#1f6440"):
        look.set_colours(event, colour, "", make_organizer(), NOW)
        versions.add(look.version(event))
    assert len(versions) == 3


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_logo_is_made_anew_as_a_small_png(app: Flask, kind: str) -> None:
    made = logos.made_of(picture(2000, 1000, kind))
    with Image.open(BytesIO(made)) as image:
        assert (image.format, image.size) == ("PNG", (480, 240))


def test_nothing_but_the_picture_is_kept(app: Flask) -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", "<script>canary</script>")
    assert b"canary" not in logos.made_of(picture(pnginfo=said) + b"<script>canary</script>")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "SVG files can hold programs"),
        (b'\xef\xbb\xbf\n<?xml version="1.0"?><svg/>', "SVG files can hold programs"),
        (b"GIF89a" + bytes(50), "This is no PNG or JPEG picture"),
        (b"", "This is no PNG or JPEG picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "This is no PNG or JPEG picture"),
        (bytes(logos.MOST_BYTES + 1), "The picture is too large"),
    ],
)
def test_what_is_no_picture_is_refused(app: Flask, content: bytes, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        logos.made_of(content)


def test_damaged_picture_is_refused(app: Flask) -> None:
    whole = picture()
    with pytest.raises(Invalid):
        logos.made_of(whole[: len(whole) // 2])


def test_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(app: Flask) -> None:
    with pytest.raises(Invalid, match="too many pixels"):
        logos.made_of(picture(4000, 2001))


def test_logo_comes_and_goes(app: Flask) -> None:
    event, ann = make_event(), make_organizer()
    look.set_logo(event, picture(), ann, NOW)
    first = event.logo_hash
    look.set_logo(event, picture(30, 30), ann, NOW)
    assert event.logo_hash != first
    assert look.logo_of(event).startswith(b"\x89PNG")
    look.remove_logo(event, ann, NOW)
    db.session.commit()
    assert (event.logo_hash, db.session.get(EventLogo, event.id)) == ("", None)


def test_cancelled_event_keeps_its_look(app: Flask) -> None:
    with pytest.raises(PhaseClosed):
        look.set_colours(make_event(cancelled_at=NOW), "#7a2e5d", "", make_organizer(), NOW)
