"""Connect for a plugin: a name is resolved once, its addresses are judged, and one of them is connected to.

Invariant   the address that was judged is the one connected to: nothing resolves a name again; TLS and the
            ``Host`` header keep the name
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ssl import SSLContext
from typing import Any

import httpcore
import httpx
from typing_extensions import override

from largesse.kernel.settings import Network, networks_of, settings
from largesse.store.egress import may_reach, resolved
from largesse_sdk.errors import EgressRefused

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
LOOPBACK = "127.0.0.0/8,::1/128"
TRIED_MAX = 4
CONNECTIONS_MAX = 100
IDLE_MAX = 20


def inside() -> tuple[Network, ...]:
    """Give the networks that the settings open to plugins, beside the public internet."""
    chosen = settings()
    return networks_of(chosen.plugin_networks or ("" if chosen.production else LOOPBACK))


class Dial(httpcore.AsyncNetworkBackend):
    """Makes the connections of a pool.

    Args:
        inside: networks that may be reached beside the public internet.
        resolve: what gives a name's addresses.
    """

    def __init__(self, inside: Sequence[Network], resolve: Resolve = resolved) -> None:
        self._inside = inside
        self._resolve = resolve
        self._sockets = httpcore.AnyIOBackend()

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of a host that answers, among those that may be reached.

        Raises:
            EgressRefused: none may be reached.
            httpcore.ConnectError, httpcore.ConnectTimeout: none answers, or the name has no address.
        """
        try:
            async with asyncio.timeout(timeout):
                found = await self._resolve(host, port)
                fit = [one for one in found if may_reach(one, self._inside)]
                if not fit:
                    raise EgressRefused(f"{host} leads to {', '.join(found) or 'nothing'}")
                return await self._first(fit[:TRIED_MAX], port, local_address, socket_options)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(host) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error

    async def _first(
        self, addresses: Sequence[str], port: int, local: str | None, options: Iterable[Any] | None
    ) -> httpcore.AsyncNetworkStream:
        for one in addresses[:-1]:
            try:
                return await self._sockets.connect_tcp(one, port, None, local, options)
            except httpcore.ConnectError:
                continue
        return await self._sockets.connect_tcp(addresses[-1], port, None, local, options)

    async def sleep(self, seconds: float) -> None:
        """Wait, between two tries of the pool."""
        await asyncio.sleep(seconds)


class Dialled(httpx.AsyncHTTPTransport):
    """The transport whose connections a ``Dial`` makes; no proxy is asked, whatever the environment says."""

    def __init__(self, tls: SSLContext, dial: Dial) -> None:
        super().__init__(verify=tls, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls,
            max_connections=CONNECTIONS_MAX,
            max_keepalive_connections=IDLE_MAX,
            keepalive_expiry=5.0,
            network_backend=dial,
        )
