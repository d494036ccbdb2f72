"""`flask --app matchmaking translations …`: for whoever writes messages or translates them."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask.cli import AppGroup

from matchmaking.translating import catalogues, checks, exchange, extracting

translations = AppGroup("translations", help="Messages of the pages, mails and files in every language.")
LOCALE = click.argument("locale", type=click.Choice(catalogues.LOCALES))


@translations.command("update")
def update() -> None:
    """Bring every catalogue in step with the messages of the sources."""
    messages = extracting.template()
    for locale in catalogues.LOCALES:
        extracting.update(locale, messages)
        click.echo(f"{locale}: {len(exchange.exported(locale, missing_only=True))} messages to translate")


@translations.command("export")
@LOCALE
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--all", "whole", is_flag=True, help="Also what is translated already.")
def export(locale: str, file: Path, *, whole: bool) -> None:
    """Write the messages that a language lacks into a JSON file."""
    entries = exchange.exported(locale, missing_only=not whole)
    file.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    click.echo(f"{file}: {len(entries)} messages")


@translations.command("import")
@LOCALE
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def take_in(locale: str, file: Path) -> None:
    """Take the translations of a JSON file over, but for those that are wrong, which are named."""
    if locale == catalogues.CYRILLIC:
        raise click.ClickException("Serbian Cyrillic is made from sr_Latn: translate that, and update.")
    entries = json.loads(file.read_text(encoding="utf-8"))
    refused = exchange.take_in(locale, entries)
    for one in refused:
        click.echo(f"not taken: “{one.message}”: {'; '.join(one.reasons)}")
    click.echo(f"{len(entries) - len(refused)} of {len(entries)} translations taken.")


@translations.command("check")
def check() -> None:
    """Name every message that a language lacks or has wrong."""
    found = 0
    for locale in catalogues.LOCALES:
        catalog = catalogues.read(locale)
        for message in catalog:
            for fault in checks.faults(message, catalog) if message.id else ():
                found += 1
                click.echo(f"{locale}: “{catalogues.ids_of(message)[0]}”: {fault}")
    if found:
        raise SystemExit(1)
    click.echo("Every message is translated.")
