"""The application: configuration, extensions, audiences, headers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask, g, has_request_context, request, url_for
from flask_babel import get_locale
from werkzeug.middleware.proxy_fix import ProxyFix

from matchmaking import (
    access,
    cli,
    errors,
    extensions,
    feeds,
    formats,
    logs,
    organizer,
    page_language,
    participant,
    public,
)
from matchmaking.config import configure
from matchmaking.row_ids import RowIdConverter
from matchmaking.services.setup import look
from matchmaking.services.words import languages
from matchmaking.translating import catalogues
from solver import __version__

if TYPE_CHECKING:
    from flask import Response

    from matchmaking.models import Event

CONTENT_SECURITY_POLICY = "; ".join(  # noqa: FLY002 - one directive a line
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def create_app(overrides: dict[str, Any] | None = None, *, instance_path: str | None = None) -> Flask:
    """Build the application for one installation."""
    app = Flask(
        "matchmaking", template_folder="../templates", instance_path=instance_path, instance_relative_config=True
    )
    configure(app, overrides)
    logs.configure()
    app.config["VERSION"] = __version__
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    catalogues.compile_stale()
    _load_extensions(app)
    _load_audiences(app)
    errors.register(app)
    cli.register(app)
    return app


def _load_extensions(app: Flask) -> None:
    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db, directory=str(Path(__file__).with_name("migrations")))
    extensions.csrf.init_app(app)
    extensions.limiter.init_app(app)
    extensions.babel.init_app(app, locale_selector=_choose_language)
    with app.app_context():
        extensions.prepare_engine(extensions.db.engine)


def _load_audiences(app: Flask) -> None:
    app.url_map.converters["int"] = RowIdConverter
    app.url_value_preprocessor(access.take_slug)
    app.url_defaults(access.give_slug)
    app.before_request(_begin)
    app.after_request(_harden)
    app.teardown_request(_end)
    app.context_processor(_page_context)
    formats.register(app)
    for audience in (public.blueprint, participant.blueprint, organizer.blueprint, feeds.blueprint):
        app.register_blueprint(audience)


def _begin() -> None:
    extensions.may_write.set(request.method not in SAFE_METHODS)


def _end(error: BaseException | None) -> None:
    del error
    extensions.may_write.set(True)


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "private, no-store")
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _choose_language() -> str:
    if not has_request_context():
        return "en"
    return languages.best(page_language.wanted())


def _page_context() -> dict[str, Any]:
    """What every page may use; error pages set `viewer` and `event` themselves."""
    if g.get("failing"):
        return {}
    event = g.get("event")
    context = {"event": event, "viewer": access.page_viewer(), "now": access.now(), "acting": access.acting()}
    context["languages"] = page_language.switch(str(get_locale()), event.languages if event else ())
    return context | _own_look(event) if event and request.blueprint != "organizer" else context


def _own_look(event: Event) -> dict[str, str]:
    """The addresses of an event's own look; they change with what they hold."""
    context = {}
    if event.accent:
        context["look_url"] = url_for("public.look", slug=event.slug, v=look.version(event))
    if event.logo_hash:
        context["logo_url"] = url_for("public.logo", slug=event.slug, v=event.logo_hash[:16])
    return context
