"""Where a plugin may send requests: origins that the manifest names, filled in from the configuration.

Words       *rule* ``host:port`` or ``${config.<name>}``, whose value is an address such as ``https://api.example``
Invariant   scheme, host and port must all match, in one form that the request then has; what has no such form
            is refused. Which address a name leads to is judged by the host, when it connects
Source      docs/explanation/plugins.md; RFC 3986; the ends-in-a-number rule of the WHATWG URL standard
"""

import ipaddress
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

OF_THE_HOST = frozenset({"host", "via", "expect", "te", "trailer", "transfer-encoding", "content-length"}) | {
    "connection",
    "keep-alive",
    "upgrade",
}
_CONFIG = re.compile(r"\$\{config\.([a-z_][a-z0-9_]*)\}")
_PORTS = {"http": 80, "https": 443}
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(
    r"(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*"
)
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")


@dataclass(frozen=True)
class Target:
    """An address in its one form: a name in ASCII without a last dot, or an IP address; and the port."""

    scheme: str
    host: str
    port: int
    url: str


def target(url: str) -> Target | None:
    """Give an address in its one form; None where it has none, or names a user."""
    if _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = _PORTS.get(parts.scheme) if parts.port is None else parts.port
        host = _host(parts.hostname or "")
    except ValueError:
        return None
    if not port or not host or parts.scheme not in _PORTS or "@" in parts.netloc:
        return None
    netloc = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return Target(parts.scheme, host, port, parts._replace(netloc=netloc, fragment="").geturl())


def allowed(url: str, rules: Sequence[str], config: Mapping[str, Any]) -> bool:
    """Tell whether the manifest's rules name the address."""
    wanted = target(url)
    if wanted is None or _link_local(wanted.host):
        return False
    return any(_matches(wanted, _CONFIG.sub(lambda m: str(config.get(m[1], "")), rule)) for rule in rules)


def of_the_host(headers: Iterable[str]) -> str | None:
    """Give the first of these headers that only the host may write, such as ``Host``; None where none is."""
    return next(
        (one for one in headers if one.lower() in OF_THE_HOST or one.lower().startswith("proxy-")), None
    )


def _matches(wanted: Target, rule: str) -> bool:
    named = target(rule if "://" in rule else f"https://{rule}")
    if named is None or ("://" not in rule and not re.search(r":[0-9]+$", rule)):
        return False
    return (wanted.scheme, wanted.host, wanted.port) == (named.scheme, named.host, named.port)


def _host(written: str) -> str:
    """Give a host in its one form; empty where it has none: a number that is no dotted address is none."""
    if ":" in written:
        return "" if "%" in written else str(ipaddress.IPv6Address(written))
    host = written.removesuffix(".").encode("idna").decode("ascii").lower()
    if _NUMBER.fullmatch(host):
        return str(ipaddress.IPv4Address(host))
    return host if _NAME.fullmatch(host) else ""


def _link_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_link_local
    except ValueError:
        return False
