"""Connect where it was judged: a name is asked once for what may be called of it, and that is connected to.

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

Judged = Callable[[str, int], Awaitable[Sequence[str]]]
TRIED_MAX = 4
CONNECTIONS_MAX = 100
IDLE_MAX = 20


class Dial(httpcore.AsyncNetworkBackend):
    """Makes the connections of a pool.

    Args:
        judged: gives those of a host's addresses that may be called, or raises why none may.
    """

    def __init__(self, judged: Judged) -> None:
        self._judged = judged
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
        """Connect to the first address of a host that answers; one that is silent leaves the next ones time.

        Raises:
            httpcore.ConnectError, httpcore.ConnectTimeout: none answers, or the name has no address.
            Exception: whatever ``judged`` raises.
        """
        try:
            async with asyncio.timeout(timeout) as limit:
                addresses = (await self._judged(host, port))[:TRIED_MAX]
                for left in range(len(addresses), 1, -1):
                    try:
                        async with asyncio.timeout(_share_s(limit, left)):
                            return await self._sockets.connect_tcp(
                                addresses[-left], port, None, local_address, socket_options
                            )
                    except (httpcore.ConnectError, TimeoutError):
                        continue
                return await self._sockets.connect_tcp(
                    addresses[-1], port, None, local_address, socket_options
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(host) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error

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


def _share_s(limit: asyncio.Timeout, left: int) -> float | None:
    """Give an address its share of what is left of a time limit."""
    until = limit.when()
    return None if until is None else max(until - asyncio.get_running_loop().time(), 0) / left
