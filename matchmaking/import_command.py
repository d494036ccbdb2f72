"""`flask import`: a list brought in from the command line, by the same way as through the pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from matchmaking.extensions import db
from matchmaking.models import Event, ImportKind
from matchmaking.services.files import importing
from matchmaking.services.files.importing import Act
from matchmaking.services.refusals import Refusal

if TYPE_CHECKING:
    from matchmaking.services.files.importing import Preview


@click.command("import")
@click.argument("slug")
@click.argument("kind", type=click.Choice([kind.value for kind in ImportKind]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--leave-out-bad-rows", is_flag=True, help="Bring in the others; without it bad rows block all of it.")
@click.option("--create-types", is_flag=True, help="Give the event the participation types that it does not have.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@with_appcontext
def import_list(  # noqa: PLR0913, PLR0917 - the options of a command
    slug: str,
    kind: str,
    file: Path,
    leave_out_bad_rows: bool,  # noqa: FBT001 - click gives options so
    create_types: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
) -> None:
    """Bring a list (XLSX or CSV) of participants or of meeting requests into the event SLUG."""
    now = datetime.now(UTC)
    try:
        event = _event(slug)
        upload = importing.prepare(
            event,
            ImportKind(kind),
            file.name,
            file.read_bytes(),
            None,
            now,
            leave_out_bad=leave_out_bad_rows,
            create_types=create_types,
        )
        _tell(importing.look(event, upload))
        outcome = importing.apply(event, upload, None, now)
    except Refusal as refusal:
        db.session.rollback()
        raise click.ClickException(f"{refusal} Nothing was brought in.") from None
    if dry_run:
        db.session.rollback()
        click.echo(f"Would be: {_figures(outcome)}. Nothing was brought in.")
        return
    db.session.commit()
    click.echo(f"Done: {_figures(outcome)}.")


def _event(slug: str) -> Event:
    event = db.session.scalar(select(Event).where(Event.slug == slug))
    if event is None:
        raise click.ClickException(f"There is no event “{slug}”.")
    return event


def _tell(preview: Preview) -> None:
    """Everything that was found, by the numbers of rows."""
    for remark in (*preview.table.notes, *preview.remarks):
        click.echo(remark)
    for row in preview.rows:
        if row.left_out:
            click.echo(f"Row {row.number}: left out.")
        for finding in row.findings:
            click.echo(f"Row {row.number}: {finding.severity.value}: {finding.sentence}")
    for step in preview.steps:
        if step.act is Act.CHANGED:
            click.echo(f"Row {step.number}: changes {step.title}: {', '.join(step.differences)}")


def _figures(outcome: importing.Outcome) -> str:
    return (
        f"{outcome.added} added, {outcome.changed} changed, {outcome.same} as they were, "
        f"{outcome.repeated} repeated, {outcome.left_out} left out"
    )
