"""Those who carry messages, real and on this machine: an SMTP server, and a gateway that takes requests."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class MailServer:
    """Takes e-mail; ``answers`` are what it says to a recipient or to a message instead of yes."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    to_recipient: str = "250 OK"
    to_message: str = "250 OK"
    password: str = ""
    signed_in: list[str] = field(default_factory=list)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - aiosmtpd's name
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.to_message.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=default))
        return self.to_message

    def judges(self, _server, _session, _envelope, _mechanism, login):
        user, password = login.login.decode(), login.password.decode()
        self.signed_in.append(user)
        return AuthResult(success=password == self.password, handled=False)


@asynccontextmanager
async def mail_server(*, starttls=None, tls=None, **how: Any) -> AsyncIterator[MailServer]:
    """Run an SMTP server; ``starttls`` and ``tls`` are contexts of its certificate."""
    server = MailServer(**how)

    def answers() -> SMTP:
        return SMTP(
            server,
            tls_context=starttls,
            require_starttls=starttls is not None,
            authenticator=server.judges if server.password else None,
            auth_require_tls=False,
            enable_SMTPUTF8=False,
            hostname="mail.test",
        )

    listening = await asyncio.get_running_loop().create_server(answers, "127.0.0.1", 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield server


@dataclass
class Taken:
    """A request as it came: bytes of its body, headers by small names."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        return json.loads(self.body)


@dataclass
class GatewayServer:
    """Takes requests; ``answers`` are status lines and headers for the next ones, then 202."""

    address: str = ""
    taken: list[Taken] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request; ``silence`` never answers."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            exact = {name: line.split(": ", 1)[1] for name, line in zip(headers, head[1:], strict=False)}
            self.taken.append(Taken(head[0].split()[1], exact, body))
            self.arrived.set()
            answer = self.answers.pop(0) if self.answers else "202 Accepted"
            if answer == "silence":
                await reader.read()
                return
            writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def gateway_server(*, tls=None, host="127.0.0.1") -> AsyncIterator[GatewayServer]:
    """Run a gateway; ``tls`` is the context of its certificate."""
    gateway = GatewayServer()
    listening = await asyncio.start_server(gateway.serve, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    gateway.address = f"{'https' if tls else 'http'}://{host}:{port}/send"
    async with listening:
        yield gateway
