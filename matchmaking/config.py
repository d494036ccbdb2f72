"""One installation's configuration: `instance/config.py`, overridden by environment variables `MATCHMAKING_…`."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from click import ClickException

if TYPE_CHECKING:
    from flask import Flask

MINIMUM_SECRET_LENGTH = 32
MAX_UPLOAD_BYTES = 10 * 1024 * 1024

DEFAULTS: dict[str, Any] = {
    "SITE_NAME": "Matchmaking",
    "BASE_URL": "",  # https://meet.example.org; links in mails are built from it, never from the request
    "LOCAL": False,  # a demonstration or local installation: works without mail, shows the outbox on this computer
    "MAIL_URL": "",  # smtp://user:password@host:587, or smtps:// for TLS from the start
    "MAIL_FROM": "",
    "DATABASE_URL": "",  # postgresql+psycopg://… ; empty: an SQLite file in instance/
    "QUEUE_URL": "",  # postgresql://… ; empty: an SQLite file in instance/
    "SECRET_KEY": "",
    "TRUSTED_PROXIES": 0,  # how many reverse proxies stand in front and set X-Forwarded-*
    "SOLVER_SECONDS": 30,  # the time limit that the page of a new run proposes
    "SOLVER_WORKERS": 2,
    "SOLVER_MEMORY_MB": 4096,
    "SOLVER_RUNS": 1,  # how many runs are solved at once; the others wait their turn
    # The first is the fallback.
    "LANGUAGES": ["en", "sr_Latn", "sr", "bg", "mk", "ro", "el", "tr", "hr", "sl", "bs", "sq", "cs", "hu"],
}

FIXED: dict[str, Any] = {
    "MAX_CONTENT_LENGTH": MAX_UPLOAD_BYTES + 64 * 1024,
    "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
    "MAX_FORM_PARTS": 5000,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_NAME": "matchmaking",
    "PERMANENT_SESSION_LIFETIME": timedelta(days=30),
    "SEND_FILE_MAX_AGE_DEFAULT": timedelta(hours=1),
    "WTF_CSRF_TIME_LIMIT": None,  # as long as the sign-in itself
    "RATELIMIT_HEADERS_ENABLED": True,
    "BABEL_DEFAULT_LOCALE": "en",
}


class InvalidConfiguration(ClickException):
    """The installation cannot start like this; the message says what to set, also on the command line."""


def configure(app: Flask, overrides: dict[str, Any] | None = None) -> None:
    """Load defaults, `instance/config.py`, the environment and `overrides`, in this order, and check them."""
    app.config.from_mapping(DEFAULTS)
    app.config.from_mapping(FIXED)
    app.config.from_pyfile("config.py", silent=True)
    app.config.from_mapping(_from_environment())
    app.config.from_mapping(overrides or {})
    _derive(app)
    _check(app)


def _from_environment() -> dict[str, Any]:
    """Read `MATCHMAKING_X` for each known X, in the type of its default."""
    found: dict[str, Any] = {}
    for name, default in DEFAULTS.items():
        text = os.environ.get(f"MATCHMAKING_{name}")
        if text is None:
            continue
        if isinstance(default, bool):
            found[name] = text.strip().casefold() in {"1", "true", "yes", "on"}
        elif isinstance(default, int):
            if not text.strip().isdecimal():
                raise InvalidConfiguration(f"MATCHMAKING_{name} must be a whole number, not {text!r}.")
            found[name] = int(text)
        elif isinstance(default, list):
            found[name] = text.split()
        else:
            found[name] = text
    return found


def _derive(app: Flask) -> None:
    """Fill in what follows from the rest."""
    config = app.config
    config.setdefault(
        "SQLALCHEMY_DATABASE_URI", config["DATABASE_URL"] or f"sqlite:///{app.instance_path}/matchmaking.db"
    )
    if config["LOCAL"] and not config["BASE_URL"]:
        config["BASE_URL"] = "http://localhost:8000"
    config["BASE_URL"] = config["BASE_URL"].rstrip("/")
    config["SESSION_COOKIE_SECURE"] = config["BASE_URL"].startswith("https://")
    host = urlsplit(config["BASE_URL"]).hostname
    config["TRUSTED_HOSTS"] = [host, "localhost", "127.0.0.1"] if config["LOCAL"] else [host]


def _check(app: Flask) -> None:
    """Refuse to start without what has no safe default."""
    config = app.config
    if len(config["SECRET_KEY"]) < MINIMUM_SECRET_LENGTH:
        raise InvalidConfiguration(
            f"Set SECRET_KEY in {app.instance_path}/config.py (or MATCHMAKING_SECRET_KEY) to at least "
            f"{MINIMUM_SECRET_LENGTH} random characters; `make run` does it for a local installation."
        )
    if urlsplit(config["BASE_URL"]).scheme not in {"http", "https"} or not urlsplit(config["BASE_URL"]).hostname:
        raise InvalidConfiguration("Set BASE_URL to the address people reach this installation at, https://… .")
    if not config["LOCAL"] and not (config["MAIL_URL"] and config["MAIL_FROM"]):
        raise InvalidConfiguration(
            "Set MAIL_URL (smtp://user:password@host:587) and MAIL_FROM: participants sign in by mailed links. "
            "Only a LOCAL installation works without mail."
        )
