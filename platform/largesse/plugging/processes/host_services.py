"""What a child may ask of its host: a request to a named address, a signature, events, the time, a log line.

Invariant   only within a live call of its own installation, never past its deadline, never an address that
            the manifest does not name or that leads inside; a secret is filled in here and never handed over
"""

import asyncio
import hashlib
import hmac
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import httpx
import structlog

from largesse.kernel.clock import now
from largesse.plugging.processes.installed import Installed
from largesse.plugging.reaching.dial import Dial, Dialled, inside
from largesse_sdk.context import HttpRequest, HttpResponse
from largesse_sdk.errors import (
    EgressRefused,
    EmitRefused,
    Misconfigured,
    NotSupported,
    OutcomeUnknown,
    Unavailable,
)
from largesse_sdk.process import protocol
from largesse_sdk.process.egress import allowed, of_the_host, target
from largesse_sdk.wire import plain, typed

BODY_MAX = 700 * 1024
_METHODS = frozenset({"GET", "POST", "PUT", "DELETE", "PATCH"})
_SECRET = re.compile(r"\$\{secret\.([a-z_][a-z0-9_]*)\}")
_LEVELS = frozenset({"info", "warning", "error"})
_log = structlog.get_logger("largesse.plugging")


@dataclass(frozen=True)
class LiveCall:
    """A call that is running; ``until`` is monotonic seconds, ``at`` the time that it is told.

    ``emit`` takes what it tells of events; None: it may tell none.
    """

    installed: Installed
    until: float
    on_egress: Callable[[str], None]
    at: datetime | None = None
    emit: Callable[[Any], Awaitable[Any]] | None = None

    @property
    def left_s(self) -> float:
        """Seconds that are left of its deadline."""
        return self.until - time.monotonic()


class HostServices:
    """The host's side of the back channel; one HTTP client per process.

    Args:
        dial: makes its connections; None: within the networks of the settings.
    """

    def __init__(self, dial: Dial | None = None) -> None:
        self._dial = dial
        self._client: httpx.AsyncClient | None = None
        self._making = asyncio.Lock()

    async def serve(self, method: str, params: Any, call: LiveCall) -> Any:
        """Do what a child asks and give the JSON of the answer.

        Raises:
            PluginError: the no that the child is told.
        """
        if method == protocol.HTTP:
            return plain(await self._http(typed(params["ask"], HttpRequest), call))
        if method == protocol.HMAC:
            secret = self._secret(call.installed, str(params["secret"]))
            message: bytes = typed(params["message"], bytes)
            return plain(hmac.new(secret.encode(), message, hashlib.sha256).digest())
        if method == protocol.EMIT:
            return plain(await _emitted(params["events"], call))
        if method == protocol.NOW:
            return plain(call.at or now())
        if method == protocol.LOG:
            level = params["level"] if params["level"] in _LEVELS else "info"
            line = redacted(str(params["message"])[:2000], call.installed)
            getattr(_log, level)("plugin", installation=str(call.installed.id), said=line)
            return None
        raise NotSupported(method)

    async def close(self) -> None:
        """Close the connections to providers."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _http(self, ask: HttpRequest, call: LiveCall) -> HttpResponse:
        installed, to = call.installed, target(ask.url)
        fit = to is not None and allowed(ask.url, installed.manifest.egress, installed.config)
        if to is None or not fit or ask.method not in _METHODS:
            call.on_egress(ask.url)
            raise EgressRefused(ask.url)
        if (name := of_the_host(ask.headers)) is not None:
            raise Misconfigured(f"only the host writes the header {name}")
        timeout_s = min(ask.timeout_s, call.left_s)
        if timeout_s <= 0:
            raise Unavailable("the call's time is over")
        headers = {name: self._filled(value, installed) for name, value in ask.headers.items()}
        headers.setdefault("user-agent", "largesse")
        try:
            return await self._send(replace(ask, url=to.url, headers=headers, timeout_s=timeout_s))
        except EgressRefused as refused:
            call.on_egress(f"{ask.url}: {refused.reason}")
            raise EgressRefused(ask.url) from refused

    async def _send(self, ask: HttpRequest) -> HttpResponse:
        client = await self._clients()
        try:
            request = client.build_request(
                ask.method, ask.url, headers=ask.headers, content=ask.body, timeout=ask.timeout_s
            )
            answer = await client.send(request, stream=True)
            try:
                return HttpResponse(
                    status=answer.status_code, headers=dict(answer.headers), body=await _bounded(answer)
                )
            finally:
                await answer.aclose()
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise Unavailable(type(error).__name__) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
            raise Misconfigured(str(error)) from error
        except httpx.HTTPError as error:
            raise OutcomeUnknown(type(error).__name__) from error

    async def _clients(self) -> httpx.AsyncClient:
        """Give the one client; reading the certificates takes long and happens beside the loop."""
        async with self._making:
            if self._client is None:
                tls = await asyncio.to_thread(httpx.create_ssl_context)
                dial = self._dial or Dial(inside())
                self._client = httpx.AsyncClient(
                    transport=Dialled(tls, dial), follow_redirects=False, trust_env=False
                )
            return self._client

    def _filled(self, value: str, installed: Installed) -> str:
        return _SECRET.sub(lambda m: self._secret(installed, m[1]), value)

    def _secret(self, installed: Installed, name: str) -> str:
        if name not in installed.secrets:
            raise Misconfigured(f"the configuration has no secret {name}")
        return installed.secrets[name]


async def _emitted(events: Any, call: LiveCall) -> Any:
    if call.emit is None:
        raise EmitRefused("this call may emit nothing")
    if call.left_s <= 0:
        raise Unavailable("the call's time is over")
    return await call.emit(events)


def redacted(text: str, installed: Installed) -> str:
    """Give a log line without the installation's secrets in it."""
    for secret in installed.secrets.values():
        if len(secret) >= 4:
            text = text.replace(secret, "***")
    return text


async def _bounded(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > BODY_MAX:
            raise OutcomeUnknown(f"the answer is larger than {BODY_MAX} bytes")
    return bytes(body)
