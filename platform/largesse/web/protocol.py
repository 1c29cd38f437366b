"""HTTP as uvicorn speaks it, with an end to waiting for a request's headers and a stop that loses nothing.

Uvicorn ends idle connections between requests only, after ``idle_s``: one that sends nothing, or its headers
byte by byte, would be held for good. Bodies are on the clock of ``web.patience``; on this one is
the rest of a body whose answer is out.

Invariant   a connection whose first request does not come, or that sends without completing one, is closed
            within ``header_s``; headers are bounded in bytes
            who was idle and asks again just before that is answered, also where the loop was late to read it
            a stop answers what is under way and what arrives within LEAVE_S on connections that are open;
            closing them at once would throw away a request that lies unread in the socket
            who is refused early reads why: what he still sends is taken for LINGER_S and thrown away, because
            closing upon unread bytes resets the connection and the answer with it (RFC 9112, 9.6)
"""

import asyncio
from typing import Any, cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

HEADERS_MAX = 64 * 1024
LEAVE_S = 0.5
LINGER_S = 2.0
_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class BoundedProtocol(HttpToolsProtocol):
    """One connection; a class of its own per setting, see ``bounded``."""

    header_s: float = 10.0

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._due: asyncio.TimerHandle | None = None
        self._header_bytes = 0
        self._in_body = False
        self._leaving = False
        self._refused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(cast("asyncio.Transport", transport))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take bytes; those before a request's headers are complete are bounded, in number and in time."""
        if self._refused:
            return
        if not self._answering:
            self._header_bytes += 0 if self._in_body else len(data)
            self._wait()
        super().data_received(data)
        if self._header_bytes > HEADERS_MAX and not self._answering and not self.transport.is_closing():
            self._refuse(_LARGE)

    def on_headers_complete(self) -> None:
        """Stop waiting: a request is in progress."""
        self._stop_waiting()
        self._in_body = True
        super().on_headers_complete()
        if self._leaving and not self.pipeline:
            self.cycle.keep_alive = False

    def on_message_complete(self) -> None:
        """Take note that the body has come: what follows is headers again."""
        self._in_body = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Wait for the next request, or for the rest of a body that nobody reads any more."""
        super().on_response_complete()
        if not self._answering and self.cycle.more_body and not self.transport.is_closing():
            self._wait()

    def timeout_keep_alive_handler(self) -> None:
        """Close what was idle for too long, unless its next request lies there: closing would reset it."""
        self._look_once_more()

    def shutdown(self) -> None:
        """Begin to leave: answer what is under way or arrives at once, then close."""
        self._leaving = True
        if self._answering:
            super().shutdown()
        else:
            self.loop.call_later(LEAVE_S, self._look_once_more)

    def _look_once_more(self) -> None:
        """Leave after the next reading: on a busy machine what came in time may not have been read yet."""
        self.loop.call_soon(self.loop.call_soon, self._leave)

    def _leave(self) -> None:
        if not self._answering and not self._header_bytes and not self.transport.is_closing():
            self.transport.close()

    @property
    def _answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        if self._due is None:
            self._due = self.loop.call_later(self.header_s, self._give_up)

    def _stop_waiting(self) -> None:
        self._header_bytes = 0
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _give_up(self) -> None:
        self._due = None
        if self._answering or self.transport.is_closing():
            return
        if self._header_bytes:
            self._refuse(_LATE)
        else:
            self._look_once_more()

    def _refuse(self, answer: bytes) -> None:
        self._stop_waiting()
        self._refused = True
        self.transport.write(answer)
        self.transport.write_eof()
        self.loop.call_later(LINGER_S, self.transport.close)


def bounded(header_s: float) -> type[BoundedProtocol]:
    """Give the protocol that waits ``header_s`` for a request's headers."""
    return type("Bounded", (BoundedProtocol,), {"header_s": header_s})
