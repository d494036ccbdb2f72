"""Applying an import: everything in one transaction, or nothing."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, cast

from flask_babel import gettext as _
from flask_babel import ngettext

from matchmaking.models import ImportKind, ParticipantStatus
from matchmaking.services import audit
from matchmaking.services.files.checking import FIELD_LABELS, Severity
from matchmaking.services.files.importing import choices, people, requests
from matchmaking.services.files.importing.preview import look
from matchmaking.services.files.importing.steps import Act
from matchmaking.services.files.importing.uploads import begin
from matchmaking.services.refusals import Invalid
from matchmaking.services.setup.phases import require_not_cancelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from matchmaking.models import Event, Import, Organizer
    from matchmaking.services.files.importing.people import PersonStep
    from matchmaking.services.files.importing.preview import Preview
    from matchmaking.services.files.importing.requests import RequestStep


class BadRows(Invalid):
    """Nothing was brought in: rows are to be mended or left out first."""


@dataclass(frozen=True)
class Outcome:
    """How many rows added somebody or something, changed it, or told no news; how many were passed over."""

    added: int
    changed: int
    same: int
    repeated: int
    left_out: int


def prepare(  # noqa: PLR0913, PLR0917 - a file, and what to do about it
    event: Event,
    kind: ImportKind,
    filename: str,
    content: bytes,
    organizer: Organizer | None,
    now: datetime,
    *,
    leave_out_bad: bool = False,
    create_types: bool = False,
) -> Import:
    """Begin an import, with the decisions that a command line can make."""
    upload = begin(event, kind, filename, content, organizer, now)
    if create_types and kind is ImportKind.PARTICIPANTS:
        named = [name for name in choices.unknown_types(event, upload) if name]
        choices.create_types(event, named, organizer, now)
    if leave_out_bad:
        choices.leave_out_bad(event, upload)
    return upload


def import_file(  # noqa: PLR0913, PLR0917 - a file, and what to do about it
    event: Event,
    kind: ImportKind,
    filename: str,
    content: bytes,
    organizer: Organizer | None,
    now: datetime,
    *,
    leave_out_bad: bool = False,
    create_types: bool = False,
) -> Outcome:
    """
    Bring a file in at once.

    Raises
    ------
    BadRows
        Where rows are bad and not left out, with their numbers and reasons.

    """
    upload = prepare(
        event, kind, filename, content, organizer, now, leave_out_bad=leave_out_bad, create_types=create_types
    )
    return apply(event, upload, organizer, now)


def apply(
    event: Event,
    upload: Import,
    organizer: Organizer | None,
    now: datetime,
    *,
    status: ParticipantStatus = ParticipantStatus.APPROVED,
) -> Outcome:
    """Bring everything of an import into the event; people who are new get this status. The file is forgotten."""
    require_not_cancelled(event)
    preview = look(event, upload)
    _require_ready(preview)
    if upload.kind is ImportKind.PARTICIPANTS:
        people.write(event, cast("Sequence[PersonStep]", preview.steps), status, now)
    else:
        requests.write(event, cast("Sequence[RequestStep]", preview.steps), now)
    outcome = Outcome(
        added=preview.count(Act.ADDED),
        changed=preview.count(Act.CHANGED),
        same=preview.count(Act.SAME),
        repeated=preview.repeated,
        left_out=len(preview.left_out),
    )
    upload.outcome = asdict(outcome)
    upload.content, upload.mended, upload.applied_at = b"", {}, now
    audit.record(
        "import.applied",
        at=now,
        event_id=event.id,
        organizer=organizer,
        subject=upload.filename[:100],
        kind=upload.kind.value,
        **upload.outcome,
    )
    return outcome


def _require_ready(preview: Preview) -> None:
    if preview.missing:
        fields = ", ".join(str(FIELD_LABELS[field]) for field in preview.missing)
        raise Invalid(_("No column holds: %(fields)s.", fields=fields))
    bad = preview.bad
    if bad:
        told = [
            _("Row %(row)d: %(reason)s", row=row.number, reason=finding.sentence)
            for row in bad
            for finding in row.findings
            if finding.severity is Severity.ERROR
        ]
        sentence = ngettext(
            "%(num)d row is to be mended or left out.", "%(num)d rows are to be mended or left out.", len(bad)
        )
        raise BadRows(" ".join([sentence, *told[:3]]))
    if not preview.steps:
        raise Invalid(_("No row is left to bring in."))
