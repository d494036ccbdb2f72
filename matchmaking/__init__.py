"""The application; `flask --app matchmaking` and WSGI servers find `create_app` here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

INSTANCE = "MATCHMAKING_INSTANCE"


def instance_folder() -> Path:
    """Where this installation keeps what it owns: `instance/` of the checkout, or what the environment says."""
    return Path(os.environ.get(INSTANCE) or Path(__file__).parent.with_name("instance")).absolute()


# Imported inside the functions: the process that solves needs this package, but nothing of the web.
def create_app() -> Flask:
    """Build the application of this installation."""
    from matchmaking import app  # noqa: PLC0415

    return app.create_app(instance_path=str(instance_folder()))


def local_app() -> Flask:
    """Build the application of this computer; the first time a local installation is made for it."""
    from matchmaking import serving  # noqa: PLC0415

    serving.make_installation(instance_folder())
    return create_app()
