"""The command line: `flask --app matchmaking …`."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click
import waitress
from flask import current_app
from flask.cli import with_appcontext

from matchmaking import demo, serving, worker
from matchmaking.extensions import db
from matchmaking.import_command import import_list
from matchmaking.services.identity import accounts
from matchmaking.services.refusals import Refusal
from matchmaking.translating.commands import translations

if TYPE_CHECKING:
    from flask import Flask

WEB_THREADS = 8


def register(app: Flask) -> None:
    """Add the product's commands."""
    for command in (create_organizer, import_list, run_local, run_demo, web, run_worker, translations):
        app.cli.add_command(command)


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


@click.command("run-local")
@click.option("--port", type=click.IntRange(1, 65535), help="Where the pages are; 8000 unless BASE_URL says otherwise.")
@with_appcontext
def run_local(port: int | None) -> None:
    """Serve this installation on this computer, pages and worker, until Ctrl-C."""
    serving.migrate()
    try:
        serving.run_local(port, lambda url: click.echo(f"Open {url} in a browser. Ctrl-C ends it."))
    except serving.CannotServe as reason:
        raise click.ClickException(str(reason)) from None


@click.command("demo")
@click.option("--port", type=click.IntRange(1, 65535), help="Where the pages are; 8000 unless BASE_URL says otherwise.")
@with_appcontext
def run_demo(port: int | None) -> None:
    """Make the demonstration event, once, and serve it until Ctrl-C."""
    line = demo.Line(click.echo, terminal=sys.stdout.isatty())
    line.say("database")
    serving.migrate()
    try:
        event = demo.prepare(line.say)
        serving.run_local(port, lambda url: _show_ways(url, demo.ways_in(event)))
    except (demo.CannotDemonstrate, serving.CannotServe, Refusal) as reason:
        raise click.ClickException(str(reason)) from None


def _show_ways(url: str, ways: demo.Ways) -> None:
    click.echo(f"""
  Open         {url}
  Organizer    {url}/organizer/sign-in   {ways.email}   {ways.password}
  Participant  {url}{ways.link}
               ({ways.participant}; works once, within ten minutes; further links: {url}/outbox)
  Feed         {url}{ways.feed}

  Ctrl-C ends it.
""")


@click.command("web")
@click.option("--host", default=serving.HOST, show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@with_appcontext
def web(host: str, port: int) -> None:
    """Serve the pages alone."""
    serving.spare_collections()
    waitress.serve(_app(), host=host, port=port, threads=WEB_THREADS, ident=None)


@click.command("worker")
@with_appcontext
def run_worker() -> None:
    """Do what pages put into the queue: solve, send mails, and see to what is due each minute."""
    worker.create_consumer(_app()).run()


def _app() -> Flask:
    """The application itself, for those who outlive this context."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way
    return app
