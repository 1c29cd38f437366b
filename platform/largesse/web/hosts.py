"""Which hosts are served here: a request that names another is refused, whoever passed it on.

Invariant   no link, redirect or comparison of origins is ever made from a host that is not served
"""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from largesse.kernel.errors import ForeignHost
from largesse.kernel.settings import Settings
from largesse.web.scopes import headers, is_request

LOOPBACK = ("127.0.0.1", "::1", "localhost")
ASKED_BY_ADDRESS = frozenset({"/healthz", "/readyz", "/metrics"})
_SHOWN = 100


@dataclass(frozen=True)
class Served:
    """The hosts that are served: names, ``*.name`` for everything below one; None serves every host."""

    names: frozenset[str] | None

    def holds(self, host: str) -> bool:
        """Tell whether the value of a ``Host`` header is served; its port does not matter."""
        if self.names is None:
            return True
        name = hostname(host)
        parents = name.split(".")
        below = {"*." + ".".join(parents[n:]) for n in range(1, len(parents))}
        return name in self.names or not below.isdisjoint(self.names)


class Hosts:
    """ASGI middleware: refuses a host that is not served; balancers ask for health by address."""

    def __init__(self, app: ASGIApp, served: Served) -> None:
        self.app, self.served = app, served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, if it names one host that is served.

        Raises:
            ForeignHost: ``kernel.foreign_host``.
        """
        if is_request(scope) and scope["path"] not in ASKED_BY_ADDRESS:
            hosts = [value.decode("latin-1") for name, value in headers(scope) if name.lower() == b"host"]
            if len(hosts) > 1 or not self.served.holds("".join(hosts)):
                raise ForeignHost(", ".join(hosts)[:_SHOWN])
        await self.app(scope, receive, send)


def served_by(chosen: Settings) -> Served:
    """Give what the settings say: the hosts named, else in production the public address and this machine."""
    named = [one.strip().lower() for one in chosen.allowed_hosts.split(",") if one.strip()]
    if not named and not chosen.production:
        return Served(None)
    return Served(frozenset(_with_loopback(named or [hostname(urlsplit(chosen.base_url).netloc)])))


def _with_loopback(names: Collection[str]) -> list[str]:
    return [*names, *LOOPBACK]


def hostname(host: str) -> str:
    """Give the name in a ``Host`` header: lower case, without port, brackets and final dot; "" is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""
