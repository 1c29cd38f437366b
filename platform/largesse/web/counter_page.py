"""How the counter's page is filled: its words, the right or booking that is shown, what was used."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from largesse.faces.context import locale_of
from largesse.kernel.clock import minute_in, now
from largesse.kernel.copy import said, text, told
from largesse.kernel.ids import text_id
from largesse.kernel.settings import settings
from largesse.rights.bookings.booking import State
from largesse.rights.counter.attend import Arriving
from largesse.rights.counter.take_back import OwnUse, reversible_until
from largesse.rights.redemptions.counters import Counter
from largesse.rights.redemptions.redeem import Redeemable
from largesse.rights.redemptions.use import REDEMPTION, RightUsed
from largesse.web.plain import plain_page

_CHOICES_MAX = 100
_LAST_MINUTE = timedelta(minutes=1)  # the end itself belongs to the validity no more
_WORDS = (
    "title", "hint", "code", "code_hint", "phone", "phone_hint", "use", "scanned", "used", "used_at",
    "units_left", "next", "closed", "closed_hint", "ended", "ended_hint", "paused", "again", "units",
    "valid_to", "uses", "uses_hint", "uses_none", "reverse", "reverse_reason", "reverse_hint", "reversed",
    "reversed_now", "offline", "back", "booking", "who", "when", "where", "seat", "check_in",
    "arrived", "number",
)  # fmt: skip
_NEXT = {State.BOOKED: "check_in", State.CHECKED_IN: "arrived", State.NO_SHOW: "arrived"}
# What the page's script says by itself.
_SCRIPTED = (
    "no_net", "no_net_act", "waiting", "waiting_one", "scans", "told", "left_out", "left_out_hint",
    "no_store", "store_full", "ended_waiting", "no_pass",
)  # fmt: skip


def render(request: Request, status: int, state: str, counter: Counter | None, **facts: Any) -> Response:
    """Give the page in one of its states: form, choose, booking, used, uses, closed, ended."""
    locale = locale_of(request)
    no, zone = facts.pop("no", None), _zone(counter)
    shown = {
        "code": "",
        "phone": "",
        "state": state,
        "say": {name: text(f"rights.counter.{name}", locale) for name in _WORDS},
        "scripted": {name: text(f"rights.counter.script.{name}", locale) for name in _SCRIPTED},
        "key": facts.get("key") or secrets.token_hex(16),
        "now": now().isoformat(),
        "name": said(counter.name, locale) if counter else "",
        "place": said(counter.place_name, locale) if counter else "",
        "slug": counter.slug if counter else "",
        "paused": bool(counter and counter.paused),
        "no": told(no, locale) if no else "",
        "code_wrong": bool(no and no.path == "code"),
    }
    plain = {name: one for name, one in facts.items() if name in {"code", "phone", "reversed"}}
    return plain_page(
        request,
        "counter.html",
        status,
        {**shown, **plain, **_filled(facts, locale, zone)},
        scripted=counter is not None,
    )


def shut(request: Request, counter: Counter | None) -> Response:
    """Say that no counter was opened here, or that the one that was is no more."""
    return render(request, 403, "closed" if counter is None else "ended", counter)


def used_said(used: RightUsed, locale: str) -> dict[str, Any]:
    """Say what was used, for a system or a script."""
    return {
        "redemption": text_id(REDEMPTION, used.redemption),
        "entitlement": text_id("ent", used.entitlement),
        "title": said(used.title, locale),
        "units": used.units,
        "units_left": used.units_left,
        "used_at": used.used_at.isoformat(),
    }


def _filled(facts: dict[str, Any], locale: str, zone: str) -> dict[str, Any]:
    """Give what a state shows besides, in words."""
    if used := facts.get("used"):
        return {"used": used_said(used, locale), "used_at": minute_in(used.used_at, zone)}
    if right := facts.get("right"):
        return {"right": _right(right, locale, zone)}
    if booking := facts.get("booking"):
        return {"booking": _booking(booking, locale)}
    if (uses := facts.get("uses")) is not None:
        return {"uses": [_own(one, now(), locale, zone) for one in uses]}
    return {}


def _right(right: Redeemable, locale: str, zone: str) -> dict[str, Any]:
    most = min(right.units_left, _CHOICES_MAX)
    choices = [
        (n, text("rights.counter.units_choice", locale, {"n": n, "left": right.units_left - n}))
        for n in range(1, most + 1)
    ]
    left = text("rights.counter.left_of", locale, {"left": right.units_left, "units": right.units})
    return {
        "title": said(right.title, locale),
        "several": right.units > 1,
        "left": left,
        "choices": choices if right.units_left > 1 else [],
        "valid_to": minute_in(right.valid_to - _LAST_MINUTE, zone),
    }


def _booking(one: Arriving, locale: str) -> dict[str, Any]:
    ends = minute_in(one.ends_at, one.zone).rpartition(" ")[2]
    state = State(one.state)
    return {
        "title": said(one.title, locale),
        "who": one.person_name,
        "when": f"{minute_in(one.starts_at, one.zone)}–{ends}",
        "where": f"{said(one.place_name, locale)} · {said(one.resource_name, locale)}",
        "seat": one.seat,
        "state": text(f"rights.counter.booking_state.{one.state}", locale),
        "next": _NEXT.get(state, ""),
    }


def _own(one: OwnUse, at: datetime, locale: str, zone: str) -> dict[str, Any]:
    until = minute_in(reversible_until(one.booked_at), zone).rpartition(" ")[2]
    return {
        "id": text_id(REDEMPTION, one.id),
        "key": secrets.token_hex(16),
        "title": said(one.title, locale),
        "units": text("rights.counter.units_used", locale, {"n": one.units}) if one.of_units > 1 else "",
        "at": minute_in(one.at, zone),
        "offline": one.offline,
        "reversed": one.reversed,
        "until": text("rights.counter.reverse_until", locale, {"at": until}) if one.reversible(at) else "",
    }


def _zone(counter: Counter | None) -> str:
    return (counter.zone if counter else None) or settings().zone
