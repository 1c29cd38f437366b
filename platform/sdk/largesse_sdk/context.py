"""What a plugin is given with each call: who asks, until when, and the host's few services."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from largesse_sdk.emitting import Emit, Emitted
from largesse_sdk.values import value

Env = Literal["sandbox", "production"]


@value
class HttpRequest:
    """A request that the host sends; it fills in ``${secret.<name>}`` in a header.

    ``Host``, ``Connection``, ``Content-Length`` and what else frames a request are the host's own to write.
    """

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    timeout_s: float = 8.0


@value
class HttpResponse:
    """What came back; redirects are not followed."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        """Read the body as JSON; raises ValueError where it is not JSON."""
        return json.loads(self.body)


class Host(Protocol):
    """The host's services. A plugin has no socket, no file and no secret of its own."""

    async def http(self, ask: HttpRequest) -> HttpResponse:
        """Send a request to an address that the manifest names.

        Raises:
            EgressRefused: the manifest does not name the address, or it leads into a network that the
                institution has not opened to plugins.
            Misconfigured: a header is the host's own to write.
            Unavailable: not connected, nothing was sent.
            OutcomeUnknown: sent, but no whole answer came in time.
        """
        ...

    async def hmac_sha256(self, secret: str, message: bytes) -> bytes:
        """Sign with a secret of the configuration; the secret itself never leaves the host."""
        ...

    async def now(self) -> datetime:
        """Give the host's aware UTC time."""
        ...

    async def log(self, level: Literal["info", "warning", "error"], message: str) -> None:
        """Write one line to the installation's log."""
        ...

    async def emit(self, events: Sequence[Emit]) -> list[Emitted]:
        """Tell events, 1 to 500 and 256 KiB together; gives what became of each, in their order.

        Raises:
            EmitRefused: the plugin is not enabled, the bank granted it no event, or the message has not the
                shape; nothing of it was kept, and emitting it again as it is changes nothing.
            RateLimited, Unavailable: nothing was kept; emit the same again later.
            OutcomeUnknown: it may have been kept; emit the same again, an id counts once.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ctx:
    """One call. ``idem`` is the key under which the provider must do the act at most once."""

    installation: str
    env: Env
    deadline_s: float
    idem: str
    trace: str
    locale: str
    callback_url: str
    config: Mapping[str, Any]
    host: Host
