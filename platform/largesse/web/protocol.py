"""HTTP as uvicorn speaks it, with an end to waiting for a request's headers and a stop that loses nothing.

Uvicorn ends idle connections between requests only, after ``idle_s``: one that sends nothing, or its headers
byte by byte, would be held for good. Bodies are on the clock of ``web.patience``; on this one is
the rest of a body whose answer is out.

A request that may be plain gets no task: it is kept until it is whole, and goes to ``web.short`` or, as it
came, to the application. All this rests on what uvicorn promises nobody, so its version is pinned.

Invariant   a connection whose first request does not come, or that sends without completing one, is closed
            within ``header_s``; headers are bounded in bytes
            who was idle and asks again just before that is answered, also where the loop was late to read it
            a stop answers what is under way and what arrives within LEAVE_S on connections that are open;
            closing them at once would throw away a request that lies unread in the socket
            who is refused early reads why: what he still sends is taken for LINGER_S and thrown away, because
            closing upon unread bytes resets the connection and the answer with it (RFC 9112, 9.6)
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, cast

from uvicorn._types import HTTPScope
from uvicorn.config import Config
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle
from uvicorn.server import ServerState

from largesse.web.short import PATH, STATE, Came, Headers, Short
from largesse.web.throttle import PACED

HEADERS_MAX = 64 * 1024
LEAVE_S = 0.5
LINGER_S = 2.0
_CLOSE = b"connection: close\r\n"
_LATE = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class _Event:
    """Stands where uvicorn wakes a request's task: a plain request has none."""

    def set(self) -> None:
        """Wake nobody."""


class PlainCycle:
    """A request that may go the short way, with all that uvicorn asks of a cycle of its own."""

    __slots__ = ("body", "disconnected", "keep_alive", "more_body", "response_complete", "scope")
    message_event = _Event()

    def __init__(self, scope: Any, *, keep_alive: bool) -> None:
        self.scope, self.keep_alive = scope, keep_alive
        self.body = b""
        self.more_body, self.disconnected, self.response_complete = True, False, False


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
        self._short: Short | None = app_state.get(STATE)
        self._proxied = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(cast("asyncio.Transport", transport))
        peer = self.client[0] if self.client else None
        self._proxied = isinstance(self.app, ProxyHeadersMiddleware) and peer in self.app.trusted_hosts
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
        if isinstance(self.cycle, PlainCycle) and self.cycle.more_body:
            self._go_ordinary(self.cycle)  # not whole in one read: it has the patience
        if self._header_bytes > HEADERS_MAX and not self._answering and not self.transport.is_closing():
            self._refuse(_LARGE)

    def on_headers_complete(self) -> None:
        """Stop waiting: a request is in progress."""
        self._stop_waiting()
        self._in_body = True
        if self._may_be_plain():
            plain = PlainCycle(self.scope, keep_alive=self.parser.should_keep_alive())
            self.cycle = cast("RequestResponseCycle", plain)
        else:
            super().on_headers_complete()
        if self._leaving and not self.pipeline:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        """Keep what came of a body."""
        if isinstance(self.cycle, PlainCycle):
            self.cycle.body += body
        else:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Take note that the body has come: what follows is headers again."""
        self._in_body = False
        if isinstance(self.cycle, PlainCycle):
            self._begin(self.cycle)
        else:
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

    def _may_be_plain(self) -> bool:
        return (
            self._short is not None
            and self.url == PATH
            and not self._answering
            and self.parser.get_method() == b"POST"
            and self.parser.get_http_version() == "1.1"
            and not self.parser.should_upgrade()
            and not self.expect_100_continue
            and self.limit_concurrency is None
        )

    def _begin(self, cycle: PlainCycle) -> None:
        cycle.more_body = False
        came = Came(cycle.scope["headers"], cycle.body, cycle.scope["scheme"], self._proxied)
        if self._short is None or not self._short.begin(came, partial(self._answer, cycle)):
            self._go_ordinary(cycle)

    def _answer(self, cycle: PlainCycle, written: Callable[[Headers, bytes], bytes] | None) -> None:
        if cycle.disconnected or self.transport.is_closing():
            return
        if written is None:
            cycle.scope["state"][PACED] = True
            self._go_ordinary(cycle)
            return
        ending = b"" if cycle.keep_alive else _CLOSE
        self.transport.write(written(self.server_state.default_headers, ending))
        cycle.response_complete = True
        if not cycle.keep_alive:
            self.transport.close()
        self.on_response_complete()

    def _go_ordinary(self, plain: PlainCycle) -> None:
        """Hand a request to the application as if it had never been looked at."""
        path = self.root_path + PATH.decode()
        where = {"method": "POST", "path": path, "raw_path": path.encode(), "query_string": b""}
        cycle = RequestResponseCycle(
            scope=cast("HTTPScope", {**plain.scope, **where}),
            transport=self.transport,
            flow=self.flow,
            logger=self.logger,
            access_logger=self.access_logger,
            access_log=self.access_log,
            default_headers=self.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=plain.keep_alive,
            on_response=self.on_response_complete,
        )
        cycle.body, cycle.more_body = bytearray(plain.body), plain.more_body
        cycle.message_event.set()
        if self.cycle is cast("RequestResponseCycle", plain):
            self.cycle = cycle
        self._start_asgi_task(cycle, self.app)

    def _refuse(self, answer: bytes) -> None:
        self._stop_waiting()
        self._refused = True
        self.transport.write(answer)
        self.transport.write_eof()
        self.loop.call_later(LINGER_S, self.transport.close)


def bounded(header_s: float) -> type[BoundedProtocol]:
    """Give the protocol that waits ``header_s`` for a request's headers."""
    return type("Bounded", (BoundedProtocol,), {"header_s": header_s})
