"""The counter: a page for a provider's staff that needs no script, and the same for a provider's own system.

Words       ``/counter/{slug}`` the page; ``POST /open/v1/redemptions`` the interface
Invariant   translates and never decides; a form sent twice uses a right once; a browser tells the page's own
            origin with the form, because the page's referrer policy lets it
"""

import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from largesse.faces.context import locale_of, own_page
from largesse.faces.problem import status_of
from largesse.kernel.clock import now
from largesse.kernel.errors import ForeignOrigin, Malformed, NotSignedIn, Told
from largesse.kernel.ids import parse_id
from largesse.kernel.reasons import because, characters
from largesse.rights.bookings.attend import CheckInByCode
from largesse.rights.codes.reading import TEXT_MAX, Scanned, cleaned, digits_in, read_code
from largesse.rights.counter.attend import arriving, check_in_at_counter, note_arrived_at_counter
from largesse.rights.counter.take_back import TakeBack, own_uses, take_back_at_counter
from largesse.rights.entitlements.entitlement import AlreadyUsed
from largesse.rights.redemptions.counters import Counter, counter_of, counter_of_api
from largesse.rights.redemptions.records import RedemptionId
from largesse.rights.redemptions.redeem import Redeem, redeem, redeemable
from largesse.rights.redemptions.use import REDEMPTION, RightUsed
from largesse.store.retry import retried
from largesse.store.work import KEY_MAX, Work
from largesse.web.counter_offline import offline_routes
from largesse.web.counter_page import render, shut, used_said
from largesse.web.parts import Parts, body_within, limited

BODY_MAX = 8_000
COOKIE_LIFE_S = 60 * 60 * 24 * 30
_KEY = re.compile(r"[0-9a-z]{1,128}")
_WHOLE = re.compile(r"[0-9]{1,4}")


@dataclass(frozen=True)
class Sent:
    """What a form of the counter's page sent; ``units`` None: it did not ask how many."""

    act: str
    key: str
    scanned: Scanned
    phone_ends: str
    units: int | None
    redemption: str
    reason: str

    @property
    def redeem(self) -> Redeem:
        """The use that it asks for."""
        return Redeem(
            key=self.key,
            code=self.scanned.code,
            phone_ends=self.phone_ends,
            units=1 if self.units is None else self.units,
        )

    @property
    def check_in(self) -> CheckInByCode:
        """The booking that it shows."""
        return CheckInByCode(key=self.key, code=self.scanned.code)


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
                return shut(request, opened)
            if opened:
                _keep(answer, request, slug, key)
            return answer
        counter = await self.counter(request)
        if counter is None or counter.ended:
            return shut(request, counter)
        sent = sent_by({"code": _asked_for(request, "c") or _asked_for(request, "code") or ""})
        if sent.scanned.kind not in {"token", "pass"}:
            return render(request, 200, "form", counter, code=sent.scanned.code, phone=sent.phone_ends)
        return await _answered(request, counter, sent, lambda: self._look(request, counter, sent))

    async def send(self, request: Request) -> Response:
        """Do what a form asks for, and show what became of it."""
        counter = await self.counter(request)
        if counter is None or counter.ended:
            return shut(request, counter)
        if not own_page(request):
            return render(request, 403, "form", counter, no=ForeignOrigin())
        form = await limited(request, BODY_MAX).form(max_files=0, max_fields=10)
        sent = sent_by({name: str(value) for name, value in form.items()})
        acts = {"check_in": self._attend, "arrived": self._attend, "reverse": self._reverse}
        act = acts.get(sent.act, self._use)
        return await _answered(request, counter, sent, lambda: act(request, counter, sent))

    async def uses(self, request: Request) -> Response:
        """List what was used here within a day."""
        counter = await self.counter(request)
        if counter is None or counter.ended:
            return shut(request, counter)
        return await self._list(request, counter)

    async def interface(self, request: Request) -> Response:
        """Use a right for a provider's own system."""
        counter = await counter_of_api(self.work, _bearer(request))
        if counter is None:
            raise NotSignedIn
        key = request.headers.get("idempotency-key")
        if not key:
            raise Malformed(characters(1, KEY_MAX), "idempotency-key")
        asked = await _asked(request)
        found = read_code(asked.code[:TEXT_MAX])
        ask = Redeem(
            key=key,
            code=found.code,
            phone_ends=digits_in(asked.phone_ends or "")[:16] or found.phone_ends,
            channel="api",
            provider_ref=(asked.provider_ref or "")[:100] or None,
            units=asked.units,
        )
        return JSONResponse(used_said(await self._redeem(ask, counter), locale_of(request)))

    async def counter(self, request: Request) -> Counter | None:
        """Find the counter whose link was opened on this device, also one that has ended."""
        slug = request.path_params["slug"]
        return await counter_of(self.work, slug, request.cookies.get(_cookie(slug), ""))

    async def _use(self, request: Request, counter: Counter, sent: Sent) -> Response:
        if sent.scanned.kind == "pass" or (sent.units is None and await self._asks_how_many(counter, sent)):
            return await self._look(request, counter, sent)
        used = await self._redeem(sent.redeem, counter)
        return render(request, 200, "used", counter, used=used)

    async def _asks_how_many(self, counter: Counter, sent: Sent) -> bool:
        """Tell whether several uses are left, unless this very form has used one already."""
        if await self.work.earlier(sent.redeem, counter.actor, use="rights.redeem", answer=RightUsed):
            return False
        try:
            found = await redeemable(sent.redeem, actor=counter.actor, work=self.work, outlet=counter.outlet)
        except AlreadyUsed:
            return False  # by this form, it may be, and at this moment: its receipt says so
        return found.units_left > 1

    async def _look(self, request: Request, counter: Counter, sent: Sent) -> Response:
        """Show what a code opens: a right, or a booking."""
        if sent.scanned.kind == "pass":
            async with self.work.read() as read:
                found = await arriving(read, sent.scanned.code, counter.id, counter.outlet)
            return render(request, 200, "booking", counter, code=sent.scanned.code, booking=found)
        right = await redeemable(sent.redeem, actor=counter.actor, work=self.work, outlet=counter.outlet)
        facts = {"code": sent.scanned.code, "phone": sent.phone_ends, "right": right, "key": sent.key}
        return render(request, 200, "choose", counter, **facts)

    async def _attend(self, request: Request, counter: Counter, sent: Sent) -> Response:
        act = check_in_at_counter if sent.act == "check_in" else note_arrived_at_counter
        outlet = counter.outlet
        await retried(lambda: act(sent.check_in, actor=counter.actor, work=self.work, outlet=outlet))
        return await self._look(request, counter, sent)

    async def _reverse(self, request: Request, counter: Counter, sent: Sent) -> Response:
        named = RedemptionId(parse_id(REDEMPTION, sent.redemption, "redemption"))
        ask = TakeBack(key=sent.key, redemption=named, reason=sent.reason)
        try:
            await retried(
                lambda: take_back_at_counter(ask, actor=counter.actor, work=self.work, outlet=counter.outlet)
            )
        except Told as no:
            return await self._list(request, counter, no=no)
        return await self._list(request, counter, reversed=True)

    async def _list(self, request: Request, counter: Counter, **said: Any) -> Response:
        no = said.get("no")
        async with self.work.read() as read:
            uses = await own_uses(read, counter.id, counter.outlet, now())
        return render(request, status_of(no) if no else 200, "uses", counter, uses=uses, **said)

    async def _redeem(self, ask: Redeem, counter: Counter) -> RightUsed:
        return await retried(lambda: redeem(ask, actor=counter.actor, work=self.work, outlet=counter.outlet))


class _Asked(msgspec.Struct, frozen=True):
    """What a provider's own system sends."""

    code: str
    phone_ends: str | None = None
    provider_ref: str | None = None
    units: int = 1


async def _answered(
    request: Request, counter: Counter, sent: Sent, act: Callable[[], Awaitable[Response]]
) -> Response:
    """Do what was asked; what is refused is said above the form, with what was typed in it."""
    try:
        return await act()
    except Told as no:
        facts = {"code": sent.scanned.code, "phone": sent.phone_ends, "no": no}
        return render(request, status_of(no), "form", counter, **facts)


def sent_by(form: Mapping[str, str]) -> Sent:
    """Read what a form sent; what it does not hold is empty."""
    found = read_code(form.get("code", "")[:TEXT_MAX])
    units = form.get("units", "")
    return Sent(
        act=form.get("act", ""),
        key=form_key(form.get("key", "")),
        scanned=found,
        phone_ends=digits_in(form.get("phone", ""))[:16] or found.phone_ends,
        units=int(units) if _WHOLE.fullmatch(units) else None,
        redemption=form.get("redemption", "")[:64],
        reason=form.get("reason", "")[:TEXT_MAX],
    )


def form_key(sent: str) -> str:
    """Give the key that this page wrote into its form; another's is none."""
    return sent if _KEY.fullmatch(sent) else secrets.token_hex(16)


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


def routes(parts: Parts) -> list[BaseRoute]:
    """Give the counter's routes."""
    desk = Desk(parts.work)
    return [
        *offline_routes(parts.work, desk.counter),
        Route("/counter/{slug}", desk.page, methods=["GET"]),
        Route("/counter/{slug}", desk.send, methods=["POST"]),
        Route("/counter/{slug}/uses", desk.uses, methods=["GET"]),
        Route("/open/v1/redemptions", desk.interface, methods=["POST"]),
    ]


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
