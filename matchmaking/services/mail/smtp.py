"""One mail server: letters become messages, and the server's answers become what is to be done next."""

from __future__ import annotations

import hashlib
import re
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote, urlsplit

import structlog

from matchmaking.services.mail import html_part

if TYPE_CHECKING:
    from types import TracebackType

    from matchmaking.services.mail.mailing import Letter

log = structlog.get_logger()

TIMEOUT = 30.0
SUBMISSION_PORT = 587
PERMANENT = 500
# Any server can pass on seven bits, whatever it says about eight.
POLICY = SMTP.clone(cte_type="7bit")


METHOD = re.compile("^METHOD:([A-Z]+)\r?$", re.MULTILINE)


class Refused(RuntimeError):  # noqa: N818 - it names the server's answer
    """The server will never take this mail; the message is its reason."""


class Postponed(RuntimeError):  # noqa: N818 - it names the server's answer
    """The server takes this mail later, perhaps; the message is its reason."""


class Unreachable(Postponed):
    """No mail can be sent through this server just now."""


def compose(letter: Letter, sender: str) -> EmailMessage:
    """Plain text and HTML; sent twice it has the same bytes, so that a mailbox may know it again."""
    message = EmailMessage(policy=POLICY)
    name, address = parseaddr(sender)
    message["From"] = _address(letter.look.sender_name or name, address)
    message["To"] = _address(letter.to_name, letter.to_address)
    message["Subject"] = letter.subject
    message["Date"] = letter.written_at
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    if letter.stop_url:
        message["List-Unsubscribe"] = f"<{letter.stop_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.body)
    message.add_alternative(html_part.html_of(letter.subject, letter.body, letter.look), subtype="html")
    if letter.calendar:
        method = METHOD.search(letter.calendar)
        parameters = {"method": method[1]} if method else {}
        message.add_alternative(letter.calendar, subtype="calendar", cte="base64", params=parameters)
    message.set_boundary(hashlib.sha256(letter.message_id.encode()).hexdigest())
    return message


class MailServer:
    """A connection that is opened at the first mail, and again after it broke."""

    def __init__(self, url: str, sender: str) -> None:
        self._parts = urlsplit(url)
        self._sender = sender
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        """Nothing is opened before there is a mail."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Say goodbye."""
        self._hang_up()

    def send(self, letter: Letter) -> None:
        """
        Give one mail to the server.

        Raises
        ------
        Refused, Postponed, Unreachable
            What the server said instead of yes.

        """
        try:
            message = compose(letter, self._sender)
        except ValueError as error:
            raise Refused(str(error)) from error
        connection = self._connected()
        try:
            connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise self._answer(*next(iter(error.recipients.values()))) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(str(error)) from error
        except smtplib.SMTPResponseException as error:
            raise self._answer(error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            self._hang_up()
            raise Postponed(_told(error)) from error

    def _answer(self, code: int, text: bytes | str) -> Refused | Postponed:
        """What a refusing answer of the server means."""
        reason = f"{code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
        if code >= PERMANENT:
            return Refused(reason)
        self._hang_up()  # after 421 the server has gone; after others a fresh start does no harm
        return Postponed(reason)

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(_told(error)) from error
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        host, port = self._parts.hostname or "localhost", self._parts.port
        connection: smtplib.SMTP
        if self._parts.scheme == "smtps":
            context = ssl.create_default_context()
            connection = smtplib.SMTP_SSL(host, port or smtplib.SMTP_SSL_PORT, timeout=TIMEOUT, context=context)
        else:
            connection = smtplib.SMTP(host, port or SUBMISSION_PORT, timeout=TIMEOUT)
        try:
            self._introduce(connection, port or SUBMISSION_PORT)
        except BaseException:
            connection.close()
            raise
        return connection

    def _introduce(self, connection: smtplib.SMTP, port: int) -> None:
        """Encrypt where mail is submitted, before any password is told."""
        if self._parts.scheme != "smtps" and port == SUBMISSION_PORT:
            connection.starttls(context=ssl.create_default_context())
        if self._parts.username:
            connection.login(unquote(self._parts.username), unquote(self._parts.password or ""))

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError) as error:
            log.debug("mail server gone", error=str(error))
            connection.close()


def _address(name: str, address: str) -> Address:
    """The name as a person wrote it, beside an address that is nothing but one."""
    return Address(display_name=name, addr_spec=address)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
