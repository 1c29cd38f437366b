"""How long a request's body may take: a while to begin with, and more for what has come in good time.

Invariant   a body that never comes, or comes byte by byte, is given up on every route; whose line is slow but
            steady gets the time that his bytes take at ``STEADY_BYTES_S``
"""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from largesse.kernel.errors import TooSlow
from largesse.web.scopes import is_request

STEADY_BYTES_S = 8 * 1024


class Patience:
    """ASGI middleware: raises TooSlow where a body keeps waiting longer than it earned."""

    def __init__(self, app: ASGIApp, body_s: float) -> None:
        self.app, self.body_s = app, body_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its body on the clock."""
        if not is_request(scope):
            await self.app(scope, receive, send)
            return
        await self.app(scope, _Timed(receive, self.body_s), send)


class _Timed:
    """One request's body; only waiting for it counts, not what is done with it."""

    def __init__(self, receive: Receive, body_s: float) -> None:
        self._receive, self._left_s, self._body_s = receive, body_s, body_s
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()  # waits for the caller to hang up
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self._left_s):
                message = await self._receive()
        except TimeoutError as error:
            raise TooSlow(round(self._body_s)) from error
        self._left_s -= loop.time() - began
        self._left_s += len(message.get("body", b"")) / STEADY_BYTES_S
        self._whole = not message.get("more_body", False)
        return message
