"""Where a plugin may send requests: origins that the manifest names, filled in from the configuration.

Words       *rule* ``host:port`` or ``${config.<name>}``, whose value is an address such as ``https://api.example``
Invariant   scheme, host and port must all match; what does not parse is refused; link-local is always refused
"""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

_CONFIG = re.compile(r"\$\{config\.([a-z_][a-z0-9_]*)\}")
_PORTS = {"http": 80, "https": 443}


def allowed(url: str, rules: Sequence[str], config: Mapping[str, Any]) -> bool:
    """Tell whether the manifest's rules name the address."""
    target = _origin(url)
    if target is None or _link_local(target[1]):
        return False
    return any(_matches(target, _CONFIG.sub(lambda m: str(config.get(m[1], "")), rule)) for rule in rules)


def _matches(target: tuple[str, str, int], rule: str) -> bool:
    if "://" in rule:
        return target == _origin(rule)
    scheme, host, port = target
    return scheme == "https" and rule == f"{host}:{port}"


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or parts.username or parts.password:
        return None
    return parts.scheme, parts.hostname.lower(), port or _PORTS[parts.scheme]


def _link_local(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_link_local
    except ValueError:
        return False
