"""Behind TLS: browsers are told to stay there, and cookies that open something carry the ``__Host-`` prefix.

Words       a *kept* cookie is HttpOnly: it opens something, so no other host may plant one
Invariant   routes know a cookie by its plain name; over https a kept one arrives and leaves as
            ``__Host-<name>``, for the whole host, and a plain one of the same name counts for nothing
Source      RFC 6797; RFC 6265bis section 4.1.3
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from largesse.faces.context import LOCALE_COOKIE
from largesse.web.scopes import headers, is_request

PREFIX = "__Host-"
OURS = "lg_"
Header = tuple[bytes, bytes]


class Https:
    """ASGI middleware: transport security and cookies of requests that came by https.

    Args:
        app: what answers.
        hsts_s: seconds for which browsers use nothing but https for this host; 0 says nothing.
    """

    def __init__(self, app: ASGIApp, hsts_s: int) -> None:
        self.app = app
        self._told = (b"strict-transport-security", f"max-age={hsts_s}".encode()) if hsts_s else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; one that came by http is left alone."""
        if not is_request(scope) or scope["scheme"] != "https":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = [self._told] if self._told else []
                message["headers"] = [*map(_leaving, message["headers"]), *more]
            await send(message)

        await self.app({**scope, "headers": [_arriving(one) for one in headers(scope)]}, receive, answer)


def _arriving(header: Header) -> Header:
    """Take the prefix off our cookies, and leave out those that should have one."""
    name, value = header
    if name.lower() != b"cookie":
        return header
    pairs = [pair.strip() for pair in value.decode("latin-1").split(";")]
    kept = [known for pair in pairs if (known := _known(pair))]
    return name, "; ".join(kept).encode("latin-1")


def _known(pair: str) -> str:
    if pair.startswith(PREFIX + OURS):
        return pair.removeprefix(PREFIX)
    name = pair.partition("=")[0].strip()
    return "" if name.startswith(OURS) and name != LOCALE_COOKIE else pair


def _leaving(header: Header) -> Header:
    """Give a cookie the prefix where it is kept, and *secure* in any case."""
    name, value = header
    if name.lower() != b"set-cookie":
        return header
    pair, *attributes = [one.strip() for one in value.decode("latin-1").split(";")]
    said = {one.partition("=")[0].lower() for one in attributes}
    if "httponly" in said and pair.startswith(OURS):
        pair = PREFIX + pair
        attributes = [one for one in attributes if one.partition("=")[0].lower() not in {"path", "domain"}]
        attributes.append("Path=/")
    if "secure" not in said:
        attributes.append("Secure")
    return name, "; ".join([pair, *attributes]).encode("latin-1")
