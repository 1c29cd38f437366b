"""``POST /a/{slug}/left-out``: a phone tells which component of its page failed.

Invariant   a few hundred bytes from a page of ours, a few a minute; the answer says nothing of what is out
"""

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from largesse.activities.left_out.seen_by_phone import Told, seen_by_phone
from largesse.faces.context import locale_of, own_page
from largesse.identity.sessions.sessions import COOKIES
from largesse.kernel.errors import ForeignOrigin, Malformed, TooMany
from largesse.kernel.reasons import because
from largesse.store.work import Work
from largesse.web.parts import Parts, body_within
from largesse.web.throttle import Throttle

BYTES_MAX = 512


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the route."""
    return [Route("/a/{slug}/left-out", Telling(parts.work).take, methods=["POST"])]


class Telling:
    """What phones tell this process."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._pace = Throttle("left_out", COOKIES["client"])

    async def take(self, request: Request) -> Response:
        """Take what a phone tells."""
        if not own_page(request):
            raise ForeignOrigin
        wait_s = await self._pace.wait_s(request)
        if wait_s:
            raise TooMany(wait_s)
        try:
            told = msgspec.json.decode(await body_within(request, BYTES_MAX), type=Told)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise Malformed(because("kernel.reason.fields", names="node, kind, at"), "node") from error
        [slug] = request.path_params.values()
        if "\0" not in slug:
            await seen_by_phone(told, slug, locale_of(request), self._work)
        return Response(status_code=204)
