"""What tables and slots can hold, in sentences: each says what is proven."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator

    Point = dict[str, int]


def sentences(advice: dict[str, Any], mutual: int) -> list[str]:
    """What the organizer wants to know first: what there is holds so much, so many would do, more would add so much."""
    now: Point = advice["now"]
    own = sorted((one for one in advice["points"] if one["slots"] == now["slots"]), key=lambda one: one["tables"])
    said = [_held(now), *_fewer(now, own), _enough(advice["enough"], mutual), *_more_tables(now, own)]
    return [*said, *_slots(advice, now)]


def _count(meetings: int) -> str:
    return ngettext("%(number)s meeting", "%(number)s meetings", meetings, number=format_decimal(meetings))


def _tables(tables: int) -> str:
    return ngettext("%(num)d table", "%(num)d tables", tables)


def _held(now: Point) -> str:
    slots = ngettext("%(num)d slot", "%(num)d slots", now["slots"])
    if now["reached"] == now["bound"]:
        return _(
            "You have %(tables)s in %(slots)s: %(meetings)s can be held there, and no schedule holds more.",
            tables=_tables(now["tables"]),
            slots=slots,
            meetings=_count(now["bound"]),
        )
    return _(
        "You have %(tables)s in %(slots)s: %(meetings)s can be held there, and no schedule holds more than %(bound)s.",
        tables=_tables(now["tables"]),
        slots=slots,
        meetings=_count(now["reached"] or 0),
        bound=format_decimal(now["bound"]),
    )


def _fewer(now: Point, own: list[Point]) -> Iterator[str]:
    """Fewer tables that a schedule as good was made with."""
    for point in own:
        if point["tables"] < now["tables"] and (point["reached"] or 0) >= now["bound"]:
            yield _("%(tables)s would do for as many.", tables=_tables(point["tables"]))
            return


def _enough(enough: dict[str, Any], mutual: int) -> str:
    """How many tables do for the wishes that matter most."""
    wishes = (
        ngettext("the one mutual wish", "all %(num)d mutual wishes", mutual)
        if mutual
        else ngettext("the one wish", "all %(num)d wishes", enough["wishes"])
    )
    if not enough["all_fit"]:
        return _(
            "However many tables there are, these slots do not hold %(wishes)s: %(bound)s at most, and that takes at "
            "least %(tables)s.",
            wishes=wishes,
            bound=format_decimal(enough["bound"]),
            tables=_tables(enough["needed"]),
        )
    if enough["shown"] is None:
        return _(
            "At least %(tables)s are needed for %(wishes)s; whether so many suffice is not known.",
            tables=_tables(enough["needed"]),
            wishes=wishes,
        )
    if enough["shown"] == enough["needed"]:
        return _("%(tables)s suffice for %(wishes)s; fewer do not.", tables=_tables(enough["shown"]), wishes=wishes)
    return _("%(tables)s suffice for %(wishes)s.", tables=_tables(enough["shown"]), wishes=wishes)


def _more_tables(now: Point, own: list[Point]) -> Iterator[str]:
    more = [point for point in own if point["tables"] > now["tables"]]
    for point in more[:2]:
        yield _gain(ngettext("%(num)d more table", "%(num)d more tables", point["tables"] - now["tables"]), now, point)


def _slots(advice: dict[str, Any], now: Point) -> Iterator[str]:
    """Beside what there is: a slot or a session more or less."""
    yield _gain(_("One more slot"), now, advice["slot_more"])
    if advice["session_more"]["slots"] > now["slots"] + 1:
        yield _gain(_("A session more like the last"), now, advice["session_more"])
    less = advice["slot_less"]
    if less is not None and (lost := (now["reached"] or 0) - less["bound"]) > 0:
        yield _("Without the last slot at least %(meetings)s would fall out.", meetings=_count(lost))


def _gain(what: str, now: Point, more: Point) -> str:
    """Between what a schedule was made with and what is proven."""
    most, least = more["bound"] - (now["reached"] or 0), max(0, (more["reached"] or 0) - now["bound"])
    if most <= 0:
        return _("%(what)s would add nothing.", what=what)
    if most == least:
        return _("%(what)s would add %(meetings)s.", what=what, meetings=_count(most))
    if least:
        return _(
            "%(what)s would add %(least)s to %(meetings)s.",
            what=what,
            least=format_decimal(least),
            meetings=_count(most),
        )
    return _("%(what)s would add at most %(meetings)s.", what=what, meetings=_count(most))
