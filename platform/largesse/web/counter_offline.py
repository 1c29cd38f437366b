"""The counter without a net: its script, the worker that keeps its page, and the way in of what waited.

Invariant   a scan is answered one by one; what must come again later stays on the device
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of, own_page
from largesse.kernel.clock import now
from largesse.kernel.copy import retold
from largesse.kernel.errors import ForeignOrigin, Malformed, NotSignedIn, TooOften
from largesse.kernel.reasons import because
from largesse.rights.codes.reading import TEXT_MAX, digits_in, read_code
from largesse.rights.counter.scan import ScanTaken, TakeScan, take_scan
from largesse.rights.counter.scan_time import DeviceClock
from largesse.rights.redemptions.counters import Counter
from largesse.rights.redemptions.redeem import UNITS_MAX
from largesse.store.retry import retried
from largesse.store.work import Work
from largesse.web.counter_page import used_said
from largesse.web.parts import body_within

SCANS_MAX = 10
_BODY_MAX = 64_000
_FOLDER = Path(__file__).parent / "templates"
_AGES_S = timedelta(days=36_500).total_seconds()
_Seconds = Annotated[float, msgspec.Meta(ge=0, le=4e9)]
_Offset = Annotated[float, msgspec.Meta(ge=-_AGES_S, le=_AGES_S)]
CounterOf = Callable[[Request], Awaitable[Counter | None]]


class _Scan(msgspec.Struct, frozen=True):
    """A scan that waited; times in seconds of the device's clock, ``off`` what must be added to them."""

    key: Annotated[str, msgspec.Meta(pattern="^[0-9a-z]{8,64}$")]
    code: Annotated[str, msgspec.Meta(min_length=1, max_length=TEXT_MAX)]
    at: _Seconds
    phone: Annotated[str, msgspec.Meta(max_length=64)] = ""
    units: Annotated[int, msgspec.Meta(ge=1, le=UNITS_MAX)] = 1
    off: _Offset | None = None


class _Scans(msgspec.Struct, frozen=True):
    """What a device sends: when, by its own clock, and the scans that waited."""

    sent: _Seconds
    scans: Annotated[list[_Scan], msgspec.Meta(min_length=1, max_length=SCANS_MAX)]


@dataclass(frozen=True)
class _Way:
    """The way in of what waited."""

    work: Work
    counter_of: CounterOf

    async def take(self, request: Request) -> Response:
        """Take the scans of a device; each is answered by its key."""
        if not own_page(request):
            raise ForeignOrigin
        counter = await self.counter_of(request)
        if counter is None:
            raise NotSignedIn
        sent = await _read(request)
        answers = [await self._one(request, one, sent.sent, counter) for one in sent.scans]
        return JSONResponse({"now": now().isoformat(), "ended": counter.ended, "answers": answers})

    async def _one(self, request: Request, scan: _Scan, sent: float, counter: Counter) -> dict[str, Any]:
        found = read_code(scan.code)
        phone = digits_in(scan.phone)[:16] or found.phone_ends
        ask = TakeScan(key=scan.key, code=found.code, phone_ends=phone, units=scan.units)
        offset = None if scan.off is None else timedelta(seconds=scan.off)
        clock = DeviceClock(_instant(scan.at), _instant(sent), offset)
        try:
            taken = await retried(lambda: take_scan(ask, clock, counter=counter, work=self.work))
        except TooOften:
            return {"key": scan.key, "state": "later"}
        return {"key": scan.key, **_said(taken, locale_of(request))}


def offline_routes(work: Work, counter_of: CounterOf) -> list[BaseRoute]:
    """Give the routes of a counter without a net."""
    return [
        Route("/counter/_/page.js", lambda _: _script("counter.js"), methods=["GET"]),
        Route("/counter/_/worker.js", lambda _: _script("counter_worker.js"), methods=["GET"]),
        Route("/counter/{slug}/offline", _Way(work, counter_of).take, methods=["POST"]),
    ]


async def _read(request: Request) -> _Scans:
    """Read what a device sends.

    Raises:
        Malformed: ``kernel.malformed``: not of this shape, or a text that no table can hold.
        TooLarge: ``kernel.too_large``.
    """
    body = await body_within(request, _BODY_MAX)
    try:
        sent = msgspec.json.decode(body, type=_Scans)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(because("kernel.reason.shape", detail=str(error))) from error
    if any("\0" in one.code for one in sent.scans):
        raise Malformed(because("kernel.reason.unkept"))
    return sent


def _said(taken: ScanTaken, locale: str) -> dict[str, Any]:
    if taken.used:
        return {"state": "booked", **used_said(taken.used, locale)}
    return {"state": "open", "why": retold(taken.why, locale)}


def _instant(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _script(name: str) -> Response:
    """Give a script of the counter's; the worker may keep every counter's page."""
    headers = {"cache-control": "no-cache", "service-worker-allowed": "/counter/"}
    return Response(_source(name), media_type="text/javascript", headers=headers)


@cache
def _source(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
