"""No page without a guard: what a stranger, or somebody else's organizer, gets for every address there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from werkzeug.routing import AnyConverter

from tests.factories import make_event, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule

ABSENT = 987654321


def address(rule: Rule, slug: str) -> str:
    """The rule's address within an event, with ids that belong to nothing."""
    values: dict[str, int | str] = dict.fromkeys(rule.arguments, ABSENT)
    values |= {name: slug for name in ("slug",) if name in rule.arguments}
    for name, converter in rule._converters.items():
        if isinstance(converter, AnyConverter):
            values[name] = min(converter.items)
    values |= {name: "absent" for name in ("token", "filename", "format", "kind") if name in rule.arguments}
    built = rule.build(values, append_unknown=False)
    assert built is not None
    return built[1]


def visit(client: FlaskClient, rule: Rule, slug: str) -> int:
    method = "POST" if "POST" in (rule.methods or ()) else "GET"
    return client.open(address(rule, slug), method=method).status_code


def rules_of(app: Flask, audience: str) -> list[Rule]:
    found = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(f"{audience}.")]
    assert found
    return found


@pytest.mark.parametrize("audience", ["organizer", "participant"])
def test_every_address_sends_a_stranger_to_sign_in(app: Flask, client: FlaskClient, audience: str) -> None:
    event = make_event(make_organizer())
    for rule in rules_of(app, audience):
        assert visit(client, rule, event.slug) == 303, rule


def test_every_address_of_an_event_answers_another_organizer_like_an_absent_one(
    app: Flask, client: FlaskClient
) -> None:
    event = make_event(make_organizer())
    sign_in(client, make_organizer("Olga Other"))
    for rule in rules_of(app, "organizer"):
        if "slug" in rule.arguments:
            assert (visit(client, rule, event.slug), visit(client, rule, "no-such-event")) == (404, 404), rule


def test_every_organizer_address_sends_a_participant_to_sign_in(app: Flask, client: FlaskClient) -> None:
    event = make_event(make_organizer())
    sign_in(client, make_participant(event))
    for rule in rules_of(app, "organizer"):
        assert visit(client, rule, event.slug) == 303, rule


def test_every_participant_address_sends_a_participant_of_another_event_to_sign_in(
    app: Flask, client: FlaskClient
) -> None:
    event, other = make_event(make_organizer()), make_event(make_organizer())
    sign_in(client, make_participant(other))
    for rule in rules_of(app, "participant"):
        assert visit(client, rule, event.slug) == 303, rule


def test_no_address_of_an_event_fails_on_ids_that_belong_to_nothing(app: Flask, client: FlaskClient) -> None:
    ann = make_organizer()
    event = make_event(ann)
    sign_in(client, ann)
    sign_in(client, make_participant(event))
    for rule in (*rules_of(app, "organizer"), *rules_of(app, "participant"), *rules_of(app, "public")):
        if rule.endpoint not in {"public.sign_out", "organizer.sign_out"}:
            status = visit(client, rule, event.slug)
            assert status < 500, rule
