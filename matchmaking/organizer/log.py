"""The log: what was changed by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import gettext as _

from matchmaking import access
from matchmaking.organizer import blueprint
from matchmaking.organizer.exports import list_file
from matchmaking.pages import listing
from matchmaking.services.log import entries
from matchmaking.services.log.entries import Search
from matchmaking.services.log.sentences import KINDS
from matchmaking.services.words.times import day

if TYPE_CHECKING:
    from flask import Response

    from matchmaking.pages import Listing

LOG = "/events/<slug>/log"


@blueprint.get(LOG)
def log() -> str:
    """Show the latest changes first."""
    event, choices = access.event(), _choices()
    look, search = _look(choices)
    look = look.with_total(entries.count(event, search))
    return render_template(
        "organizer/log.html",
        listing=look,
        choices=choices,
        entries=entries.entries(event, search, descending=not look.descending, offset=look.offset, limit=look.per_page),
    )


@blueprint.get(f"{LOG}.xlsx", defaults={"format": "xlsx"})
@blueprint.get(f"{LOG}.csv", defaults={"format": "csv"})
def log_export(format: str) -> Response:  # noqa: A002 - the word in the address
    """The same as a file."""
    _listing, search = _look(_choices())
    header, rows = entries.table(access.event(), search)
    return list_file(format, "log", header, rows)


def _choices() -> dict[str, list[tuple[str, str]]]:
    event = access.event()
    others = [(entries.PARTICIPANTS, _("Participants")), (entries.ITSELF, _("By itself"))]
    return {
        "who": [*entries.organizers_of(event), *others],
        "kind": [(key, str(label)) for key, (label, _words) in KINDS.items()],
        "day": [(on.isoformat(), day(on)) for on in entries.days_of(event)],
    }


def _look(choices: dict[str, list[tuple[str, str]]]) -> tuple[Listing, Search]:
    look = listing(("when",), {name: [key for key, _label in pairs] for name, pairs in choices.items()})
    return look, Search(words=look.q, **look.filters)
