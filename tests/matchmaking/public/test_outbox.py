from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaking.extensions import db
from matchmaking.services.mail import outbox
from tests.factories import NOW, make_event, make_organizer, make_participant, sign_in

if TYPE_CHECKING:
    import pytest
    from flask import Flask
    from flask.testing import FlaskClient


def write_mails() -> None:
    event = make_event(name="Days & <b>Nights</b>")
    bob = make_participant(event, "Bob Kovač", email="bob@firm.example")
    for number in (1, 2):
        outbox.write(
            "event_cancelled",
            bob,
            now=NOW,
            dedupe_key=str(number),
            event=event,
            note=f"Note {number}, see https://evil.example/x <script>",
            url=outbox.link("/e/days/"),
        )
    db.session.commit()


def test_mails_are_shown_the_newest_first_with_working_links(client: FlaskClient) -> None:
    write_mails()
    page = client.get("/outbox").get_data(as_text=True)
    assert page.index("Note 2") < page.index("Note 1")
    assert '<a href="http://localhost/e/days/">http://localhost/e/days/</a>' in page
    assert "Bob Kovač &lt;bob@firm.example&gt;" in page


def test_what_people_wrote_stays_text(client: FlaskClient) -> None:
    write_mails()
    page = client.get("/outbox").get_data(as_text=True)
    assert "https://evil.example/x &lt;script&gt;" in page
    assert 'href="https://evil' not in page
    assert "Days &amp; &lt;b&gt;Nights&lt;/b&gt;" in page


def test_empty_outbox_says_so(client: FlaskClient) -> None:
    assert "No mails yet" in client.get("/outbox").get_data(as_text=True)


def test_nobody_reads_mails_from_another_computer(client: FlaskClient) -> None:
    write_mails()
    answer = client.get("/outbox", environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 404


def test_no_one_reads_mails_where_the_installation_is_not_local(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mails()
    monkeypatch.setitem(app.config, "LOCAL", False)
    sign_in(client, make_organizer())
    assert client.get("/outbox").status_code == 404
