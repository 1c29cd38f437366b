"""The phone's pages: an activity, a right, a preview; and the files they load.

Invariant   nothing of a client is in the HTML; what a page shows of its activity is what was approved
"""

import asyncio
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import structlog
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.activities.guard.standard import standard_of
from largesse.activities.left_out.serve import page_of
from largesse.activities.lifecycle.reads import Published, published
from largesse.activities.own_page.own_page import PAGE, RIGHT, own_page
from largesse.activities.rendering import NotBuilt, Paint, PaintAsk, notice, paint
from largesse.activities.rendering.build import STATIC
from largesse.activities.rendering.engine import RenderFailed
from largesse.activities.revisions.preview import PreviewExpired, opened
from largesse.activities.revisions.reads import previewed
from largesse.audience.advisers import share
from largesse.audience.entering.launch import exchange_launch_token
from largesse.faces.context import LOCALE_COOKIE, locale_of
from largesse.identity.sessions.sessions import COOKIES, LIFE
from largesse.kernel.canonical import digest
from largesse.kernel.clock import now
from largesse.kernel.errors import NothingHere, Refusal
from largesse.kernel.settings import settings
from largesse.store.retry import retried
from largesse.store.work import Read
from largesse.web.packing import accepted, packed
from largesse.web.parts import Parts

log = structlog.get_logger(__name__)
_PHASES = {"scheduled": "soon", "running": "running", "paused": "paused", "halted": "halted"}
_CODE = re.compile(r"[0-9]{12}")  # of a place, as a scanned link brings it
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}")
_FOREVER = "public, max-age=31536000, immutable"
_A_YEAR_S = 365 * 86400
_ELDER_COOKIE = "lg_elder"
_A_DAY = "public, max-age=86400"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".webp": "image/webp",
}
_ENDINGS = {"br": ".br", "gzip": ".gz"}
_NOT_BUILT = "<!doctype html><meta charset=utf-8><title>Largesse</title><p>No front end here yet: make up"


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the routes of the phone's pages."""
    pages = Pages(parts)
    return [
        Route("/a/{slug}", pages.activity),
        Route("/a/{slug}/r/{right}", pages.right),
        Route("/a/{slug}/d", pages.draw),
        Route("/a/{slug}/d/{of}", pages.draw),
        Route("/my", pages.own),
        Route("/my/r/{right}", pages.own_right),
        Route("/preview/{token}", pages.preview),
        Route("/assets/{name}", _asset),
        Route("/art/{name}", _art),
    ]


class Pages:
    """The pages, over the parts of this process."""

    def __init__(self, parts: Parts) -> None:
        self._work = parts.work
        self._grammar = standard_of(parts.work.house).grammar

    async def activity(self, request: Request) -> Response:
        """Show an activity's page."""
        return await self._published(request, "page")

    async def right(self, request: Request) -> Response:
        """Show the place where a right is shown; whose it is, is asked afterwards."""
        return await self._published(request, "right")

    async def draw(self, request: Request) -> Response:
        """Show the place where a draw is checked, one's own or by its receipt."""
        return await self._published(request, "draw")

    async def own(self, request: Request) -> Response:
        """Show a client's own page; whose it is, is asked afterwards."""
        return await self._own(request, PAGE)

    async def own_right(self, request: Request) -> Response:
        """Show the place where a right is shown that came by no activity."""
        return await self._own(request, RIGHT)

    async def _own(self, request: Request, view: str) -> Response:
        token = request.query_params.get("t")
        if token:
            return await self._launched(request, token)
        return await _page(request, own_page(view, locale_of(request), demo=settings().demo))

    async def preview(self, request: Request) -> Response:
        """Show a draft to whoever holds its link."""
        try:
            revision = opened(request.path_params["token"], now())
        except PreviewExpired:
            return await _say(request, "rendering.preview_over", 410)
        async with self._work.read() as read:
            row = await previewed(read, revision)
        if row is None:
            return await _say(request, "rendering.preview_over", 410)
        ask = PaintAsk(row.document, digest(row.document), row.slug, "preview", locale_of(request))
        return await _page(request, replace(ask, grammar=self._grammar))

    async def _launched(self, request: Request, token: str) -> Response:
        """Whoever the token names enters; a token that does not hold leaves a visitor whom nobody knows.

        Of the address only the code that was scanned stays.
        """
        code = request.query_params.get("c", "")
        scanned = f"?c={code}" if _CODE.fullmatch(code) else ""
        address = request.url.remove_query_params("t").path + scanned
        clean = _remembered(request, RedirectResponse(address, 303, {"cache-control": "no-store"}))
        caller = request.client.host if request.client else ""
        try:
            session = await retried(
                lambda: exchange_launch_token(self._work, request.path_params.get("slug", ""), token, caller)
            )
        except Refusal as refused:
            log.info("launch_refused", code=refused.code, facts=refused.facts())
            return clean
        age_s = int(LIFE["client"].total_seconds())
        secure = request.url.scheme == "https"
        clean.set_cookie(COOKIES["client"], session, age_s, httponly=True, samesite="lax", secure=secure)
        return clean

    async def _published(self, request: Request, view: str) -> Response:
        """Show what is out; a launch token in the address is exchanged first and leaves it."""
        slug = request.path_params["slug"]
        if "\0" in slug:
            return await _say(request, "rendering.page_missing", 404)
        token, code = request.query_params.get("t"), request.query_params.get("r")
        if token and not code:
            return await self._launched(request, token)
        async with self._work.read() as read:
            found = await published(read, slug)
            mark = await _mark(read, request, found, code)
        answer = await (self._launched(request, token) if token else self._shown(request, found, view))
        if mark is not None:
            secure = request.url.scheme == "https"
            answer.set_cookie(share.COOKIE, mark, share.LIFE_S, httponly=True, samesite="lax", secure=secure)
            answer.headers["cache-control"] = "no-store"
        return answer

    async def _shown(self, request: Request, found: Published | None, view: str) -> Response:
        if found is None:
            return await _say(request, "rendering.page_missing", 404)
        phase = _phase(found.state, found.ends_at)
        ask = PaintAsk(found.document, found.hash, found.slug, phase, locale_of(request), view=view)
        chosen = replace(_chosen(request, ask), demo=settings().demo, grammar=self._grammar)
        try:
            painted, status = await page_of(chosen, found.id, self._work)
        except NotBuilt:
            return Response(_NOT_BUILT, 503, media_type="text/html")
        return _remembered(request, await _served(request, painted, status))


async def _mark(read: Read, request: Request, found: Published | None, code: str | None) -> str | None:
    """Give what the phone remembers from now on of the link it came by; None where that is nothing new."""
    if not code or found is None:
        return None
    arrival = share.Arrival(found.id, found.slug, code)
    return await share.remembered(read, request.cookies.get(share.COOKIE, ""), arrival)


def _phase(state: str, ends_at: datetime) -> str:
    """Say how far an activity is, as a client sees it; the clock ends it even before the ticker does."""
    phase = _PHASES.get(state, "ended")
    return "ended" if phase in {"running", "paused"} and ends_at <= now() else phase


async def _page(request: Request, ask: PaintAsk, status: int = 200) -> Response:
    try:
        painted = await asyncio.to_thread(paint, _chosen(request, ask))
    except NotBuilt:
        return Response(_NOT_BUILT, 503, media_type="text/html")
    except RenderFailed as why:
        log.warning("page_failed", slug=ask.slug, why=str(why))
        return await _say(request, "rendering.page_failed", 503)
    for one in painted.left_out:
        log.error("component_left_out", slug=ask.slug, node=one.node, why=one.why)
    answer = await _served(request, painted, status)
    return answer if ask.phase == "preview" else _remembered(request, answer)


def _elder(request: Request) -> bool:
    """Tell whether the elder-friendly variant is wanted: ``?elder=on``, which a cookie may remember."""
    return (request.query_params.get("elder") or request.cookies.get(_ELDER_COOKIE)) == "on"


def _chosen(request: Request, ask: PaintAsk) -> PaintAsk:
    return replace(ask, theme=request.query_params.get("theme"), elder=_elder(request))


def _remembered(request: Request, answer: Response) -> Response:
    """Let a language or a variant that was chosen on the page hold for the next pages too."""
    if "elder" in request.query_params:
        turned = "on" if _elder(request) else "off"
        answer.set_cookie(_ELDER_COOKIE, turned, _A_YEAR_S, httponly=True, samesite="lax")
    if "lang" in request.query_params:
        answer.set_cookie(LOCALE_COOKIE, locale_of(request), _A_YEAR_S, httponly=True, samesite="lax")
    return answer


async def _say(request: Request, key: str, status: int) -> Response:
    try:
        painted = await asyncio.to_thread(notice, key, locale_of(request), elder=_elder(request))
    except NotBuilt:
        return Response(_NOT_BUILT, 503, media_type="text/html")
    return await _served(request, painted, status)


async def _served(request: Request, painted: Paint, status: int) -> Response:
    headers = {
        "content-security-policy": painted.policy,
        "cache-control": "no-cache",
        "etag": painted.etag,
        "vary": "accept-language, accept-encoding, cookie",
        "referrer-policy": "no-referrer",
        # The page's script reads its clock here: the body is kept and served again, the time is not.
        "server-timing": f"now;dur={now().timestamp() * 1000:.0f}",
    }
    if status == 200 and request.headers.get("if-none-match") == painted.etag:
        return Response(status_code=304, headers=headers)
    body, encoding = await packed(request, painted)
    if encoding:
        headers["content-encoding"] = encoding
    return Response(body, status, headers, "text/html; charset=utf-8")


async def _asset(request: Request) -> Response:
    return _file(request, STATIC / "assets", _FOREVER)


async def _art(request: Request) -> Response:
    return _file(request, STATIC / "art", _A_DAY)


def _file(request: Request, folder: Path, cached: str) -> Response:
    """Serve a file of the build, compressed as the browser likes it."""
    name = request.path_params["name"]
    suffix = Path(name).suffix
    if not _NAME.fullmatch(name) or suffix not in _TYPES:
        raise NothingHere
    headers = {"cache-control": cached, "vary": "accept-encoding"}
    for encoding in accepted(request):
        file = folder / f"{name}{_ENDINGS[encoding]}"
        if file.is_file():
            return FileResponse(
                file, headers={**headers, "content-encoding": encoding}, media_type=_TYPES[suffix]
            )
    if not (folder / name).is_file():
        raise NothingHere
    return FileResponse(folder / name, headers=headers, media_type=_TYPES[suffix])
