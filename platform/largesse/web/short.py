"""The short way: a plain request for a compiled document is answered without an application around it.

Words       *plain* a request whole in one read, of one of our own sessions, with nothing in its headers that
            would need more than a look; everything else goes the ordinary way and is not touched here
Invariant   the answer is to the byte the one of the ordinary way, but for trace and date (a test compares
            them); whoever is refused is refused by the ordinary way, in its words; both have one throttle
Source      docs/explanation/group-commit.md
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, NamedTuple, Protocol

import msgspec
import orjson

from largesse.faces.context import LOCALE_COOKIE, Visitor, is_own, locale_named
from largesse.faces.form import form_named
from largesse.identity.sessions.sessions import COOKIES, marked, token_hash
from largesse.kernel.canonical import sha256_hex
from largesse.kernel.settings import Settings
from largesse.store.work import Work
from largesse.web.hosts import served_by
from largesse.web.https import OURS, PREFIX
from largesse.web.throttle import Throttle
from largesse.web.tracing import SECURITY, trace_in

PATH = b"/graphql/client"
BODY_MAX = 8 * 1024
STATE = "short"
_JSON = b"application/json"
_LOOKED_AT = frozenset({
    b"accept", b"accept-language", b"content-type", b"cookie", b"host", b"origin", b"traceparent",
    b"x-forwarded-proto", b"x-locale",
})  # fmt: skip
_SCHEMES = {b"http": "http", b"https": "https"}
_SECURITY = b"".join(b"%s: %s\r\n" % pair for pair in SECURITY)
Answer = dict[str, Any]
Headers = list[tuple[bytes, bytes]]


class Beginning(Protocol):
    """A compiled document that can be begun without a task, see ``play.groups.fast.Compiled``."""

    def begin(self, variables: bytes, by: Visitor, work: Work, tell: Callable[[Answer | None], None]) -> bool:
        """Begin; ``tell`` is called later, once. False: it goes the ordinary way."""


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    variables: msgspec.Raw
    id: str | None = None
    query: str | None = None


_READ = msgspec.json.Decoder(_Body)


class Came(NamedTuple):
    """What came by one connection. ``proxied``: a proxy that we trust sent it."""

    headers: Headers
    body: bytes
    scheme: str
    proxied: bool


@dataclass(frozen=True, slots=True)
class _Told:
    """What the answer's head needs to know of a request."""

    secure: bool
    media_type: str
    traceparent: bytes


class Short:
    """What all connections of a process share. ``pace`` None: nobody is held back."""

    def __init__(
        self, work: Work, compiled: Mapping[str, Beginning], pace: Throttle | None, chosen: Settings
    ) -> None:
        self._work, self._compiled, self._pace = work, compiled, pace
        self._serves = lru_cache(maxsize=256)(served_by(chosen).holds)
        self._hsts = b"strict-transport-security: max-age=%d\r\n" % chosen.hsts_s if chosen.hsts_s else b""
        self._dated: tuple[object, bytes] = (None, b"")

    def begin(self, came: Came, tell: Callable[[Callable[[Headers, bytes], bytes] | None], None]) -> bool:
        """Begin to answer a request; False: it is not plain.

        ``tell`` is called once, mostly later, with what writes the answer, or with None where the ordinary
        way has to give it; the throttle has counted it then.
        """
        found = _looked_at(came.headers)
        if (
            found is None
            or len(came.body) > BODY_MAX
            or found.get(b"content-type", b"").partition(b";")[0].strip() != _JSON
        ):
            return False
        scheme = came.scheme
        if came.proxied and b"x-forwarded-proto" in found:
            scheme = _SCHEMES.get(found[b"x-forwarded-proto"].strip(), "")
        host, origin = found.get(b"host", b"").decode("latin-1"), found.get(b"origin")
        own = origin is None or is_own(origin.decode("latin-1"), host, scheme)
        cookies = _cookies(found.get(b"cookie", b"").decode("latin-1"), secure=scheme == "https")
        session = cookies.get(COOKIES["client"], "")
        if not scheme or not own or not session or not self._serves(host) or not marked(session):
            return False
        try:
            body = _READ.decode(came.body)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return False
        text = (body.query or "").encode("utf-8", "replace")
        document = self._compiled.get(sha256_hex(text) if body.id is None else body.id)
        if document is None or (self._pace is not None and self._pace.session_wait_s(session)):
            return False
        asked = found.get(b"x-locale") or cookies.get(LOCALE_COOKIE, "").encode("latin-1")
        locale = locale_named((asked or found.get(b"accept-language", b"")).decode("latin-1"))
        media_type = form_named(found.get(b"accept", b"*/*").decode("latin-1")).media_type
        told = _Told(scheme == "https", media_type, found.get(b"traceparent", b""))

        def answer(data: Answer | None) -> None:
            tell(None if data is None else partial(self._written, data, told))

        by = Visitor(token_hash(session), cookies, locale)
        if not document.begin(bytes(body.variables), by, self._work, answer):
            answer(None)
        return True

    def _written(self, data: Answer, told: _Told, every: Headers, ending: bytes) -> bytes:
        """Write an answer. ``every``: the server's headers, a new list as its date changes."""
        if every is not self._dated[0]:
            self._dated = every, b"".join(b"%s: %s\r\n" % pair for pair in every)
        body = orjson.dumps(data)
        trace = trace_in(told.traceparent) or secrets.token_hex(16)
        return (
            b"HTTP/1.1 200 OK\r\n%scache-control: no-store\r\nvary: accept\r\ncontent-length: %d\r\n"
            b"content-type: %s\r\n%sx-trace-id: %s\r\n%s%s\r\n%s"
        ) % (
            self._dated[1],
            len(body),
            told.media_type.encode(),
            self._hsts if told.secure else b"",
            trace.encode(),
            _SECURITY,
            ending,
            body,
        )


def _looked_at(headers: Headers) -> dict[bytes, bytes] | None:
    """Give the headers that count; None where one of them came twice."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in _LOOKED_AT:
            if name in found:
                return None
            found[name] = value
    return found


def _cookies(text: str, *, secure: bool) -> dict[str, str]:
    """Read our cookies, as ``web.https`` lets them in; none where one is written in quotes."""
    found: dict[str, str] = {}
    if '"' in text:
        return found
    for pair in text.split(";"):
        name, _, value = pair.strip().partition("=")
        if secure and name.startswith(PREFIX + OURS):
            found[name.removeprefix(PREFIX).strip()] = value.strip()
        elif name.startswith(OURS) and (not secure or name.strip() == LOCALE_COOKIE):
            found[name.strip()] = value.strip()
    return found
