"""The log in words: every act has its sentence, nothing secret is said."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import matchmaking
from matchmaking.models.base import Base
from matchmaking.services.log import details
from matchmaking.services.log.sentences import KINDS, SENTENCES
from matchmaking.services.setup.event_hours import Door

SOURCE = Path(matchmaking.__file__).parent
TABLES = Base.metadata.tables.values()
AUDIENCES = {"organizer", "participant", "public", "feeds"}


def written_actions() -> set[str]:
    """The first argument of whatever records: spelled out, or put together of a door and what was done to it."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if ("audit" not in source and "ALLOWED = " not in source) or path.parts[-2] in {"models", "versions"}:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+\.[a-z_]+", str(node.value)):
                found.add(str(node.value))
            if isinstance(node, ast.JoinedStr) and (
                parts := re.fullmatch(r"f'(\w+\.)\{door\}(_\w+)'", ast.unparse(node))
            ):
                found |= {f"{parts[1]}{door}{parts[2]}" for door in Door}
    endpoints = {name for name in found if name.partition(".")[0] in AUDIENCES and not is_recorded(name)}
    keys = {f"{key.parent.table.name}.{key.parent.name}" for table in TABLES for key in table.foreign_keys}
    return found - endpoints - keys


def is_recorded(name: str) -> bool:
    """`participant.withdrawn` is an act, `participant.agenda` a page."""
    module, _, view = name.partition(".")
    return f"def {view}(" not in "".join(p.read_text(encoding="utf-8") for p in (SOURCE / module).rglob("*.py"))


def test_every_action_that_is_written_down_has_its_sentence() -> None:
    assert written_actions() - set(SENTENCES) == set()


def test_every_sentence_is_of_an_action_that_is_written_down() -> None:
    assert set(SENTENCES) - written_actions() == set()


def test_every_action_is_of_exactly_one_kind() -> None:
    first_words = [word for _label, words in KINDS.values() for word in words]
    assert len(first_words) == len(set(first_words))
    assert {action.partition(".")[0] for action in SENTENCES} == set(first_words)


def test_old_and_new_are_told_with_an_arrow(app: object) -> None:
    assert details.in_words({"before": 180, "after": 90}) == "180 → 90"
    assert details.in_words({"before": "Old name"}) == "was Old name"


def test_figures_lists_and_switches_are_named(app: object) -> None:
    assert (
        details.in_words({"tables": [4, 5], "approve_registrations": False})
        == "Tables: 4, 5; Approve registrations: no"
    )


def test_secrets_and_ids_are_not_said(app: object) -> None:
    assert details.in_words({"content_hash": "abc", "feed_token": "s3cret", "participant_id": 4, "request": 3}) == ""
