"""Every request has a trace id: the caller's traceparent or a new one, in logs and answers."""

import re
import secrets

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from largesse.web.scopes import headers, is_request

_PARENT = re.compile(r"^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$")
SECURITY = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
)


class Tracing:
    """ASGI middleware: trace id, security headers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its trace."""
        if not is_request(scope):
            await self.app(scope, receive, send)
            return
        trace = _trace_of(scope)
        scope.setdefault("state", {})["trace"] = trace
        structlog.contextvars.bind_contextvars(trace=trace)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                more = [pair for pair in SECURITY if pair[0] not in present]
                message["headers"] = [*message["headers"], (b"x-trace-id", trace.encode()), *more]
            await send(message)

        await self.app(scope, receive, answer)


def _trace_of(scope: Scope) -> str:
    for name, value in headers(scope):
        if name == b"traceparent" and (found := trace_in(value)):
            return found
    return secrets.token_hex(16)


def trace_in(traceparent: bytes) -> str:
    """Give the trace id of a ``traceparent`` header; "" where it has none."""
    found = _PARENT.match(traceparent.decode("latin-1"))
    return found[1] if found else ""
