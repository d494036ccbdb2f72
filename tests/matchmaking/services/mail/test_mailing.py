from __future__ import annotations

import itertools
import socket
import ssl
import threading
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from matchmaking import worker
from matchmaking.extensions import db
from matchmaking.models import Mail, MailStatus
from matchmaking.queue import queue
from matchmaking.services.identity.tokens import new_token
from matchmaking.services.mail import mailing, smtp
from matchmaking.services.runs.clock import database_now
from tests.factories import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from aiosmtpd.smtp import SMTP, Envelope, Session
    from flask import Flask

SENDER = "Days of Clusters <meet@network.example>"
CERTIFICATE = Path(__file__).with_name("mail_server.pem")  # of 127.0.0.1, signed by itself, with its key
_numbers = itertools.count(1)


def drop(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.close()


class Handler:
    """A mail server that answers as it is told: once for each answer, then with yes."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.messages: list[EmailMessage] = []
        self.received: list[bytes] = []  # the same as it came
        self.recipients: list[str] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        del server, session, options
        if self.answers and self.answers[0].startswith("RCPT "):
            return self.answers.pop(0).removeprefix("RCPT ")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        del session
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer == "drop before":
            drop(server)
            return "421 gone"
        if answer.startswith(("250", "drop")):
            content = envelope.content
            assert isinstance(content, bytes)
            self.received.append(content)
            message: Any = message_from_bytes(content, policy=policy.default)
            self.messages.append(message)
            self.recipients += envelope.rcpt_tos
        if answer == "drop after":
            drop(server)
            return "421 gone"
        return answer


@contextmanager
def serving(app: Flask, handler: Handler, **options: Any) -> Iterator[Handler]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port, **options)
    controller.start()
    user = "meet:p%40ss@" if "authenticator" in options else ""
    app.config["MAIL_URL"] = f"smtp://{user}127.0.0.1:{port}"
    try:
        yield handler
    finally:
        controller.stop()


@pytest.fixture(autouse=True)
def _sender(app: Flask) -> Iterator[None]:
    before = app.config["MAIL_URL"], app.config["MAIL_FROM"]
    app.config["MAIL_FROM"] = SENDER
    yield
    app.config["MAIL_URL"], app.config["MAIL_FROM"] = before


def make_mail(address: str = "bob@firm.example", **given: Any) -> int:
    values = {
        "kind": "test",
        "dedupe_key": f"test:{next(_numbers)}",
        "to_name": "Ђорђе Ковач",
        "to_address": address,
        "subject": "Твој распоред, Дани кластера",
        "body": "Добар дан,\n\nyour first meeting is at 10:20.\n",
        "message_id": f"<{new_token()}@network.example>",
        "status": MailStatus.QUEUED,
        "next_attempt_at": NOW - timedelta(minutes=1),
        "created_at": NOW,
    } | given
    mail = Mail(**values)
    db.session.add(mail)
    db.session.flush()
    mail_id = mail.id
    db.session.commit()
    return mail_id


def reload(mail_id: int) -> Mail:
    db.session.rollback()
    return db.session.get_one(Mail, mail_id, populate_existing=True)


def make_due(mail_id: int) -> None:
    reload(mail_id).next_attempt_at = database_now() - timedelta(seconds=1)
    db.session.commit()


def test_a_mail_arrives_whole_with_its_headers(app: Flask) -> None:
    mail_id = make_mail()
    with serving(app, Handler()) as server:
        worker.send_mails()
    mail, message = reload(mail_id), server.messages[0]
    assert (mail.status, mail.attempts, mail.failure) == (MailStatus.SENT, 1, "")
    assert mail.sent_at is not None
    assert server.recipients == ["bob@firm.example"]
    assert message["From"] == SENDER
    assert message["To"].addresses[0].display_name == "Ђорђе Ковач"
    assert message["Subject"] == "Твој распоред, Дани кластера"
    assert message["Message-ID"] == mail.message_id
    assert message["Date"].datetime == NOW
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == mail.body


def test_all_that_is_due_goes_over_one_connection_and_nothing_else(app: Flask) -> None:
    for number in range(5):
        make_mail(f"person{number}@firm.example")
    later = make_mail("later@firm.example", next_attempt_at=database_now() + timedelta(minutes=1))
    with serving(app, Handler()) as server:
        worker.send_mails()
        worker.send_mails()
    assert server.recipients == [f"person{number}@firm.example" for number in range(5)]
    assert reload(later).status is MailStatus.QUEUED


@pytest.mark.parametrize("answer", ["451 try later", "421 closing", "RCPT 450 greylisted", "drop before"])
def test_what_is_refused_for_now_is_sent_later(app: Flask, answer: str) -> None:
    mail_id = make_mail()
    with serving(app, Handler(answer)) as server:
        worker.send_mails()
        mail = reload(mail_id)
        assert (mail.status, mail.attempts) == (MailStatus.QUEUED, 1)
        assert mail.failure != ""
        assert timedelta(seconds=50) < mail.next_attempt_at - database_now() <= mailing.FIRST_WAIT
        make_due(mail_id)
        worker.send_mails()
    assert (reload(mail_id).status, len(server.messages)) == (MailStatus.SENT, 1)


@pytest.mark.parametrize("answer", ["550 no such user", "RCPT 553 not here", "552 too big"])
def test_what_is_refused_for_good_has_failed_with_the_servers_reason(app: Flask, answer: str) -> None:
    mail_id, other = make_mail(), make_mail("cat@firm.example")
    with serving(app, Handler(answer)) as server:
        worker.send_mails()
    mail = reload(mail_id)
    assert (mail.status, mail.failure) == (MailStatus.FAILED, answer.removeprefix("RCPT "))
    assert (reload(other).status, server.recipients) == (MailStatus.SENT, ["cat@firm.example"])


def test_a_connection_dropped_after_the_mail_can_only_send_it_twice(app: Flask) -> None:
    mail_id = make_mail()
    with serving(app, Handler("drop after")) as server:
        worker.send_mails()
        make_due(mail_id)
        worker.send_mails()
    first, second = server.messages
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()
    assert reload(mail_id).status is MailStatus.SENT


def test_the_waits_grow_and_in_the_end_it_has_failed(app: Flask) -> None:
    mail_id = make_mail(attempts=3)
    with serving(app, Handler(*["451 busy"] * 2)):
        worker.send_mails()
        assert timedelta(minutes=7) < reload(mail_id).next_attempt_at - database_now() <= timedelta(minutes=8)
        make_due(mail_id)
        reload(mail_id).attempts = mailing.ATTEMPTS - 1
        db.session.commit()
        worker.send_mails()
    mail = reload(mail_id)
    assert (mail.status, mail.attempts, mail.failure) == (MailStatus.FAILED, mailing.ATTEMPTS, "451 busy")


def test_a_server_that_is_away_costs_one_mail_one_attempt(app: Flask) -> None:
    first, second = make_mail(), make_mail()
    with serving(app, Handler()):
        pass
    worker.send_mails()
    assert [reload(mail).attempts for mail in (first, second)] == [1, 0]
    assert [reload(mail).status for mail in (first, second)] == [MailStatus.QUEUED, MailStatus.QUEUED]


def test_a_wrong_password_loses_no_mail(app: Flask) -> None:
    def nobody(*_: object) -> AuthResult:
        return AuthResult(success=False, handled=False)

    mail_id = make_mail()
    with serving(app, Handler(), authenticator=nobody, auth_require_tls=False):
        worker.send_mails()
    assert reload(mail_id).status is MailStatus.QUEUED


def test_the_worker_signs_in_with_name_and_password(app: Flask) -> None:
    seen: list[LoginPassword] = []

    def everybody(server: object, session: object, envelope: object, mechanism: str, data: LoginPassword) -> AuthResult:
        seen.append(data)
        return AuthResult(success=True)

    mail_id = make_mail()
    with serving(app, Handler(), authenticator=everybody, auth_require_tls=False):
        worker.send_mails()
    assert seen == [LoginPassword(b"meet", b"p@ss")]
    assert reload(mail_id).status is MailStatus.SENT


@pytest.mark.parametrize("trusted", [True, False])
def test_mail_is_submitted_encrypted_and_to_nobody_else_than_the_server_meant(
    app: Flask, monkeypatch: pytest.MonkeyPatch, *, trusted: bool
) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    mail_id = make_mail()
    with serving(app, Handler(), tls_context=context, require_starttls=True) as server:
        monkeypatch.setattr(smtp, "SUBMISSION_PORT", urlsplit(app.config["MAIL_URL"]).port)
        worker.send_mails()
    expected = (MailStatus.SENT, 1) if trusted else (MailStatus.QUEUED, 0)
    assert (reload(mail_id).status, len(server.messages)) == expected


@pytest.mark.parametrize(("answer", "status"), [("250 OK", MailStatus.SENT), ("550 no", MailStatus.FAILED)])
def test_a_secret_is_kept_no_longer_than_needed(app: Flask, answer: str, status: MailStatus) -> None:
    secret, plain = make_mail(holds_secret=True), make_mail()
    with serving(app, Handler(answer, answer)):
        worker.send_mails()
    assert (reload(secret).status, reload(secret).body) == (status, "")
    assert reload(plain).body != ""


def test_an_address_that_is_none_fails_alone(app: Flask) -> None:
    bad, good = make_mail("no address\r\nBcc: all@firm.example"), make_mail()
    with serving(app, Handler()) as server:
        worker.send_mails()
    assert (reload(bad).status, reload(good).status) == (MailStatus.FAILED, MailStatus.SENT)
    assert server.recipients == ["bob@firm.example"]


def test_workers_never_send_the_same_mail(app: Flask) -> None:
    for number in range(20):
        make_mail(f"person{number}@firm.example")
    start = threading.Barrier(4)

    def work() -> None:
        with app.app_context():
            start.wait()
            worker.send_mails()

    with serving(app, Handler()) as server:
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(server.recipients) == sorted(f"person{number}@firm.example" for number in range(20))


def test_a_mail_whose_worker_died_is_sent_by_another(app: Flask) -> None:
    mail_id = make_mail()
    assert mailing.claim_next() is not None
    db.session.commit()
    with serving(app, Handler()) as server:
        worker.send_mails()
        assert server.messages == []
        make_due(mail_id)
        worker.send_mails()
    assert (len(server.messages), reload(mail_id).attempts) == (1, 2)


def test_a_slow_worker_does_not_undo_what_another_did(app: Flask) -> None:
    mail_id = make_mail()
    slow = mailing.claim_next()
    assert slow is not None
    db.session.commit()
    make_due(mail_id)
    fast = mailing.claim_next()
    assert fast is not None
    mailing.sent(fast)
    mailing.refused(slow, "late")
    db.session.commit()
    assert (reload(mail_id).status, reload(mail_id).failure) == (MailStatus.SENT, "")


def test_without_a_mail_server_mails_wait_in_the_outbox(app: Flask) -> None:
    app.config["MAIL_URL"] = ""
    mail_id = make_mail()
    worker.send_mails()
    assert (reload(mail_id).status, reload(mail_id).attempts) == (MailStatus.QUEUED, 0)


def test_a_committed_mail_wakes_a_worker_and_a_rolled_back_one_does_not(app: Flask) -> None:
    huey = queue.task().huey
    huey.flush()
    app.config["MAIL_URL"] = "smtp://mail.network.example"
    mail_id = make_mail()
    assert [task.args for task in huey.pending()] == [("send_mails",)]
    huey.flush()
    db.session.add(
        Mail(
            **{column.key: getattr(reload(mail_id), column.key) for column in Mail.__table__.columns}
            | {
                "id": mail_id + 1,
                "dedupe_key": "another",
                "message_id": "<another@network.example>",
            }
        )
    )
    db.session.flush()
    db.session.rollback()
    db.session.commit()
    assert huey.pending() == []
