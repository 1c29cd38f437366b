"""The carrier SMTP: an e-mail to one recipient, over a connection of its own.

Invariant   what is not encrypted stays on this machine; no header holds a line break; a message that is
            carried again has the same Message-ID
Source      RFC 5321 section 4.2.1 (5yz is final, 4yz is not), RFC 3207 (STARTTLS), RFC 2047 (headers)
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

import aiosmtplib

from largesse.kernel.clock import now
from largesse.kernel.errors import Malformed
from largesse.kernel.ids import text_id
from largesse.kernel.reasons import at_most_characters, because, between, one_of, visible_characters
from largesse.kernel.writing import name_given
from largesse.notices.carriers.trust import ca_given, trusting
from largesse.notices.carriers.unreached import not_reached
from largesse.notices.channel import Outgoing
from largesse.notices.records import MESSAGE
from largesse.notices.trouble import (
    CarrierBusy,
    CarrierInClear,
    CarrierUnreachable,
    MessageRefused,
    NotAnAddress,
    NotCarried,
    NotYet,
    RecipientRefused,
    SignInRefused,
    told,
)
from largesse.notices.worded import worded

Encryption = Literal["starttls", "tls", "none"]
STEP_S = 15.0  # that one answer of the server may take
WHOLE_S = 40.0  # that all of it may take; a channel has 45 s
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-fA-F:]{2,39}")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,188}[A-Za-z0-9]")

_FINAL: dict[type, Callable[[str], NotCarried | NotYet]] = {
    aiosmtplib.SMTPRecipientRefused: RecipientRefused,
    aiosmtplib.SMTPDataError: MessageRefused,
    aiosmtplib.SMTPAuthenticationError: SignInRefused,
}


@dataclass(frozen=True)
class Smtp:
    """A server and how it is spoken to, without its password; ``user`` empty: nobody signs in."""

    host: str
    port: int
    encryption: Encryption
    user: str
    sender: str
    sender_name: str
    ca: str = ""

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"{self.host}:{self.port}"


def smtp_given(given: Smtp) -> Smtp:
    """Check a server as somebody typed it.

    Raises:
        Malformed: ``kernel.malformed`` at the field that does not fit.
    """
    if not _HOST.fullmatch(given.host):
        raise Malformed(because("notices.reason.host"), "host")
    if not 1 <= given.port <= 65_535:
        raise Malformed(between(1, 65_535), "port")
    if given.encryption not in {"starttls", "tls", "none"}:
        raise Malformed(one_of(("starttls", "tls", "none")), "encryption")
    if given.encryption == "none" and given.host not in _LOOPBACK:
        raise Malformed(because("notices.reason.encrypted"), "encryption")
    if len(given.user) > 200 or not given.user.isprintable():
        raise Malformed(visible_characters(0, 200), "user")
    if len(given.sender_name) > 100:
        raise Malformed(at_most_characters(100), "senderName")
    return Smtp(
        given.host,
        given.port,
        given.encryption,
        given.user,
        email_given(given.sender, "sender"),
        name_given(given.sender_name, "senderName"),
        ca_given(given.ca),
    )


def email_given(address: str, path: str) -> str:
    """Give an e-mail address.

    Raises:
        Malformed: ``kernel.malformed``.
    """
    if not _ADDRESS.fullmatch(address.strip()):
        raise Malformed(because("kernel.reason.email"), path)
    return address.strip()


async def carry(server: Smtp, password: str, message: Outgoing) -> None:
    """Hand one message over.

    Raises:
        NotCarried: the server will never take it.
        NotYet: it did not take it now.
    """
    mail = written(server, message)
    try:
        async with asyncio.timeout(WHOLE_S):
            await aiosmtplib.send(
                mail,
                hostname=server.host,
                port=server.port,
                username=server.user or None,
                password=password if server.user else None,
                use_tls=server.encryption == "tls",
                start_tls=server.encryption == "starttls",
                tls_context=await trusting(server.ca) if server.encryption != "none" else None,
                timeout=STEP_S,
            )
    except (aiosmtplib.SMTPException, OSError) as error:
        raise _trouble(server, error, message.to) from error


def written(server: Smtp, message: Outgoing) -> EmailMessage:
    """Write the e-mail of a message.

    Raises:
        NotAnAddress: ``notices.not_an_address``.
    """
    if not _ADDRESS.fullmatch(message.to):
        raise NotAnAddress
    mail = EmailMessage(policy=SMTP)
    mail["From"] = Address(server.sender_name, addr_spec=server.sender)
    mail["To"] = Address(addr_spec=message.to)
    mail["Subject"] = worded(f"{message.template}.subject", message.locale)
    mail["Date"] = format_datetime(now())
    mail["Message-ID"] = f"<{text_id(MESSAGE, message.id)}@{server.sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, cte="base64")  # a relay may not take eight bits
    return mail


def _trouble(server: Smtp, error: Exception, to: str) -> NotCarried | NotYet:
    """Say what an error means for the message."""
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return _answered(error.recipients[0], to)
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return _answered(error, to)
    if isinstance(error, OSError):
        return CarrierUnreachable(server.place, not_reached(error))
    if "STARTTLS" in str(error):
        return CarrierInClear(server.place)
    return CarrierUnreachable(server.place, because("notices.reason.lost", detail=told(str(error), to)))


def _answered(error: aiosmtplib.SMTPResponseException, to: str) -> NotCarried | NotYet:
    """Take 5yz for final where it is about the message or its recipient; all else may be mended."""
    said = told(f"{error.code} {error.message}", to)
    final = _FINAL.get(type(error)) if error.code >= 500 else None
    return final(said) if final else CarrierBusy(said)
