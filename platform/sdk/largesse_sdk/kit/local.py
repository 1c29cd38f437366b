"""A host for the laptop: the same services and the same egress rule, without the platform."""

import asyncio
import hashlib
import hmac
import re
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from largesse_sdk.context import HttpRequest, HttpResponse
from largesse_sdk.emitting import EVENTS_MAX, Emit, Emits, Emitted
from largesse_sdk.errors import EgressRefused, EmitRefused, Misconfigured, OutcomeUnknown, Unavailable
from largesse_sdk.process.egress import allowed, of_the_host, target

_SECRET = re.compile(r"\$\{secret\.([a-z_][a-z0-9_]*)\}")


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow no redirect."""


@dataclass
class LocalHost:
    """Host services for tests. ``closed``: every request is refused, and named in ``requests``.

    ``emits`` is what the manifest declares; ``emitted`` keeps what counted, by its id.
    """

    config: dict[str, Any]
    secrets: dict[str, str]
    egress: Sequence[str]
    closed: bool = False
    clock_ahead: timedelta = timedelta(0)
    requests: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    emits: Sequence[Emits] = ()
    emitted: dict[str, Emit] = field(default_factory=dict)

    async def http(self, ask: HttpRequest) -> HttpResponse:
        """Send a request; see Host."""
        self.requests.append(ask.url)
        to = target(ask.url)
        if self.closed or to is None or not allowed(ask.url, self.egress, self.config):
            raise EgressRefused(ask.url)
        if (name := of_the_host(ask.headers)) is not None:
            raise Misconfigured(f"only the host writes the header {name}")
        return await asyncio.to_thread(self._send, replace(ask, url=to.url))

    async def hmac_sha256(self, secret: str, message: bytes) -> bytes:
        """Sign; see Host."""
        return hmac.new(self._secret(secret).encode(), message, hashlib.sha256).digest()

    async def now(self) -> datetime:
        """Give the time, moved ahead by ``clock_ahead``."""
        return datetime.now(UTC) + self.clock_ahead

    async def log(self, level: Literal["info", "warning", "error"], message: str) -> None:
        """Keep the line."""
        self.lines.append(f"{level} {message}")

    async def emit(self, events: Sequence[Emit]) -> list[Emitted]:
        """Keep events as a bank does that granted all that the manifest declares; see Host."""
        if not self.emits or not 1 <= len(events) <= EVENTS_MAX:
            raise EmitRefused("the manifest declares no events, or the message holds none or too many")
        return [self._emitted(one) for one in events]

    def _emitted(self, one: Emit) -> Emitted:
        declared = next((each for each in self.emits if each.name == one.name), None)
        if declared is None:
            return Emitted(id=one.id, becomes="quarantined", reason="not_of_source")
        known = {prop.name for prop in declared.props}
        if not one.props.keys() <= known:
            return Emitted(id=one.id, becomes="quarantined", reason="undeclared_prop")
        if any(prop.needed and prop.name not in one.props for prop in declared.props):
            return Emitted(id=one.id, becomes="quarantined", reason="prop_missing")
        before = self.emitted.setdefault(one.id, one)
        if before is one:
            return Emitted(id=one.id, becomes="accepted")
        if before == one:
            return Emitted(id=one.id, becomes="duplicate")
        return Emitted(id=one.id, becomes="quarantined", reason="told_again")

    def _send(self, ask: HttpRequest) -> HttpResponse:
        headers = {
            name: _SECRET.sub(lambda m: self._secret(m[1]), value) for name, value in ask.headers.items()
        }
        request = urllib.request.Request(  # noqa: S310 - the egress rule knows http and https only
            ask.url, data=ask.body or None, headers=headers, method=ask.method
        )
        opener = urllib.request.build_opener(_NoRedirects, urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=ask.timeout_s) as answer:
                return HttpResponse(
                    status=answer.status, headers=_lower(answer.headers.items()), body=answer.read()
                )
        except urllib.error.HTTPError as error:
            with error:
                return HttpResponse(
                    status=error.code, headers=_lower(error.headers.items()), body=error.read()
                )
        except urllib.error.URLError as error:
            if isinstance(error.reason, ConnectionRefusedError):
                raise Unavailable("refused") from error
            raise OutcomeUnknown(str(error.reason)) from error
        except (OSError, ValueError) as error:
            raise OutcomeUnknown(type(error).__name__) from error

    def _secret(self, name: str) -> str:
        if name not in self.secrets:
            raise Misconfigured(f"no secret {name}")
        return self.secrets[name]


def _lower(items: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in items}
