"""What was written down with an act, readable: the old and the new, figures and names; never a secret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

UNSAID = ("hash", "token", "password", "secret", "nonce", "_id", "request")
"""Whatever has one of these in its name is for machines, or for nobody."""


def in_words(detail: Mapping[str, Any]) -> str:
    """All of it in one line: `180 → 90`, `Tables: 4, 5, 6`."""
    said = {key: value for key, value in detail.items() if not any(part in key for part in UNSAID)}
    parts = []
    if "before" in said:
        before, after = _value(said.pop("before")), _value(said.pop("after", None))
        parts.append(
            _("%(before)s → %(after)s", before=before, after=after) if after else _("was %(value)s", value=before)
        )
    parts += [
        _("%(name)s: %(value)s", name=key.replace("_", " ").capitalize(), value=_value(value))
        for key, value in said.items()
    ]
    return "; ".join(parts)


def _value(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(item)}" for key, item in value.items())
    return ", ".join(map(_value, value)) if isinstance(value, list) else str(value)
