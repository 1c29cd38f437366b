"""What an ASGI scope is asked for by every middleware."""

from starlette.types import Scope


def is_request(scope: Scope) -> bool:
    """Tell whether it is an HTTP request, and not the server's own start and stop."""
    return bool(scope["type"] == "http")


def headers(scope: Scope) -> list[tuple[bytes, bytes]]:
    """Give the headers that came, names in any case."""
    found: list[tuple[bytes, bytes]] = scope["headers"]
    return found
