"""The counter: a page for a provider's staff that needs no script, and the same for a provider's own system.

Words       ``/counter/{slug}`` the page; ``POST /open/v1/redemptions`` the interface
Invariant   translates and never decides; a form sent twice uses a right once; a browser tells the page's own
            origin with the form, because the page's referrer policy lets it
"""

import re
import secrets
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of, own_page
from largesse.faces.problem import status_of
from largesse.kernel.copy import said, text, told
from largesse.kernel.errors import ForeignOrigin, Malformed, NotSignedIn, Told
from largesse.kernel.ids import text_id
from largesse.kernel.reasons import because, characters
from largesse.kernel.settings import settings
from largesse.rights.codes.code12 import cleaned, code_in, is_token
from largesse.rights.redemptions.counters import Counter, counter_of, counter_of_api
from largesse.rights.redemptions.redeem import Redeem, redeem
from largesse.rights.redemptions.use import RightUsed
from largesse.store.retry import retried
from largesse.store.work import KEY_MAX, Work
from largesse.web.parts import Parts, body_within, limited
from largesse.web.plain import plain_page

BODY_MAX = 4_096
TEXT_MAX = 300
COOKIE_LIFE_S = 60 * 60 * 24 * 30
_KEY = re.compile(r"[0-9a-z]{1,128}")
_WORDS = (
    "title", "hint", "code", "code_hint", "phone", "phone_hint", "use", "scanned", "used", "used_at",
    "units_left", "next", "closed", "closed_hint", "ended", "ended_hint", "paused", "again",
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """The routes of the counter."""

    work: Work

    async def page(self, request: Request) -> Response:
        """Show the form; a link with a key opens the counter on this device."""
        slug = request.path_params["slug"]
        key = _asked_for(request, "k")
        if key is not None:
            answer: Response = RedirectResponse(f"/counter/{slug}", 303)
            key = cleaned(key).casefold()
            opened = await counter_of(self.work, slug, key)
            if opened and opened.ended:
                return _shut(request, opened)
            if opened:
                _keep(answer, request, slug, key)
            return answer
        counter = await self._counter(request)
        if counter is None or counter.ended:
            return _shut(request, counter)
        code = code_in((_asked_for(request, "c") or "")[:TEXT_MAX])
        return _render(request, 200, state="form", counter=counter, code=code)

    async def send(self, request: Request) -> Response:
        """Use a right and show what became of it."""
        counter = await self._counter(request)
        if counter is None or counter.ended:
            return _shut(request, counter)
        if not own_page(request):
            return _render(request, 403, state="form", counter=counter, code="", no=ForeignOrigin())
        form = await limited(request, BODY_MAX).form(max_files=0, max_fields=10)
        code = code_in(str(form.get("code", ""))[:TEXT_MAX])
        ask = Redeem(
            key=_form_key(str(form.get("key", ""))),
            code=code,
            phone_ends=str(form.get("phone", ""))[:16],
        )
        try:
            used = await self._redeem(ask, counter)
        except Told as no:
            return _render(request, status_of(no), state="form", counter=counter, code=code, no=no)
        return _render(request, 200, state="used", counter=counter, used=used)

    async def interface(self, request: Request) -> Response:
        """Use a right for a provider's own system."""
        counter = await counter_of_api(self.work, _bearer(request))
        if counter is None:
            raise NotSignedIn
        key = request.headers.get("idempotency-key")
        if not key:
            raise Malformed(characters(1, KEY_MAX), "idempotency-key")
        asked = await _asked(request)
        ask = Redeem(
            key=key,
            code=code_in(asked.code[:TEXT_MAX]),
            phone_ends=(asked.phone_ends or "")[:16],
            channel="api",
            provider_ref=(asked.provider_ref or "")[:100] or None,
        )
        return JSONResponse(_used(await self._redeem(ask, counter), locale_of(request)))

    async def _counter(self, request: Request) -> Counter | None:
        slug = request.path_params["slug"]
        return await counter_of(self.work, slug, request.cookies.get(_cookie(slug), ""))

    async def _redeem(self, ask: Redeem, counter: Counter) -> RightUsed:
        return await retried(lambda: redeem(ask, actor=counter.actor, work=self.work))


class _Asked(msgspec.Struct, frozen=True):
    """What a provider's own system sends."""

    code: str
    phone_ends: str | None = None
    provider_ref: str | None = None


async def _asked(request: Request) -> _Asked:
    """Read what a provider's own system sends.

    Raises:
        Malformed: ``kernel.malformed``: not of this shape, or a text that no table can hold.
        TooLarge: ``kernel.too_large``.
    """
    body = await body_within(request, BODY_MAX)
    try:
        asked = msgspec.json.decode(body, type=_Asked)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(because("kernel.reason.shape", detail=str(error))) from error
    if not asked.code:
        raise Malformed(because("rights.reason.code"), "code")
    if any("\0" in (one or "") for one in (asked.code, asked.phone_ends, asked.provider_ref)):
        raise Malformed(because("kernel.reason.unkept"))
    return asked


def _asked_for(request: Request, name: str) -> str | None:
    """Give a part of the address's query, its name in either case: scanners may shout."""
    return request.query_params.get(name) or request.query_params.get(name.upper())


def _form_key(sent: str) -> str:
    """Give the key that this page wrote into its form; another's is none."""
    return sent if _KEY.fullmatch(sent) else secrets.token_hex(16)


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the counter's routes."""
    desk = Desk(parts.work)
    return [
        Route("/counter/{slug}", desk.page, methods=["GET"]),
        Route("/counter/{slug}", desk.send, methods=["POST"]),
        Route("/open/v1/redemptions", desk.interface, methods=["POST"]),
    ]


def _render(request: Request, status: int, **facts: Any) -> Response:
    locale = locale_of(request)
    no, used, counter = facts.pop("no", None), facts.pop("used", None), facts.pop("counter", None)
    shown = {
        **facts,
        "say": {name: text(f"rights.counter.{name}", locale) for name in _WORDS},
        "key": secrets.token_hex(16),
        "name": said(counter.name, locale) if counter else "",
        "paused": bool(counter and counter.paused),
        "no": told(no, locale) if no else "",
        "no_field": no.path if no else "",
        "used": _used(used, locale) if used else None,
        "used_at": _clock(used) if used else "",
        "scanned": is_token(facts.get("code", "")) and not no,
    }
    return plain_page(request, "counter.html", status, shown)


def _shut(request: Request, counter: Counter | None) -> Response:
    """Say that no counter was opened here, or that the one that was is no more."""
    return _render(request, 403, state="closed" if counter is None else "ended", counter=counter)


def _clock(used: RightUsed) -> str:
    return used.used_at.astimezone(ZoneInfo(settings().zone)).strftime("%Y-%m-%d %H:%M")


def _used(used: RightUsed, locale: str) -> dict[str, Any]:
    return {
        "redemption": text_id("red", used.redemption),
        "entitlement": text_id("ent", used.entitlement),
        "title": said(used.title, locale),
        "units": used.units,
        "units_left": used.units_left,
        "used_at": used.used_at.isoformat(),
    }


def _bearer(request: Request) -> str:
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else ""


def _cookie(slug: str) -> str:
    return f"lg_counter_{slug}"


def _keep(answer: Response, request: Request, slug: str, key: str) -> None:
    answer.set_cookie(
        _cookie(slug),
        key,
        max_age=COOKIE_LIFE_S,
        path=f"/counter/{slug}",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
