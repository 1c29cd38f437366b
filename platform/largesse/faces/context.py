"""One request of one face: who asks, in which language, with what at hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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


class Visitor(NamedTuple):
    """Who asks, where no request is made of it: the hash of the session's token, cookies, language."""

    session: str
    cookies: Mapping[str, str]
    locale: str


def own_page(request: Request) -> bool:
    """Tell whether a request comes from a page of ours, or from none: asked before a cookie counts."""
    origin = request.headers.get("origin")
    return origin is None or is_own(origin, request.headers.get("host", ""), request.url.scheme)


def is_own(origin: str, host: str, scheme: str) -> bool:
    """Tell whether an origin is that of a host that was asked by this scheme."""
    its_scheme, _, its_host = origin.partition("://")
    return its_host == host and (its_scheme == "https" or scheme != "https")


def locale_of(request: Request) -> str:
    """Give the request's language: the page's own choice, else the browser's; Chinese first.

    A script chooses by ``x-locale``, a page without one by ``?lang``, which a cookie may remember.
    """
    chosen = (
        request.headers.get("x-locale")
        or request.query_params.get("lang")
        or request.cookies.get(LOCALE_COOKIE)
    )
    return locale_named(chosen or request.headers.get("accept-language") or "")


def locale_named(asked: str) -> str:
    """Give the language of the house that a tag or a browser's list asks for."""
    return "en" if asked.strip().lower().startswith("en") else "zh-CN"


Info = strawberry.Info[Context, None]
