"""The command line: `flask --app matchmaking …`."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
from flask.cli import with_appcontext

from matchmaking.extensions import db
from matchmaking.services import accounts
from matchmaking.services.refusals import Refusal

if TYPE_CHECKING:
    from flask import Flask


def register(app: Flask) -> None:
    """Add the product's commands."""
    app.cli.add_command(create_organizer)


@click.command("create-organizer")
@click.argument("email")
@click.option("--name", default="", help="How the organizer is called.")
@click.password_option(help="At least 12 characters; asked for when left out.")
@with_appcontext
def create_organizer(email: str, name: str, password: str) -> None:
    """Create an organizer's account."""
    try:
        organizer = accounts.create(name, email, password, datetime.now(UTC))
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None
    db.session.commit()
    click.echo(f"{organizer.email} can now sign in.")
