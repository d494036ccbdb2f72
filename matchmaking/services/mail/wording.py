"""The words of a mail: the organizers' own where they have written some in its language, else those built in."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import force_locale
from flask_babel import gettext as _

from matchmaking.services.mail.kinds import KINDS, SHARED, Kind
from matchmaking.services.mail.placeholders import fill, written
from matchmaking.services.words.text import clean
from matchmaking.services.words.wordings import worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Template
    from jinja2.runtime import Context

    from matchmaking.models import Event, MailWords


def render(kind: str, language: str, context: Mapping[str, Any]) -> str:
    """One mail whole: its first line is the subject."""
    own = find(context.get("event"), kind, language)
    return render_own(KINDS[kind], own.subject, own.text, context) if own else _template(kind).render(context)


def render_own(kind: Kind, subject: str, text: str, context: Mapping[str, Any]) -> str:
    """One mail whole, in words that `require_fit` has let pass."""
    values = values_of(kind, context)
    return current_app.jinja_env.get_template("mail/own.txt").render(
        {
            **context,
            "frame": kind.template,
            "own_subject": clean(fill(subject, values)) or worded(context["event"], "name"),
            "own_text": fill(text, values),
        }
    )


def find(event: Event | None, kind: str, language: str) -> MailWords | None:
    """The organizers' own words, if there are any in this language."""
    if event is None or kind not in KINDS:
        return None
    return next((own for own in event.mail_words if (own.kind, own.language) == (kind, language)), None)


def built_in(kind: Kind, language: str) -> tuple[str, str]:
    """Subject and text as the product words them, with the placeholders where they are filled."""
    with force_locale(language):
        context = _template(kind.name).new_context(_stand_ins(kind))
        for name in kind.blocks:
            context.blocks[name] = [_saying(written(name))]
        greeting = _("Hello %(name)s,", name=written("recipient"))
        return _block(context, "subject"), f"{greeting}\n\n{_block(context, 'body')}"


def reason(kind: Kind) -> str:
    """Why a reader gets this mail."""
    return _block(_template(kind.name).new_context(_stand_ins(kind)), "reason")


def values_of(kind: Kind, context: Mapping[str, Any]) -> dict[str, str]:
    """What each placeholder is filled with."""
    inner = _template(kind.name).new_context(dict(context))
    found = {name: _block(inner, name) for name in kind.blocks}
    found |= {name: str(_at(context, path) or "").strip() for name, path in kind.paths.items()}
    return found | dict(zip(SHARED, (worded(context["event"], "name"), str(context["recipient_name"])), strict=True))


def _template(kind: str) -> Template:
    return current_app.jinja_env.get_template(f"mail/{kind}.txt")


def _block(context: Context, name: str) -> str:
    return "".join(context.blocks[name][0](context)).strip()


def _saying(words: str) -> Any:
    def block(context: Context) -> Iterator[str]:
        del context
        yield words

    return block


def _at(context: Mapping[str, Any], path: str) -> object:
    first, *rest = path.split(".")
    found: Any = context[first]
    for name in rest:
        found = worded(found, name)
    return found


def _stand_ins(kind: Kind) -> dict[str, Any]:
    """What a mail is given, with placeholders instead of what they stand for."""
    given: dict[str, Any] = {"event": SimpleNamespace(name=written("event"), booking_closes_at=True)}
    for name, path in kind.paths.items():
        *way, last = path.split(".")
        if not way:
            given[last] = written(name)
            continue
        place = given.setdefault(way[0], SimpleNamespace())
        for step in way[1:]:
            if not hasattr(place, step):
                setattr(place, step, SimpleNamespace())
            place = getattr(place, step)
        setattr(place, last, written(name))
    return given
