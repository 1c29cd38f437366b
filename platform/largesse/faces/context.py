"""One request of one face: who asks, in which language, with what at hand."""

from dataclasses import dataclass, field
from typing import Any

import strawberry
from starlette.requests import Request

from largesse.kernel.actor import Actor
from largesse.kernel.errors import NotSignedIn
from largesse.store.work import Work

LOCALE_COOKIE = "lg_lang"
DEVICE_MAX = 300


@dataclass
class Context:
    """One request of one face.

    ``actor`` None: nobody signed in. ``locale``: zh-CN or en. ``for_file``: the answer goes into a file.
    """

    request: Request
    work: Work
    actor: Actor | None
    locale: str
    trace: str
    loaders: dict[str, Any] = field(default_factory=dict)
    cookies_out: list[tuple[str, str, int]] = field(default_factory=list)
    for_file: bool = False

    def who(self) -> Actor:
        """Give the one who asks.

        Raises:
            NotSignedIn: ``kernel.not_signed_in``.
        """
        if self.actor is None:
            raise NotSignedIn
        return self.actor

    @property
    def device(self) -> str:
        """What the asking program says of itself, cut short; empty where it says nothing."""
        return self.request.headers.get("user-agent", "")[:DEVICE_MAX]

    @property
    def address(self) -> str:
        """Where the request comes from; empty where nobody knows."""
        return self.request.client.host if self.request.client else ""


def own_page(request: Request) -> bool:
    """Tell whether a request comes from a page of ours, or from none: asked before a cookie counts."""
    origin = request.headers.get("origin")
    if origin is None:
        return True
    scheme, _, host = origin.partition("://")
    return host == request.headers.get("host") and (scheme == "https" or request.url.scheme != "https")


def locale_of(request: Request) -> str:
    """Give the request's language: the page's own choice, else the browser's; Chinese first.

    A script chooses by ``x-locale``, a page without one by ``?lang``, which a cookie may remember.
    """
    chosen = (
        request.headers.get("x-locale")
        or request.query_params.get("lang")
        or request.cookies.get(LOCALE_COOKIE)
    )
    asked = chosen or request.headers.get("accept-language") or ""
    return "en" if asked.strip().lower().startswith("en") else "zh-CN"


Info = strawberry.Info[Context, None]
