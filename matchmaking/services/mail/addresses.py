"""Absolute addresses of pages, built from the configuration, with or without a request."""

from __future__ import annotations

from flask import current_app

from matchmaking.services.mail import outbox


def page(endpoint: str, **values: str | int) -> str:
    """The address of a page, for mails and calendars."""
    return outbox.link(current_app.url_map.bind("localhost").build(endpoint, values))
