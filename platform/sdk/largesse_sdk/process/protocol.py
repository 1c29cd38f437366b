"""The line protocol between host and child: JSON-RPC 2.0, one message a line, many calls at once.

Words       *handshake* the child's first line ``LP|1|<sdk>|<digest>``
Invariant   a line holds at most ``LINE_MAX`` bytes; whoever sends more is disconnected
Source      https://www.jsonrpc.org/specification
"""

from typing import Any

from largesse_sdk.errors import BY_CODE, PluginError
from largesse_sdk.values import value
from largesse_sdk.wire import encode

VERSION = 1
LINE_MAX = 1 << 20
FD = 3
SDK_VERSION = "0.1.0"

CANCEL = "$/cancel"
PING = "$/ping"
READY = "$/ready"
BROKEN = "$/broken"
HTTP = "host.http"
HMAC = "host.hmac_sha256"
NOW = "host.now"
LOG = "host.log"
EMIT = "host.emit"

_REFUSED = -32000
INTERNAL = -32603
UNKNOWN_METHOD = -32601


class TooLong(Exception):  # noqa: N818 - named for what the message is
    """A message does not fit on one line."""


@value
class Ready:
    """What a child says once its plugin is loaded: its methods, its process id and its time."""

    capabilities: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    pid: int = 0
    at: float = 0.0


def handshake(digest: str) -> bytes:
    """Give the child's first line."""
    return f"LP|{VERSION}|{SDK_VERSION}|{digest}\n".encode()


def read_handshake(line: bytes, digest: str) -> str:
    """Check the child's first line and give its SDK version; ValueError where it is another."""
    parts = line.decode("ascii", "replace").rstrip("\n").split("|")
    if len(parts) != 4 or parts[0] != "LP" or parts[1] != str(VERSION) or parts[3] != digest:
        raise ValueError("the child's first line is not the handshake of this protocol and digest")
    return parts[2]


def request(number: int, method: str, params: Any) -> bytes:
    """Give the line of a request that wants an answer."""
    return _line({"jsonrpc": "2.0", "id": number, "method": method, "params": params})


def notice(method: str, params: Any) -> bytes:
    """Give the line of a message without an answer."""
    return _line({"jsonrpc": "2.0", "method": method, "params": params})


def result(number: Any, value: Any) -> bytes:
    """Give the line of an answer."""
    return _line({"jsonrpc": "2.0", "id": number, "result": value})


def refusal(number: Any, error: PluginError) -> bytes:
    """Give the line of a refusal or failure that the plugin or the host raised."""
    data = {"code": error.error_code, "retry_after_s": error.retry_after_s, "kind": type(error).code}
    return _line(
        {
            "jsonrpc": "2.0",
            "id": number,
            "error": {"code": _REFUSED, "message": error.reason[:500], "data": data},
        }
    )


def fault(number: Any, code: int, message: str) -> bytes:
    """Give the line of an unexpected failure."""
    return _line({"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message[:500]}})


def read_refusal(error: Any) -> PluginError | None:
    """Read a refusal out of a JSON-RPC error; None where the failure was unexpected."""
    if not isinstance(error, dict) or error.get("code") != _REFUSED:
        return None
    data = error.get("data")
    if not isinstance(data, dict):
        return None
    kind = BY_CODE.get(str(data.get("kind")))
    if kind is None:
        return None
    after = data.get("retry_after_s")
    return kind(
        str(error.get("message", ""))[:500],
        code=str(data.get("code"))[:100],
        retry_after_s=float(after) if isinstance(after, int | float) else None,
    )


def _line(message: dict[str, Any]) -> bytes:
    line = encode(message) + b"\n"
    if len(line) > LINE_MAX:
        raise TooLong(f"{len(line)} bytes")
    return line
